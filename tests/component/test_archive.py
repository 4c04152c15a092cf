"""archive: uploads by claim, files fetched from the sources' hosts, folders of clients, the journal of letters."""
import hashlib
import json
import re
import uuid

import pytest

import otk_test as t
from archive_test import ARCHIVE, CLIENTS, INTAKE, LIMIT_S, PDF, RIGHTS, Files, appeal, event, outcome, upload

COMPANY = t.SOURCE / 'deploy/company'


def company(name):
    return json.loads((COMPANY / f'{name}.json').read_text(encoding='utf-8'))


@pytest.fixture(scope='module')
def files():
    files = Files()
    yield files
    files.server.shutdown()


@pytest.fixture(scope='module')
def archive(service, files, database):
    one = service('archive', files__fetch_limit_s=3, files__fetch_backoff_s=1, files__fetch_tries=3,
                  s3__base_url=files.url('/s3'))
    event('source.changed', INTAKE, 'lk', name='lk', version=1, file_hosts=['127.0.0.1'], trusted=True)
    event('catalogue.dictionary_changed', INTAKE, 'doc_types', name='doc_types', version=1, doc=company('doc_types'))
    t.wait_until(lambda: database.value('SELECT count(*) FROM archive.source') == 1 and
                 database.value('SELECT count(*) FROM archive.doc_type') > 10, what='what intake says', alive=[one])
    return one


@pytest.fixture(scope='module')
def clerk(archive, issuer):
    clerk = archive.api(issuer.token(life_s=3000, rights=RIGHTS, branches=['SVE'], branch='SVE', login='clerk'))
    for template in company('folder_templates')['folder_templates']:
        answer = clerk.put(f"/v1/folder-templates/{template['client_kind']}/{template['code']}", template)
        assert answer.status == 201 and answer.json['changed'], answer
    return clerk


@pytest.fixture(scope='module')
def tail(archive):
    with t.Tail(ARCHIVE) as tail:
        yield tail


def test_an_upload_is_claimed_and_bound_by_the_appeal_that_names_it(clerk, tail):
    claim = upload(clerk)
    assert claim.status == 201, claim
    assert claim.json['state'] == 'clean' and claim.json['checks'] == 'size, type' and not claim.json['scanned']
    assert claim.json['sha256'] == hashlib.sha256(PDF).hexdigest()
    appeal_id = appeal({'claim_id': claim.json['id'], 'file_key': claim.json['id'], 'doc_type': 'ABS'}, source=None)
    stored = outcome(tail, appeal_id).json
    assert stored['file_key'] == claim.json['id'] and stored['source'] == 'upload' and stored['name'] == 'справка.pdf'
    assert clerk.get(f"/v1/claims/{claim.json['id']}").json['document_id'] == stored['document_id']
    again = appeal({'claim_id': claim.json['id']})
    assert outcome(tail, again).json['reason'] == 'claim_used'
    assert outcome(tail, appeal({'claim_id': str(uuid.uuid4())})).json['reason'] == 'claim_unknown'


def test_an_upload_becomes_a_document_by_a_request(clerk, tail, issuer, archive):
    appeal_id = appeal()
    claim = upload(clerk).json
    t.wait_until(lambda: clerk.get(f'/v1/appeals/{appeal_id}/documents').status == 200, what='the appeal')
    stranger = archive.api(issuer.token(rights=RIGHTS, branches=['SVE'], branch='SVE'))
    form = {'claim_id': claim['id'], 'appeal_id': appeal_id, 'doc_type': 'ABS', 'name': 'Скан'}
    assert stranger.post('/v1/documents', form).status == 409
    document = clerk.post('/v1/documents', form)
    assert document.status == 201, document
    assert outcome(tail, appeal_id).json['document_id'] == document.json['id']
    assert clerk.post('/v1/documents', form).json['code'] == 'claim_used'
    assert clerk.post('/v1/documents', {**form, 'client_id': appeal_id, 'doc_type': 'NONE'}).status == 422
    assert [d['name'] for d in clerk.get(f'/v1/appeals/{appeal_id}/documents').json['items']] == ['Скан']


def test_a_program_and_a_false_type_are_not_taken(clerk, database):
    for content, kind in ((b'MZ\x90\0program', 'application/pdf'), (b'<html><script>', 'text/plain'), (PDF, 'image/png')):
        claim = upload(clerk, content, 'x', kind)
        assert claim.status == 201 and claim.json['state'] == 'failed' and claim.json['reason'] == 'bad_type', claim
        assert clerk.post('/v1/documents', {'claim_id': claim.json['id'], 'client_id': str(uuid.uuid4())}).status in (404, 409)
    assert database.value('SELECT count(*) FROM archive.file') == 1


def test_the_same_upload_request_makes_one_claim(clerk):
    key = {'Idempotency-Key': str(uuid.uuid4())}
    assert upload(clerk, headers=key).json['id'] == upload(clerk, headers=key).json['id']


def test_a_file_is_fetched_once_stored_and_served_in_ranges(clerk, tail, files, database, archive, issuer):
    content = b'%PDF-1.7 ' + b'0123456789' * 1000
    url = files.put('/good.pdf', content) + '?X-Amz-Signature=secret'
    file = {'url': url, 'name': 'a.pdf', 'mime': 'application/pdf', 'size': len(content),
            'sha256': hashlib.sha256(content).hexdigest().upper(), 'doc_type': 'ABS'}
    first, second = appeal(file), appeal(file)
    documents = [outcome(tail, one).json for one in (first, second)]
    assert all(d['sha256'] == hashlib.sha256(content).hexdigest() for d in documents)
    assert documents[0]['document_id'] != documents[1]['document_id']
    assert database.value('SELECT count(*) FROM archive.file WHERE size_bytes = ' + str(len(content))) == 1
    path = f"/v1/documents/{documents[0]['document_id']}"
    assert clerk.get(path).json['mime'] == 'application/pdf'
    whole = clerk.get(path + '/content')
    assert whole.status == 200 and whole.body == content and whole.headers['Content-Type'] == 'application/pdf'
    part = clerk.get(path + '/content', headers={'Range': 'bytes=10-19'})
    assert part.status == 206 and part.body == content[10:20]
    foreign = archive.api(issuer.token(rights=RIGHTS, branches=['SMR'], branch='SMR'))
    assert foreign.get(path).status == foreign.get(path + '/content').status == 404
    assert archive.api(issuer.token(rights=[], branches=['SVE'])).get(path + '/content').status == 403
    assert 'secret' not in archive.log.read_text()


def test_documents_of_a_confidential_appeal_are_hidden_from_its_arrival_on(archive, issuer, tail, files):
    """Also before it is sent to work, when others learn of the type's secrecy."""
    stored = outcome(tail, appeal({'url': files.put('/secret.pdf', PDF)}, confidential=True)).json
    path = f"/v1/documents/{stored['document_id']}"
    answers = [archive.api(issuer.token(rights=RIGHTS, branches=['SVE'], confidential=may)).get(path).status for may in (False, True)]
    assert answers == [404, 200]


def test_an_s3_url_is_mapped(tail, files):
    files.put('/s3/inbox/2026/x.pdf', PDF)
    stored = outcome(tail, appeal({'url': 's3://inbox/2026/x.pdf'}))
    assert stored.type == 'document.stored'


@pytest.mark.parametrize('path, file, reason', [
    (None, {'url': 'http://localhost:1/x'}, 'host_not_listed'),
    (None, {'url': 'ftp://127.0.0.1/x'}, 'bad_url'),
    (None, {'url': 'http://user:word@127.0.0.1/x'}, 'bad_url'),
    (None, {'name': 'no url'}, 'bad_url'),
    ('/good.pdf', {'sha256': '0' * 64}, 'hash_mismatch'),
    ('/good.pdf', {'size': 5}, 'size_mismatch'),
    ('/good.pdf', {'mime': 'image/png'}, 'bad_type'),
    ('/dead', {}, 'not_found'),
    ('/redirect', {}, 'redirect_refused'),
    ('/program', {}, 'bad_type'),
    ('/huge', {}, 'too_large')])
def test_what_cannot_work_fails_once_with_its_reason(clerk, tail, files, path, file, reason):
    files.put('/good.pdf', PDF)
    files.put('/program', b'\x7fELF' + b'\0' * 100)
    if path == '/huge':
        files.put('/huge', b'%PDF-' + b'\0' * (65 * 1024 * 1024))
    appeal_id = appeal({'doc_type': 'ABS', **({'url': files.url(path)} if path else {}), **file})
    failed = outcome(tail, appeal_id)
    assert failed.type == 'document.failed' and failed.json['reason'] == reason and failed.json['file_key'] == '1'
    files.contents.pop('/huge', None)
    listed = clerk.get(f'/v1/appeals/{appeal_id}/documents').json['items']
    assert not listed or (listed[0]['state'], listed[0]['reason']) == ('failed', reason) and 'url' not in listed[0]


def test_what_may_pass_is_tried_again_and_then_given_up(tail, files):
    files.failures.update({'/later': 1, '/never': 99})
    files.put('/later', PDF)
    later, never = appeal({'url': files.url('/later')}), appeal({'url': files.url('/never')})
    assert outcome(tail, later, final=False).json['reason'] == 'server_failed'
    tail.wait(lambda m: m.key == later and m.type == 'document.stored', LIMIT_S)
    last = outcome(tail, never)
    assert last.json['reason'] == 'server_failed' and files.asked.count('/never') == 3
    assert len([m for m in tail.messages if m.key == never]) == 2


def test_a_source_told_of_later_lets_its_files_in(tail, files):
    files.put('/good.pdf', PDF)
    appeal_id = appeal({'url': files.url('/good.pdf')}, source='site')
    assert outcome(tail, appeal_id, final=False).json['reason'] == 'source_unknown'
    event('source.changed', INTAKE, 'site', name='site', version=1, file_hosts=['127.0.0.1'], trusted=False)
    tail.wait(lambda m: m.key == appeal_id and m.type == 'document.stored', LIMIT_S)


def test_a_kill_while_fetching_loses_nothing(archive, tail, files, database):
    files.go.clear()
    files.hanging.add('/slow')
    files.put('/slow', PDF + b'slow')
    appeals = [appeal({'url': files.url('/slow')}) for _ in range(6)]
    t.wait_until(lambda: files.asked.count('/slow') >= 4, LIMIT_S, 'fetches to begin')
    archive.kill()
    files.hanging.clear()
    files.go.set()
    archive.launch()
    for appeal_id in appeals:
        tail.wait(lambda m: m.key == appeal_id and m.type == 'document.stored', 40)
    assert len([m for m in tail.messages if m.key in appeals and m.type == 'document.stored']) == 6
    assert database.value("SELECT count(*) FROM archive.file WHERE size_bytes = " + str(len(PDF) + 4)) == 1


def folder_counts(api, client_id):
    return {f['code']: f['documents'] for f in api.get(f'/v1/clients/{client_id}/folders').json['items']}


def test_folders_come_with_the_client_and_are_filled_by_criteria(clerk, tail):
    client_id = str(uuid.uuid4())
    claim = upload(clerk, PDF + b'folder').json
    appeal_id = appeal({'claim_id': claim['id'], 'doc_type': 'LET'})
    outcome(tail, appeal_id)
    # The appeal's client is named before the archive has heard of him.
    event('appeal.registered', INTAKE, appeal_id, appeal_id=appeal_id, version=2, number='SVE-2026-0000001', branch='SVE',
          channel='LK', client_id=client_id, client_kind='FL', service='X', type_code='PAY-X-005',
          received_at='2026-11-20T10:00:00Z', registered_at='2026-11-20T10:00:01Z')
    for _ in range(2):
        event('client.created', CLIENTS, client_id, client_id=client_id, version=1, kind='FL', display_name='Иванова', branch='SVE',
              origin='manual', status='active')
    filed = tail.wait(lambda m: m.key == client_id and m.type == 'document.filed', LIMIT_S).json
    # PAYMENTS takes what belongs to appeals of the category PAY, whatever the document.
    t.wait_until(lambda: folder_counts(clerk, client_id).get('PAYMENTS') == 1, what='the second folder')
    counts = folder_counts(clerk, client_id)
    assert len(counts) == 9 and counts['APPEALS'] == 1 and sum(counts.values()) == 2 and filed['appeal_id'] == appeal_id
    direct = clerk.post('/v1/documents', {'claim_id': upload(clerk, PDF + b'passport').json['id'], 'client_id': client_id,
                                          'doc_type': 'PASS'})
    assert direct.status == 201 and folder_counts(clerk, client_id)['IDENTITY'] == 1
    identity = next(f for f in clerk.get(f'/v1/clients/{client_id}/folders').json['items'] if f['code'] == 'IDENTITY')
    page = clerk.get(f"/v1/folders/{identity['id']}/documents?limit=1").json
    assert [d['id'] for d in page['items']] == [direct.json['id']] and page['next'] is None
    changed = {'client_kind': 'FL', 'code': 'COURT', 'order': 8, 'ru': 'Суд', 'en': 'Court', 'criteria': 'doc_type == "PASS"'}
    assert clerk.put('/v1/folder-templates/FL/COURT', changed).json['changed']
    t.wait_until(lambda: folder_counts(clerk, client_id)['COURT'] == 1, what='documents to be sorted anew')
    assert clerk.put('/v1/folder-templates/FL/COURT', changed).json['changed'] is False
    wrong = clerk.put('/v1/folder-templates/FL/COURT', {**changed, 'criteria': 'client == "x"'})
    assert wrong.status == 422 and wrong.json['faults'][0]['pointer'] == '/criteria'


def letter(**members):
    return {'direction': 'in', 'branch': 'SVE', 'correspondent': 'Иванова М. П.', 'corr_number': uuid.uuid4().hex[:8],
            'corr_date': '2026-11-18', 'received_on': '2026-11-20', 'delivery': 'post', 'rpo': '62000012345678', 'pages': 3,
            'subject': 'О перерасчёте', **members}


def test_a_letter_that_is_an_appeal_is_registered_with_its_scans(clerk, tail):
    claim = upload(clerk, PDF + b'letter').json
    form = letter(is_appeal=True, client_kind='FL', type_code='REC-W-001', text='Прошу пересчитать',
                  files=[{'claim_id': claim['id']}], response_channels=['post'])
    answer = clerk.post('/v1/letters', form)
    assert answer.status == 201, answer
    assert re.fullmatch(r'Вх-SVE-20\d\d-\d{6}', answer.json['number'])
    told = tail.wait(lambda m: m.type == 'letter.registered' and m.key == answer.json['id']).json
    assert told['is_appeal'] and told['text'] == 'Прошу пересчитать' and told['files'][0]['claim_id'] == claim['id']
    # intake makes the card of it; the letter's document becomes also the appeal's.
    appeal_id = appeal({'claim_id': claim['id'], 'file_key': claim['id'], 'doc_type': 'LET'}, appeal_id=answer.json['id'],
                       letter_id=answer.json['id'], source=None)
    stored = tail.wait(lambda m: m.type == 'document.stored' and m.json.get('appeal_id') == appeal_id).json
    assert stored['letter_id'] == answer.json['id'] and stored['source'] == 'letter'


def test_the_scans_of_a_letter_are_listed_with_it(clerk, archive, issuer):
    claim = upload(clerk, PDF + b'scan').json
    made = clerk.post('/v1/letters', letter(files=[{'claim_id': claim['id'], 'name': 'скан.pdf'}])).json
    scans = clerk.get(f"/v1/letters/{made['id']}/documents").json['items']
    assert [(one['name'], one['letter_id']) for one in scans] == [('скан.pdf', made['id'])]
    stranger = archive.api(issuer.token(rights=['letter.read'], branches=['PRM'], branch='PRM'))
    assert stranger.get(f"/v1/letters/{made['id']}/documents").status == 404


def test_a_letter_is_not_registered_twice_unawares(clerk):
    form = letter()
    first = clerk.post('/v1/letters', form).json
    double = clerk.post('/v1/letters', form)
    assert double.status == 409 and double.json['code'] == 'letter_double' and double.json['letter']['number'] == first['number']
    again = clerk.post('/v1/letters', {**form, 'again': True})
    assert again.status == 201 and again.json['number'] != first['number']
    assert clerk.post('/v1/letters', letter(direction='out')).json['number'].startswith('Исх-SVE-')
    assert clerk.post('/v1/letters', letter(branch='SMR')).status == 422


def test_a_registered_letter_is_marked_as_an_appeal_once(clerk, tail):
    made = clerk.post('/v1/letters', letter())
    path = f"/v1/letters/{made.json['id']}"
    version = {'If-Match': made.headers['ETag']}
    marked = clerk.post(path + '/mark-as-appeal', {'text': 'Жалоба', 'client_kind': 'FL'}, headers=version)
    assert marked.status == 200 and marked.json['is_appeal'], marked
    assert tail.wait(lambda m: m.key == made.json['id'] and m.json.get('is_appeal')).json['text'] == 'Жалоба'
    assert clerk.post(path + '/mark-as-appeal', {}, headers=version).status == 412
    newer = {'If-Match': clerk.get(path).headers['ETag']}
    assert clerk.post(path + '/mark-as-appeal', {}, headers=newer).json['code'] == 'letter_is_appeal'


def test_a_letter_that_is_a_confidential_appeal_is_hidden_like_its_card(clerk, archive, issuer, tail, files):
    made = clerk.post('/v1/letters', letter(is_appeal=True, text='Жалоба на сотрудника', client_kind='FL')).json
    ids = lambda api: [line['id'] for line in api.get('/v1/letters?limit=1').json['items']]
    assert ids(clerk) == [made['id']]
    outcome(tail, appeal({'url': files.put('/secret-letter.pdf', PDF)}, appeal_id=made['id'], letter_id=made['id'], confidential=True))
    few, many = (archive.api(issuer.token(rights=RIGHTS, branches=['SVE'], confidential=may)) for may in (False, True))
    path = f"/v1/letters/{made['id']}"
    assert few.get(path).status == few.get(path + '/documents').status == 404 and ids(few) != [made['id']]
    assert many.get(path).status == 200 and ids(many) == [made['id']]


def test_the_journal_of_letters_is_paged_by_branch(clerk, archive, issuer):
    numbers = [clerk.post('/v1/letters', letter()).json['number'] for _ in range(3)]
    page = clerk.get('/v1/letters?limit=2&direction=in&branch=SVE').json
    assert [line['number'] for line in page['items']] == numbers[:0:-1] and 'appeal' not in page['items'][0]
    rest = clerk.get(f"/v1/letters?limit=1&direction=in&after={page['next']}").json
    assert [line['number'] for line in rest['items']] == numbers[:1]
    assert clerk.get('/v1/letters?from=2026-13-01').status == 422
    other = archive.api(issuer.token(rights=RIGHTS, branches=['SMR'], branch='SMR'))
    assert other.get('/v1/letters').json['items'] == []
