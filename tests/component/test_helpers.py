"""The tests' own helpers: what others rely on when a test of theirs fails."""
import smtplib
import ssl
import time

import pytest

import otk_test as t

TOPIC = 'test.helpers.v1'


def test_wait_until_tells_the_last_state():
    with pytest.raises(AssertionError, match="answer: not within 0.1 s; last state: ''"):
        t.wait_until(lambda: '', limit_s=0.1, what='answer')


def test_a_message_keeps_key_headers_and_bytes():
    t.reset_topics(TOPIC)
    with t.Tail(TOPIC) as tail:
        t.produce(TOPIC, {'text': 'нет\nводы'}, key='ключ', headers=t.cloud_event('otklik.test.sent', 'tests'))
        message = tail.wait()
    assert message.json == {'text': 'нет\nводы'}
    assert (message.key, message.type, message.headers['ce_specversion']) == ('ключ', 'test.sent', '1.0')
    assert [m.offset for m in t.messages(TOPIC)] == [0]


def test_a_message_may_be_large():
    t.reset_topics(f'{TOPIC}:1:max.message.bytes=5000000')
    t.produce(TOPIC, b'x' * 4_200_000)
    assert len(t.messages(TOPIC)[0].text) == 4_200_000


def test_reset_topics_forgets_what_was_sent():
    t.reset_topics(TOPIC)
    t.produce(TOPIC, 'old')
    t.reset_topics(TOPIC)
    assert t.messages(TOPIC) == []


def test_a_fresh_database_lets_a_service_work_in_its_schema_only(database):
    assert database.value("SELECT lower('ЁЛКА') = 'ёлка'")
    assert database.value("SELECT similarity('Ёлкина', 'Ёлкин') > 0.5")
    url = {'intake': database.url('intake'), 'routing': database.url('routing')}
    t.run(['psql', '-Xq', url['intake'], '-c', 'CREATE TABLE card (id int); INSERT INTO card VALUES (7)'])
    assert database.rows('SELECT id FROM intake.card') == [{'id': 7}]
    with pytest.raises(AssertionError, match='permission denied for schema intake'):
        t.run(['psql', '-Xq', url['routing'], '-c', 'SELECT * FROM intake.card'])
    with pytest.raises(AssertionError, match='permission denied for schema public'):
        t.run(['psql', '-Xq', url['intake'], '-c', 'CREATE TABLE public.x (id int)'])


def test_a_token_carries_its_claims_and_signature(issuer):
    head, claims, signature = issuer.token(sub='someone').split('.')
    assert (len(t._base64url_decode(signature)), b'"sub": "someone"' in t._base64url_decode(claims)) == (64, True)
    assert t.Api(issuer.url).get('').json['keys'][0]['kid'] == issuer.kid
    assert head


def test_waiting_for_messages_costs_less_than_a_second():
    t.reset_topics(TOPIC)
    begin = time.monotonic()
    with t.Tail(TOPIC) as tail:
        t.produce(TOPIC, 'x')
        tail.wait()
    assert time.monotonic() - begin < 3


def test_the_bus_fixture_makes_every_topic_of_the_table(bus):
    made = t.partition_counts()
    assert made['in.appeals.v1'] == 12
    assert made['otklik.appeal-status.v1'] == 12


def test_mailboxes_take_refuse_and_defer_letters(mail):
    def send(address):
        with smtplib.SMTP('localhost', t.MAIL_PORT) as smtp:
            smtp.starttls(context=ssl.create_default_context(cafile=t.STATE / 'tls/server.crt'))
            smtp.sendmail('office@example.ru', address, 'Subject: =?utf-8?b?0J7RgtCy0LXRgg==?=\r\n\r\nyes\r\n')

    send('Client@example.ru')
    assert [letter['Subject'] for letter in mail.letters('client@example.ru')] == ['Ответ']
    for address, code in (('refused.client@example.ru', 550), ('busy@example.ru', 451)):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
            send(address)
        assert refusal.value.recipients[address][0] == code
