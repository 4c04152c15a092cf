"""Every fully specified type, valid and invalid, by the bus: the right card, or exactly the faults that are expected."""
import json
import pathlib
import uuid

import pytest

import otk_test as t

SOURCE = pathlib.Path(__file__).resolve().parents[2]
COMPANY = SOURCE / 'deploy/company'
EXAMPLES = SOURCE / 'examples/types'
CODES = sorted(path.name for path in EXAMPLES.iterdir())


def read(path):
    return json.loads(path.read_text(encoding='utf-8'))


@pytest.fixture(scope='module')
def intake(service, issuer, database):
    one = service('intake')
    admin = one.api(issuer.token(rights=['admin.catalogue', 'source.manage'], branches=['*'], branch='HQ'))
    for path in sorted((COMPANY / 'types').glob('*.json')):
        assert admin.put(f'/v1/types/{path.stem}', read(path)).status == 201, path.stem
    for name in ('fields', 'base_fields', 'doc_types'):
        assert admin.put(f'/v1/dictionaries/{name}', read(COMPANY / f'{name}.json')).status == 200
    for source in read(COMPANY / 'sources.json')['sources']:
        assert admin.put(f"/v1/sources/{source['name']}", source).status == 200
    branches = read(COMPANY / 'branches.json')['branches']
    for branch in branches:
        t.produce('otklik.staff.v1', {'code': branch['code'], 'version': 1, 'ru': branch['ru'], 'tz': branch['tz'],
                                      'active': True}, key=branch['code'],
                  headers=t.cloud_event('staff.branch_changed', 'otklik/staff'))
    t.wait_for_branches(database, 'intake', len(branches))
    t.wait_until(lambda: len(admin.get('/v1/types').json['items']) == 280, limit_s=20, what='the catalogue to be read')
    return one


def submit(code, kind):
    message = read(EXAMPLES / code / f'{kind}.json')
    message['data']['external_id'] = f'{code}-{kind}-{uuid.uuid4()}'
    with t.Tail('otklik.appeal-replies.v1') as tail:
        t.produce('in.appeals.v1', message, key=message['data']['external_id'])
        return tail.wait(lambda m: m.json['external_id'] == message['data']['external_id']).json


FORM = ('channel', 'client_kind', 'type_code', 'account', 'address', 'contract', 'applicant', 'auth', 'text', 'fields',
        'response_channels', 'subject')


def open_card(clerk, code, kind):
    """The same submission typed in at the window: a draft with its faults."""
    data = read(EXAMPLES / code / f'{kind}.json')['data']
    form = {name: data[name] for name in FORM if name in data}
    form['files'] = [{'doc_type': file.get('doc_type'), 'name': file['name']} for file in data.get('files', [])]
    if 'submitted_at' in data:
        form['received_at'] = data['submitted_at']
    answer = clerk.post('/v1/appeals', form, headers={'Idempotency-Key': str(uuid.uuid4())})
    assert answer.status == 201, answer
    return answer.json


def faults_of(reply):
    return {(fault['pointer'], fault['code']) for fault in reply['faults'] if not fault['code'].endswith('_advised')}


def test_there_are_42_types_in_full():
    assert len(CODES) == 42


@pytest.mark.parametrize('code', CODES)
def test_a_valid_submission_has_no_fault(intake, code):
    reply = submit(code, 'valid')
    assert (reply['state'], faults_of(reply)) == ('RECEIVED', set())


@pytest.mark.parametrize('code', CODES)
def test_an_invalid_submission_has_exactly_the_expected_faults(intake, code):
    expected = {(fault['pointer'], fault['code']) for fault in read(EXAMPLES / code / 'invalid.expected.json')}
    assert faults_of(submit(code, 'invalid')) == expected


@pytest.fixture(scope='module')
def clerk(intake, issuer):
    return intake.api(issuer.token(rights=['appeal.read', 'appeal.register'], branches=['SMR'], branch='SMR'))


@pytest.mark.parametrize('code', CODES)
def test_a_card_typed_in_has_the_same_faults(intake, clerk, code):
    assert faults_of(open_card(clerk, code, 'valid')) == set()
    expected = {(fault['pointer'], fault['code']) for fault in read(EXAMPLES / code / 'invalid.expected.json')}
    assert faults_of(open_card(clerk, code, 'invalid')) == expected
