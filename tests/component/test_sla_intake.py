"""intake and sla-timer together: what comes in by the bus has its due date on the card."""
import json
import uuid

import pytest

import otk_test as t

COMPANY = t.SOURCE / 'deploy/company'


def company(name):
    return json.loads((COMPANY / f'{name}.json').read_text(encoding='utf-8'))


@pytest.fixture(scope='module')
def clerk(service, issuer, database):
    intake, sla = service('intake'), service('sla-timer')
    admin = issuer.token(rights=['admin.catalogue', 'source.manage', 'admin.sla'], branches=['*'], branch='HQ')
    puts = [(intake, '/v1/types/REC-W-001', company('types/REC-W-001'))]
    puts += [(intake, f'/v1/dictionaries/{name}', company(name)) for name in ('fields', 'base_fields', 'doc_types')]
    puts += [(intake, f"/v1/sources/{source['name']}", source) for source in company('sources')['sources']]
    puts += [(sla, f"/v1/calendars/{c['code']}", c) for c in company('calendars')['calendars']]
    puts += [(sla, f"/v1/rules/{rule['code']}", rule) for rule in company('sla_rules')['rules']]
    for service_, path, body in puts:
        assert service_.api(admin).put(path, body).status in (200, 201), path
    t.produce('otklik.staff.v1', {'code': 'SMR', 'version': 1, 'ru': 'Самарский филиал', 'tz': 'Europe/Samara', 'calendar': 'RU',
                                  'active': True}, key='SMR', headers=t.cloud_event('staff.branch_changed', 'otklik/staff'))
    t.wait_for_branches(database, 'intake', 1)
    t.wait_until(lambda: intake.api(admin).get('/v1/types').json['items'], what='the catalogue to be read')
    return intake.api(issuer.token(rights=['appeal.read'], branches=['SMR'], branch='SMR'))


def test_a_submission_has_its_due_date_and_the_reason_on_the_card(clerk):
    data = {'external_id': f'LK-{uuid.uuid4()}', 'branch': 'SMR', 'channel': 'LK', 'client_kind': 'FL', 'type_code': 'REC-W-001',
            'account': '0012345678', 'text': 'Прошу пересчитать горячую воду', 'response_channels': ['lk'],
            'applicant': {'last': 'Иванова', 'first': 'Мария', 'phone': '+79000000000', 'role': 'holder'},
            'fields': {'abs': {'from': '2026-10-01', 'to': '2026-11-10'}, 'rn': 2}}
    with t.Tail('otklik.appeal-replies.v1') as replies:
        t.produce('in.appeals.v1', {'type': 'appeal.submitted', 'source': 'lk', 'data': data}, key=data['external_id'])
        reply = replies.wait(lambda m: m.json['external_id'] == data['external_id']).json

    def card():
        shown = clerk.get(f"/v1/appeals/{reply['appeal_id']}").json
        return shown if shown.get('due_at') and shown.get('registration_due_at') else None

    shown = t.wait_until(card, what='the due dates on the card')
    assert shown['due_rule'] == 'D08' and shown['due_provisional']
    assert shown['due_explanation_ru'].startswith('D08: 5 р.д. с ')
