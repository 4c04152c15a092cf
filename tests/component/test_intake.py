"""intake alone on a real bus and a real database: a submission becomes a card; a person registers and sends it."""
import concurrent.futures
import contextlib
import datetime
import json
import os
import pathlib
import subprocess
import uuid
import zoneinfo

import pytest

import otk_test as t

SOURCE = pathlib.Path(__file__).resolve().parents[2]
COMPANY = SOURCE / 'deploy/company'
TYPES = ['REC-W-001', 'MET-X-001', 'PAY-X-005', 'CON-E-001']


def company(name):
    return json.loads((COMPANY / f'{name}.json').read_text(encoding='utf-8'))


@pytest.fixture(scope='module')
def intake(service, issuer, database):
    one = service('intake')
    admin = one.api(issuer.token(rights=['admin.catalogue', 'source.manage'], branches=['*'], branch='HQ'))
    for code in TYPES:
        assert admin.put(f'/v1/types/{code}', company(f'types/{code}')).status == 201
    for name in ('fields', 'base_fields', 'doc_types'):
        assert admin.put(f'/v1/dictionaries/{name}', company(name)).status == 200
    for source in company('sources')['sources']:
        assert admin.put(f"/v1/sources/{source['name']}", source).status == 200
    for branch in ('SMR', 'SVE', 'HQ'):
        t.produce('otklik.staff.v1', {'code': branch, 'version': 1, 'ru': branch, 'tz': 'Europe/Samara', 'active': True},
                  key=branch, headers=t.cloud_event('staff.branch_changed', 'otklik/staff'))
    t.wait_for_branches(database, 'intake', 3)
    t.wait_until(lambda: len(admin.get('/v1/types').json['items']) == len(TYPES), what='the catalogue to be read')
    return one


@pytest.fixture(scope='module')
def clerk(intake, issuer):
    rights = ['appeal.read', 'appeal.status', 'appeal.register', 'appeal.send', 'appeal.cancel', 'appeal.withdraw', 'appeal.reopen']
    return intake.api(issuer.token(rights=rights, branches=['SMR'], branch='SMR', name='Петрова А. А.'))


def submission(**changes):
    data = {'external_id': f'LK-{uuid.uuid4()}', 'branch': 'SMR', 'channel': 'LK', 'client_kind': 'FL',
            'type_code': 'REC-W-001', 'account': '0012345678', 'text': 'Прошу пересчитать горячую воду',
            'applicant': {'last': 'Иванова', 'first': 'Мария', 'phone': '+79000000000', 'role': 'holder'},
            'fields': {'abs': {'from': '2026-10-01', 'to': '2026-11-10'}, 'rn': 2},
            'response_channels': ['lk'], 'files': [{'name': 'справка.pdf', 'doc_type': 'ABS', 'url': 'http://127.0.0.1/x'}]}
    data.update(changes)
    return {key: value for key, value in data.items() if value is not None}


def send(data, source='lk'):
    t.produce('in.appeals.v1', {'type': 'appeal.submitted', 'source': source, 'data': data}, key=data.get('external_id'))


def reply_to(tail, data, kind='appeal.accepted'):
    return tail.wait(lambda m: m.type == kind and m.json['external_id'] == data['external_id']).json


def test_a_submission_becomes_a_card_with_a_number_and_a_reply(intake, clerk):
    data = submission()
    with t.Tail('otklik.appeal-replies.v1', 'otklik.appeal-status.v1', 'otklik.intake.v1') as tail:
        send(data)
        reply = reply_to(tail, data)
        assert reply['number'].startswith('SMR-20') and reply['state'] == 'RECEIVED' and [f['code'] for f in reply['faults']] == ['document_advised']
        received = tail.wait(lambda m: m.type == 'appeal.received' and m.json['external_id'] == data['external_id'])
        assert received.json['rules'] == ['D08'] and received.json['files'][0]['file_key'] == '1'
        status = tail.wait(lambda m: m.type == 'appeal.status' and m.json['external_id'] == data['external_id'])
        assert status.json['state'] == 'RECEIVED' and status.key == reply['appeal_id']
    card = clerk.get(f"/v1/appeals/{reply['appeal_id']}").json
    assert card['state'] == 'RECEIVED' and card['attachments'][0]['state'] == 'expected'


def test_the_same_submission_twice_is_one_appeal_and_a_differing_one_is_a_conflict(intake):
    data = submission()
    with t.Tail('otklik.appeal-replies.v1') as tail:
        send(data)
        first = reply_to(tail, data)
        send(data)
        again = tail.wait(lambda m: m.json['external_id'] == data['external_id'] and m.json['duplicate']).json
        send({**data, 'text': 'другие слова'})
        conflict = tail.wait(lambda m: m.json['external_id'] == data['external_id'] and m.json['conflict']).json
    assert again['number'] == first['number'] == conflict['number'] and not again['conflict']


def test_a_faulty_but_readable_submission_is_a_card_with_every_fault(intake, clerk):
    data = submission(fields={'rn': 'two'}, files=[{'name': 'x', 'doc_type': 'PASS'}], response_channels=None)
    with t.Tail('otklik.appeal-replies.v1') as tail:
        send(data)
        reply = reply_to(tail, data)
    faults = {(f['pointer'], f['code']) for f in reply['faults']}
    assert {('/fields/abs', 'required'), ('/fields/rn', 'wrong_type'), ('/files/ABS', 'document_missing'),
            ('/response_channels', 'required')} <= faults


@pytest.mark.parametrize('value, reason', [
    (b'{broken', 'JSON'), (json.dumps({'type': 'appeal.submitted', 'source': 'lk', 'data': {'text': 'x'}}), 'external id'),
    (json.dumps({'type': 'appeal.submitted', 'source': 'nobody', 'data': submission()}), 'not declared'),
    (json.dumps({'type': 'appeal.submitted', 'source': 'lk', 'data': {'external_id': 'empty-1'}}), 'nothing said')])
def test_what_is_no_appeal_becomes_a_dead_letter_with_its_bytes(intake, value, reason):
    with t.Tail('otklik.dead-letter.v1') as tail:
        t.produce('in.appeals.v1', value)
        letter = tail.wait()
    assert reason in letter.headers['otk_dlq_reason']
    assert letter.text == (value if isinstance(value, str) else value.decode())


def test_a_refusal_is_answered_where_its_sender_can_be_told_and_delays_nothing(intake):
    nothing, next_one = {'external_id': f'LK-{uuid.uuid4()}', 'channel': 'LK'}, submission()
    with t.Tail('otklik.appeal-replies.v1') as replies:
        send(nothing)
        send(next_one)
        refused = reply_to(replies, nothing, 'appeal.refused')
        assert [f['code'] for f in refused['faults']] == ['nothing_said'] and refused['source'] == 'lk'
        assert reply_to(replies, next_one)['number']


def test_a_message_over_four_mebibytes_is_refused_by_the_bus_and_the_next_is_taken(intake):
    data = submission()
    with t.Tail('otklik.appeal-replies.v1') as replies:
        with pytest.raises(Exception):
            send({**submission(), 'text': 'x' * (4 * 1024 * 1024)})
        send(data)
        assert reply_to(replies, data)['number']


def test_a_message_without_a_key_is_a_card_like_any_other(intake):
    data = submission()
    with t.Tail('otklik.appeal-replies.v1') as replies:
        t.produce('in.appeals.v1', {'type': 'appeal.submitted', 'source': 'lk', 'data': data})
        reply = replies.wait(lambda m: m.json['external_id'] == data['external_id'])
    assert reply.json['state'] == 'RECEIVED' and reply.key == data['external_id']


def test_an_unknown_branch_and_type_are_a_card_of_the_head_office_with_faults(intake):
    data = submission(branch='XXX', type_code='NOPE-X-999')
    with t.Tail('otklik.appeal-replies.v1') as replies:
        send(data)
        reply = reply_to(replies, data)
    assert reply['number'].startswith('HQ-') and ('/type_code', 'unknown_type') in {(f['pointer'], f['code']) for f in reply['faults']}


def test_a_source_that_is_not_declared_for_the_topic_is_a_dead_letter_and_audited(intake, issuer):
    admin = intake.api(issuer.token(rights=['source.manage'], branches=['*'], branch='HQ'))
    other = {**company('sources')['sources'][0], 'name': 'elsewhere', 'topics': ['in.other.v1']}
    assert admin.put('/v1/sources/elsewhere', other).status in (200, 201)
    with t.Tail('otklik.dead-letter.v1', 'otklik.audit.v1') as tail:
        send(submission(), source='elsewhere')
        letter = tail.wait(lambda m: 'otk_dlq_reason' in m.headers)
        assert 'not declared for topic in.appeals.v1' in letter.headers['otk_dlq_reason']
        refused = tail.wait(lambda m: m.type == 'audit.recorded' and m.json['action'] == 'source.refused').json
    assert (refused['entity_id'], refused['outcome']) == ('elsewhere', 'refused')


def test_a_trusted_matched_complete_card_goes_to_work_by_itself(intake, clerk):
    data = submission(type_code='MET-X-001', files=None,
                      fields={'mtr': '007123', 'rd': [{'zone': 'T1', 'value': 1234}], 'rdt': '2026-11-20'})
    client = str(uuid.uuid4())
    with t.Tail('otklik.appeal-replies.v1', 'otklik.intake.v1') as tail:
        send(data)
        reply = reply_to(tail, data)
        t.produce('otklik.client-registry.v1', {'appeal_id': reply['appeal_id'], 'result': 'matched', 'client_id': client,
                                                'client_kind': 'FL', 'client_name': 'Иванова М. П.'},
                  key=reply['appeal_id'], headers=t.cloud_event('client.match_resolved', 'otklik/client-registry'))
        sent = tail.wait(lambda m: m.type == 'appeal.sent_to_work' and m.json['appeal_id'] == reply['appeal_id']).json
    assert sent['client_id'] == client and sent['cycle_no'] == 1 and sent['route'][0]['role'] == 'AUTO'
    card = clerk.get(f"/v1/appeals/{reply['appeal_id']}").json
    assert card['state'] == 'IN_WORK' and [h['to_state'] for h in card['history']] == ['RECEIVED', 'REGISTERED', 'IN_WORK']


def test_an_event_that_comes_before_its_card_waits_for_it(intake):
    letter = str(uuid.uuid4())
    with t.Tail('otklik.intake.v1') as tail:
        t.produce('otklik.client-registry.v1', {'appeal_id': letter, 'result': 'matched', 'client_id': str(uuid.uuid4())},
                  key=letter, headers=t.cloud_event('client.match_resolved', 'otklik/client-registry'))
        t.produce('otklik.archive.v1', {'letter_id': letter, 'number': 'Вх-SMR-2026-1', 'direction': 'in', 'branch': 'SMR',
                                        'registered_at': '2026-11-20T10:00:00Z', 'is_appeal': True, 'text': 'Жалоба'},
                  key=letter, headers=t.cloud_event('letter.registered', 'otklik/archive'))
        tail.wait(lambda m: m.type == 'appeal.received' and m.json['appeal_id'] == letter)
    assert intake.api is not None


def test_the_window_registers_and_sends_in_one_request(intake, clerk):
    form = {'branch': 'SMR', 'client_kind': 'FL', 'type_code': 'PAY-X-005', 'client_unknown': True, 'account': '0012345678',
            'applicant': {'last': 'Петров', 'first': 'Пётр', 'phone': '+79000000001'}, 'text': 'Не приходит квитанция',
            'fields': {'addr': 'Самара, Мира, 1', 'per': {'from': '2026-09-01', 'to': '2026-10-31'}},
            'response_channels': ['office'], 'then': 'send'}
    key = {'Idempotency-Key': str(uuid.uuid4())}
    first = clerk.post('/v1/appeals', form, headers=key)
    assert first.status == 201, first
    assert first.json['state'] == 'IN_WORK' and first.json['number'].startswith('SMR-')
    again = clerk.post('/v1/appeals', form, headers=key)
    assert again.json['id'] == first.json['id']
    page = clerk.post('/v1/appeals/search', {'number': first.json['number']}).json
    assert [line['id'] for line in page['items']] == [first.json['id']]


def test_two_that_register_first_in_a_branch_at_the_same_moment_get_a_number_each(intake, issuer, database):
    """As on the first working day of a year: neither is told of a duplicate that is none."""
    t.produce('otklik.staff.v1', {'code': 'ULN', 'version': 1, 'ru': 'ULN', 'tz': 'Europe/Samara', 'active': True},
              key='ULN', headers=t.cloud_event('staff.branch_changed', 'otklik/staff'))
    t.wait_for_branches(database, 'intake', 4)
    clerk = intake.api(issuer.token(rights=['appeal.read', 'appeal.register'], branches=['ULN'], branch='ULN', name='Первая А. А.'))
    form = {'branch': 'ULN', 'client_kind': 'FL', 'type_code': 'PAY-X-005', 'client_unknown': True, 'account': '0012345678',
            'applicant': {'last': 'Петров', 'first': 'Пётр', 'phone': '+79000000001'}, 'text': 'Не приходит квитанция',
            'fields': {'addr': 'Ульяновск, Мира, 1'}, 'response_channels': ['office'], 'then': 'register'}
    psql = subprocess.Popen(['psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', database.url('intake')], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    psql.stdin.write("BEGIN; INSERT INTO number_counter (id, last) SELECT 'ULN-' || extract(year FROM now() AT TIME ZONE 'Europe/Moscow'), 1 RETURNING last;\n")
    psql.stdin.flush()
    assert psql.stdout.readline() == '1\n'
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        second = pool.submit(clerk.post, '/v1/appeals', form)
        t.wait_until(lambda: database.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                            " AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO%number_counter%'") == 1,
                     what='the second to wait for the counter')
        psql.communicate('COMMIT;\n')
        answer = second.result()
    assert answer.status == 201, answer
    assert answer.json['number'].endswith('-0000002')


@contextlib.contextmanager
def no_new_cards(database):
    """Who saves a card waits until the end, in the middle of what he saves."""
    holder = subprocess.Popen(['psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', database.url('intake')], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    holder.stdin.write('BEGIN; LOCK TABLE appeal IN SHARE MODE; SELECT 1;\n')
    holder.stdin.flush()
    assert holder.stdout.readline() == '1\n'
    yield
    holder.communicate('COMMIT;\n')


def who_waits(database):
    """The process at PostgreSQL that saves a card and waits; None: nobody."""
    return database.value("SELECT max(pid) FROM pg_stat_activity WHERE datname = current_database()"
                          " AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO intake.appeal %'")


def test_a_connection_that_ends_while_a_batch_is_saved_is_made_anew(intake, database):
    data = submission()
    with t.Tail('otklik.appeal-replies.v1') as tail:
        with no_new_cards(database):
            send(data)
            waiting = t.wait_until(lambda: who_waits(database), what='the batch to wait')
            assert database.value(f'SELECT pg_terminate_backend({waiting})')
        assert reply_to(tail, data)['number']


def test_a_batch_of_the_bus_holds_no_counter_of_numbers(intake, database):
    """The window of the same branch would wait for its commit."""
    data = submission()
    number = f"{data['branch']}-{datetime.datetime.now(zoneinfo.ZoneInfo('Europe/Moscow')).year}"
    with t.Tail('otklik.appeal-replies.v1') as tail:
        with no_new_cards(database):
            send(data)
            t.wait_until(lambda: who_waits(database), what='the batch to wait')
            assert database.value(f"SELECT count(*) FROM (SELECT FROM intake.number_counter WHERE id = '{number}' FOR UPDATE NOWAIT) free") == 1
        assert reply_to(tail, data)['number'].startswith(number)


def test_a_card_with_faults_is_not_sent_and_names_each(intake, clerk):
    form = {'branch': 'SMR', 'client_kind': 'FL', 'type_code': 'REC-W-001', 'client_unknown': True, 'then': 'send'}
    answer = clerk.post('/v1/appeals', form, headers={'Idempotency-Key': str(uuid.uuid4())})
    assert answer.status == 422
    assert {'/fields/abs', '/fields/rn', '/applicant/last', '/text'} <= {e['pointer'] for e in answer.json['faults']}


def test_another_branch_sees_nothing(intake, clerk, issuer):
    data = submission()
    with t.Tail('otklik.appeal-replies.v1') as tail:
        send(data)
        reply = reply_to(tail, data)
    stranger = intake.api(issuer.token(rights=['appeal.read'], branches=['SVE'], branch='SVE', login='stranger'))
    with t.Tail('otklik.audit.v1') as trail:
        assert stranger.get(f"/v1/appeals/{reply['appeal_id']}").status == 404
        tried = trail.wait(lambda m: m.type == 'audit.recorded' and m.json.get('entity_id') == reply['appeal_id']).json
    assert (tried['login'], tried['outcome']) == ('stranger', 'not_found')
    assert all(line['branch'] == 'SVE' for line in stranger.post('/v1/appeals/search', {}).json['items'])


def test_a_type_that_is_switched_off_in_a_branch_is_a_fault_on_every_channel(intake, clerk, issuer):
    admin = intake.api(issuer.token(rights=['admin.catalogue'], branches=['*'], branch='HQ'))
    form = {'branch': 'SMR', 'client_kind': 'FL', 'type_code': 'PAY-X-005', 'client_unknown': True, 'text': 'Не приходит квитанция'}
    key = lambda: {'Idempotency-Key': str(uuid.uuid4())}
    faulty = lambda: [f['code'] for f in clerk.post('/v1/appeals', form, headers=key()).json['faults'] if f['pointer'] == '/type_code']
    assert not faulty()
    assert admin.put('/v1/dictionaries/activity', {'activity': [{'branch': 'SMR', 'off': ['PAY-*', 'CON-E-001']}]}).status == 200
    try:
        t.wait_until(faulty, what='the setting to be read', alive=[intake])
        assert faulty() == ['type_inactive']
        refused = clerk.post('/v1/appeals', {**form, 'then': 'send'}, headers=key())
        assert refused.status == 422 and ('/type_code', 'type_inactive') in {(f['pointer'], f['code']) for f in refused.json['faults']}
        with t.Tail('otklik.appeal-replies.v1') as tail:
            here, there = submission(type_code='PAY-X-005'), submission(type_code='PAY-X-005', branch='SVE')
            send(here)
            send(there)
            assert ('/type_code', 'type_inactive') in {(f['pointer'], f['code']) for f in reply_to(tail, here)['faults']}
            assert 'type_inactive' not in {f['code'] for f in reply_to(tail, there)['faults']}
    finally:
        admin.put('/v1/dictionaries/activity', {'activity': []})
    t.wait_until(lambda: not faulty(), what='the setting to be taken back', alive=[intake])


def test_a_killed_service_goes_on_where_it_was(intake):
    batch = [submission() for _ in range(200)]
    with t.Tail('otklik.appeal-replies.v1') as tail:
        for data in batch[:100]:
            send(data)
        intake.kill()
        for data in batch[100:]:
            send(data)
        intake.launch()
        wanted = {data['external_id'] for data in batch}
        numbers = {}
        while wanted - numbers.keys():
            reply = tail.wait(lambda m: m.json['external_id'] in wanted - numbers.keys(), limit_s=30).json
            numbers[reply['external_id']] = reply['number']
    assert len(set(numbers.values())) == 200


def test_a_dead_letter_is_mended_and_tried_again(intake, issuer):
    data = submission()
    admin = intake.api(issuer.token(rights=['dlq.read', 'dlq.manage'], branches=['*'], branch='HQ'))
    with t.Tail('otklik.appeal-replies.v1', 'otklik.dead-letter.v1') as tail:
        t.produce('in.appeals.v1', '{"type": "appeal.submitted", "source": "lk", "data": {oops')
        tail.wait(lambda m: m.topic == 'otklik.dead-letter.v1')
        letter = next(one for one in admin.get('/v1/dead-letters').json['items'] if 'JSON' in one['reason'])
        assert admin.get(f"/v1/dead-letters/{letter['id']}").json['value'].endswith('{oops')
        mended = {'value': {'type': 'appeal.submitted', 'source': 'lk', 'data': data}}
        assert admin.post(f"/v1/dead-letters/{letter['id']}/retry", mended).status == 200
        reply_to(tail, data)
    assert admin.post(f"/v1/dead-letters/{letter['id']}/discard", {'reason': 'x'}).status == 409
    assert letter['id'] not in [one['id'] for one in admin.get('/v1/dead-letters').json['items']]


def test_who_signed_without_being_assigned_before_stands_in_the_status(intake, clerk):
    data = submission()
    stage, signer = str(uuid.uuid4()), str(uuid.uuid4())
    with t.Tail('otklik.appeal-replies.v1') as tail:
        send(data)
        appeal = reply_to(tail, data)['appeal_id']
    t.produce('otklik.routing.v1', {
        'appeal_id': appeal, 'stage_id': stage, 'cycle_no': 1, 'version': 3, 'role': 'SIGN', 'department_id': str(uuid.uuid4()),
        'department_name': 'Дирекция', 'employee_id': signer, 'employee_name': 'Логинов А. В.', 'entered_at': '2026-11-20T07:00:00Z',
        'done_at': '2026-11-20T08:00:00Z', 'result': 'done'}, key=appeal, headers=t.cloud_event('stage.completed', 'otklik/routing'))
    lines = t.wait_until(lambda: clerk.get(f'/v1/appeals/{appeal}').json['stages'], what='the line of the stage')
    assert (lines[0]['state'], lines[0]['employee'], lines[0]['employee_name']) == ('DONE', signer, 'Логинов А. В.')


def test_a_draft_is_told_as_received_before_it_is_told_as_registered(intake, clerk):
    form = {key: value for key, value in submission().items() if key not in ('external_id', 'files')}
    claim = str(uuid.uuid4())
    form.update(channel='OFFICE', client_id=str(uuid.uuid4()), client_name='Иванова М.', files=[{'claim_id': claim, 'doc_type': 'ABS'}])
    with t.Tail('otklik.intake.v1') as tail:
        draft = clerk.post('/v1/appeals', form, headers={'Idempotency-Key': str(uuid.uuid4())})
        assert draft.status == 201, draft
        done = clerk.put(f"/v1/appeals/{draft.json['id']}", {'then': 'register'}, headers={'If-Match': f'"{draft.json["version"]}"'})
        assert done.status == 200 and done.json['state'] == 'REGISTERED', done
        first = tail.wait(lambda m: m.key == draft.json['id'] and m.type in ('appeal.received', 'appeal.registered'))
        assert first.type == 'appeal.received' and first.json['number'] == done.json['number']
        assert first.json['files'][0]['claim_id'] == claim
        second = tail.wait(lambda m: m.key == draft.json['id'] and m.type == 'appeal.registered')
        assert second.json['version'] > first.json['version']


def test_a_source_changed_by_another_meanwhile_is_not_written_over(intake, issuer):
    admin = intake.api(issuer.token(rights=['source.manage'], branches=['*'], branch='HQ'))
    source = {'ru': 'Партнёр', 'default_branch': 'SMR', 'topics': ['in.appeals.v1'], 'channels': ['SITE'], 'file_hosts': []}
    first = admin.put('/v1/sources/partner', source).json
    seen = {'If-Match': f'"{first["version"]}"'}
    assert admin.put('/v1/sources/partner', {**source, 'ru': 'Сайт партнёра'}, headers=seen).json['version'] == first['version'] + 1
    assert admin.put('/v1/sources/partner', {**source, 'ru': 'Иначе'}, headers=seen).status == 412


def draft_of(clerk, **changes):
    form = {'branch': 'SMR', 'client_kind': 'FL', 'type_code': 'PAY-X-005', 'text': 'Черновик', **changes}
    answer = clerk.post('/v1/appeals', form)
    assert answer.status == 201, answer
    return answer.json


def change(clerk, card, **form):
    answer = clerk.put(f"/v1/appeals/{card['id']}", form, headers={'If-Match': f'"{card["version"]}"'})
    assert answer.status == 200, answer
    return answer.json


def test_a_draft_loses_a_file_and_its_client_again(intake, clerk):
    claims = [str(uuid.uuid4()) for _ in range(2)]
    files = [{'claim_id': claim, 'doc_type': 'PASS', 'name': 'паспорт.pdf'} for claim in claims]
    card = draft_of(clerk, files=files, client_id=str(uuid.uuid4()), client_name='Иванова М. П.')
    assert card['match_result'] == 'chosen' and len(card['attachments']) == 2
    card = change(clerk, card, drop_files=[claims[0]], client_none=True)
    assert [one['file_key'] for one in card['attachments']] == [claims[1]]
    assert not {'client_id', 'client_name', 'match_result'} & card.keys()
    assert change(clerk, card, text='Дальше')['attachments'] == card['attachments']


def test_the_journal_counts_filters_up_to_a_limit_and_finds_ones_own_drafts(intake, issuer):
    me = str(uuid.uuid4())
    rights = ['appeal.read', 'appeal.register']
    mine, other = (intake.api(issuer.token(sub=sub, rights=rights, branches=['SMR'], branch='SMR')) for sub in (me, str(uuid.uuid4())))
    first, second, foreign = draft_of(mine), draft_of(mine), draft_of(other)
    own = {'author': me, 'state': ['DRAFT']}
    page = mine.post('/v1/appeals/search', own).json['items']
    assert [line['id'] for line in page] == [second['id'], first['id']] and foreign['id'] not in [line['id'] for line in page]
    counts = mine.post('/v1/appeals/counts', {'filters': [own, {'state': ['DRAFT']}, {'number': 'SMR-1999-0000001'}]}).json['counts']
    assert counts[0] == {'count': 2, 'more': False} and counts[1]['count'] >= 3 and counts[2] == {'count': 0, 'more': False}
    assert mine.post('/v1/appeals/counts', {'filters': [{'overdue': 'perhaps'}]}).status == 422
    stranger = intake.api(issuer.token(rights=['appeal.read'], branches=['SVE'], branch='SVE'))
    assert stranger.post('/v1/appeals/counts', {'filters': [own]}).json['counts'] == [{'count': 0, 'more': False}]


def test_a_period_of_the_journal_takes_its_last_day_in(intake, clerk):
    card = draft_of(clerk)
    day = card['received_at'][:10]
    found = clerk.post('/v1/appeals/search', {'from': day, 'to': day, 'state': ['DRAFT']}).json['items']
    assert card['id'] in [line['id'] for line in found]


def test_a_topic_that_was_made_while_the_service_was_away_is_read(intake, issuer, tmp_path):
    """It is back before its session with the group has ended, so the group would give it what it had."""
    own = {**company('sources')['sources'][0], 'name': 'late', 'topics': ['in.appeals.late']}
    admin = intake.api(issuer.token(rights=['source.manage'], branches=['*'], branch='HQ'))
    assert admin.put('/v1/sources/late', own).status == 200
    (tmp_path / 'sources.json').write_text(json.dumps({'sources': [own]}))
    intake.stop()
    t.run([t.BIN / 'otk', '--brokers', t.BOOTSTRAP, 'topics', 'apply', tmp_path], env={**os.environ, 'OTKLIK_SHARE': str(SOURCE), 'HOME': str(tmp_path)})
    t.wait_until(lambda: 'in.appeals.late' in t.partition_counts(), what='the topic to be made')
    intake.start()
    data = submission()
    with t.Tail('otklik.appeal-replies.v1') as tail:
        t.produce('in.appeals.late', {'type': 'appeal.submitted', 'source': 'late', 'data': data}, key=data['external_id'])
        assert reply_to(tail, data)['number']
