"""archive: the virus scanner, a crash between a file and its row, unused uploads and orphans."""
import hashlib
import pathlib
import socket
import threading
import uuid

import pytest

import otk_test as t
from archive_test import ARCHIVE, INTAKE, PDF, RIGHTS, Files, appeal, event, outcome, upload

VIRUS = PDF + b'EICAR'


class Clamd:
    """Answers INSTREAM as clamd does; what holds EICAR is a find. While `away` is set it hangs up."""

    def __init__(self, path):
        self.path, self.away, self.held = str(path), False, threading.Event()
        self.held.set()
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(self.path)
        self.server.listen(8)
        pathlib.Path(self.path).chmod(0o777)
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            connection, _ = self.server.accept()
            threading.Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection):
        with connection, connection.makefile('rb') as stream:
            if self.away or stream.read(10) != b'zINSTREAM\0':
                return
            content = b''
            while length := int.from_bytes(stream.read(4), 'big'):
                content += stream.read(length)
            self.held.wait(30)
            connection.sendall(b'stream: Eicar-Signature FOUND\0' if b'EICAR' in content else b'stream: OK\0')


@pytest.fixture(scope='module')
def clamd(tmp_path_factory):
    return Clamd(tmp_path_factory.mktemp('clamd') / 'socket')


@pytest.fixture(scope='module')
def files():
    files = Files()
    yield files
    files.server.shutdown()


@pytest.fixture(scope='module')
def clock(tmp_path_factory):
    path = tmp_path_factory.mktemp('clock') / 'offset'
    path.write_text('0\n')
    return path


@pytest.fixture(scope='module')
def archive(service, clamd, clock, database):
    one = service('archive', files__fetch_limit_s=3, files__fetch_backoff_s=1, scanner__clamd_socket=clamd.path,
                  environment={'OTKLIK_CLOCK_OFFSET_FILE': str(clock)})
    event('source.changed', INTAKE, 'lk', name='lk', version=1, file_hosts=['127.0.0.1'], trusted=True)
    t.wait_until(lambda: database.value('SELECT count(*) FROM archive.source') == 1, what='the source', alive=[one])
    return one


@pytest.fixture(scope='module')
def clerk(archive, issuer):
    return archive.api(issuer.token(life_s=10 * 86400, rights=RIGHTS, branches=['SVE'], branch='SVE'))


@pytest.fixture(scope='module')
def tail(archive):
    with t.Tail(ARCHIVE) as tail:
        yield tail


def state_of(clerk, claim):
    return clerk.get(f"/v1/claims/{claim['id']}").json['state']


def test_an_upload_waits_for_the_scanner(clerk, clamd, tail):
    clamd.held.clear()
    good, bad = upload(clerk).json, upload(clerk, VIRUS).json
    assert good['state'] == bad['state'] == 'pending' and good['checks'] == 'size, type, viruses'
    # Appeals that name them meanwhile get them, or hear of the virus, when the scanner has spoken.
    with_good, with_bad = appeal({'claim_id': good['id']}), appeal({'claim_id': bad['id']})
    assert clerk.post('/v1/documents', {'claim_id': good['id'], 'client_id': str(uuid.uuid4())}).status in (404, 409)
    clamd.held.set()
    assert outcome(tail, with_good).type == 'document.stored'
    failed = outcome(tail, with_bad)
    assert failed.type == 'document.failed' and failed.json['reason'] == 'infected'
    assert (state_of(clerk, good), state_of(clerk, bad)) == ('clean', 'infected')


def test_a_fetched_virus_is_not_stored(tail, files, database):
    assert outcome(tail, appeal({'url': files.put('/virus.pdf', VIRUS + b'2')})).json['reason'] == 'infected'
    sha256 = hashlib.sha256(VIRUS + b'2').hexdigest()
    assert database.value(f"SELECT count(*) FROM archive.file WHERE sha256 = '{sha256}'") == 0


def test_a_scanner_that_is_away_is_waited_for(tail, files, clamd):
    clamd.away = True
    appeal_id = appeal({'url': files.put('/wait.pdf', PDF + b'wait')})
    assert outcome(tail, appeal_id, final=False).json['reason'] == 'scan_failed'
    clamd.away = False
    tail.wait(lambda m: m.key == appeal_id and m.type == 'document.stored', 20)


def test_a_crash_between_a_file_and_its_row_is_made_good(archive, tail, files, database):
    archive.stop()
    archive.environment['OTKLIK_CRASH_AT'] = 'after_file_rename'
    archive.launch()
    content = PDF + b'crash'
    appeal_id = appeal({'url': files.put('/crash.pdf', content)})
    t.wait_until(lambda: not archive.running(), 20, 'the crash')
    assert archive.process.returncode == 86
    sha256 = hashlib.sha256(content).hexdigest()
    assert database.value(f"SELECT count(*) FROM archive.file WHERE sha256 = '{sha256}'") == 0
    assert place(database, sha256).exists()
    del archive.environment['OTKLIK_CRASH_AT']
    # The lease counts on the scanner's time limits: half an hour later it is over.
    later(archive, 1800)
    archive.launch()
    tail.wait(lambda m: m.key == appeal_id and m.type == 'document.stored', 20)
    assert database.value(f"SELECT count(*) FROM archive.document WHERE sha256 = '{sha256}'") == 1


def place(database, sha256):
    return t.STATE / 'files' / database.name / 'archive/store' / sha256[:2] / sha256[2:4] / sha256


def later(archive, seconds):
    pathlib.Path(archive.environment['OTKLIK_CLOCK_OFFSET_FILE']).write_text(f'{seconds}\n')


def test_unused_uploads_and_orphans_go_after_a_day(archive, clerk, database):
    t.wait_until(archive.ready, what='the service')
    unused = upload(clerk, PDF + b'unused').json
    used = database.one("SELECT sha256 FROM archive.document LIMIT 1")['sha256']
    t.wait_until(lambda: state_of(clerk, unused) == 'clean', what='the scan')
    orphan = place(database, '00' + uuid.uuid4().hex + uuid.uuid4().hex[:30])
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b'x')
    later(archive, 25 * 3600 + 1800)
    t.wait_until(lambda: clerk.get(f"/v1/claims/{unused['id']}").status == 404, 20, 'the claim to expire', alive=[archive])
    assert database.value(f"SELECT count(*) FROM archive.file WHERE sha256 = '{unused['sha256']}'") == 0
    t.wait_until(lambda: not orphan.exists(), 40, 'the sweep', alive=[archive])
    assert place(database, used).exists()
    assert database.value(f"SELECT count(*) FROM archive.file WHERE sha256 = '{used}'") == 1
