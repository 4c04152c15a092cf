"""sla-timer as a process: the deadline vectors by its dry run, the life of deadlines, and timers over kill -9."""
import datetime
import json
import time
import uuid

import pytest

import otk_test as t

MOSCOW = datetime.timezone(datetime.timedelta(hours=3))
COMPANY = t.SOURCE / 'deploy/company'
# Rules that no demo company needs but the arithmetic must know.
MORE_RULES = [
    {'code': 'T5B', 'n': 5, 'unit': 'work_day', 'end_shift': 'none', 'calendar': 'branch'},
    {'code': 'T1M', 'n': 1, 'unit': 'month', 'end_shift': 'forward'},
]


class Clock:
    """The service's clock: a file with the seconds to add to the real one."""

    def __init__(self, path):
        self.path = path
        self.set('2027-04-05T09:30:00')

    def set(self, moscow_time):
        at = datetime.datetime.fromisoformat(moscow_time).replace(tzinfo=MOSCOW)
        self.path.write_text(f'{at.timestamp() - time.time():.0f}\n')

    def now(self):
        return time.time() + int(self.path.read_text())


def event(name, topic, key, **data):
    t.produce(f'otklik.{topic}.v1', data, key=key, headers=t.cloud_event(name, f'otklik/{topic}'))


@pytest.fixture(scope='module')
def clock(tmp_path_factory):
    return Clock(tmp_path_factory.mktemp('clock') / 'offset')


@pytest.fixture(scope='module')
def sla(service, clock):
    sla = service('sla-timer', environment={'OTKLIK_CLOCK_OFFSET_FILE': str(clock.path)})
    for branch in json.loads((COMPANY / 'branches.json').read_text())['branches']:
        event('staff.branch_changed', 'staff', branch['code'], code=branch['code'], version=1, ru=branch['ru'],
              en=branch['en'], tz=branch['tz'], calendar=branch['calendar'], active=True)
    return sla


@pytest.fixture(scope='module')
def api(sla, issuer):
    token = issuer.token(life_s=400 * 86400, rights=['admin.sla', 'appeal.read'], branches=['*'], branch='HQ')
    return sla.api(token)


@pytest.fixture(scope='module')
def rules(api, sla, database):
    """The demo company's calendars and rules, and a few more."""
    for calendar in json.loads((COMPANY / 'calendars.json').read_text())['calendars']:
        answer = api.put(f"/v1/calendars/{calendar['code']}", calendar)
        assert answer.status == 201, answer
    for rule in json.loads((COMPANY / 'sla_rules.json').read_text())['rules'] + [more(r) for r in MORE_RULES]:
        answer = api.put(f"/v1/rules/{rule['code']}", rule)
        assert answer.status == 201, answer
    t.wait_until(lambda: database.value('SELECT count(*) FROM sla_timer.branch') == 14, what='the branches', alive=[sla])


def more(rule):
    return {'ru': 'Проверка', 'en': 'Test', 'kind': 'legal', 'object': 'answer', 'start': 'registered',
            'start_shift': 'next_day', 'valid_from': '2020-01-01', 'basis': 'test', **rule}


VECTORS = [
    # rule, branch, start event, start, raw, legal, control, sentence of the legal date
    ('D01', 'VLD', 'registered', '2026-04-03', '2026-05-03', '2026-05-04', '2026-04-30',
     '30 к.д. с 03.04.2026, перенос с 03.05 (вс) на 04.05'),
    ('D25', 'VLD', 'received', '2026-04-30', '2026-05-10', '2026-05-12', '2026-05-08',
     '10 к.д. с 30.04.2026, перенос с 10.05 (вс) на 12.05'),
    ('D08', 'VLD', 'docs_complete', '2026-04-16', '2026-04-23', '2026-04-23', '2026-04-23', '5 р.д. с 16.04.2026, до 23.04'),
    ('T5B', 'SRT', 'registered', '2026-04-16', '2026-04-24', '2026-04-24', '2026-04-24', None),
    ('D08', 'VLD', 'docs_complete', '2026-06-19', '2026-06-26', '2026-06-26', '2026-06-26', '5 р.д. с 19.06.2026, до 26.06'),
    ('T5B', 'RU-CHU', 'registered', '2026-06-19', '2026-06-29', '2026-06-29', '2026-06-29', None),
    ('D17', 'VLD', 'docs_complete', '2026-04-29', '2026-05-22', '2026-05-22', '2026-05-22', '15 р.д. с 29.04.2026, до 22.05'),
    ('D12', 'VLD', 'registered', '2026-04-30', '2026-05-06', '2026-05-06', '2026-05-06', '3 р.д. с 30.04.2026, до 06.05'),
    ('D01', 'PRM', 'registered', '2026-12-04', '2027-01-03', '2027-01-11', '2026-12-30',
     '30 к.д. с 04.12.2026, перенос с 03.01.2027 (вс) на 11.01.2027'),
    ('D08', 'VLD', 'docs_complete', '2026-12-28', '2027-01-13', '2027-01-13', '2027-01-13',
     '5 р.д. с 28.12.2026, до 13.01.2027'),
    ('T1M', 'VLD', 'registered', '2026-01-31', '2026-02-28', '2026-03-02', '2026-02-27',
     '1 мес. с 31.01.2026, перенос с 28.02 (сб) на 02.03'),
    ('D15', 'VLD', 'registered', '2026-08-31', '2027-02-28', '2027-03-01', '2027-02-26',
     '6 мес. с 31.08.2026, перенос с 28.02.2027 (вс) на 01.03.2027'),
]


@pytest.mark.parametrize('rule,branch,event_name,start,raw,legal,control,sentence', VECTORS,
                         ids=[f'{v[0]}-{v[1]}-{v[3]}' for v in VECTORS])
def test_a_deadline_vector_comes_out_of_the_dry_run(api, rules, rule, branch, event_name, start, raw, legal, control, sentence):
    where = {'branch': 'MAC', 'calendar': branch} if branch.startswith('RU') else {'branch': branch}
    answer = api.post('/v1/computations', {'rules': [rule], 'only_rules': True, 'starts': {event_name: start}, **where})
    assert answer.status == 200, answer
    [made] = answer.json['deadlines']
    assert (made['raw_date'], made['legal_due_date'], made['control_due_date']) == (raw, legal, control)
    assert not made['provisional'] and made['legal_en']
    if sentence:
        assert made['legal_ru'] == sentence


def test_the_due_instant_is_the_end_of_the_branch_s_day(api, rules):
    def due(branch):
        body = {'rules': ['D01'], 'only_rules': True, 'branch': branch, 'starts': {'registered': '2026-04-03'}}
        return api.post('/v1/computations', body).json['legal_due_at'][:19]
    assert [due(b) for b in ('VLD', 'SRT', 'PRM')] == ['2026-05-04T20:59:59', '2026-05-04T19:59:59', '2026-05-04T18:59:59']


def test_the_rules_that_apply_are_selected_and_weighed(api, rules):
    def ask(**facts):
        answer = api.post('/v1/computations', {'branch': 'VLD', 'starts': {'received': '2026-04-02', 'registered': '2026-04-03'},
                                               **facts})
        assert answer.status == 200, answer
        return answer.json
    plain = ask(type_code='GRA-X-001', client_kind='FL')
    assert (plain['legal_rule'], plain['legal_due_date'], plain['control_due_date']) == ('D01', '2026-05-04', '2026-04-30')
    target = ask(type_code='CON-X-001', client_kind='UL', rules=['D02', 'C10'])
    assert (target['legal_due_date'], target['control_due_date'], target['control_rule']) == ('2026-05-04', '2026-04-17', 'C10')
    assert '; контроль по C10: 10 р.д. с 03.04.2026, до 17.04' in target['explanation_ru']
    absent = ask(type_code='REC-W-001', client_kind='FL', rules=['D08'])
    assert (absent['legal_rule'], absent['legal_due_date']) == ('D08', '2026-04-10')
    blocked = ask(type_code='QUA-E-001', client_kind='FL', rules=['D34'])
    assert blocked['legal_rule'] == 'D01'
    request = ask(type_code='GOV-X-001', client_kind='GOV', rules=['D32'], fields={'request_due': '2026-04-19'})
    assert (request['legal_due_date'], request['control_due_date']) == ('2026-04-20', '2026-04-17')


# What domain section 4.4 gives for each fully specified type, counted by hand. The appeal came and was registered on Friday 3 April 2026,
# 10:00 in Moscow. Days off until May: Saturdays, Sundays, 1-3 May. Working days after: 6 7 8 9 10 | 13 14 15 16 17 | 20 21 22 23 24 April.
# 10 calendar days end on Monday 13 April; 30 on Sunday 3 May: legal Monday 4 May, control Thursday 30 April.
D01, D02, WD10 = ('D01', '05-04', '04-30'), ('D02', '05-04', '04-24'), ('04-17', '04-17')
TYPES = [  # type, client kind, legal rule, legal date, control date, facts beside
    ('CON-E-001', 'UL', 'D17', '04-24', '04-24', {}), ('CON-H-001', 'UL', 'D19', '05-04', '04-30', {}),
    ('CON-X-001', 'UL', 'D02', '05-04', '04-17', {}), ('CON-E-004', 'IP', *D02, {}),
    ('CON-E-006', 'UL', 'D02', '05-04', '04-08', {}), ('CON-X-003', 'FL', 'D20', *WD10, {}),
    ('ACC-X-001', 'FL', 'D20', *WD10, {}), ('ACC-X-003', 'FL', 'D09', '04-17', '04-10', {}), ('ACC-X-006', 'FL', *D01, {}),
    ('REC-W-001', 'FL', 'D08', '04-10', '04-10', {}), ('REC-H-002', 'FL', 'D25', '04-13', '04-13', {}),
    ('REC-E-003', 'FL', 'D09', *WD10, {}), ('REC-E-007', 'FL', *D01, {}), ('REC-E-007', 'UL', *D02, {}),
    ('REC-X-001', 'FL', 'D07', '04-03', '04-03', {'channel': 'OFFICE'}), ('REC-X-001', 'FL', 'D09', *WD10, {'channel': 'LK'}),
    ('MET-E-001', 'FL', 'D15', '10-05', '10-02', {}), ('MET-E-001', 'UL', 'D15', '10-05', '10-02', {}),
    ('MET-W-002', 'FL', 'D14', '04-24', '04-24', {}), ('MET-W-002', 'FL', 'D14', '04-14', '04-14', {'fields': {'wdate': '2026-04-14'}}),
    ('MET-W-002', 'FL', 'D14', '04-08', '04-08', {'fields': {'wdate': '2026-04-06'}}),
    ('MET-W-002', 'FL', 'D14', '04-24', '04-24', {'fields': {'wdate': '2026-05-06'}}),
    ('MET-X-001', 'FL', 'D01', '05-04', '04-06', {}), ('MET-E-005', 'FL', 'D13', '04-13', '04-13', {}),
    ('MET-E-005', 'UL', 'D13', '04-13', '04-13', {}), ('MET-H-003', 'UL', *D02, {}), ('QUA-E-001', 'FL', *D01, {}), ('QUA-E-001', 'UL', *D02, {}),
    ('QUA-H-001', 'FL', 'D12', '04-08', '04-08', {}), ('QUA-W-001', 'FL', 'D12', '04-08', '04-08', {}),
    ('QUA-E-004', 'FL', 'D25', '04-13', '04-13', {}), ('PAY-X-001', 'FL', 'D09', '04-17', '04-10', {}),
    ('PAY-X-001', 'UL', 'D09', '04-17', '04-10', {}), ('PAY-X-002', 'FL', 'D25', '04-13', '04-13', {}),
    ('PAY-X-005', 'FL', 'D01', '05-04', '04-08', {}), ('PAY-X-010', 'UL', 'D02', '05-04', '04-08', {}),
    ('DEB-X-001', 'FL', 'D01', '05-04', '04-17', {}), ('DEB-X-001', 'IP', 'D02', '05-04', '04-17', {}), ('DEB-X-004', 'FL', 'D09', *WD10, {}),
    ('DEB-X-004', 'UL', 'D09', *WD10, {}), ('DEB-X-008', 'UL', 'D26', '05-04', '04-30', {}),
    ('DIS-E-001', 'FL', 'D21', '04-04', '04-04', {}), ('DIS-E-001', 'UL', 'D21', '04-04', '04-04', {}),
    ('LKI-X-001', 'FL', 'D01', '05-04', '04-07', {}), ('LKI-X-003', 'FL', 'D01', '05-04', '04-08', {}),
    ('LKI-X-003', 'FL', 'D28', '04-14', '04-08', {'fields': {'corr': True}}), ('BEN-X-001', 'FL', 'D09', *WD10, {}),
    ('STA-X-001', 'FL', 'D01', '05-04', '04-24', {}), ('STA-X-001', 'UL', 'D02', '05-04', '04-24', {}),
    ('GRA-X-001', 'FL', 'D01', '05-04', '04-24', {}), ('DOC-X-001', 'FL', 'D01', '05-04', '04-08', {}),
    ('TEC-E-001', 'FL', 'D35', '04-07', '04-07', {}), ('TEC-E-001', 'UL', 'D35', '04-07', '04-07', {}),
    ('ODN-E-001', 'FL', 'D09', *WD10, {}), ('ODN-E-001', 'UKO', 'D09', *WD10, {}), ('GIS-X-001', 'GOV', 'D29', '04-10', '04-10', {}),
    ('GOV-X-001', 'GOV', 'D32', '04-20', '04-17', {'fields': {'request_due': '2026-04-18', 'request_date': '2026-04-01'}}),
    ('GOV-X-001', 'GOV', 'D32', '05-04', '04-30', {'fields': {'request_date': '2026-04-03'}}), ('PDN-X-001', 'FL', 'D27', *WD10, {}),
]
# Warnings of these rules before the control date, beside the level they name: (type, threshold, local time of Moscow).
WARNINGS = [('DIS-E-001', 'FL', '4h', '04-04 06:00'), ('MET-W-002', 'FL', '2wd', '04-22 09:00'), ('QUA-H-001', 'FL', '1wd', '04-07 09:00'),
            ('PDN-X-001', 'FL', '4wd', '04-13 09:00'), ('REC-X-001', 'FL', '20min', '04-03 10:10')]
# What must be done besides: rule, by when.
DUTIES = [('DIS-E-001', 'FL', 'D21A', '04-03 11:00', '30min'), ('QUA-H-001', 'FL', 'D10', '04-03 12:00', '30min'),
          ('QUA-E-001', 'UL', 'D11', '04-04 10:00', '6h')]


def ask_of_type(api, code, kind, **facts):
    """The dry run for a type as intake asks: the rules that it names and whose condition holds are found by the catalogue's own words."""
    made = json.loads((COMPANY / f'types/{code}.json').read_text())
    office = facts.get('channel', 'OFFICE') == 'OFFICE'
    holds = {None: True, 'channel == "OFFICE"': office, 'channel != "OFFICE"': not office, 'corr': facts.get('fields', {}).get('corr', False)}
    named = [rule['rule'] for rule in made['rules'] if holds[rule.get('when')]]
    answer = api.post('/v1/computations', {
        'branch': 'VLD', 'type_code': code, 'client_kind': kind, 'service': made['service'], 'channel': 'OFFICE', 'rules': named,
        'starts': {'received': '2026-04-03T10:00:00+03:00', 'registered': '2026-04-03T10:00:00+03:00'}, **facts})
    assert answer.status == 200, answer
    return answer.json


def test_every_full_type_stands_in_the_table_of_deadlines():
    full = {path.stem for path in (COMPANY / 'types').glob('*.json') if json.loads(path.read_text())['detail'] == 'full'}
    assert len(full) == 42 and {line[0] for line in TYPES} == full


@pytest.mark.parametrize('code,kind,rule,legal,control,facts', TYPES, ids=[f'{n}-{v[0]}-{v[1]}' for n, v in enumerate(TYPES)])
def test_the_deadline_of_a_type_is_what_the_domain_says(api, rules, code, kind, rule, legal, control, facts):
    made = ask_of_type(api, code, kind, **facts)
    assert (made['legal_rule'], made['legal_due_date'][5:], made['control_due_date'][5:]) == (rule, legal, control), made['explanation_ru']


@pytest.mark.parametrize('code,kind,threshold,when', WARNINGS)
def test_warnings_come_before_the_control_date_as_the_rule_says(api, rules, code, kind, threshold, when):
    made = ask_of_type(api, code, kind)
    assert when in [moscow(one['at'])[:11] for one in made['thresholds'] if one['threshold'] == threshold]


@pytest.mark.parametrize('code,kind,rule,due,warning', DUTIES)
def test_duties_beside_the_answer_have_deadlines_of_their_own(api, rules, code, kind, rule, due, warning):
    made = ask_of_type(api, code, kind, object='duty')
    assert (made['legal_rule'], moscow(made['due_at'])[:11]) == (rule, due) and made['thresholds'][0]['threshold'] == warning


def test_the_date_that_the_client_asked_for_is_explained(api, rules):
    made = ask_of_type(api, 'MET-W-002', 'FL', fields={'wdate': '2026-04-14'})
    assert made['explanation_ru'] == 'D14: дата из обращения: 14.04.2026, в пределах 3–15 р.д. с 03.04.2026'


def test_pauses_and_unpublished_years_show(api, rules):
    body = {'rules': ['D17'], 'only_rules': True, 'branch': 'VLD', 'starts': {'docs_complete': '2026-04-16'},
            'pauses': [{'from': '2026-04-20', 'to': '2026-04-24'}]}
    assert 'пауза 4 р.д.' in api.post('/v1/computations', body).json['explanation_ru']
    later = api.post('/v1/computations', {'branch': 'VLD', 'client_kind': 'FL', 'starts': {'registered': '2027-12-10'}}).json
    assert later['provisional'] and 'предварительно' in later['explanation_ru']


def test_wrong_questions_name_every_fault(api, rules):
    answer = api.post('/v1/computations', {'branch': 'VLD', 'rules': ['NONE'], 'starts': {'registered': 'soon', 'born': '2026-04-03'}})
    assert answer.status == 422
    assert {e['pointer'] for e in answer.json['faults']} == {'/rules', '/starts/registered', '/starts/born'}
    assert api.post('/v1/computations', {'branch': 'XXX', 'starts': {'registered': '2026-04-03'}}).status == 422


def test_versions_of_a_rule_never_change(api, rules, sla, issuer):
    rule = more({'code': 'T9', 'n': 9, 'unit': 'cal_day', 'end_shift': 'none'})
    assert api.put('/v1/rules/T9', rule).json == {'code': 'T9', 'version': 1, 'changed': True}
    assert api.put('/v1/rules/T9', rule).json == {'code': 'T9', 'version': 1, 'changed': False}
    assert api.put('/v1/rules/T9', {**rule, 'n': 8}).json['version'] == 2
    shown = api.get('/v1/rules/T9').json
    assert [(v['version'], v['rule']['n']) for v in shown['versions']] == [(2, 8), (1, 9)]
    wrong = api.put('/v1/rules/T9', {**rule, 'unit': 'week', 'kind': 'law'})
    assert wrong.status == 422 and {e['pointer'] for e in wrong.json['faults']} == {'/unit', '/kind'}
    stranger = sla.api(issuer.token(life_s=400 * 86400, rights=['appeal.read'], branches=['*']))
    assert stranger.put('/v1/rules/T9', rule).status == 403
    assert sla.api().get('/v1/rules').status == 401


def received(appeal, clock, **changes):
    event('appeal.received', 'intake', appeal, **{
        'appeal_id': appeal, 'version': 1, 'number': 'VLD-2027-0000001', 'branch': 'VLD', 'channel': 'LK', 'client_kind': 'FL',
        'service': 'W', 'type_code': 'REC-W-001', 'rules': ['D08'], 'received_at': stamp(clock), **changes})


def sent_to_work(appeal, clock, **changes):
    event('appeal.sent_to_work', 'intake', appeal, **{
        'appeal_id': appeal, 'version': 2, 'cycle_no': 1, 'config_version': 1, 'number': 'VLD-2027-0000001', 'branch': 'VLD',
        'channel': 'LK', 'type_code': 'REC-W-001', 'category': 'REC', 'service': 'W', 'client_kind': 'FL', 'rules': ['D08'],
        'response_channels': ['lk'], 'route': [], 'received_at': stamp(clock), 'registered_at': stamp(clock),
        'sent_at': stamp(clock), **changes})


def queued(appeal, stage, clock, **changes):
    event('stage.queued', 'routing', appeal, **{
        'appeal_id': appeal, 'stage_id': stage, 'cycle_no': 1, 'version': 1, 'number': 'VLD-2027-0000001', 'branch': 'VLD',
        'type_code': 'REC-W-001', 'seq': 1, 'role': 'FO', 'department_id': str(uuid.uuid4()), 'department_code': 'VLD-FO',
        'department_name': 'Клиентский сервис', 'mode': 'POOL', 'entered_at': stamp(clock), 'period_n': 4, 'period_unit': 'h',
        'later_periods': [{'n': 1, 'unit': 'wd'}], 'last': False, **changes})


def stamp(clock):
    return datetime.datetime.fromtimestamp(clock.now(), datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')


def moscow(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00')).astimezone(MOSCOW).strftime('%m-%d %H:%M:%S')


def test_the_deadlines_of_a_life(api, rules, sla, clock):
    appeal, stage = str(uuid.uuid4()), str(uuid.uuid4())
    with t.Tail('otklik.sla-timer.v1') as tail:
        def said(event_name, **members):
            def fits(m):
                return m.type == event_name and m.key == appeal and all(m.json.get(k) == v for k, v in members.items())
            return tail.wait(fits, what=f'{event_name} {members}', alive=[sla]).json

        received(appeal, clock)
        registration = said('sla.armed', object='registration')
        assert (registration['rule_code'], registration['legal_due_date'], registration['control_due_date']) == \
            ('D03', '2027-04-08', '2027-04-05')
        provisional = said('sla.armed', object='answer')
        assert provisional['provisional'] and provisional['legal_due_date'] == '2027-04-12'

        # The stage comes before what it needs: it waits.
        queued(appeal, stage, clock, entered_at='2027-04-05T07:00:00Z')
        sent_to_work(appeal, clock)
        final = said('sla.armed', object='answer', provisional=False)
        assert final['deadline_id'] == provisional['deadline_id']
        assert final['explanation_ru'] == 'D08: 5 р.д. с 05.04.2027, до 12.04'
        said('sla.cleared', object='registration', reason='registered')
        armed = said('sla.armed', object='stage', stage_id=stage)
        assert moscow(armed['due_at']) == '04-05 15:00:00'

        clock.set('2027-04-05T12:00:01')
        assert moscow(said('sla.approaching', threshold='50%')['at']) == '04-05 12:00:00'
        clock.set('2027-04-05T15:00:01')
        said('sla.approaching', threshold='20%')
        said('sla.reached', object='stage')
        assert said('sla.escalated', level=1)['to_role'] == 'HEAD'
        clock.set('2027-04-06T15:00:01')
        assert said('sla.escalated', level=2)['to_role'] == 'BRANCH_HEAD'
        event('stage.completed', 'routing', appeal, appeal_id=appeal, stage_id=stage, cycle_no=1, version=2, role='FO',
              department_id=str(uuid.uuid4()), entered_at='2027-04-05T07:00:00Z', done_at=stamp(clock), result='done',
              employee_id=str(uuid.uuid4()))
        said('sla.cleared', object='stage', reason='completed')
        clock.set('2027-04-08T15:00:01')
        said('sla.approaching', object='answer', threshold='2wd')
        event('appeal.answered', 'intake', appeal, appeal_id=appeal, version=3, cycle_no=1, branch='VLD', type_code='REC-W-001',
              answered_at=stamp(clock), channel='lk', overdue=False)
        said('sla.cleared', object='answer', reason='answered')

        # Long after, nothing more has come of it; another appeal shows that the service went on.
        clock.set('2027-04-20T10:00:00')
        other = str(uuid.uuid4())
        received(other, clock)
        tail.wait(lambda m: m.key == other and m.type == 'sla.armed', alive=[sla])
        thresholds = [(m.type, m.json['object'], m.json.get('threshold') or m.json.get('level')) for m in tail.messages
                      if m.key == appeal and m.type in ('sla.approaching', 'sla.reached', 'sla.escalated')]
    assert thresholds == [('sla.approaching', 'stage', '50%'), ('sla.approaching', 'stage', '20%'),
                          ('sla.reached', 'stage', None), ('sla.escalated', 'stage', 1), ('sla.escalated', 'stage', 2),
                          ('sla.approaching', 'answer', '2wd')]
    shown = api.get(f'/v1/appeals/{appeal}/deadlines').json['items']
    assert {(d['object'], d['state'], d['end_reason']) for d in shown} == \
        {('registration', 'cleared', 'registered'), ('answer', 'cleared', 'answered'), ('stage', 'cleared', 'completed')}
    assert all(d['inputs'] and d['explanation_ru'] and d['explanation_en'] for d in shown)


def test_a_duty_is_watched_until_its_role_has_worked(api, rules, sla, clock):
    """The first of the 24 hours of a reconnection: DEBT tells the executor. The heads named by the rules are told, not the one it is about."""
    appeal, about = str(uuid.uuid4()), str(uuid.uuid4())
    clock.set('2027-04-21T10:00:00')
    with t.Tail('otklik.sla-timer.v1') as tail:
        def said(event_name, **members):
            return tail.wait(lambda m: m.type == event_name and m.key == appeal and all(m.json.get(k) == v for k, v in members.items()),
                             what=f'{event_name} {members}', alive=[sla]).json

        facts = {'type_code': 'DIS-E-001', 'service': 'E', 'rules': ['D21', 'D21A', 'D22'], 'received_at': '2027-04-21T07:00:00Z'}
        received(appeal, clock, **facts, excluded=[about])
        armed = said('sla.armed', object='duty')
        assert (armed['rule_code'], moscow(armed['due_at'])) == ('D21A', '04-21 11:00:00')
        sent_to_work(appeal, clock, **facts, excluded=[about])
        assert moscow(said('sla.armed', object='answer', provisional=False)['due_at']) == '04-22 10:00:00'
        clock.set('2027-04-21T10:30:01')
        warned = said('sla.approaching', object='duty', threshold='30min')
        assert warned['notify'] == ['DEBT', 'TECH'] and warned['excluded'] == [about]
        event('stage.completed', 'routing', appeal, appeal_id=appeal, stage_id=str(uuid.uuid4()), cycle_no=1, version=2, role='DEBT',
              department_id=str(uuid.uuid4()), entered_at='2027-04-21T07:00:00Z', done_at=stamp(clock), result='done')
        said('sla.cleared', object='duty', reason='completed')
        clock.set('2027-04-22T06:00:01')
        assert said('sla.approaching', object='answer', threshold='4h')['notify'] == ['DEBT', 'TECH']
        assert not [m for m in tail.messages if m.key == appeal and m.type == 'sla.reached']


def test_deadlines_of_another_branch_are_not_shown(api, rules, sla, issuer, clock):
    appeal = str(uuid.uuid4())
    received(appeal, clock)
    t.wait_until(lambda: api.get(f'/v1/appeals/{appeal}/deadlines').status == 200, alive=[sla])
    perm = sla.api(issuer.token(life_s=400 * 86400, rights=['appeal.read'], branches=['PRM'], branch='PRM'))
    assert perm.get(f'/v1/appeals/{appeal}/deadlines').status == 404


def test_confidential_deadlines_are_shown_to_whom_the_appeal_is(api, rules, sla, issuer, clock):
    appeal, stage, worker = (str(uuid.uuid4()) for _ in range(3))
    received(appeal, clock, confidential=True)
    path, more = f'/v1/appeals/{appeal}/deadlines', {'rights': ['appeal.read'], 'life_s': 400 * 86400, 'branch': 'VLD'}
    t.wait_until(lambda: sla.api(issuer.token(branches=['VLD'], confidential=True, **more)).get(path).status == 200, 60, alive=[sla])
    colleague = sla.api(issuer.token(branches=['VLD'], **more))
    assert colleague.get(path).status == 404
    holder = sla.api(issuer.token(sub=worker, branches=['PRM'], **more))
    assert holder.get(path).status == 404
    sent_to_work(appeal, clock, confidential=True)
    queued(appeal, stage, clock)
    event('stage.assigned', 'routing', appeal, appeal_id=appeal, stage_id=stage, cycle_no=1, version=2, employee_id=worker,
          department_id=str(uuid.uuid4()), how='head', assigned_at=stamp(clock))
    t.wait_until(lambda: holder.get(path).status == 200, 60, alive=[sla])
    assert colleague.get(path).status == 404


def test_a_published_year_makes_a_provisional_deadline_final(api, rules, sla, clock):
    clock.set('2027-12-10T10:00:00')
    appeal = str(uuid.uuid4())
    calendar = api.get('/v1/calendars/RU').json['calendar']
    with t.Tail('otklik.sla-timer.v1') as tail:
        def armed(provisional):
            return tail.wait(lambda m: m.key == appeal and m.type == 'sla.armed' and m.json['provisional'] == provisional,
                             limit_s=20, alive=[sla]).json
        sent_to_work(appeal, clock, type_code='GRA-X-001', category='GRA', rules=['D01'])
        assert armed(True)['legal_due_date'] == '2028-01-10'
        calendar['years']['2028'] = {'act': 'test', 'off': ['01-10']}
        assert api.put('/v1/calendars/RU', calendar).json['version'] == 2
        assert armed(False)['legal_due_date'] == '2028-01-11'


ARM_MANY = """
WITH made AS (
    INSERT INTO sla_timer.deadline (id, appeal_id, object, cycle_no, number, branch, rule_code, state, provisional, due_at,
                                    explanation_ru, explanation_en, negative_reserve, generation, fired, thresholds, inputs,
                                    armed_at)
    SELECT gen_random_uuid(), gen_random_uuid(), 'answer', 1, :'name' || n, 'VLD', 'D01', 'armed', false,
           to_timestamp(:at), '-', '-', false, 1, 0,
           jsonb_build_array(jsonb_build_array(1, (:at::bigint * 1000000), 0, 'due'),
                             jsonb_build_array(2, (:at::bigint * 1000000), 1, 'L1'),
                             jsonb_build_array(2, ((:at + 1)::bigint * 1000000), 2, 'L2')), '{}', now()
    FROM generate_series(1, :count) AS n
    RETURNING id, due_at)
INSERT INTO sla_timer.timer (id, deadline_id, generation, due_at)
SELECT gen_random_uuid(), id, 1, due_at FROM made
"""


def shift_database_clock(database, seconds):
    """The service's sessions see a clock that goes wrong by `seconds`; they are made anew to see it."""
    path = 'sla_timer, pg_catalog' if seconds else 'sla_timer'
    database.psql(f"""
        CREATE OR REPLACE FUNCTION sla_timer.clock_timestamp() RETURNS timestamptz
        LANGUAGE sql AS $$ SELECT pg_catalog.clock_timestamp() + interval '{seconds} s' $$;
        ALTER ROLE otklik_sla_timer IN DATABASE {database.name} SET search_path = {path};
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'otklik_sla_timer' AND datname = '{database.name}';
    """)


def test_nothing_is_fired_while_the_clocks_differ(api, rules, sla, clock, database):
    def reasons():
        return ' '.join(api.get('/readyz').json['reasons'])

    def fired():
        return database.value("SELECT fired FROM sla_timer.deadline WHERE number = 'SKEW-1'")

    shift_database_clock(database, 6)
    t.wait_until(lambda: 'clocks' in reasons(), 20, 'the difference to be seen', alive=[sla])
    database.psql(ARM_MANY, name='SKEW-', at=int(clock.now()), count=1)
    t.wait_until(lambda: 'otklik_sla_late_timers 1' in api.get('/metrics').body.decode(), 20, 'the timer to be counted', alive=[sla])
    assert fired() == 0
    shift_database_clock(database, 0)
    t.wait_until(lambda: fired() == 3, 20, 'the timer to be fired', alive=[sla])
    t.wait_until(sla.ready, 20, 'the service to be ready', alive=[sla])


def test_every_threshold_comes_once_over_kill_9(api, rules, sla, clock, database):
    """A storm of 10,000 timers, due again a second later, and a kill in the middle of it, again and again."""
    count = 10000
    due = int(clock.now()) + 2
    database.psql(ARM_MANY, name='N-', at=due, count=count)
    left = "SELECT count(*) FROM sla_timer.deadline WHERE rule_code = 'D01' AND number LIKE 'N-%' AND fired < 3"
    for step in (0.95, 0.7, 0.4, 0.1):
        t.wait_until(lambda: database.value(left) < count * step, 60, f'{step} of the deadlines to be left', alive=[sla])
        sla.kill()
        sla.launch()
    t.wait_until(lambda: database.value(left) == 0, 60, 'all thresholds', alive=[sla])
    assert database.value("SELECT count(*) FROM sla_timer.timer t JOIN sla_timer.deadline d ON d.id = t.deadline_id "
                          "WHERE d.number LIKE 'N-%'") == 0
    wanted = count * 3

    def events():
        """By number, as consumers drop repeats."""
        numbered = {(m.partition, m.headers['ce_epoch'], m.headers['ce_sequence']): m for m in t.messages('otklik.sla-timer.v1')}
        return [(m.json['deadline_id'], m.type, m.json.get('level')) for m in numbered.values()
                if (m.json.get('number') or '').startswith('N-')]

    t.wait_until(lambda: len(events()) >= wanted, 60, f'{wanted} events', alive=[sla])
    seen = events()
    assert len(seen) == wanted and len(set(seen)) == wanted
