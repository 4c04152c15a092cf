"""notification alone on a real bus, database and mail server: every way of an answer, and no letter twice."""
import json
import socket
import subprocess
import uuid

import pytest

import otk_test as t

QUICK = {'mail__backoff_first_s': 1, 'mail__backoff_max_s': 2, 'smtp__timeout_s': 10}


def event(kind, publisher, key, **data):
    t.produce(f'otklik.{publisher}.v1', data, key=key, headers=t.cloud_event(kind, f'otklik/{publisher}'))


DEPARTMENT, CALLS, HEAD, ADMIN, HQ_ADMIN, CLERK = (str(uuid.uuid4()) for _ in range(6))


def tell_staff():
    event('staff.branch_changed', 'staff', 'SMR', code='SMR', version=1, ru='Самарский филиал', en='Samara branch',
          tz='Europe/Samara', calendar='RU', active=True)
    for department, code, role in ((DEPARTMENT, 'SMR-FO', 'FO'), (CALLS, 'SMR-CC', 'CC')):
        event('staff.department_changed', 'staff', department, department_id=department, version=1, code=code, branch='SMR',
              role=role, ru='Отдел', mode='POOL', head_id=HEAD, active=True)
    for employee, branch, roles in ((ADMIN, 'SMR', ['admin']), (HQ_ADMIN, 'HQ', ['admin']), (CLERK, 'SMR', ['clerk'])):
        event('staff.employee_changed', 'staff', employee, employee_id=employee, version=1, tab_no='1', name='Иванов Иван',
              short_name='Иванов И.', branch=branch, roles=roles, active=True)


@pytest.fixture(scope='module')
def notification(service, mail, database):
    one = service('notification', **QUICK)
    tell_staff()
    t.wait_for_branches(database, 'notification', 1)
    t.wait_until(lambda: database.value('SELECT (SELECT count(*) FROM notification.department) + '
                                        '(SELECT count(*) FROM notification.employee)') == 5, what='the staff', alive=[one])
    return one


@pytest.fixture(scope='module')
def clerk(notification, issuer):
    return notification.api(issuer.token(sub=CLERK, rights=['appeal.read', 'delivery.work'], branches=['SMR'], branch='SMR'))


def sending(*ways, **changes):
    """An answer that goes out by these (channel, address)."""
    appeal = str(uuid.uuid4())
    data = {'appeal_id': appeal, 'version': 5, 'cycle_no': 1, 'number': f'SMR-2026-{uuid.uuid4().int % 10**7:07}',
            'branch': 'SMR', 'type_code': 'REC-W-001', 'response_id': str(uuid.uuid4()),
            'channels': [{k: v for k, v in (('channel', c), ('address', a)) if v} for c, a in ways],
            'client_name': 'Иванова Мария Петровна', 'applicant': {'last': 'Иванова', 'first': 'Мария', 'middle': 'Петровна',
                                                                   'address': 'Самара, Мира, 1', 'phone': '+79000000000'},
            'subject': 'Перерасчёт за горячую воду', 'body': 'Уважаемая Мария Петровна!\n\nПерерасчёт сделан: 1 250,37 ₽.',
            'result': 'granted', 'signer_name': 'Петров П. П.', 'signed_at': '2026-11-20T10:15:02Z', 'language': 'ru',
            'out_number': 'SMR-2026-0000001/1', 'received_at': '2026-11-10T10:00:00Z', 'source': 'lk', 'external_id': 'LK-1',
            **changes}
    event('appeal.sending', 'intake', appeal, **{name: value for name, value in data.items() if value is not None})
    return data


def states(database, data):
    """{channel: state} of an answer."""
    rows = database.rows("SELECT channel, state FROM notification.delivery WHERE response_id = :'id'", id=data['response_id'])
    return {row['channel']: row['state'] for row in rows}


def wait_state(database, data, wanted, *alive, limit_s=15):
    t.wait_until(lambda: wanted.items() <= states(database, data).items(), limit_s, f'{wanted}', alive=alive)


def task_of(clerk, data, channel):
    def look():
        items = clerk.get('/v1/tasks?limit=200').json['items']
        return next((i for i in items if i['response_id'] == data['response_id'] and i['channel'] == channel), None)
    return t.wait_until(look, what=f'a task of {channel}')


def finish(clerk, task, action='done', **body):
    return clerk.post(f"/v1/tasks/{task['id']}/{action}", body or None, headers={'If-Match': f'"{task["version"]}"'})


def test_the_personal_account_fetches_the_answer_and_confirms_it(notification, clerk, database):
    with t.Tail('otklik.notification.v1') as tail:
        data = sending(('lk', None))
        sent = tail.wait(lambda m: m.type == 'delivery.sent' and m.key == data['appeal_id'], alive=[notification]).json
        assert sent['proof_kind'] == 'published' and sent['channel'] == 'lk'
        shown = clerk.get(f"/v1/responses/{data['response_id']}")
        assert shown.status == 200 and shown.json['body'] == data['body'] and shown.json['deliveries'][0]['state'] == 'sent'
        t.produce('in.confirmations.v1', {'response_id': data['response_id'], 'at': '2026-11-20T11:00:00Z'},
                  key=data['response_id'], headers=t.cloud_event('response.confirmed', 'site'))
        t.produce('in.confirmations.v1', {'response_id': data['response_id'], 'at': '2026-11-20T12:00:00Z'},
                  key=data['response_id'], headers=t.cloud_event('response.confirmed', 'lk'))
        delivered = tail.wait(lambda m: m.type == 'delivery.delivered' and m.key == data['appeal_id']).json
        assert delivered['at'].startswith('2026-11-20T12:00')  # a stranger's word does not count


def test_a_confirmation_may_come_by_http(clerk, database):
    data = sending(('lk', None))
    wait_state(database, data, {'lk': 'sent'})
    delivery = clerk.get(f"/v1/responses/{data['response_id']}").json['deliveries'][0]
    listed = clerk.get(f"/v1/appeals/{data['appeal_id']}/deliveries").json['items']
    assert [one['id'] for one in listed] == [delivery['id']]
    assert clerk.post(f"/v1/deliveries/{delivery['id']}/confirm", {}).json['state'] == 'delivered'
    assert clerk.post(f"/v1/deliveries/{delivery['id']}/confirm", {}).status == 200
    wait_state(database, data, {'lk': 'delivered'})


def test_the_letter_is_a_pdf_with_the_answers_words(notification, clerk, database, tmp_path):
    data = sending(('lk', None))
    wait_state(database, data, {'lk': 'sent'})
    answer = clerk.get(f"/v1/responses/{data['response_id']}/letter.pdf")
    assert answer.status == 200 and answer.headers['Content-Type'] == 'application/pdf'
    again = clerk.get(f"/v1/responses/{data['response_id']}/letter.pdf")
    assert again.body == answer.body
    (tmp_path / 'letter.pdf').write_bytes(answer.body)
    text = subprocess.run(['pdftotext', '-layout', tmp_path / 'letter.pdf', '-'], capture_output=True, text=True, check=True).stdout
    for words in ('Самарский филиал', 'Иванова Мария Петровна', '1 250,37 ₽', 'Петров П. П.', data['number'], '20.11.2026'):
        assert words in text, text


def test_a_mail_comes_once_with_its_message_id(notification, mail, database):
    with t.Tail('otklik.notification.v1') as tail:
        data = sending(('email', 'maria@example.ru'), subject='Перерасчёт за горячую воду в октябре и ноябре 2026 года, дом 3')
        event('appeal.sending', 'intake', data['appeal_id'], **data)
        sent = tail.wait(lambda m: m.type == 'delivery.sent' and m.key == data['appeal_id'], alive=[notification]).json
    letters = mail.letters('maria@example.ru')
    assert len(letters) == 1
    letter = letters[0]
    assert letter['Message-ID'] == sent['proof'] and sent['delivery_id'] in sent['proof'] and sent['proof_kind'] == 'message_id'
    assert letter['Subject'] == f"Ответ на обращение {data['number']}: {data['subject']}"
    assert letter['From'].addresses[0].addr_spec == 'answers@smr.otklik.example'
    assert 'Перерасчёт сделан' in letter.get_body(('plain',)).get_content()
    assert letter.get_content_type() == 'multipart/alternative'


def test_a_refused_mailbox_becomes_a_task_by_another_way(notification, clerk, mail, database):
    with t.Tail('otklik.notification.v1') as tail:
        data = sending(('email', 'refused@example.ru'))
        failed = tail.wait(lambda m: m.type == 'delivery.failed' and m.key == data['appeal_id'], alive=[notification]).json
        assert failed['final'] and '550' in failed['reason']
        task = task_of(clerk, data, 'post')
        assert task['address'] == 'Самара, Мира, 1' and task['department'] == DEPARTMENT
        wrong = finish(clerk, task, proof_kind='post_number', proof='12')
        assert wrong.status == 422 and wrong.json['faults'][0]['pointer'] == '/proof'
        assert finish(clerk, {**task, 'version': 9}, proof_kind='post_number', proof='44300012345678').status == 412
        assert finish(clerk, task, proof_kind='post_number', proof='44300012345678').json['state'] == 'sent'
        sent = tail.wait(lambda m: m.type == 'delivery.sent' and m.key == data['appeal_id']).json
        assert sent['channel'] == 'post' and sent['proof'] == '44300012345678'
        assert finish(clerk, {**task, 'version': 2}, proof_kind='post_number', proof='44300012345678').status == 409
    assert states(database, data) == {'email': 'failed', 'post': 'sent'}


def test_what_is_no_address_becomes_a_task_at_once(notification, database):
    no_address, broken = sending(('email', None)), sending(('email', 'a@b.ru\r\nRCPT TO:<x@y.ru>'))
    for data in (no_address, broken):
        wait_state(database, data, {'email': 'failed', 'post': 'task'}, notification)


def test_a_busy_mailbox_is_tried_again(notification, mail, database):
    data = sending(('email', 'busy@example.ru'))

    def tried():
        return database.one("SELECT attempts, state FROM notification.delivery WHERE response_id = :'id'", id=data['response_id'])
    t.wait_until(lambda: (tried() or {}).get('attempts', 0) >= 2, 15, 'a second attempt', alive=[notification])
    assert tried()['state'] in ('planned', 'sending')
    # The mailbox is free again: by another address, for the server answers by name.
    database.psql("UPDATE notification.delivery SET address = 'free@example.ru' WHERE response_id = :'id'", id=data['response_id'])
    wait_state(database, data, {'email': 'sent'}, notification)
    assert len(mail.letters('free@example.ru')) == 1


def test_letters_wait_for_a_mail_server_that_is_down(notification, mail, database):
    mail.stop()
    data = sending(('email', 'patient@example.ru'))
    t.wait_until(lambda: 'mail server takes no letters' in notification.log.read_text(), what='a try', alive=[notification])
    wait_state(database, data, {'email': 'planned'}, notification)
    mail.start()
    wait_state(database, data, {'email': 'sent'}, notification, limit_s=30)
    assert len(mail.letters('patient@example.ru')) == 1


def test_the_service_stops_at_once_while_a_mail_server_hangs(notification, mail, database):
    mail.stop()
    with socket.create_server(('127.0.0.1', t.MAIL_PORT)) as silent:
        data = sending(('email', 'hanging@example.ru'))
        silent.settimeout(20)
        connection, _ = silent.accept()
        notification.stop(limit_s=5)
        connection.close()
    assert states(database, data) == {'email': 'planned'}
    mail.start()
    notification.launch()
    wait_state(database, data, {'email': 'sent'}, notification, limit_s=30)
    assert len(mail.letters('hanging@example.ru')) == 1


@pytest.mark.parametrize('place, there', [('received', 0), ('kept', 1)])
def test_a_letter_that_a_mail_server_has_whole_and_never_answers_is_unknown_and_not_sent_again(notification, mail, database, place, there):
    mail.stop_file.write_text(place)
    address = f'{place}@example.ru'
    data = sending(('email', address))
    t.wait_until(mail.silent, 20, 'the mail server to have the letter', alive=[notification])
    mail.kill()
    mail.start()
    wait_state(database, data, {'email': 'unknown'}, notification, limit_s=20)
    other = sending(('email', 'after@example.ru'))
    wait_state(database, other, {'email': 'sent'}, notification, limit_s=20)
    assert len(mail.letters(address)) == there and states(database, data) == {'email': 'unknown'}


# Where it is killed, whether the letter is in the mailbox then, and what follows after the restart.
CRASHES = [('mail_sending', 0, 'sent', 1), ('mail_before_reached', 0, 'sent', 1), ('mail_after_reached', 0, 'unknown', 0),
           ('mail_before_sent', 1, 'unknown', 1)]


@pytest.mark.parametrize('point, before, state, after', CRASHES, ids=[c[0] for c in CRASHES])
def test_no_letter_goes_twice_over_a_crash(notification, clerk, mail, database, point, before, state, after):
    notification.stop()
    notification.environment['OTKLIK_CRASH_AT'] = point
    notification.launch()
    address = f'{point.replace("_", "-")}@example.ru'
    data = sending(('email', address))
    t.wait_until(lambda: not notification.running(), 20, 'the crash')
    assert notification.process.returncode == 86 and len(mail.letters(address)) == before
    del notification.environment['OTKLIK_CRASH_AT']
    notification.launch()
    wait_state(database, data, {'email': state}, notification, limit_s=20)
    assert len(mail.letters(address)) == after
    if state == 'unknown':
        task = task_of(clerk, data, 'email')
        assert task['state'] == 'unknown'
        if after:
            assert finish(clerk, task, proof_kind='mail_log', proof='250 2.0.0 Delivered').json['state'] == 'sent'
        else:
            assert finish(clerk, task, action='resend').json['state'] == 'planned'
            wait_state(database, data, {'email': 'sent'}, notification)
            assert len(mail.letters(address)) == 1


def test_an_office_task_is_done_with_its_proof(notification, clerk, database):
    with t.Tail('otklik.notification.v1') as tail:
        data = sending(('office', None), ('call', '+79000000000'), ('edo', '2AE'))
        task = task_of(clerk, data, 'office')
        assert finish(clerk, task, proof_kind='signature', proof='Иванова М. П., 21.11.2026', at='2026-11-20T12:00:00Z').status == 200
        delivered = tail.wait(lambda m: m.type == 'delivery.delivered' and m.key == data['appeal_id'], alive=[notification]).json
        assert delivered['channel'] == 'office' and delivered['at'].startswith('2026-11-20T12:00')
        call = task_of(clerk, data, 'call')
        assert call['department'] == CALLS
        assert finish(clerk, call, action='failed', reason='').status == 422
        assert finish(clerk, call, action='failed', reason='Трубку не берут').json['state'] == 'failed'
        post = task_of(clerk, data, 'post')
        assert post['follows'] == call['id']
    assert states(database, data) == {'office': 'delivered', 'call': 'failed', 'edo': 'task', 'post': 'task'}
    page = clerk.get('/v1/tasks?limit=1&branch=SMR').json
    assert len(page['items']) == 1 and page['next']
    assert clerk.get(f"/v1/tasks?limit=1&after={page['next']}").json['items'][0]['id'] > page['items'][0]['id']


def test_a_task_names_the_applicant_where_the_client_is_not_known(notification, clerk):
    known = task_of(clerk, sending(('office', None)), 'office')
    unknown = task_of(clerk, sending(('office', None), client_name=None, applicant={'last': 'Огнев', 'first': 'Пётр'}), 'office')
    firm = task_of(clerk, sending(('office', None), client_name=None, applicant={'name': 'ООО «Ромашка»'}), 'office')
    assert [one['client_name'] for one in (known, unknown, firm)] == ['Иванова Мария Петровна', 'Огнев Пётр', 'ООО «Ромашка»']


def test_an_ended_appeal_sends_nothing_more(notification, database):
    data = sending(('office', None), ('lk', None))
    wait_state(database, data, {'office': 'task', 'lk': 'sent'}, notification)
    event('appeal.withdrawn', 'intake', data['appeal_id'], appeal_id=data['appeal_id'], version=6, cycle_no=1, branch='SMR',
          reason='Решилось', at='2026-11-20T12:00:00Z')
    wait_state(database, data, {'office': 'cancelled', 'lk': 'sent'}, notification)


def test_strangers_see_nothing(notification, issuer, database):
    data = sending(('office', None), confidential=True)
    wait_state(database, data, {'office': 'task'}, notification)
    rights = ['appeal.read', 'delivery.work']
    perm = notification.api(issuer.token(rights=rights, branches=['PRM'], branch='PRM'))
    samara = notification.api(issuer.token(rights=rights, branches=['SMR'], branch='SMR'))
    for api in (perm, samara):
        assert api.get(f"/v1/responses/{data['response_id']}").status == 404
        assert api.get(f"/v1/responses/{data['response_id']}/letter.pdf").status == 404
        assert api.get(f"/v1/appeals/{data['appeal_id']}/deliveries").status == 404
        assert data['response_id'] not in [i['response_id'] for i in api.get('/v1/tasks?limit=200').json['items']]
    assert perm.get('/v1/tasks').json['items'] == []
    assert notification.api().get('/v1/tasks').status == 401
    assert notification.api(issuer.token(rights=[], branches=['SMR'])).get('/v1/tasks').status == 403


def notices(notification, issuer, person):
    api = notification.api(issuer.token(sub=person, rights=[], branches=['SMR'], branch='SMR'))
    return api, lambda: api.get('/v1/notices?limit=100').json['items']


def test_notices_come_once_and_are_read(notification, issuer):
    worker = str(uuid.uuid4())
    warning = {'appeal_id': str(uuid.uuid4()), 'deadline_id': str(uuid.uuid4()), 'object': 'stage', 'cycle_no': 1,
               'number': 'SMR-2026-0000777', 'branch': 'SMR', 'due_at': '2026-11-21T10:00:00Z', 'at': '2026-11-20T10:00:00Z',
               'employee_id': worker, 'head_id': HEAD}
    key = warning['appeal_id']
    for _ in range(2):
        event('sla.approaching', 'sla-timer', key, threshold='20%', **warning)
    event('sla.reached', 'sla-timer', key, **warning)
    event('stage.assigned', 'routing', key, appeal_id=key, stage_id=str(uuid.uuid4()), cycle_no=1, version=2,
          department_id=DEPARTMENT, department_name='Отдел', employee_id=worker, employee_name='Иванов И.', how='head',
          assigned_at='2026-11-20T09:00:00Z', number='SMR-2026-0000777')
    api, mine = notices(notification, issuer, worker)
    t.wait_until(lambda: len(mine()) >= 3, what='the notices', alive=[notification])
    page = api.get('/v1/notices')
    assert sorted(n['event'] for n in page.json['items']) == ['sla.approaching', 'sla.reached', 'stage.assigned']
    assert page.json['unread'] == 3
    warned = next(n for n in page.json['items'] if n['event'] == 'sla.approaching')
    assert warned['link'].endswith(f'/appeals/{key}') and 'SMR-2026-0000777' in warned['ru']['title'] and warned['en']['action']
    assert api.get('/v1/notices', headers={'If-None-Match': page.headers['ETag']}).status == 304
    assert api.post(f"/v1/notices/{warned['id']}/read").status == 204
    assert api.get('/v1/notices').json['unread'] == 2
    assert api.post('/v1/notices/read-all').status == 204
    assert api.get('/v1/notices').json['unread'] == 0
    other, _ = notices(notification, issuer, str(uuid.uuid4()))
    assert other.post(f"/v1/notices/{warned['id']}/read").status == 404
    assert any(n['event'] == 'sla.reached' for n in notices(notification, issuer, HEAD)[1]())


def test_a_rule_s_roles_are_told_but_not_whom_the_appeal_is_about(notification, issuer, database):
    debt, legal, about = (str(uuid.uuid4()) for _ in range(3))
    for code, branch, roles, head in (('SMR-DEBT', 'SMR', ['PAYDESK', 'DEBT'], debt), ('SMR-TECH', 'SMR', ['TECH'], about),
                                      ('HQ-LEG', 'HQ', ['LEG'], legal)):
        department = str(uuid.uuid4())
        event('staff.department_changed', 'staff', department, department_id=department, version=1, code=code, branch=branch,
              role=roles[0], roles=roles, ru='Отдел', mode='HEAD', head_id=head, active=True)
    t.wait_until(lambda: database.value('SELECT count(*) FROM notification.department') == 5, what='the departments', alive=[notification])
    appeal = str(uuid.uuid4())
    event('sla.approaching', 'sla-timer', appeal, appeal_id=appeal, deadline_id=str(uuid.uuid4()), object='answer', cycle_no=1, branch='SMR',
          due_at='2026-11-21T10:00:00Z', at='2026-11-20T10:00:00Z', threshold='4h', notify=['DEBT', 'TECH', 'LEG'], excluded=[about])
    told = lambda person: [n for n in notices(notification, issuer, person)[1]() if n.get('appeal_id') == appeal]
    t.wait_until(lambda: told(legal), what='the notice of the last role', alive=[notification])
    assert len(told(debt)) == 1 and not told(about)


def test_a_failed_route_is_told_to_administrators(notification, issuer):
    appeal = str(uuid.uuid4())
    event('route.failed', 'routing', appeal, appeal_id=appeal, cycle_no=1, version=2, branch='SMR', role='SALES',
          type_code='ADD-X-001', reason='unbound', at='2026-11-20T10:00:00Z')
    for person in (ADMIN, HQ_ADMIN):
        _, mine = notices(notification, issuer, person)
        told = t.wait_until(lambda: [n for n in mine() if n.get('appeal_id') == appeal], what='the notice', alive=[notification])
        assert 'SALES' in told[0]['ru']['title']
    assert not [n for n in notices(notification, issuer, CLERK)[1]() if n.get('appeal_id') == appeal]


def test_a_layout_is_loaded_and_changes_the_mail(notification, issuer, mail, database):
    admin = notification.api(issuer.token(rights=['admin.catalogue'], branches=['*'], branch='HQ'))
    layout = {'code': 'T-MAIL', 'kind': 'layout', 'ru': 'НАЧАЛО\n\n{{body}}\n\nтел. {{executor.phone}}', 'attach_letter': True}
    assert admin.put('/v1/layouts/T-MAIL', layout).status == 201
    assert admin.put('/v1/layouts/T-MAIL', layout).json == {'code': 'T-MAIL', 'version': 1, 'changed': False}
    data = sending(('email', 'layout@example.ru'), body='Текст с <тегом> & {{subject}}')
    wait_state(database, data, {'email': 'sent'}, notification)
    letter, = mail.letters('layout@example.ru')
    text = letter.get_body(('plain',)).get_content()
    assert text.startswith('НАЧАЛО') and 'тел.' not in text and '<тегом> & {{subject}}' in text
    assert '&lt;тегом&gt; &amp;' in letter.get_body(('html',)).get_content()
    pdf, = letter.iter_attachments()
    assert pdf.get_filename() == 'Ответ SMR-2026-0000001-1.pdf' and pdf.get_content()[:4] == b'%PDF'
    assert admin.put('/v1/layouts/T-X', layout).status == 422
    assert json.loads(admin.get('/v1/layouts/T-MAIL').body) == layout
    assert admin.get('/v1/layouts').json['items'] == [layout]


def test_a_draft_is_shown_as_the_letter_it_will_be(clerk):
    draft = {'number': 'SMR-2026-0000777', 'branch': 'SMR', 'body': 'Уважаемая Мария Петровна!\n\nПерерасчёт сделан.',
             'applicant': {'last': 'Иванова', 'first': 'Мария', 'address': 'Самара, Мира, 1'}, 'received_at': '2026-11-10T22:30:00Z'}
    letter = clerk.post('/v1/letter-previews', draft).json
    assert letter['head'].splitlines() == ['Самарский филиал', 'На № SMR-2026-0000777 от 11.11.2026']
    assert letter['addressee'].splitlines() == ['Иванова Мария', 'Самара, Мира, 1'] and letter['body'] == draft['body']
    assert clerk.post('/v1/letter-previews', {'number': '1', 'branch': 'SMR'}).status == 422
