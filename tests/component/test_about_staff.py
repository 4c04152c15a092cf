"""A complaint about an employee is kept from him and from everybody below him: in every service that shows, assigns, counts or tells."""
import json
import uuid

import pytest

import otk_test as t

SERVICES = ['intake', 'routing', 'sla-timer', 'archive', 'notification', 'reporting']
TYPE = 'STA-X-001'
DEPARTMENTS = {  # code -> role, mode, head
    'SMR-FO': ('FO', 'POOL', 'boss'), 'SMR-DIR': ('SIGN', 'HEAD', 'signer'),
    'HQ-FO': ('FO', 'POOL', 'hq_boss'), 'HQ-HR': ('HR', 'HEAD', 'hr_head')}
PEOPLE = {  # name -> department, personnel number, full name
    'boss': ('SMR-FO', '00226', 'Моисеев Максим Ильич'), 'named': ('SMR-FO', '00227', 'Виноградова Ирина Олеговна'),
    'clerk': ('SMR-FO', '00228', 'Рябов Евгений Ильич'), 'signer': ('SMR-DIR', '00249', 'Щербаков Виктор Ильич'),
    'hq_boss': ('HQ-FO', '00272', 'Осипов Константин Ильич'), 'hq_clerk': ('HQ-FO', '00273', 'Назаров Андрей Ильич'),
    'hr_head': ('HQ-HR', '00282', 'Фомина Светлана Ильинична'), 'hr': ('HQ-HR', '00283', 'Блинова Екатерина Ильинична')}
IDS = {name: str(uuid.uuid4()) for name in (*DEPARTMENTS, *PEOPLE)}
RIGHTS = ['appeal.read', 'appeal.status', 'appeal.register', 'appeal.send', 'stage.take', 'stage.work', 'stage.pick', 'stage.assign',
          'response.prepare', 'response.sign', 'document.read', 'delivery.work', 'report.run']
BINDINGS = {('SMR', 'FO'): 'SMR-FO', ('SMR', 'HR'): 'HQ-HR', ('SMR', 'SIGN'): 'SMR-DIR', ('HQ', 'FO'): 'HQ-FO', ('HQ', 'HR'): 'HQ-HR'}


def company(name):
    return json.loads((t.SOURCE / f'deploy/company/{name}.json').read_text(encoding='utf-8'))


def tell_staff():
    def tell(kind, key, data):
        t.produce('otklik.staff.v1', {'version': 1, 'active': True, **data}, key=key, headers=t.cloud_event(f'staff.{kind}', 'otklik/staff'))
    for branch, zone in (('SMR', 'Europe/Samara'), ('HQ', 'Europe/Moscow')):
        tell('branch_changed', branch, {'code': branch, 'ru': branch, 'tz': zone, 'calendar': 'RU'})
    for code, (role, mode, head) in DEPARTMENTS.items():
        tell('department_changed', IDS[code], {'department_id': IDS[code], 'code': code, 'branch': code.split('-')[0], 'role': role,
                                               'ru': code, 'mode': mode, 'head_id': IDS[head]})
    for name, (code, tab_no, full) in PEOPLE.items():
        tell('employee_changed', IDS[name], {'employee_id': IDS[name], 'tab_no': tab_no, 'name': full, 'short_name': name,
                                             'branch': code.split('-')[0], 'department_id': IDS[code]})


def load_company(services, token):
    puts = [('intake', f'/v1/types/{TYPE}', company(f'types/{TYPE}'))]
    puts += [('intake', f'/v1/dictionaries/{name}', company(name)) for name in ('fields', 'base_fields', 'doc_types')]
    puts += [('sla-timer', f"/v1/calendars/{c['code']}", c) for c in company('calendars')['calendars']]
    puts += [('sla-timer', f"/v1/rules/{rule['code']}", rule) for rule in company('sla_rules')['rules']]
    puts += [('routing', f"/v1/templates/{one['code']}", one) for one in company('templates')['templates'] if one['code'].startswith('T-STA')]
    for service, path, body in puts:
        answer = services[service].api(token).put(path, body)
        assert answer.status in (200, 201), (path, answer)


@pytest.fixture(scope='module')
def services(service, issuer, mail, database):
    started = {name: service(name) for name in SERVICES}
    token = issuer.token(rights=['admin.catalogue', 'admin.sla', 'admin.bindings'], branches=['*'], branch='HQ')
    load_company(started, token)
    tell_staff()
    for (branch, role), department in BINDINGS.items():
        body = {'branch': branch, 'role': role, 'department': department}
        t.wait_until(lambda b=body: started['routing'].api(token).put('/v1/bindings', b).status == 200, 60, 'the departments in routing',
                     alive=list(started.values()))
    for schema in ('intake', 'routing', 'notification'):
        t.wait_until(lambda s=schema: database.value(f'SELECT count(*) FROM {s}.employee') == len(PEOPLE), 60, f'the people in {schema}')
    t.wait_until(lambda: started['intake'].api(token).get('/v1/types').json['items'], 60, 'the catalogue')
    return started


@pytest.fixture(scope='module')
def people(services, issuer):
    """name -> service -> API: all of them may see what is confidential, but for human resources."""
    def token(name):
        code = PEOPLE[name][0]
        head = DEPARTMENTS[code][2]
        return issuer.token(life_s=3000, sub=IDS[name], name=name, department=IDS[code], branch=code.split('-')[0],
                            branches=['*'] if code.startswith('HQ') else ['SMR'], rights=RIGHTS, confidential=code != 'HQ-HR',
                            heads=[IDS[code]] if head == name else [], superiors=[] if head == name else [IDS[head]])
    tokens = {name: token(name) for name in PEOPLE}
    return {name: {service: one.api(tokens[name]) for service, one in services.items()} for name in PEOPLE}


def complain(people, staff, then='send'):
    form = {'branch': 'SMR', 'client_kind': 'FL', 'type_code': TYPE, 'client_unknown': True, 'text': 'Мне нагрубили',
            'applicant': {'last': 'Петров', 'first': 'Пётр', 'phone': '+79000000001'}, 'response_channels': ['office'], 'then': then,
            'fields': {'staff': staff, 'ev': '2026-11-20T10:00:00+04:00'}}
    made = people['clerk']['intake'].post('/v1/appeals', form, headers={'Idempotency-Key': str(uuid.uuid4())})
    assert made.status == 201, made
    return made.json


def seen(api, card):
    """Where the person sees the appeal: place -> yes or no."""
    number, appeal = card['number'], card['id']
    lists = {kind: api['routing'].get(f'/v1/worklist/{kind}').json['items'] for kind in ('mine', 'pool', 'distribution', 'signature')}
    return {
        'card': api['intake'].get(f'/v1/appeals/{appeal}').status == 200,
        'status': api['intake'].get(f'/v1/appeals/by-number/{number}').status == 200,
        'journal': number in [line['number'] for line in api['intake'].post('/v1/appeals/search', {}).json['items']],
        'search': bool(api['intake'].post('/v1/appeals/search', {'number': number, 'text': 'нагрубили'}).json['items']),
        'work': api['routing'].get(f'/v1/appeals/{appeal}/work').status == 200,
        'worklist': any(line['appeal_id'] == appeal for lines in lists.values() for line in lines),
        'deadlines': api['sla-timer'].get(f'/v1/appeals/{appeal}/deadlines').status == 200,
        'documents': api['archive'].get(f'/v1/appeals/{appeal}/documents').status == 200,
        'deliveries': api['notification'].get(f'/v1/appeals/{appeal}/deliveries').status == 200,
        'task': any(task['appeal_id'] == appeal for task in api['notification'].get('/v1/tasks').json['items']),
        'figures': api['reporting'].get('/v1/figures?from=2020-01-01&to=2099-12-31').json['total']['appeals'],
    }


def wait_seen(api, card, /, **wanted):
    return t.wait_until(lambda: (found := seen(api, card)) and all(found[k] == v for k, v in wanted.items()) and found, 20, f'{wanted}')


def act(api, stage, verb, body=None):
    return api['routing'].post(f"/v1/stages/{stage['id']}/{verb}", body or {}, headers={'If-Match': f'"{stage["version"]}"'})


def first_of(api, kind, card):
    return t.wait_until(lambda: next((s for s in api['routing'].get(f'/v1/worklist/{kind}').json['items'] if s['appeal_id'] == card['id']),
                                     None), what=f'the stage in the list {kind}')


SHOWN = dict.fromkeys(('card', 'status', 'journal', 'search', 'work', 'deadlines', 'documents'), True)
NOWHERE = {**dict.fromkeys(('card', 'status', 'journal', 'search', 'work', 'worklist', 'deadlines', 'documents', 'deliveries', 'task'), False),
           'figures': 0}


def test_a_complaint_about_a_clerk_is_kept_from_her_to_its_end(people):
    card = complain(people, 'на Виноградову И., окно 5')
    assert card['excluded'] == [IDS['named']] and not [f for f in card['faults'] if f['pointer'] == '/fields/staff']
    wait_seen(people['boss'], card, **SHOWN, worklist=True, figures=1)
    assert seen(people['named'], card) == NOWHERE
    assert people['named']['routing'].post('/v1/stages/take-next', {}).status == 404
    stage = first_of(people['boss'], 'pool', card)
    assert act(people['named'], stage, 'take').status == 404
    refused = act(people['boss'], stage, 'assign', {'employee_id': IDS['named']})
    assert (refused.status, refused.json['faults'][0]['code']) == (422, 'employee_excluded')
    taken = people['clerk']['routing'].post('/v1/stages/take-next', {}).json
    assert taken['appeal_id'] == card['id']
    assert act(people['clerk'], taken, 'complete', {'result': 'done'}).status == 200
    # The head distributes what is confidential, and who gets it sees it: neither has the right to see all such appeals.
    stage = first_of(people['hr_head'], 'distribution', card)
    assert people['hr']['routing'].get(f"/v1/appeals/{card['id']}/work").status == 404
    assert act(people['hr_head'], stage, 'assign', {'employee_id': IDS['hr']}).status == 200
    wait_seen(people['hr'], card, card=True, work=True, deadlines=True, documents=True, worklist=True)
    assert act(people['hr'], first_of(people['hr'], 'mine', card), 'complete', {'result': 'explained'}).status == 200
    first_of(people['signer'], 'signature', card)
    response = people['signer']['routing'].get(f"/v1/appeals/{card['id']}/work").json['response']
    signed = people['signer']['routing'].post(f"/v1/responses/{response['id']}/sign", {}, headers={'If-Match': f'"{response["version"]}"'})
    assert signed.status == 200, signed
    wait_seen(people['boss'], card, **SHOWN, deliveries=True, task=True)
    assert seen(people['named'], card) == NOWHERE
    assert people['named']['notification'].get(f"/v1/responses/{response['id']}").status == 404
    task = people['boss']['notification'].get('/v1/tasks').json['items'][0]
    done = people['named']['notification'].post(f"/v1/tasks/{task['id']}/done", {'proof_kind': 'signature', 'proof': 'x'},
                                                headers={'If-Match': f'"{task["version"]}"'})
    assert done.status == 404


def test_a_card_that_is_about_somebody_else_after_all_is_kept_from_him_from_then_on(people):
    card = complain(people, 'на Виноградову И., окно 5', then='register')
    wait_seen(people['hq_boss'], card, figures=2)
    path, api = f"/v1/appeals/{card['id']}", people['boss']['intake']
    with t.Tail('otklik.intake.v1') as tail:
        changed = api.put(path, {'fields': {'staff': 'на Осипова К.', 'ev': '2026-11-20T10:00:00+04:00'}},
                          headers={'If-Match': api.get(path).headers['ETag']})
        assert changed.status == 200 and changed.json['excluded'] == [IDS['hq_boss']]
        told = tail.wait(lambda m: m.type == 'appeal.access_changed' and m.json['appeal_id'] == card['id']).json
    assert told['excluded'] == [IDS['hq_boss']] and told['confidential']
    wait_seen(people['hq_boss'], card, **NOWHERE | {'figures': 1})
    wait_seen(people['named'], card, card=True, journal=True)


def test_a_complaint_about_a_head_goes_past_the_department(people):
    """His own clerk took it down; the head office checks it and hands the answer over."""
    card = complain(people, 'таб. 00226')
    assert card['excluded'] == [IDS['boss']]
    wait_seen(people['hq_boss'], card, **SHOWN, worklist=True)
    for name in ('boss', 'clerk', 'named'):
        assert {place: yes for place, yes in seen(people[name], card).items() if place != 'figures'} == {
            place: False for place in NOWHERE if place != 'figures'}, name
    taken = people['hq_clerk']['routing'].post('/v1/stages/take-next', {}).json
    assert taken['appeal_id'] == card['id']


def test_a_complaint_that_names_nobody_known_says_so(people):
    card = complain(people, 'женщина в красном')
    assert card['excluded'] == []
    assert [f['code'] for f in card['faults'] if f['pointer'] == '/fields/staff'] == ['employee_advised']


def test_a_head_whose_department_nobody_can_stand_in_for_is_told_to_the_administrator(people):
    card = complain(people, 'Осипов Константин и Моисеев Максим')
    assert set(card['excluded']) == {IDS['boss'], IDS['hq_boss']}
    trouble = t.wait_until(lambda: people['signer']['intake'].get(f"/v1/appeals/{card['id']}").json.get('trouble'), what='the trouble')
    assert 'route_not_bound' in trouble


def test_who_opens_a_confidential_card_keeps_it_until_it_goes_to_work(people, services, issuer):
    operator = services['intake'].api(issuer.token(sub=IDS['clerk'], name='clerk', branch='SMR', branches=['SMR'], rights=RIGHTS))
    form = {'branch': 'SMR', 'client_kind': 'FL', 'type_code': TYPE, 'client_unknown': True, 'text': 'Мне нагрубили'}
    draft = operator.post('/v1/appeals', form, headers={'Idempotency-Key': str(uuid.uuid4())}).json
    assert draft['confidential']
    path, version = f"/v1/appeals/{draft['id']}", {'If-Match': f'"{draft["version"]}"'}
    kept = operator.put(path, {'text': 'Мне очень нагрубили'}, headers=version)
    assert kept.status == 200 and operator.get(path).status == 200
    listed = lambda api: [line['id'] for line in api.post('/v1/appeals/search', {'author': IDS['clerk'], 'state': ['DRAFT']}).json['items']]
    assert listed(operator) == [draft['id']]
    other = services['intake'].api(issuer.token(branch='SMR', branches=['SMR'], rights=RIGHTS))
    assert other.get(path).status == 404 and not listed(other)
