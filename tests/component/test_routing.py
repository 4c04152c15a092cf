"""routing alone: an appeal goes through departments, is answered and signed; employees act over HTTP."""
import concurrent.futures
import json
import time
import uuid

import pytest

import otk_proxy
import otk_test as t

BRANCH = 'SMR'
PROXY_PORT = t.HTTP_PORT + 47
DEPARTMENTS = {role: str(uuid.uuid4()) for role in ('FO', 'BILL_FL', 'SIGN')}
MODES = {'FO': 'POOL', 'BILL_FL': 'HEAD', 'SIGN': 'FIXED'}
PEOPLE = {name: str(uuid.uuid4()) for name in ('clerk', 'clerk2', 'head', 'worker', 'signer')}
HOME = {'clerk': 'FO', 'clerk2': 'FO', 'head': 'BILL_FL', 'worker': 'BILL_FL', 'signer': 'SIGN'}
RIGHTS = ['appeal.read', 'stage.take', 'stage.work', 'stage.return', 'response.prepare', 'response.approve', 'response.sign']
ROUTE = [{'seq': 1, 'role': 'FO', 'period': {'n': 4, 'unit': 'h'}, 'action': 'check', 'results': ['done']},
         {'seq': 2, 'role': 'BILL_FL', 'period': {'n': 3, 'unit': 'wd'}, 'action': 'prepare_response',
          'results': ['granted', 'refused'], 'last': True},
         {'seq': 3, 'role': 'SIGN', 'period': {'n': 4, 'unit': 'h'}, 'action': 'sign_response', 'results': ['done']},
         {'seq': 4, 'role': 'FO', 'period': {'n': 1, 'unit': 'wd'}, 'action': 'send_response', 'results': ['done']}]


def staff_event(kind, key, data):
    t.produce('otklik.staff.v1', data, key=key, headers=t.cloud_event(kind, 'otklik/staff'))


@pytest.fixture(scope='module')
def network():
    network = otk_proxy.Control(PROXY_PORT, t.POSTGRES_PORT, seed=1)
    yield network
    network.stop()


@pytest.fixture(scope='module')
def routing(service, issuer, database, network):
    one = service('routing', database__url=database.url('routing').replace(f'port={t.POSTGRES_PORT}', f'port={PROXY_PORT}'))
    for role, department in DEPARTMENTS.items():
        staff_event('staff.department_changed', department,
                    {'department_id': department, 'version': 1, 'code': f'{BRANCH}-{role}', 'branch': BRANCH, 'role': role,
                     'ru': role, 'mode': MODES[role], 'head_id': PEOPLE['head'], 'active': True})
    for number, (name, person) in enumerate(PEOPLE.items()):
        staff_event('staff.employee_changed', person,
                    {'employee_id': person, 'version': 1, 'tab_no': f'{number:05}', 'name': name, 'short_name': name,
                     'branch': BRANCH, 'department_id': DEPARTMENTS[HOME[name]], 'active': True})
    admin = api(one, issuer, 'head', ['admin.bindings', 'admin.catalogue'])
    for role in DEPARTMENTS:
        binding = {'branch': BRANCH, 'role': role, 'department': f'{BRANCH}-{role}'}
        t.wait_until(lambda b=binding: admin.put('/v1/bindings', b).status == 200, what='the department to be known')
    assert admin.put(f'/v1/departments/{BRANCH}-SIGN/responsible', {'responsible': [{'employee': '00004'}]}).status == 200
    assert admin.put('/v1/templates/T-1', {'ru': 'Обращение № {{number}} удовлетворено. {{applicant.name}}'}).status == 200
    return one


def api(service, issuer, name, rights=RIGHTS):
    return service.api(issuer.token(sub=PEOPLE[name], name=name, department=DEPARTMENTS[HOME[name]], branch=BRANCH,
                                    branches=[BRANCH], rights=rights))


@pytest.fixture(scope='module')
def people(routing, issuer):
    return {name: api(routing, issuer, name) for name in PEOPLE}


def sent_to_work(tail, route=ROUTE, appeal=None, **changes):
    appeal = appeal or str(uuid.uuid4())
    data = {'appeal_id': appeal, 'version': 3, 'cycle_no': 1, 'config_version': 1, 'number': f'SMR-2026-{appeal[:7]}',
            'branch': BRANCH, 'channel': 'LK', 'type_code': 'REC-W-001', 'category': 'REC', 'service': 'W', 'client_kind': 'FL',
            'client_name': 'Иванова М. П.', 'response_channels': ['lk'], 'received_at': '2026-11-20T10:00:00Z',
            'registered_at': '2026-11-20T10:00:00Z', 'sent_at': '2026-11-20T10:00:00Z', 'priority': 3, 'route': route,
            'rules': ['D08'], 'templates': {'granted': 'T-1'}, 'results': ['granted', 'refused'], **changes}
    t.produce('otklik.intake.v1', data, key=appeal, headers=t.cloud_event('appeal.sent_to_work', 'otklik/intake'))
    wait(tail, appeal, 'stage.queued' if changes.get('branch', BRANCH) == BRANCH else 'route.failed')
    return appeal


def wait(tail, appeal, kind, limit_s=15):
    return tail.wait(lambda m: m.type == kind and m.json['appeal_id'] == appeal, limit_s=limit_s, what=kind).json


def work(person, appeal):
    return person.get(f'/v1/appeals/{appeal}/work').json


def open_stage(person, appeal):
    return next(s for s in work(person, appeal)['stages'] if s['state'] in ('QUEUED', 'ASSIGNED'))


def act(person, stage, verb, body=None):
    return person.post(f"/v1/stages/{stage['id']}/{verb}", body or {}, headers={'If-Match': f'"{stage["version"]}"'})


def do_first_two(people, appeal, result='granted'):
    taken = people['clerk'].post('/v1/stages/take-next', {}).json
    while taken['appeal_id'] != appeal:
        assert act(people['clerk'], taken, 'complete', {'result': taken['results'][0]}).status == 200
        taken = people['clerk'].post('/v1/stages/take-next', {}).json
    assert act(people['clerk'], taken, 'complete', {'result': 'done'}).status == 200
    stage = open_stage(people['head'], appeal)
    assert act(people['head'], stage, 'assign', {'employee_id': PEOPLE['worker']}).status == 200
    stage = open_stage(people['worker'], appeal)
    done = act(people['worker'], stage, 'complete', {'result': result})
    assert done.status == 200, done


@pytest.fixture()
def tail(routing):
    with t.Tail('otklik.routing.v1') as one:
        yield one


def test_stages_made_by_a_clock_that_is_days_behind_are_found(people, tail):
    ahead_ms = int((time.time() + 40 * 86400) * 1000)
    appeal = sent_to_work(tail, appeal=str(uuid.UUID(f'{ahead_ms:012x}7000{uuid.uuid4().hex[:16]}')))
    assert [stage['seq'] for stage in work(people['head'], appeal)['stages']] == [1, 2, 3, 4]


def test_an_appeal_goes_through_three_departments_to_a_signed_answer(people, tail):
    appeal = sent_to_work(tail)
    do_first_two(people, appeal)
    wait(tail, appeal, 'route.completed')
    response = work(people['signer'], appeal)['response']
    assert 'Иванова М. П.' in response['body'] and response['state'] == 'DRAFT'
    signed = people['signer'].post(f"/v1/responses/{response['id']}/sign", {}, headers={'If-Match': f'"{response["version"]}"'})
    assert signed.status == 200, signed
    event = wait(tail, appeal, 'response.signed')
    assert (event['result'], event['sign_kind'], event['signer_name']) == ('granted', 'personal', 'signer')
    sending = open_stage(people['clerk'], appeal)
    assert (sending['action'], sending['how'], sending['holder']) == ('send_response', 'sticky', PEOPLE['clerk'])
    t.produce('otklik.intake.v1', {'appeal_id': appeal, 'version': 7, 'cycle_no': 1, 'branch': BRANCH, 'channel': 'lk',
                                   'answered_at': '2026-11-21T10:00:00Z'}, key=appeal,
              headers=t.cloud_event('appeal.answered', 'otklik/intake'))
    t.wait_until(lambda: all(s['state'] == 'DONE' for s in work(people['clerk'], appeal)['stages']), what='all stages done')


def test_a_repeated_take_next_gives_the_same_stage(people, tail):
    sent_to_work(tail)
    sent_to_work(tail)
    key = {'Idempotency-Key': str(uuid.uuid4())}
    first, again = (people['clerk'].post('/v1/stages/take-next', {}, headers=key).json for _ in range(2))
    assert again == first
    assert people['clerk'].post('/v1/stages/take-next', {}).json['id'] != first['id']


def test_templates_are_offered_filled_and_the_chosen_one_is_kept(people, routing, issuer, tail):
    admin = api(routing, issuer, 'head', ['admin.catalogue'])
    texts = {'T-REC-01': ('REC', 'granted'), 'T-REC-02': ('REC', 'refused'), 'T-MET-01': ('MET', 'granted')}
    for code, (category, result) in texts.items():
        template = {'kind': 'final', 'category': category, 'result': result, 'ru': '№ {{number}}: {{applicant.name}}'}
        assert admin.put(f'/v1/templates/{code}', template).status == 200
    appeal = sent_to_work(tail, templates={'granted': 'T-REC-01'})
    do_first_two(people, appeal)
    wait(tail, appeal, 'route.completed')
    shown = work(people['signer'], appeal)
    offers = people['worker'].get(f'/v1/appeals/{appeal}/templates').json['items']
    assert [(one['code'], one['result'], one['usual']) for one in offers] == [('T-REC-01', 'granted', True), ('T-REC-02', 'refused', False)]
    assert offers[1]['body'] == f"№ {shown['number']}: Иванова М. П."
    match = {'If-Match': f'"{shown["response"]["version"]}"'}
    form = {'body': offers[1]['body'], 'template': 'T-REC-02'}
    assert people['signer'].put(f'/v1/appeals/{appeal}/response', {**form, 'template': 'T-NONE'}, headers=match).status == 422
    written = people['signer'].put(f'/v1/appeals/{appeal}/response', form, headers=match)
    assert written.status == 200 and written.json['template'] == 'T-REC-02', written


def test_a_template_greets_also_whom_nobody_knows(people, routing, issuer, tail):
    greeting = {'kind': 'final', 'category': 'XXX', 'ru': 'Уважаемый(ая) {{applicant.name}}!'}
    assert api(routing, issuer, 'head', ['admin.catalogue']).put('/v1/templates/T-XXX', greeting).status == 200
    appeal = sent_to_work(tail, category='XXX', client_name='')
    offers = people['clerk'].get(f'/v1/appeals/{appeal}/templates').json['items']
    assert [one['body'] for one in offers] == ['Уважаемый(ая) заявитель!']


def test_fifty_who_take_the_next_get_fifty_different_stages(people, tail):
    appeals = {sent_to_work(tail) for _ in range(10)}
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda n: people['clerk' if n % 2 else 'clerk2'].post('/v1/stages/take-next', {}), range(20)))
    taken = [a.json['id'] for a in answers if a.status == 200]
    assert len(taken) == len(set(taken)) >= len(appeals)
    assert {a.status for a in answers} <= {200, 404}


def test_who_takes_the_next_while_the_database_goes_away_gets_it_all_the_same(people, network, tail):
    appeal = sent_to_work(tail)
    network.end_at('stage_next', answered=True)
    taken = people['clerk'].post('/v1/stages/take-next', {})
    assert taken.status == 200 and network.left.value == 0, taken
    assert open_stage(people['clerk'], appeal)['state'] == 'ASSIGNED'


@pytest.mark.parametrize('answered', [False, True])
def test_a_stage_that_could_not_be_read_is_not_said_to_be_missing(people, network, tail, answered):
    appeal = sent_to_work(tail)
    stage = open_stage(people['clerk'], appeal)
    network.end_at('stage_case', answered)
    taken = act(people['clerk'], stage, 'complete', {'result': 'done'})
    assert taken.status == 403 and network.left.value == 0, taken


def test_a_signer_sends_the_draft_back_to_who_wrote_it(people, tail):
    appeal = sent_to_work(tail)
    do_first_two(people, appeal)
    response = work(people['signer'], appeal)['response']
    returned = people['signer'].post(f"/v1/responses/{response['id']}/return", {'reason': 'нет расчёта'},
                                     headers={'If-Match': f'"{response["version"]}"'})
    assert returned.status == 200, returned
    wait(tail, appeal, 'response.returned')
    again = open_stage(people['worker'], appeal)
    assert (again['holder'], again['how'], again['returns'], again['period_n']) == (PEOPLE['worker'], 'sticky', 1, 12)
    assert again['return_reason'] == 'нет расчёта'
    blank = act(people['worker'], again, 'complete', {'result': 'granted', 'response_text': 'Перерасчёт: ____ руб.'})
    assert blank.status == 422 and [(f['pointer'], f['code']) for f in blank.json['faults']] == [('/response_text', 'blank_left')]
    assert act(people['worker'], again, 'complete', {'result': 'granted', 'response_text': 'Исправлено'}).status == 200
    response = work(people['signer'], appeal)['response']
    assert response['body'] == 'Исправлено'
    assert people['signer'].post(f"/v1/responses/{response['id']}/sign", {},
                                 headers={'If-Match': f'"{response["version"]}"'}).status == 200


def test_a_route_without_a_signer_is_answered_by_the_office(people, tail):
    appeal = sent_to_work(tail, route=[{**ROUTE[0], 'results': ['granted'], 'last': True, 'action': 'prepare_response'}])
    taken = people['clerk'].post('/v1/stages/take-next', {}).json
    assert taken['appeal_id'] == appeal
    assert act(people['clerk'], taken, 'complete', {'result': 'granted'}).status == 200
    assert wait(tail, appeal, 'response.signed')['sign_kind'] == 'office'


def test_a_text_with_a_blank_goes_to_no_client(people, routing, issuer, tail):
    """Whether a signer overlooks it or nobody signs."""
    blank = lambda answer: answer.status == 422 and [(f['pointer'], f['code']) for f in answer.json['faults']]
    assert api(routing, issuer, 'head', ['admin.catalogue']).put('/v1/templates/T-SUM', {'ru': 'Перерасчёт: {{amount}} руб.'}).status == 200
    appeal = sent_to_work(tail, templates={'granted': 'T-SUM'})
    do_first_two(people, appeal)
    response = work(people['signer'], appeal)['response']
    for act_of in ('approve', 'sign'):
        answer = people['signer'].post(f"/v1/responses/{response['id']}/{act_of}", {}, headers={'If-Match': f'"{response["version"]}"'})
        assert blank(answer) == [('/body', 'blank_left')]
    appeal = sent_to_work(tail, route=[{**ROUTE[0], 'results': ['granted'], 'last': True}], templates={'granted': 'T-SUM'})
    taken = people['clerk'].post('/v1/stages/take-next', {}).json
    assert taken['appeal_id'] == appeal
    assert blank(act(people['clerk'], taken, 'complete', {'result': 'granted'})) == [('/response_text', 'blank_left')]
    assert act(people['clerk'], taken, 'complete', {'result': 'granted', 'response_text': 'Перерасчёт: 10 руб.'}).status == 200


def test_valid_readings_are_answered_without_a_person(people, tail):
    route = [{'seq': 1, 'role': 'AUTO', 'period': {'n': 5, 'unit': 'min'}, 'action': 'automatic', 'automatic': 'accept_readings',
              'results': ['granted', 'manual']},
             {**ROUTE[0], 'seq': 2, 'cond': 'result == "manual"', 'last': True, 'results': ['granted']}]
    appeal = str(uuid.uuid4())
    for fields, client, kind in (({'rd': [{'zone': 'T1', 'value': 10}]}, str(uuid.uuid4()), 'response.signed'),
                                 ({'rd': [{'zone': 'T1', 'value': -1}]}, str(uuid.uuid4()), 'stage.queued')):
        appeal = str(uuid.uuid4())
        data = {'appeal_id': appeal, 'version': 1, 'cycle_no': 1, 'config_version': 1, 'number': 'SMR-2026-1', 'branch': BRANCH,
                'channel': 'LK', 'type_code': 'MET-X-001', 'category': 'MET', 'service': 'X', 'client_kind': 'FL', 'client_id': client,
                'response_channels': ['lk'], 'received_at': '2026-11-20T10:00:00Z', 'registered_at': '2026-11-20T10:00:00Z',
                'sent_at': '2026-11-20T10:00:00Z', 'route': route, 'rules': [], 'fields': fields, 'results': ['granted']}
        t.produce('otklik.intake.v1', data, key=appeal, headers=t.cloud_event('appeal.sent_to_work', 'otklik/intake'))
        wait(tail, appeal, kind)


@pytest.mark.parametrize('join,left', [('all', 'QUEUED'), ('any', 'SKIPPED')])
def test_parallel_stages_go_on_when_all_or_the_first_are_done(people, tail, join, left):
    stage = {'role': 'BILL_FL', 'period': {'n': 1, 'unit': 'wd'}, 'action': 'work', 'results': ['done']}
    route = [{**stage, 'seq': 1, 'group': 'g', 'join': join}, {**stage, 'seq': 2, 'group': 'g', 'join': join}, {**stage, 'seq': 3, 'last': True}]
    appeal = sent_to_work(tail, route)
    states = lambda: [s['state'] for s in sorted(work(people['head'], appeal)['stages'], key=lambda s: s['seq'])]
    t.wait_until(lambda: states() == ['QUEUED', 'QUEUED', 'PLANNED'], what='both at once')

    def do(seq):
        for verb, body in (('assign', {'employee_id': PEOPLE['worker']}), ('complete', {'result': 'done'})):
            one = next(s for s in work(people['head'], appeal)['stages'] if s['seq'] == seq)
            assert act(people['head' if verb == 'assign' else 'worker'], one, verb, body).status == 200
    do(1)
    # The third stage is sticky: it is the worker's at once.
    assert states() == ['DONE', left, 'PLANNED' if join == 'all' else 'ASSIGNED']
    if join == 'all':
        do(2)
        assert states() == ['DONE', 'DONE', 'ASSIGNED']


def test_a_role_without_a_department_waits_for_the_administrator(routing, issuer, people, tail):
    appeal = sent_to_work(tail, branch='ULN')
    admin = routing.api(issuer.token(sub=PEOPLE['head'], branches=['*'], branch='HQ', rights=['admin.bindings']))
    waiting = admin.get('/v1/unrouted').json['items']
    assert [(line['id'], line['trouble_role']) for line in waiting] == [(appeal, 'FO')]
    for role in DEPARTMENTS:
        assert admin.put('/v1/bindings', {'branch': 'ULN', 'role': role, 'department': f'{BRANCH}-{role}'}).status == 200
    wait(tail, appeal, 'route.built')
    assert admin.get('/v1/unrouted').json['items'] == []


def test_a_cancelled_appeal_ends_its_stages_and_cannot_be_signed(people, tail):
    appeal = sent_to_work(tail)
    do_first_two(people, appeal)
    response = work(people['signer'], appeal)['response']
    t.produce('otklik.intake.v1', {'appeal_id': appeal, 'version': 9, 'cycle_no': 1, 'branch': BRANCH, 'reason': 'ошибка',
                                   'at': '2026-11-21T10:00:00Z'}, key=appeal,
              headers=t.cloud_event('appeal.cancelled', 'otklik/intake'))
    wait(tail, appeal, 'stage.cancelled')
    refused = people['signer'].post(f"/v1/responses/{response['id']}/sign", {},
                                    headers={'If-Match': f'"{response["version"]}"'})
    assert refused.status in (409, 412)


def test_a_place_in_a_list_that_is_none_is_named(people):
    answer = people['worker'].get(f'/v1/worklist/mine?after={uuid.uuid4()}~{uuid.uuid4()}')
    assert answer.status == 422
    assert [(fault['pointer'], fault['code']) for fault in answer.json['faults']] == [('/after', 'bad_time')]


def test_who_does_not_hold_the_stage_cannot_finish_it(people, tail):
    appeal = sent_to_work(tail)
    stage = open_stage(people['clerk'], appeal)
    assert act(people['clerk'], stage, 'complete', {'result': 'done'}).status == 403
    taken = people['clerk2'].post('/v1/stages/take-next', {}).json
    assert act(people['clerk2'], taken, 'complete', {'result': 'nonsense'}).status == 422
    assert act(people['clerk'], taken, 'complete', {'result': 'done'}).status == 403
    assert people['worker'].get('/v1/worklist/pool').json['items'] == []
    assert json.dumps(taken)
