"""Pairs of commands that meet, in both orders, over intake and routing together (docs/conflicts.md is the table).

An order is made by HTTP alone, or by holding one service: while the row of its bus offsets is locked it takes no events, but goes on
answering HTTP, as a service does that lags behind.
"""
import concurrent.futures
import contextlib
import json
import subprocess
import uuid

import pytest

import otk_test as t

BRANCH, TYPE = 'SMR', 'TST-X-001'
DEPARTMENTS = {role: str(uuid.uuid4()) for role in ('FO', 'BILL_FL', 'PAYDESK', 'SIGN')}
MODES = {'FO': 'POOL', 'BILL_FL': 'HEAD', 'PAYDESK': 'HEAD', 'SIGN': 'HEAD'}
HOME = {'clerk': 'FO', 'clerk2': 'FO', 'head': 'BILL_FL', 'worker': 'BILL_FL', 'worker2': 'BILL_FL', 'worker3': 'BILL_FL',
        'worker4': 'BILL_FL', 'signer': 'SIGN'}
PEOPLE = {name: str(uuid.uuid4()) for name in HOME}
RIGHTS = ['appeal.read', 'appeal.register', 'appeal.send', 'appeal.cancel', 'appeal.withdraw', 'appeal.reopen', 'stage.take',
          'stage.pick', 'stage.work', 'stage.return', 'response.prepare', 'response.approve', 'response.sign']
ROUTE = [{'seq': 1, 'role': 'FO', 'period': {'n': 4, 'unit': 'h'}, 'action': 'check', 'results': ['done']},
         {'seq': 2, 'role': 'BILL_FL', 'period': {'n': 3, 'unit': 'wd'}, 'action': 'work', 'results': ['granted', 'refused'], 'last': True},
         {'seq': 3, 'role': 'SIGN', 'period': {'n': 4, 'unit': 'h'}, 'action': 'sign_response', 'results': ['done']}]
ENDS = {'cancel': 'CANCELLED', 'withdraw': 'WITHDRAWN'}
VERBS = ['take', 'assign', 'complete', 'return', 'sign']


def publish(service, kind, key, data):
    """An event in the place of a service that does not run here."""
    t.produce(f'otklik.{service}.v1', data, key=key, headers=t.cloud_event(kind, f'otklik/{service}'))


def employee(name, version=1, active=True):
    publish('staff', 'staff.employee_changed', PEOPLE[name],
            {'employee_id': PEOPLE[name], 'version': version, 'tab_no': f'{list(PEOPLE).index(name):05}', 'name': name, 'short_name': name,
             'branch': BRANCH, 'department_id': DEPARTMENTS[HOME[name]], 'active': active})


def the_type():
    company = json.loads((t.SOURCE / 'deploy/company/types/PAY-X-005.json').read_text(encoding='utf-8'))
    return {**company, 'code': TYPE, 'base': {}, 'fields': [], 'docs': [], 'routes': [{'client_kinds': ['FL'], 'stages': ROUTE}],
            'results': ['granted', 'refused'], 'templates': {}}


@pytest.fixture(scope='module')
def intake(service, issuer, database):
    one = service('intake')
    admin = one.api(issuer.token(rights=['admin.catalogue'], branches=['*'], branch='HQ'))
    assert admin.put(f'/v1/types/{TYPE}', the_type()).status == 201
    publish('staff', 'staff.branch_changed', BRANCH, {'code': BRANCH, 'version': 1, 'ru': BRANCH, 'tz': 'Europe/Samara', 'active': True})
    t.wait_for_branches(database, 'intake', 1)
    t.wait_until(lambda: admin.get('/v1/types').json['items'], what='the catalogue to be read')
    return one


@pytest.fixture(scope='module')
def admin(routing, issuer):
    return routing.api(issuer.token(rights=['admin.bindings'], branches=['*'], branch='HQ'))


def bind(admin, role, department):
    return admin.put('/v1/bindings', {'branch': BRANCH, 'role': role, 'department': f'{BRANCH}-{department}'}).status == 200


@pytest.fixture(scope='module')
def routing(service, issuer):
    one = service('routing')
    for role, department in DEPARTMENTS.items():
        publish('staff', 'staff.department_changed', department,
                {'department_id': department, 'version': 1, 'code': f'{BRANCH}-{role}', 'branch': BRANCH, 'role': role, 'ru': role,
                 'mode': MODES[role], 'head_id': PEOPLE['head'], 'active': True})
    for name in PEOPLE:
        employee(name)
    admin = one.api(issuer.token(rights=['admin.bindings'], branches=['*'], branch='HQ'))
    for role in ('FO', 'BILL_FL', 'SIGN'):
        t.wait_until(lambda r=role: bind(admin, r, r), what='the department to be known')
    return one


class World:
    """Both services as the people of the branch see them."""

    def __init__(self, intake, routing, issuer):
        tokens = {name: issuer.token(life_s=3600, sub=PEOPLE[name], name=name, department=DEPARTMENTS[HOME[name]], branch=BRANCH,
                                     branches=[BRANCH], rights=RIGHTS) for name in PEOPLE}
        self.intake = {name: intake.api(token) for name, token in tokens.items()}
        self.routing = {name: routing.api(token) for name, token in tokens.items()}

    def card(self, appeal):
        return self.intake['clerk'].get(f'/v1/appeals/{appeal}').json

    def step(self, appeal, verb, body=None, version=None):
        """A step of the card by the version given, or by the present one: then who is overtaken by an event looks again."""
        for _ in range(5):
            answer = self.intake['clerk'].post(f'/v1/appeals/{appeal}/{verb}', {'reason': 'так надо'} if body is None else body,
                                               headers={'If-Match': f'"{version or self.card(appeal)["version"]}"'})
            if version or answer.status != 412:
                break
        return answer

    def work(self, appeal):
        return self.routing['clerk'].get(f'/v1/appeals/{appeal}/work').json

    def stage(self, appeal):
        """The open stage; fails while there is none."""
        return next(s for s in self.work(appeal)['stages'] if s['state'] in ('QUEUED', 'ASSIGNED'))

    def act(self, person, stage, verb, body=None):
        return self.routing[person].post(f"/v1/stages/{stage['id']}/{verb}", body or {}, headers={'If-Match': f'"{stage["version"]}"'})

    def answer(self, appeal, verb, version=None):
        response = self.work(appeal)['response']
        return self.routing['signer'].post(f"/v1/responses/{response['id']}/{verb}", {'reason': 'не так'},
                                           headers={'If-Match': f'"{version or response["version"]}"'})

    def open(self, **form):
        answer = self.intake['clerk'].post('/v1/appeals', {
            'branch': BRANCH, 'client_kind': 'FL', 'type_code': TYPE, 'client_unknown': True, 'text': 'Прошу проверить',
            'applicant': {'last': 'Петров', 'first': 'Пётр', 'phone': '+79000000001'}, 'response_channels': ['lk'], **form})
        assert answer.status == 201, answer
        return answer.json['id']

    def ready(self, verb, worker='worker'):
        """An appeal that is just where `verb` can be done, known so to both services."""
        appeal = self.open(then='send')
        stage = t.wait_until(lambda: self.stage(appeal), 20, 'the first stage')
        if verb == 'take':
            return self.known(appeal, 'department', DEPARTMENTS['FO'])
        assert self.act('clerk', stage, 'take').status == 200
        assert self.act('clerk', self.stage(appeal), 'complete', {'result': 'done'}).status == 200
        if verb == 'assign':
            return self.known(appeal, 'department', DEPARTMENTS['BILL_FL'])
        assert self.act('head', self.stage(appeal), 'assign', {'employee_id': PEOPLE[worker]}).status == 200
        if verb in ('complete', 'return'):
            return self.known(appeal, 'holder', PEOPLE[worker])
        assert self.act(worker, self.stage(appeal), 'complete', {'result': 'granted'}).status == 200
        return self.known(appeal, 'state', 'RESPONSE_PREP')

    def known(self, appeal, member, value):
        t.wait_until(lambda: self.card(appeal).get(member) == value, 20, f'{member} {value} on the card')
        return appeal

    def do(self, verb, appeal, worker='worker'):
        if verb == 'sign':
            return self.answer(appeal, 'sign')
        person, body = {'take': ('clerk', {}), 'assign': ('head', {'employee_id': PEOPLE[worker]}),
                        'complete': (worker, {'result': 'granted'}), 'return': (worker, {'reason': 'нет расчёта'})}[verb]
        return self.act(person, self.stage(appeal), verb, body)

    def settled(self, appeal, state):
        """Both services agree that the appeal has ended, and nobody has it."""
        t.wait_until(lambda: self.work(appeal)['state'] == 'CANCELLED', 20, 'routing to hear of the end')
        assert not [s for s in self.work(appeal)['stages'] if s['state'] in ('PLANNED', 'QUEUED', 'ASSIGNED')]
        open_lines = lambda: [s for s in self.card(appeal)['stages'] if s['state'] in ('QUEUED', 'ASSIGNED')]
        t.wait_until(lambda: not open_lines(), 20, 'the stages on the card to end')
        card = self.card(appeal)
        assert card['state'] == state and 'holder' not in card and 'response_id' not in card
        assert 'SENDING' not in [h['to_state'] for h in card['history']]


@pytest.fixture(scope='module')
def world(intake, routing, issuer):
    return World(intake, routing, issuer)


@contextlib.contextmanager
def locked(database, statement):
    """A transaction of a stranger that holds a lock."""
    session = subprocess.Popen(['psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', '-h', t.STATE / 'postgres/run', '-p', str(t.POSTGRES_PORT), '-U',
                                'postgres', '-d', database.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    session.stdin.write(f'BEGIN; {statement}; \\echo locked\n')
    session.stdin.flush()
    try:
        assert any('locked' in line for line in iter(session.stdout.readline, ''))
        yield
    finally:
        session.communicate('ROLLBACK;\n')


def held(database, service):
    """The service takes no events meanwhile: none can be committed without moving the offsets."""
    return locked(database, f'LOCK TABLE {service}.bus_offset IN EXCLUSIVE MODE')


def waits_for_a_lock(database, role):
    return database.value("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = :'role'", role=role)


# --- the end of an appeal meets the work on it

@pytest.mark.parametrize('end', ENDS)
@pytest.mark.parametrize('verb', VERBS)
def test_the_end_comes_first_and_work_done_without_knowing_has_no_effect(world, database, end, verb):
    appeal = world.ready(verb)
    with held(database, 'routing'):
        assert world.step(appeal, end).status == 200
        assert world.do(verb, appeal).status == 200
    world.settled(appeal, ENDS[end])


@pytest.mark.parametrize('end', ENDS)
@pytest.mark.parametrize('verb', VERBS)
def test_the_work_comes_first_but_intake_hears_of_the_end_first_and_the_end_stands(world, database, end, verb):
    appeal = world.ready(verb)
    with held(database, 'intake'):
        assert world.do(verb, appeal).status == 200
        assert world.step(appeal, end).status == 200
    world.settled(appeal, ENDS[end])


@pytest.mark.parametrize('end', ENDS)
@pytest.mark.parametrize('verb', VERBS)
def test_who_works_after_the_end_is_told_so(world, end, verb):
    appeal = world.ready(verb)
    before = world.work(appeal)
    assert world.step(appeal, end).status == 200
    t.wait_until(lambda: world.work(appeal)['state'] == 'CANCELLED', 20, 'routing to hear of the end')
    if verb == 'sign':
        assert world.answer(appeal, 'sign').status == 409
    else:
        stage = next(s for s in before['stages'] if s['state'] in ('QUEUED', 'ASSIGNED'))
        now = next(s for s in world.work(appeal)['stages'] if s['id'] == stage['id'])
        bodies = {'take': {}, 'assign': {'employee_id': PEOPLE['worker']}, 'complete': {'result': 'granted'}, 'return': {'reason': 'x'}}
        person = {'take': 'clerk', 'assign': 'head'}.get(verb, 'worker')
        assert world.act(person, now, verb, bodies[verb]).json['code'] == 'stage_conflict'
        assert world.act(person, stage, verb, bodies[verb]).status == 412


@pytest.mark.parametrize('end', ENDS)
def test_a_signed_answer_that_intake_knows_of_cannot_be_stopped(world, end):
    appeal = world.ready('sign')
    assert world.do('sign', appeal).status == 200
    world.known(appeal, 'state', 'SENDING')
    assert world.step(appeal, end).json['code'] == 'state_conflict'


@pytest.mark.parametrize('end', ENDS)
def test_delivery_and_the_end_in_both_orders_leave_the_appeal_answered(world, end):
    appeal = world.ready('sign')
    assert world.do('sign', appeal).status == 200
    card = world.known(appeal, 'state', 'SENDING') and world.card(appeal)
    assert world.step(appeal, end).status == 409
    deliver(appeal, card['response_id'])
    world.known(appeal, 'state', 'ANSWERED')
    assert world.step(appeal, end).status == 409


def deliver(appeal, response, channel='lk', cycle_no=1):
    publish('notification', 'delivery.sent', appeal,
            {'appeal_id': appeal, 'delivery_id': str(uuid.uuid4()), 'response_id': response, 'cycle_no': cycle_no, 'channel': channel,
             'at': '2026-11-21T10:00:00.000000Z'})


def test_the_first_proof_answers_the_appeal_and_a_second_one_changes_nothing(world):
    appeal = world.ready('sign')
    assert world.do('sign', appeal).status == 200
    response = (world.known(appeal, 'state', 'SENDING') and world.card(appeal))['response_id']
    deliver(appeal, response, 'email')
    world.known(appeal, 'state', 'ANSWERED')
    with t.Tail('otklik.appeal-events.v1', 'otklik.intake.v1') as tail:
        deliver(appeal, response, 'lk')
        tail.wait(lambda m: m.type == 'response.ready' and m.key == appeal)
    assert world.card(appeal)['answered_by_way'] == 'email'


# --- the same command twice, and two commands on one card

def test_of_two_who_take_one_stage_the_first_has_it(world):
    for first, second in (('clerk', 'clerk2'), ('clerk2', 'clerk')):
        appeal = world.ready('take')
        stage = world.stage(appeal)
        assert world.act(first, stage, 'take').status == 200
        assert world.act(second, stage, 'take').status == 412
        assert world.act(second, world.stage(appeal), 'take').json['code'] == 'stage_conflict'
        assert world.stage(appeal)['holder'] == PEOPLE[first]


def test_two_who_take_one_stage_at_the_same_moment_are_never_both_right(world):
    appeal = world.ready('take')
    stage = world.stage(appeal)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: world.act('clerk' if n % 2 else 'clerk2', stage, 'take').status, range(8)))
    assert sorted(answers) == [200] + [412] * 7


def test_a_stage_completed_twice_counts_once(world):
    appeal = world.ready('complete')
    stage = world.stage(appeal)
    assert world.act('worker', stage, 'complete', {'result': 'granted'}).status == 200
    assert world.act('worker', stage, 'complete', {'result': 'refused'}).status == 412
    assert world.work(appeal)['result'] == 'granted'


def test_registering_and_sending_twice_is_refused_the_second_time(world):
    for verb, then in (('register', None), ('send', 'register')):
        appeal = world.open(**({'then': then} if then else {}))
        version = world.card(appeal)['version']
        assert world.step(appeal, verb, {}, version).status == 200
        assert world.step(appeal, verb, {}, version).status == 412
        assert world.step(appeal, verb, {}).json['code'] == 'state_conflict'


def change(world, appeal, text, version):
    return world.intake['clerk'].put(f'/v1/appeals/{appeal}', {'text': text}, headers={'If-Match': f'"{version}"'})


def test_of_two_changes_of_one_version_the_first_stands(world):
    for first, second in (('раз', 'два'), ('два', 'раз')):
        appeal = world.open()
        version = world.card(appeal)['version']
        assert change(world, appeal, first, version).status == 200
        assert change(world, appeal, second, version).status == 412
        assert world.card(appeal)['body'] == first


def test_a_change_and_the_sending_of_one_version_exclude_each_other(world):
    appeal = world.open(then='register')
    version = world.card(appeal)['version']
    assert change(world, appeal, 'иначе', version).status == 200
    assert world.step(appeal, 'send', {}, version).status == 412
    appeal = world.ready('take')
    assert change(world, appeal, 'поздно', world.card(appeal)['version']).json['code'] == 'state_conflict'


@pytest.mark.parametrize('end', ENDS)
def test_sending_and_the_end_of_one_version_exclude_each_other(world, end):
    for first, second in (('send', end), (end, 'send')):
        appeal = world.open(then='register')
        version = world.card(appeal)['version']
        assert world.step(appeal, first, version=version).status == 200
        assert world.step(appeal, second, version=version).status == 412
    assert world.step(appeal, 'send', {}).json['code'] == 'state_conflict'


def test_solving_at_once_and_sending_exclude_each_other(world):
    for first, second in (('solve', 'send'), ('send', 'solve')):
        appeal = world.open(then='register')
        version = world.card(appeal)['version']
        assert world.step(appeal, first, {'result': 'explained'} if first == 'solve' else {}, version).status == 200
        assert world.step(appeal, second, {'result': 'explained'} if second == 'solve' else {}, version).status == 412
        assert world.step(appeal, second, {}).json['code'] == 'state_conflict'


# --- sending meets documents that are still coming

def document(kind, appeal, **data):
    own = {'document_id': str(uuid.uuid4()), 'size_bytes': 5, 'sha256': 'a' * 64, 'source': 'upload'} if kind == 'document.stored' else {}
    publish('archive', kind, appeal, {'appeal_id': appeal, 'file_key': 'k1', 'at': '2026-11-20T10:00:00.000000Z', **own, **data})


FILES = [{'claim_id': 'k1', 'file_key': 'k1', 'doc_type': 'POA', 'name': 'доверенность.pdf'}]


def test_sent_before_its_document_is_stored_the_card_goes_by_itself(world):
    appeal = world.open(files=FILES, then='register')
    sent = world.step(appeal, 'send', {})
    assert (sent.status, sent.json['state'], sent.json['trouble']) == (200, 'REGISTERED', 'documents_pending')
    document('document.stored', appeal)
    world.known(appeal, 'state', 'IN_WORK')
    assert 'trouble' not in world.card(appeal)


def test_sent_after_its_document_is_stored_the_card_goes_at_once(world):
    appeal = world.open(files=FILES, then='register')
    document('document.stored', appeal)
    t.wait_until(lambda: world.card(appeal)['attachments'][0]['state'] == 'clean', 20, 'the document')
    assert world.step(appeal, 'send', {}).json['state'] == 'IN_WORK'


def test_a_document_that_will_never_come_does_not_hold_the_card_for_ever(world):
    appeal = world.open(files=FILES, then='register')
    assert world.step(appeal, 'send', {}).json['trouble'] == 'documents_pending'
    document('document.failed', appeal, reason='not_found', final=False)
    document('document.failed', appeal, reason='not_found', final=True)
    world.known(appeal, 'state', 'IN_WORK')


@pytest.mark.parametrize('end', ENDS)
def test_an_appeal_that_ended_does_not_go_to_work_when_its_document_comes(world, end):
    appeal = world.open(files=FILES, then='register')
    assert world.step(appeal, 'send', {}).json['send_wanted']
    assert world.step(appeal, end).status == 200
    document('document.stored', appeal)
    t.wait_until(lambda: world.card(appeal)['attachments'][0]['state'] == 'clean', 20, 'the document')
    assert world.card(appeal)['state'] == ENDS[end]


# --- closing meets reopening

def test_reopened_first_it_cannot_be_closed(world):
    appeal = world.open(then='solve')
    version = world.card(appeal)['version']
    assert world.step(appeal, 'reopen', version=version).json['state'] == 'IN_WORK'
    assert world.step(appeal, 'close', {}, version).status == 412
    assert world.step(appeal, 'close', {}).json['code'] == 'state_conflict'


def test_closed_first_it_is_reopened_from_there_and_only_once(world):
    appeal = world.open(then='solve')
    version = world.card(appeal)['version']
    assert world.step(appeal, 'close', {}, version).json['state'] == 'CLOSED'
    assert world.step(appeal, 'reopen', version=version).status == 412
    assert world.step(appeal, 'reopen').json['state'] == 'IN_WORK'
    assert [line['note'] for line in world.card(appeal)['history'] if line['event'] == 'reopen'] == ['так надо']
    assert world.step(appeal, 'reopen').json['code'] == 'state_conflict'


def test_what_comes_late_of_an_earlier_cycle_has_no_effect(world):
    appeal = world.ready('sign')
    assert world.do('sign', appeal).status == 200
    response = (world.known(appeal, 'state', 'SENDING') and world.card(appeal))['response_id']
    deliver(appeal, response)
    world.known(appeal, 'state', 'ANSWERED')
    assert world.step(appeal, 'reopen').json['cycle_no'] == 2
    with t.Tail('otklik.appeal-events.v1', 'otklik.intake.v1') as tail:
        deliver(appeal, response, 'email')
        deliver(other := world.ready('take'), response)  # a later event of another appeal has been handled as well
        t.wait_until(lambda: world.work(appeal).get('cycle_no') == 2, 20, 'the second cycle in routing')
    assert world.card(appeal)['state'] == world.card(other)['state'] == 'IN_WORK'
    assert not [m for m in tail.messages if m.key == appeal and m.type == 'appeal.answered']


# --- signing

def test_an_answer_is_signed_once(world):
    appeal = world.ready('sign')
    version = world.work(appeal)['response']['version']
    assert world.answer(appeal, 'sign', version).status == 200
    assert world.answer(appeal, 'sign', version).status == 412
    assert world.answer(appeal, 'sign').json['code'] == 'response_conflict'


def test_signing_and_sending_back_exclude_each_other(world):
    for first, second in (('sign', 'return'), ('return', 'sign')):
        appeal = world.ready('sign')
        version = world.work(appeal)['response']['version']
        assert world.answer(appeal, first, version).status == 200
        assert world.answer(appeal, second, version).status == 412
        assert world.answer(appeal, second).status == 409


def test_a_signed_text_is_never_changed_and_a_changed_text_is_not_signed_unseen(world):
    def write(appeal, version):
        return world.routing['worker'].put(f'/v1/appeals/{appeal}/response', {'body': 'иначе'}, headers={'If-Match': f'"{version}"'})
    appeal = world.ready('complete')
    draft = world.act('worker', world.stage(appeal), 'complete', {'result': 'granted', 'response_text': 'как есть'})
    assert draft.status == 200
    version = world.work(appeal)['response']['version']
    assert world.answer(appeal, 'sign', version).status == 200
    assert write(appeal, version).status in (403, 409)
    assert world.work(appeal)['response']['body'] == 'как есть'
    appeal = world.ready('complete')
    first = world.routing['worker'].put(f'/v1/appeals/{appeal}/response', {'body': 'раз'}, headers={'If-Match': '"0"'})
    assert first.status == 200, first
    assert write(appeal, first.json['version']).status == 200
    assert world.answer(appeal, 'approve', first.json['version']).status == 412


# --- settings and people change while the work goes on

def test_a_binding_counts_from_the_next_stage_on(world, admin):
    appeal = world.ready('take')
    try:
        assert bind(admin, 'BILL_FL', 'PAYDESK')
        assert world.act('clerk', world.stage(appeal), 'take').status == 200
        assert world.act('clerk', world.stage(appeal), 'complete', {'result': 'done'}).status == 200
        assert world.stage(appeal)['department'] == DEPARTMENTS['PAYDESK']
    finally:
        assert bind(admin, 'BILL_FL', 'BILL_FL')
    assert world.stage(appeal)['department'] == DEPARTMENTS['PAYDESK']


def test_who_was_dismissed_first_cannot_complete_and_the_head_has_the_stage(world):
    appeal = world.ready('complete', 'worker2')
    stage = world.stage(appeal)
    employee('worker2', 2, active=False)
    t.wait_until(lambda: world.stage(appeal)['state'] == 'QUEUED', 20, 'the stage to go back')
    assert world.act('worker2', stage, 'complete', {'result': 'granted'}).status == 412
    assert world.act('worker2', world.stage(appeal), 'complete', {'result': 'granted'}).json['code'] == 'not_holder'
    assert world.stage(appeal)['mode'] == 'HEAD'
    world.known(appeal, 'holder', None)
    assert world.act('head', world.stage(appeal), 'assign', {'employee_id': PEOPLE['worker2']}).status == 422
    assert world.act('head', world.stage(appeal), 'assign', {'employee_id': PEOPLE['worker']}).status == 200


def test_what_was_completed_before_the_dismissal_stays_done(world):
    appeal = world.ready('complete', 'worker3')
    stage = world.stage(appeal)
    assert world.do('complete', appeal, 'worker3').status == 200
    other = world.ready('complete', 'worker3')
    employee('worker3', 2, active=False)
    t.wait_until(lambda: world.stage(other)['state'] == 'QUEUED', 20, 'the other stage to go back')
    assert [s['state'] for s in world.work(appeal)['stages'] if s['id'] == stage['id']] == ['DONE']


def test_a_dismissal_at_the_very_moment_of_completing_loses_nothing(world, database):
    appeal = world.ready('complete', 'worker4')
    stage = world.stage(appeal)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        with locked(database, f"SELECT id FROM routing.employee WHERE id = '{PEOPLE['worker4']}' FOR UPDATE"):
            employee('worker4', 2, active=False)  # decided, and waits to be saved
            t.wait_until(lambda: waits_for_a_lock(database, 'otklik_routing'), 20, 'the dismissal to wait')
            completed = pool.submit(world.act, 'worker4', stage, 'complete', {'result': 'granted'})
            t.wait_until(lambda: completed.done() or waits_for_a_lock(database, 'otklik_routing') > 1, 20, 'the completion')
        answer = completed.result()
    t.wait_until(lambda: database.value('SELECT active FROM routing.employee WHERE id = :\'id\'', id=PEOPLE['worker4']) is False, 20, 'the dismissal')
    state = next(s['state'] for s in world.work(appeal)['stages'] if s['id'] == stage['id'])
    assert (answer.status, state) in ((200, 'DONE'), (412, 'QUEUED')), answer
