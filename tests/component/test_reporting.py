"""reporting alone on a real bus and a real database: events become facts, facts become a workbook and figures."""
import io
import json
import pathlib
import random
import uuid
import zipfile

import openpyxl
import pytest

import otk_test as t

SOURCE = pathlib.Path(__file__).resolve().parents[2]
FACTS = {'fact_appeal': 'appeal_id', 'fact_stage': 'stage_id', 'fact_delivery': 'delivery_id', 'branch': 'code',
         'department': 'department_id', 'employee': 'employee_id', 'appeal_type': 'code'}
TOPICS = {'appeal': 'otklik.intake.v1', 'catalogue': 'otklik.intake.v1', 'stage': 'otklik.routing.v1', 'sla': 'otklik.sla-timer.v1',
          'delivery': 'otklik.notification.v1', 'staff': 'otklik.staff.v1'}
DEPARTMENT, EMPLOYEE = str(uuid.uuid4()), str(uuid.uuid4())


def topic_of(kind):
    return 'otklik.appeal-events.v1' if kind == 'appeal.status_changed' else TOPICS[kind.split('.')[0]]


def tell(kind, key, **data):
    t.produce(topic_of(kind), {k: v for k, v in data.items() if v is not None}, key=key,
              headers=t.cloud_event(kind, f"otklik/{topic_of(kind).split('.')[1]}"))


class Appeal:
    """One appeal's events, each told when asked for; times are of November 2026."""

    def __init__(self, number, branch='SMR', type_code='PAY-X-005', confidential=False):
        self.id, self.number, self.branch, self.type, self.confidential = str(uuid.uuid4()), number, branch, type_code, confidential
        self.stage, self.delivery = str(uuid.uuid4()), str(uuid.uuid4())

    def events(self, day=2, answered=5, due=10, returns=0):
        """(kind, data) of a whole life; `answered` is the day of the answer, None: still open; a due day in the past makes it late."""
        a = {'appeal_id': self.id}
        c = {**a, 'cycle_no': 1}
        at = f'2026-11-{day:02}T20:30:00Z'  # already the next day in Samara
        yield 'appeal.received', {**a, 'version': 1, 'number': self.number, 'branch': self.branch, 'source': 'lk', 'external_id': self.number,
                                  'channel': 'LK', 'client_kind': 'FL', 'service': 'X', 'type_code': self.type, 'received_at': at,
                                  'language': 'ru', 'trusted': True}
        yield 'appeal.registered', {**a, 'version': 2, 'number': self.number, 'branch': self.branch, 'channel': 'LK', 'client_kind': 'FL',
                                    'service': 'X', 'type_code': self.type, 'received_at': at, 'registered_at': at}
        yield 'appeal.sent_to_work', {**c, 'version': 3, 'config_version': 1, 'number': self.number, 'branch': self.branch, 'channel': 'LK',
                                      'type_code': self.type, 'type_ru': 'Не приходит квитанция', 'type_en': 'Bill not delivered',
                                      'category': 'PAY', 'service': 'X', 'client_kind': 'FL', 'received_at': at, 'registered_at': at,
                                      'sent_at': at, 'priority': 3, 'confidential': self.confidential, 'route': [], 'rules': [], 'response_channels': ['lk']}
        yield 'appeal.status_changed', {**a, 'version': 3, 'number': self.number, 'transition': 'send', 'state': 'IN_WORK', 'at': at,
                                        'text_ru': '.', 'text_en': '.'}
        yield 'sla.armed', {**c, 'deadline_id': str(uuid.uuid4()), 'object': 'answer', 'rule_code': 'D36', 'provisional': False,
                            'due_at': f'2026-11-{due:02}T20:00:00Z', 'legal_due_at': f'2026-11-{due:02}T20:00:00Z', 'negative_reserve': False}
        stage = {**c, 'stage_id': self.stage}
        yield 'stage.queued', {**stage, 'version': 2, 'number': self.number, 'branch': self.branch, 'type_code': self.type, 'seq': 1,
                               'role': 'PAYDESK', 'department_id': DEPARTMENT, 'department_name': 'Отдел платежей', 'mode': 'POOL',
                               'entered_at': at, 'period_n': 2, 'period_unit': 'wd', 'last': True, 'department_code': 'SMR-PAY'}
        yield 'stage.assigned', {**stage, 'version': 3, 'department_id': DEPARTMENT, 'department_name': 'Отдел платежей', 'employee_id': EMPLOYEE,
                                 'employee_name': 'Петрова А. А.', 'how': 'taken', 'assigned_at': at}
        yield 'sla.armed', {**stage, 'deadline_id': str(uuid.uuid4()), 'object': 'stage', 'rule_code': 'D36', 'provisional': False,
                            'due_at': f'2026-11-{due:02}T12:00:00Z', 'negative_reserve': False}
        for n in range(returns):
            yield 'stage.returned', {**stage, 'version': 4 + n, 'to_stage_id': self.stage, 'reason': 'incomplete', 'at': at}
        if not answered:
            return
        then = f'2026-11-{answered:02}T20:30:00Z'
        yield 'stage.completed', {**stage, 'version': 9, 'role': 'PAYDESK', 'department_id': DEPARTMENT, 'department_name': 'Отдел платежей',
                                  'employee_id': EMPLOYEE, 'employee_name': 'Петрова А. А.', 'entered_at': at, 'done_at': then, 'result': 'granted'}
        yield 'appeal.response_prep', {**c, 'version': 4, 'result': 'granted', 'justified': 'yes'}
        yield 'delivery.sent', {**c, 'delivery_id': self.delivery, 'response_id': str(uuid.uuid4()), 'channel': 'lk', 'at': then, 'proof': 'x',
                                'proof_kind': 'ack'}
        yield 'appeal.answered', {**c, 'version': 5, 'branch': self.branch, 'type_code': self.type, 'answered_at': then, 'channel': 'lk',
                                  'overdue': answered > due, 'due_at': f'2026-11-{due:02}T20:00:00Z'}
        yield 'appeal.status_changed', {**a, 'version': 5, 'number': self.number, 'transition': 'deliver', 'state': 'ANSWERED', 'at': then,
                                        'text_ru': '.', 'text_en': '.'}

    def tell(self, order=None, **life):
        events = list(self.events(**life))
        for kind, data in order(events) if order else events:
            tell(kind, self.id, **data)
        return self


def told_to_topics_in_another_order(events):
    """Each topic keeps its own order, as the bus does; between topics everything may happen, and everything comes twice."""
    rng = random.Random(7)
    queues = {}
    for kind, data in events:
        queues.setdefault(topic_of(kind), []).append((kind, data))
    mixed = []
    while any(queues.values()):
        mixed.append(rng.choice([q for q in queues.values() if q]).pop(0))
    return mixed


@pytest.fixture(scope='module')
def reporting(service, issuer):
    one = service('reporting')
    admin = one.api(issuer.token(rights=['admin.catalogue'], branches=['*'], branch='HQ'))
    words = json.loads((SOURCE / 'deploy/company/dictionaries.json').read_text(encoding='utf-8'))
    assert admin.put('/v1/labels', words).json == {'changed': True}
    assert admin.put('/v1/labels', words).json == {'changed': False}
    for code, name, zone in (('SMR', 'Самарский филиал', 'Europe/Samara'), ('SVE', 'Свердловский филиал', 'Asia/Yekaterinburg')):
        tell('staff.branch_changed', code, code=code, version=1, ru=name, en=f'{code} branch', tz=zone, active=True)
    tell('staff.department_changed', DEPARTMENT, department_id=DEPARTMENT, version=1, code='SMR-PAY', branch='SMR', role='PAYDESK',
         ru='Отдел платежей', en='Payments', mode='POOL', active=True)
    tell('staff.employee_changed', EMPLOYEE, employee_id=EMPLOYEE, version=1, tab_no='1', name='Петрова Анна', short_name='Петрова А. А.',
         branch='SMR', department_id=DEPARTMENT, login='p', roles=[], active=True)
    return one


@pytest.fixture(scope='module')
def lives(reporting, database):
    """Two answered in Samara (one late, one returned once), one open and overdue, one of Sverdlovsk, one confidential."""
    told = [Appeal('SMR-2026-0000001').tell(answered=5), Appeal('SMR-2026-0000002').tell(answered=15, due=10, returns=1),
            Appeal('SMR-2026-0000003').tell(answered=None, due=9), Appeal('SVE-2026-0000001', branch='SVE').tell(answered=4),
            Appeal('SMR-2026-0000004', confidential=True).tell(answered=5)]
    wait_for_facts(database, {a.number: 'ANSWERED' for a in told} | {'SMR-2026-0000003': 'IN_WORK'})
    return told


def wait_for_facts(database, states):
    def ready():
        rows = database.rows('SELECT number, state, due_at, answered_at, department_id, held_since, employee_id FROM reporting.fact_appeal')
        found = {r['number']: r for r in rows}
        return all(n in found and found[n]['state'] == s and found[n]['due_at'] and found[n]['employee_id']
                   and (s == 'IN_WORK' or found[n]['answered_at']) for n, s in states.items()) or None
    t.wait_until(ready, 20, 'facts of every topic')
    t.wait_until(lambda: database.value('SELECT count(*) FROM reporting.fact_stage WHERE due_at IS NULL OR entered_at IS NULL') == 0,
                 what='facts of stages')


@pytest.fixture(scope='module')
def analyst(reporting, issuer):
    return reporting.api(issuer.token(rights=['report.run'], branches=['SMR'], branch='SMR', name='Анализов А. А.'))


def make(api, **params):
    order = api.post('/v1/reports', {'code': 'appeals-effectiveness', 'params': {'from': '2026-11-01', 'to': '2026-11-30', **params}})
    assert order.status == 201, order
    path = f"/v1/reports/{order.json['id']}"
    t.wait_until(lambda: api.get(path).json['state'] in ('done', 'failed'), 30, 'the report')
    run = api.get(path).json
    assert run['state'] == 'done', run
    return run, api.get(f'{path}/file')


def sheet_rows(book, name):
    rows = list(book[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def facts(database):
    return {table: database.rows(f'SELECT * FROM reporting.{table} ORDER BY {key}') for table, key in FACTS.items()}


def test_events_become_one_fact_with_the_figures_of_the_life(lives, database):
    late = database.one("SELECT * FROM reporting.fact_appeal WHERE number = 'SMR-2026-0000002'")
    assert (late['late'], late['returns'], late['result'], late['cycle_no']) == (True, 1, 'granted', 1)
    stage = database.one(f"SELECT * FROM reporting.fact_stage WHERE appeal_id = '{late['appeal_id']}'")
    assert (stage['state'], stage['overdue'], stage['returns'], stage['role']) == ('DONE', True, 1, 'PAYDESK')
    delivery = database.one(f"SELECT * FROM reporting.fact_delivery WHERE appeal_id = '{late['appeal_id']}'")
    assert delivery['sent_at'] and delivery['channel'] == 'lk'


def test_another_order_between_topics_and_repeats_give_the_same_facts(lives, database):
    appeal = Appeal('SMR-2026-0000009')
    events = list(appeal.events(answered=6, returns=1))
    read = lambda: [database.rows(f"SELECT * FROM reporting.{table} WHERE appeal_id = '{appeal.id}'")
                    for table in ('fact_appeal', 'fact_stage', 'fact_delivery')]
    for kind, data in events:
        tell(kind, appeal.id, **data)
    wait_for_facts(database, {appeal.number: 'ANSWERED'})
    first = read()
    for table in ('fact_appeal', 'fact_stage', 'fact_delivery'):
        database.psql(f"DELETE FROM reporting.{table} WHERE appeal_id = '{appeal.id}'")
    mixed = told_to_topics_in_another_order(events)
    assert mixed != events
    for kind, data in mixed + mixed:
        tell(kind, appeal.id, **data)
    t.wait_until(lambda: t.untaken(database, ['reporting']) == 0, 20, 'everything to be taken')
    assert read() == first
    for table in ('fact_appeal', 'fact_stage', 'fact_delivery'):
        database.psql(f"DELETE FROM reporting.{table} WHERE appeal_id = '{appeal.id}'")


def test_the_workbook_has_base_rows_with_types_in_the_branch_s_zone(lives, analyst):
    run, file = make(analyst)
    assert run['progress'] == {'rows': 3, 'total': 3}
    book = openpyxl.load_workbook(io.BytesIO(file.body))
    assert book.sheetnames == ['Данные', 'Сводная', 'Параметры']
    rows = {r['Номер']: r for r in sheet_rows(book, 'Данные')}
    assert set(rows) == {'SMR-2026-0000001', 'SMR-2026-0000002', 'SMR-2026-0000003'}
    one = rows['SMR-2026-0000001']
    assert one['Поступило'].isoformat(timespec='minutes') == '2026-11-03T00:30'  # Samara is four hours ahead
    assert (one['Филиал'], one['Категория'], one['Состояние'], one['В срок'], one['Дней до ответа']) == (
        'Самарский филиал', 'Платежи и квитанции', 'Ответ направлен', 1, 3)
    assert (rows['SMR-2026-0000002']['В срок'], rows['SMR-2026-0000002']['Просрочено'], rows['SMR-2026-0000002']['Возвратов']) == (0, 1, 1)
    assert rows['SMR-2026-0000003']['В срок'] is None and rows['SMR-2026-0000003']['Просрочено'] == 1
    data = book['Данные']
    assert data.freeze_panes == 'A2' and data.auto_filter.ref.startswith('A1:') and data['K2'].number_format == 'dd.mm.yyyy hh:mm'
    assert 'otklik_data' in [n.name for n in book.defined_names.definedName]
    assert ('Строк', '3') in list(book['Параметры'].iter_rows(values_only=True, max_col=2))


def test_the_pivot_is_native_and_its_cells_show_figures_before_it_is_computed(lives, analyst):
    _, file = make(analyst)
    book = openpyxl.load_workbook(io.BytesIO(file.body))
    sheet = book['Сводная']
    shown = [row[:6] for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert shown[0] == ('Филиал', 'Категория', 'Обращений', 'Доля ответов в срок', 'Просрочено, всего', 'Среднее дней до ответа')
    assert shown[1] == ('Самарский филиал', 'Платежи и квитанции', 3, 0.5, 2, 8)
    assert shown[-1] == ('Общий итог', None, 3, 0.5, 2, 8)
    pivot = sheet._pivots[0]
    assert pivot.location.ref == f'A3:F{2 + len(shown)}'
    assert [f.name for f in pivot.dataFields] == list(shown[0][2:])
    fields = pivot.cache.cacheFields
    assert [f.name for f in fields] == [c.value for c in book['Данные'][1]]
    assert [fields[f.x].name for f in pivot.rowFields] == ['Филиал', 'Категория']
    source = pivot.cache.cacheSource.worksheetSource
    assert (source.sheet, source.ref) == ('Данные', 'A1:AB4') and pivot.cache.refreshOnLoad
    with zipfile.ZipFile(io.BytesIO(file.body)) as package:
        assert package.testzip() is None
        assert not [n for n in package.namelist() if 'Records' in n]


def test_english_is_a_parameter(lives, analyst):
    run, file = make(analyst, lang='en')
    book = openpyxl.load_workbook(io.BytesIO(file.body))
    assert book.sheetnames == ['Data', 'Pivot', 'Parameters'] and run['file_name'].startswith('Appeals')
    assert {r['State'] for r in sheet_rows(book, 'Data')} == {'Answered', 'In work'}


def test_rows_of_other_branches_and_confidential_ones_are_not_in_the_file(lives, reporting, issuer):
    secret = reporting.api(issuer.token(rights=['report.run'], branches=['*'], branch='HQ', confidential=True))
    stranger = reporting.api(issuer.token(rights=['report.run'], branches=['SVE'], branch='SVE'))
    numbers = lambda file: {r['Номер'] for r in sheet_rows(openpyxl.load_workbook(io.BytesIO(file.body)), 'Данные')}
    run, file = make(secret)
    assert len(numbers(file)) == 5 and 'SMR-2026-0000004' in numbers(file)
    _, other = make(stranger, branches=['SMR', 'SVE'])
    assert numbers(other) == {'SVE-2026-0000001'}
    assert stranger.get(f"/v1/reports/{run['id']}").status == 404
    assert stranger.get(f"/v1/reports/{run['id']}/file").status == 404
    nobody = reporting.api(issuer.token(rights=[], branches=['*'], branch='HQ'))
    assert nobody.post('/v1/reports', {'code': 'appeals-effectiveness', 'params': {'from': '2026-11-01', 'to': '2026-11-02'}}).status == 403


def test_a_report_is_ordered_once_listed_fetched_in_parts_and_forgotten(lives, analyst):
    order = {'code': 'appeals-effectiveness', 'params': {'from': '2026-11-01', 'to': '2026-11-30'}}
    key = {'Idempotency-Key': str(uuid.uuid4())}
    first, again = (analyst.post('/v1/reports', order, headers=key) for _ in range(2))
    assert first.json['id'] == again.json['id']
    path = f"/v1/reports/{first.json['id']}"
    t.wait_until(lambda: analyst.get(path).json['state'] == 'done', 30, 'the report')
    page = analyst.get('/v1/reports?limit=1').json
    assert page['items'][0]['id'] == first.json['id'] and page['next']
    assert analyst.get(f"/v1/reports?limit=1&after={page['next']}").json['items'][0]['id'] != first.json['id']
    part = analyst.get(f'{path}/file', headers={'Range': 'bytes=0-3'})
    assert (part.status, part.body) == (206, b'PK\x03\x04')
    assert analyst.delete(path).status == 204
    assert analyst.get(path).status == 404 and analyst.get(f'{path}/file').status == 404


@pytest.mark.parametrize('params, pointer', [({'from': '2026-11-30', 'to': '2026-11-01'}, '/params/to'), ({'to': '2026-11-01'}, '/params/from'),
                                             ({'from': '2026-13-01', 'to': '2026-11-01'}, '/params/from')])
def test_a_wrong_order_names_the_place(reporting, analyst, params, pointer):
    answer = analyst.post('/v1/reports', {'code': 'appeals-effectiveness', 'params': params})
    assert answer.status == 422 and pointer in json.dumps(answer.json), answer


def test_the_board_counts_as_the_report_does(lives, analyst):
    board = analyst.get('/v1/figures?from=2026-11-01&to=2026-11-30').json
    assert board['total'] == {'appeals': 3, 'registered': 3, 'answered': 2, 'in_time': 1, 'overdue': 2, 'average_days': 8}
    assert [(b['code'], b['name'], b['appeals']) for b in board['branches']] == [('SMR', 'Самарский филиал', 3)]
    assert [(b['code'], b['name']) for b in board['types']] == [('PAY-X-005', 'Не приходит квитанция')]
    # Received on the 2nd at 20:30 UTC: the 3rd in Samara.
    assert analyst.get('/v1/figures?from=2026-11-01&to=2026-11-02').json['total']['appeals'] == 0
    assert analyst.get('/v1/figures?from=2026-11-01&to=2026-11-30&branch=SVE').json['total']['appeals'] == 0
    assert analyst.get('/v1/figures?from=x').status == 422


def test_a_run_that_was_killed_is_taken_up_again(lives, reporting, analyst, database):
    order = analyst.post('/v1/reports', {'code': 'appeals-effectiveness', 'params': {'from': '2026-11-01', 'to': '2026-11-30'}}).json
    path = f"/v1/reports/{order['id']}"
    t.wait_until(lambda: analyst.get(path).json['state'] == 'done', 30, 'the report')
    reporting.kill()
    # As the kill leaves it: said to be running, and nobody holds its lock.
    database.psql(f"UPDATE reporting.report_run SET state = 'running', finished_at = NULL WHERE id = '{order['id']}'")
    reporting.launch()
    t.wait_until(reporting.ready, 15, 'reporting to be ready')
    t.wait_until(lambda: analyst.get(path).json['state'] == 'done', 30, 'the report')
    database.psql(f"UPDATE reporting.report_run SET state = 'running', attempts = 3 WHERE id = '{order['id']}'")
    t.wait_until(lambda: analyst.get(path).json['state'] == 'failed', 30, 'the report to be given up')
    assert analyst.get(path).json['error'] == 'report_interrupted'


def test_an_old_report_expires_with_its_file(lives, reporting, analyst, database):
    run, _ = make(analyst)
    database.psql(f"UPDATE reporting.report_run SET expires_at = now() - interval '1 s' WHERE id = '{run['id']}'")
    files = pathlib.Path(t.settings_of('reporting', database)['files.folder'])
    assert (files / f"{run['id']}.xlsx").exists()
    reporting.stop()
    reporting.launch()
    t.wait_until(lambda: not (files / f"{run['id']}.xlsx").exists(), 15, 'the file to be removed')
    t.wait_until(lambda: analyst.get(f"/v1/reports/{run['id']}").status == 404, what='the report to be forgotten')
    assert not list(files.glob('*.part'))


def test_more_rows_than_a_sheet_holds_go_to_further_sheets(lives, reporting, analyst):
    reporting.stop()
    with reporting.config.open('a') as settings:
        settings.write('reports.sheet_rows: 2\n')
    reporting.launch()
    t.wait_until(reporting.ready, 15, 'reporting to be ready')
    run, file = make(analyst)
    book = openpyxl.load_workbook(io.BytesIO(file.body))
    assert book.sheetnames == ['Данные', 'Данные 2', 'Сводная', 'Параметры']
    rows = sheet_rows(book, 'Данные') + sheet_rows(book, 'Данные 2')
    assert sorted(r['Номер'][-1] for r in rows) == ['1', '2', '3'] and run['progress']['rows'] == 3
    pivot = book['Сводная']
    assert not pivot._pivots and 'Строк больше' in pivot['A2'].value and pivot['C4'].value == 3


def test_a_period_without_appeals_is_a_workbook_that_says_so(lives, analyst):
    run, file = make(analyst, to='2026-11-01')
    book = openpyxl.load_workbook(io.BytesIO(file.body))
    assert run['progress']['total'] == 0 and book['Сводная']['A2'].value == 'За период обращений нет' and not book['Сводная']._pivots


def test_an_emptied_schema_is_built_anew_from_the_topics(lives, reporting, database):
    before = facts(database)
    assert len(before['fact_appeal']) == 5
    reporting.stop()
    database.psql('DROP SCHEMA reporting CASCADE; CREATE SCHEMA reporting AUTHORIZATION otklik_reporting')
    reporting.start()
    # The other test's appeal is in the topics too, in both orders.
    t.wait_until(lambda: database.value('SELECT count(*) FROM reporting.fact_appeal') == 6, 20, 'appeals')
    wait_for_facts(database, {a.number: 'IN_WORK' if a.number.endswith('3') else 'ANSWERED' for a in lives})
    known = {row['appeal_id'] for row in before['fact_appeal']}
    def rebuilt():
        now = facts(database)
        return {k: [r for r in v if r.get('appeal_id', None) in known or 'appeal_id' not in r] for k, v in now.items()}
    t.wait_until(lambda: rebuilt() == before, 20, 'the same facts')
