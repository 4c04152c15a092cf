"""A broker that asks who its clients are: nobody can write in the name of a source, or of a service, but itself."""
import json
import uuid

import pytest

import otk_guarded
import otk_test as t

COMPANY = t.SOURCE / 'deploy/company'
TABLE = json.loads((t.SOURCE / 'proto-schemas/topics.json').read_text())['topics']
TYPE = 'REC-X-001'


@pytest.fixture(scope='module')
def bus(tmp_path_factory):
    bus = otk_guarded.Guarded(tmp_path_factory.mktemp('accounts')).start()
    yield bus
    bus.stop()


@pytest.fixture(scope='module')
def intake(bus, database, issuer):
    """intake and client-registry, each by its own account, with the company's sources and one branch."""
    started = [bus.service(name, database, jwks_url=issuer.url).start() for name in ('intake', 'client-registry')]
    intake = started[0]
    admin = intake.api(issuer.token(rights=['admin.catalogue', 'source.manage'], branches=['*'], branch='HQ'))
    for source in json.loads((COMPANY / 'sources.json').read_text())['sources']:
        assert admin.put(f"/v1/sources/{source['name']}", source).status == 200
    done = bus.produce('otklik-staff', 'otklik.staff.v1', {'code': 'HQ', 'version': 1, 'ru': 'HQ', 'tz': 'Europe/Moscow', 'active': True},
                       t.cloud_event('staff.branch_changed', 'otklik/staff'))
    assert done.returncode == 0, done.stderr
    t.wait_for_branches(database, 'intake', 1)
    yield intake
    for one in started:
        one.stop()


def submission(source):
    return {'type': 'appeal.submitted', 'source': source,
            'data': {'external_id': f'F-{uuid.uuid4()}', 'channel': 'LK', 'text': 'Нет воды', 'applicant': {'last': 'Иванова', 'first': 'Мария'}}}


def told(bus, topic, holds, account=otk_guarded.ADMINISTRATOR):
    """The first message of the topic that holds, as that account reads it."""
    return t.wait_until(lambda: next((m for m in bus.messages(topic, account) if holds(m)), None), 20, f'a message in {topic}')


def refused(done, why='authorization failed'):
    assert done.returncode != 0 and why in done.stderr.lower(), done


def test_a_source_sends_by_its_own_account_and_is_answered(bus, intake):
    appeal = submission('lk')
    assert bus.produce('otklik-src-lk', 'in.appeals.v1', appeal).returncode == 0
    reply = told(bus, 'otklik.appeal-replies.v1', lambda m: m.key == appeal['data']['external_id'], 'otklik-src-lk')
    assert reply.type == 'appeal.accepted' and reply.json['number'].startswith('HQ-')
    # The other service has read what intake wrote, by an account that may do just that, and was heard.
    told(bus, 'otklik.client-registry.v1', lambda m: m.type == 'client.match_resolved' and m.json['appeal_id'] == reply.json['appeal_id'])


def test_a_source_has_a_topic_that_nobody_else_may_write(bus, intake):
    appeal = submission('site')
    assert bus.produce('otklik-src-site', 'in.appeals.site.v1', appeal).returncode == 0
    assert told(bus, 'otklik.appeal-replies.v1', lambda m: m.key == appeal['data']['external_id']).type == 'appeal.accepted'
    before = bus.count('in.appeals.site.v1')
    for account in ('otklik-src-lk', 'otklik-src-email', 'otklik-src-1c-hr', 'otklik-routing', 'otklik-intake'):
        refused(bus.produce(account, 'in.appeals.site.v1', submission('site')))
    assert bus.count('in.appeals.site.v1') == before


def test_a_forged_source_is_refused_by_the_broker(bus, intake):
    before = bus.count('in.appeals.v1')
    for account in ('otklik-src-1c-hr', 'otklik-src-site', 'otklik-client-registry'):
        refused(bus.produce(account, 'in.appeals.v1', submission('lk')))
    refused(bus.produce(None, 'in.appeals.v1', submission('lk')), 'all broker connections are down')
    refused(bus.produce(bus.guesser('otklik-src-lk'), 'in.appeals.v1', submission('lk')), 'authentication failed')
    assert bus.count('in.appeals.v1') == before


def test_a_source_that_names_another_on_its_own_topic_is_a_dead_letter_and_audited(bus, intake):
    appeal = submission('lk')
    assert bus.produce('otklik-src-site', 'in.appeals.site.v1', appeal).returncode == 0
    letter = told(bus, 'otklik.dead-letter.v1', lambda m: appeal['data']['external_id'] in m.text)
    assert letter.headers['otk_dlq_reason'] == "source 'lk' is not declared for topic in.appeals.site.v1"
    audit = told(bus, 'otklik.audit.v1', lambda m: m.json['action'] == 'source.refused')
    assert (audit.json['entity_id'], audit.json['outcome']) == ('lk', 'refused')
    assert not [m for m in bus.messages('otklik.appeal-replies.v1') if m.key == appeal['data']['external_id']]


@pytest.mark.parametrize('topic', [row['name'] for row in TABLE if row['publisher'] != 'foreign'])
def test_a_source_writes_no_internal_topic(bus, topic):
    refused(bus.produce('otklik-src-lk', topic, {'x': 1}))
    assert bus.produce('otklik-src-lk', 'in.confirmations.v1', {'x': 1}).returncode == 0


def test_a_source_reads_the_answers_alone(bus):
    for row in TABLE:
        done = bus.kcat('otklik-src-lk', '-C', '-q', '-e', '-t', row['name'], '-o', 'beginning')
        assert (done.returncode == 0) == ('in.appeals.v1' in row.get('answers', [])), row['name']


def test_a_service_writes_its_own_topics_alone(bus):
    for row in TABLE:
        if row['publisher'] not in ('sla-timer', 'every service'):
            refused(bus.produce('otklik-sla-timer', row['name'], {'x': 1}))


def test_a_permission_too_many_is_found_and_taken_away(bus):
    assert bus.otk('topics', 'acls', bus.company, '--reader', 'mallory', '--apply').returncode == 0
    found = t.wait_until(lambda: [line for line in bus.otk('topics', 'acls', bus.company, '--check').stdout.splitlines() if 'mallory' in line])
    assert 'too much: Read topic otklik.appeal-events.v1 by User:mallory' in found
    assert bus.otk('topics', 'acls', bus.company, '--check').returncode == 1
    assert bus.otk('topics', 'acls', bus.company, '--apply', '--prune').returncode == 0
    t.wait_until(lambda: bus.otk('topics', 'acls', bus.company, '--check').returncode == 0, what='the permissions to be gone')


def test_no_log_has_a_password(bus, intake):
    for name in ('intake', 'client-registry'):
        log = (t.LOGS / f'{name}.log').read_text()
        assert not [account for account, password in bus.passwords.items() if password in log]
