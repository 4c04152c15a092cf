"""archive and intake together: what one says the other understands."""
import json
import uuid

import pytest

import otk_test as t
from archive_test import PDF, RIGHTS, Files, upload

COMPANY = t.SOURCE / 'deploy/company'


def company(name):
    return json.loads((COMPANY / f'{name}.json').read_text(encoding='utf-8'))


@pytest.fixture(scope='module')
def files():
    files = Files()
    yield files
    files.server.shutdown()


@pytest.fixture(scope='module')
def intake(service, issuer, database):
    one = service('intake')
    admin = one.api(issuer.token(rights=['admin.catalogue', 'source.manage'], branches=['*'], branch='HQ'))
    assert admin.put('/v1/types/REC-W-001', company('types/REC-W-001')).status == 201
    for name in ('fields', 'base_fields', 'doc_types'):
        assert admin.put(f'/v1/dictionaries/{name}', company(name)).status == 200
    for source in company('sources')['sources']:
        assert admin.put(f"/v1/sources/{source['name']}", source).status == 200
    t.produce('otklik.staff.v1', {'code': 'SVE', 'version': 1, 'ru': 'SVE', 'tz': 'Asia/Yekaterinburg', 'active': True},
              key='SVE', headers=t.cloud_event('staff.branch_changed', 'otklik/staff'))
    t.wait_for_branches(database, 'intake', 1)
    return one


@pytest.fixture(scope='module')
def archive(service, intake, database):
    one = service('archive', files__fetch_limit_s=3, files__fetch_backoff_s=1)
    t.wait_until(lambda: database.value("SELECT count(*) FROM archive.source WHERE name = 'lk'") == 1 and
                 database.value('SELECT count(*) FROM archive.doc_type') > 10, what="intake's settings", alive=[one])
    return one


@pytest.fixture(scope='module')
def clerks(intake, archive, issuer):
    """The same person at both services: (archive, intake)."""
    token = issuer.token(rights=[*RIGHTS, 'appeal.read'], branches=['SVE'], branch='SVE', life_s=3000)
    return archive.api(token), intake.api(token)


def attachment_of(api, appeal_id, state):
    """The card's only attachment once it is in that state."""
    def look():
        card = api.get(f'/v1/appeals/{appeal_id}')
        found = card.json['attachments'] if card.status == 200 else []
        return found[0] if len(found) == 1 and found[0]['state'] == state else None
    return t.wait_until(look, 20, f'the attachment to be {state}')


def test_a_letter_with_a_scan_becomes_a_card_with_a_document(clerks):
    archive, intake = clerks
    claim = upload(archive).json
    letter = archive.post('/v1/letters', {'direction': 'in', 'branch': 'SVE', 'correspondent': 'Иванова', 'is_appeal': True,
                                          'client_kind': 'FL', 'type_code': 'REC-W-001', 'text': 'Прошу пересчитать',
                                          'files': [{'claim_id': claim['id']}]})
    assert letter.status == 201, letter
    attachment = attachment_of(intake, letter.json['id'], 'clean')
    assert attachment['file_key'] == claim['id'] and attachment['doc_type'] == 'LET'
    card = intake.get(f"/v1/appeals/{letter.json['id']}").json
    assert card['state'] == 'RECEIVED' and card['channel'] == 'MAIL' and card['number'].startswith('SVE-')


def send(files_of, external_id):
    data = {'external_id': external_id, 'branch': 'SVE', 'channel': 'LK', 'client_kind': 'FL', 'type_code': 'REC-W-001',
            'text': 'Прошу пересчитать', 'files': files_of}
    with t.Tail('otklik.appeal-replies.v1') as tail:
        t.produce('in.appeals.v1', {'type': 'appeal.submitted', 'source': 'lk', 'data': data}, key=external_id)
        return tail.wait(lambda m: m.json['external_id'] == external_id).json['appeal_id']


def test_files_of_a_submission_show_on_its_card(clerks, files):
    archive, intake = clerks
    good = send([{'name': 'справка.pdf', 'doc_type': 'ABS', 'url': files.put('/a.pdf', PDF)}], f'LK-{uuid.uuid4()}')
    attachment = attachment_of(intake, good, 'clean')
    content = archive.get(f"/v1/documents/{attachment['document_id']}/content")
    assert content.body == PDF
    dead = send([{'name': 'нет.pdf', 'doc_type': 'ABS', 'url': files.url('/dead.pdf')}], f'LK-{uuid.uuid4()}')
    assert attachment_of(intake, dead, 'failed')['reason'] == 'not_found'
    claim = upload(archive, PDF + b'claim').json
    claimed = send([{'doc_type': 'ABS', 'claim_id': claim['id']}], f'LK-{uuid.uuid4()}')
    assert attachment_of(intake, claimed, 'clean')['file_key'] == claim['id']
