"""intake and reporting together: the facts are the journal, counted anew, also after the facts were built anew."""
import json
import pathlib
import uuid

import pytest

import otk_test as t

COMPANY = pathlib.Path(__file__).resolve().parents[2] / 'deploy/company'
JOURNAL = """SELECT number, branch, state, cycle_no, channel, client_kind, service, type_code, received_at, registered_at, sent_at, answered_at,
                    closed_at, answered_by_way AS way, overdue AS late FROM intake.appeal WHERE number IS NOT NULL ORDER BY number"""
FACTS = """SELECT number, branch, state, cycle_no, channel, client_kind, service, type_code, received_at, registered_at, sent_at, answered_at,
                  closed_at, answered_by_way AS way, late FROM reporting.fact_appeal ORDER BY number"""


@pytest.fixture(scope='module')
def services(service, issuer, database):
    intake, reporting = service('intake'), service('reporting')
    admin = intake.api(issuer.token(rights=['admin.catalogue', 'source.manage'], branches=['*'], branch='HQ'))
    read = lambda name: json.loads((COMPANY / f'{name}.json').read_text(encoding='utf-8'))
    admin.put('/v1/types/PAY-X-005', read('types/PAY-X-005'))
    for name in ('fields', 'base_fields', 'doc_types'):
        admin.put(f'/v1/dictionaries/{name}', read(name))
    for source in read('sources')['sources']:
        admin.put(f"/v1/sources/{source['name']}", source)
    for branch in ('SMR', 'SVE'):
        t.produce('otklik.staff.v1', {'code': branch, 'version': 1, 'ru': branch, 'tz': 'Europe/Samara', 'active': True}, key=branch,
                  headers=t.cloud_event('staff.branch_changed', 'otklik/staff'))
    t.wait_for_branches(database, 'intake', 2)
    t.wait_for_branches(database, 'reporting', 2)
    t.wait_until(lambda: len(admin.get('/v1/types').json['items']) == 1, what='the catalogue to be read')
    return intake, reporting


def open_card(clerk, branch, then):
    form = {'branch': branch, 'client_kind': 'FL', 'type_code': 'PAY-X-005', 'client_unknown': True, 'account': '0012345678',
            'applicant': {'last': 'Петров', 'first': 'Пётр', 'phone': '+79000000001'}, 'text': 'Не приходит квитанция',
            'fields': {'addr': 'Самара, Мира, 1', 'per': {'from': '2026-09-01', 'to': '2026-10-31'}}, 'response_channels': ['office'], 'then': then}
    card = t.wait_until(lambda: (lambda a: a.json if a.status == 201 else None)(clerk.post('/v1/appeals', form)), what='a card')
    return card['id']


def step(clerk, card, name, body=None):
    version = clerk.get(f'/v1/appeals/{card}').json['version']
    answer = clerk.post(f'/v1/appeals/{card}/{name}', body, headers={'If-Match': f'"{version}"'})
    assert answer.status == 200, answer


def lead_lives(clerk):
    for branch in ('SMR', 'SVE'):
        cards = {then: [open_card(clerk, branch, then) for _ in range(3)] for then in ('register', 'send', 'solve')}
        step(clerk, cards['register'][0], 'cancel', {'reason': 'ошибка'})
        step(clerk, cards['send'][0], 'withdraw', {'reason': 'передумал'})
        step(clerk, cards['solve'][0], 'close')
        step(clerk, cards['solve'][1], 'reopen', {'reason': 'ответ неполный'})
    t.produce('in.appeals.v1', {'type': 'appeal.submitted', 'source': 'lk', 'data': {
        'external_id': f'LK-{uuid.uuid4()}', 'branch': 'SMR', 'channel': 'LK', 'client_kind': 'FL', 'type_code': 'PAY-X-005', 'text': 'Нет квитанции'}})


def test_the_facts_are_the_journal_counted_anew(services, database, issuer):
    rights = ['appeal.read', 'appeal.register', 'appeal.send', 'appeal.cancel', 'appeal.withdraw', 'appeal.reopen']
    clerk = services[0].api(issuer.token(rights=rights, branches=['*'], branch='HQ', name='Петрова А. А.'))
    lead_lives(clerk)
    t.wait_until(lambda: len(database.rows(JOURNAL)) == 19, what='the journal')
    journal = database.rows(JOURNAL)
    assert {r['state'] for r in journal} == {'RECEIVED', 'REGISTERED', 'CANCELLED', 'IN_WORK', 'WITHDRAWN', 'ANSWERED', 'CLOSED'}
    equal_to_the_journal(database)


def test_facts_built_anew_are_the_journal_too(services, database):
    reporting = services[1]
    reporting.stop()
    database.psql('DROP SCHEMA reporting CASCADE; CREATE SCHEMA reporting AUTHORIZATION otklik_reporting')
    reporting.start()
    equal_to_the_journal(database)


def equal_to_the_journal(database):
    def differing():
        return [pair for pair in zip(database.rows(JOURNAL), database.rows(FACTS)) if pair[0] != pair[1]]
    t.wait_until(lambda: len(database.rows(FACTS)) == len(database.rows(JOURNAL)), 20, 'a fact of each appeal')
    last = []
    def equal():
        last[:] = differing()
        return not last
    try:
        t.wait_until(equal, 20, 'facts equal to the journal')
    except AssertionError:
        pytest.fail(f'{len(last)} rows differ, as: {last[:2]}')
