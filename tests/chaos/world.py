"""What a chaos run stands on: the deployed settings (asserted), a company of few types, persons who can sign in, clients."""
import contextlib
import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess

import disks
import otk_bench
import otk_test as t
import otk_proxy

HERE = pathlib.Path(__file__).resolve().parent
BRANCH = 'SVE'
# The service between which and its database stands a proxy.
PROXIED = 'routing'
# Persons of the demo company by what they do here.
PERSONS = {'window': '00227', 'eryabov': '00228', 'mmoiseev': '00226', 'head': '00236', 'specialist': '00237', 'kmartynova': '00238',
           'signer': '00250', 'steward': '00287', 'admin': '00280', 'ymakarova': '00247', 'clerk': '00230'}
TYPES = ['MET-X-001', 'PAY-X-005', 'GRA-X-001']
CLIENTS = 200
# What the archive's files have: enough for every upload and fetch of a run.
DISK = '64m'
ALWAYS = {day: ['00:00', '24:00'] for day in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')}
MUST = {'fsync': 'on', 'full_page_writes': 'on', 'synchronous_commit': 'on'}


def _stage(seq, role, action, results, **more):
    return {'seq': seq, 'role': role, 'period': {'n': 1, 'unit': 'min'}, 'action': action, 'results': results, **more}


def _own_type(code, ru, stages):
    base = json.loads((t.SOURCE / 'deploy/company/types/PAY-X-005.json').read_text())
    return {**base, 'code': code, 'ru': ru, 'en': code, 'fields': [], 'base': {}, 'docs': [], 'rules': [{'rule': 'D36'}], 'priority': 3,
            'results': ['granted', 'refused'], 'templates': {}, 'auto_send': ['LK'],
            'routes': [{'client_kinds': ['FL'], 'stages': stages}]}


OWN_TYPES = [
    # One desk, answered without a signature; its stage is due in a minute, so that timers fire within a run.
    _own_type('CHS-X-002', 'Одно окно', [_stage(1, 'FO', 'prepare_response', ['granted'], last=True)]),
    # Three departments and a signer.
    _own_type('CHS-X-001', 'Три отдела и подпись', [
        _stage(1, 'FO', 'check', ['done']), _stage(2, 'BILL_FL', 'prepare_response', ['granted', 'refused'], last=True),
        _stage(3, 'SIGN', 'sign_response', ['done'])]),
]


def _edit(path, change):
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value, ensure_ascii=False))


def _open_always(value):
    for department in value['departments']:
        if department['branch'] == BRANCH:
            department['hours'] = ALWAYS
            department['calendar'] = 'CHS'


def _weekends(year):
    first = datetime.date(year, 1, 1)
    days = (first + datetime.timedelta(n) for n in range(366))
    return [f'{day:%m-%d}' for day in days if day.year == year and day.weekday() > 4]


def _add_calendar(value):
    """A calendar in which every day is worked, of the years a run may touch."""
    now = datetime.date.today().year
    years = {str(year): {'act': 'chaos', 'off': [], 'short': [], 'work': _weekends(year)} for year in range(now - 1, now + 2)}
    value['calendars'].append({'code': 'CHS', 'ru': 'Без выходных', 'en': 'No days off', 'years': years})


def company_folder():
    """The demo company with few types and our own; the branch we work in never closes, so that minutes are minutes."""
    folder = t.STATE / 'company'
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(t.SOURCE / 'deploy/company', folder)
    for path in (folder / 'types').glob('*.json'):
        if path.stem not in TYPES:
            path.unlink()
    for one in OWN_TYPES:
        (folder / 'types' / f"{one['code']}.json").write_text(json.dumps(one, ensure_ascii=False))
    _edit(folder / 'departments.json', _open_always)
    _edit(folder / 'calendars.json', _add_calendar)
    return folder


class World(otk_bench.Bench):
    """Every service as deployed, with the company, the persons' passwords and the clients."""

    def __init__(self, seed):
        self.seed = seed

    def before_start(self):
        """PROXIED reaches its database by a proxy (otk_proxy.py), the others directly. A file of each service's own names the crash point at which it is to die next (libs/common/crash.h)."""
        for service in self.services.values():
            service.crash_file = t.STATE / 'config' / f'{service.name}.crash'
            service.crash_file.unlink(missing_ok=True)
            service.environment['OTKLIK_CRASH_AT'] = f'@{service.crash_file}'
            service.clock_file = t.STATE / 'config' / f'{service.name}.clock'
            service.clock_file.write_text('0')
            service.environment['OTKLIK_CLOCK_OFFSET_FILE'] = str(service.clock_file)
        files = t.STATE / 'files' / self.database.name / 'archive'
        self.disk = disks.SmallDisk(files, DISK)
        (files / 'uploads').mkdir(exist_ok=True)
        port = t.HTTP_PORT + 49
        self.network = otk_proxy.Control(port, t.POSTGRES_PORT, self.seed)
        otk_bench.set_key(self.services[PROXIED].config, 'database.url', self.database.url(PROXIED).replace(f'port={t.POSTGRES_PORT}', f'port={port}'))

    def load(self):
        staff = self.suite.api('staff')
        made = staff.post('/v1/bootstrap', {'secret': otk_bench.SECRET, 'login': otk_bench.LOGIN, 'password': otk_bench.PASSWORD,
                                            'last': 'Chaos'})
        assert made.status == 201, made
        self.suite.otk('--login', otk_bench.LOGIN, '--password-file', t.STATE / 'secrets/bench.password', 'company', 'load',
                       company_folder())
        admin = self.suite.api('staff', self.sign_in(otk_bench.LOGIN))
        for tab_no in PERSONS.values():
            put = admin.put(f'/v1/employees/{tab_no}/password', {'password': otk_bench.PASSWORD})
            assert put.status in (200, 204), put
        registry = self.suite.api('client-registry', self.sign_in('steward'))
        for number in range(CLIENTS):
            made = registry.post('/v1/clients', {**otk_bench.client(number), 'branch': BRANCH})
            assert made.status == 201, made
        self.quiet()

    def slow_commits(self, ms):
        """As a slow disk does: rows of one transaction become visible later than those of others with greater ids."""
        self.database.psql(f'ALTER SYSTEM SET commit_delay = {ms * 1000}')
        self.database.psql('ALTER SYSTEM SET commit_siblings = 0')
        self.database.psql('SELECT pg_reload_conf()')

    def __exit__(self, *problem):
        with contextlib.suppress(AssertionError):  # the database may be what the run broke down of
            self.database.psql('ALTER SYSTEM RESET commit_delay')
            self.database.psql('ALTER SYSTEM RESET commit_siblings')
            self.database.psql('SELECT pg_reload_conf()')
        super().__exit__(*problem)
        self.network.stop()
        self.disk.remove()

    def written(self):
        """How many transactions have written since the cluster was made: it goes on growing over crashes."""
        return int(self.database.value("SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS n"))


def settings(database):
    """The settings of PostgreSQL that a crash depends on; fails when one is not as deployed."""
    names = ', '.join(f"'{name}'" for name in MUST)
    rows = {row['name']: row['setting'] for row in database.rows(f'SELECT name, setting FROM pg_settings WHERE name IN ({names})')}
    assert rows == MUST, f'not the settings of a deployment: {rows}'
    return rows


def difference():
    """Lines in which the servers' and services' settings differ from what deploy/up would write here."""
    state = t.STATE
    memory = int(re.search(r'MemTotal: *(\d+)', pathlib.Path('/proc/meminfo').read_text()).group(1)) // 1024
    deployed = {'FSYNC': 'on', 'MAX_WAL_SIZE': '2GB', 'SHARED_BUFFERS': f'{memory // 8}MB', 'CACHE_SIZE': f'{memory // 2}MB',
                'PORT': '15432', 'SOCKETS': '/var/lib/otklik/postgres/run', 'LOGS': '/var/lib/otklik/postgres/logs'}
    wanted = (t.SOURCE / 'deploy/postgres/postgresql.conf.in').read_text()
    for name, value in deployed.items():
        wanted = wanted.replace(f'@{name}@', value)
    ours = (state / 'postgres/data/postgresql.conf').read_text()
    return [f'{PROXIED} reaches PostgreSQL by a proxy; no nginx stands before the services'] + [f'{here.strip()}   (deploy/up: {there.strip()})' for here, there in zip(ours.splitlines(), wanted.splitlines()) if here != there]


def versions():
    """Of everything that a run depends on."""
    first = lambda *command: subprocess.run(command, capture_output=True, text=True).stdout.strip().splitlines()[:1]
    return {'commit': first('git', '-C', str(HERE), 'rev-parse', 'HEAD'), 'dirty': bool(first('git', '-C', str(HERE), 'status', '--porcelain')),
            'postgresql': first('/usr/lib/postgresql/15/bin/postgres', '--version'), 'kafka': _kafka(), 'cores': os.cpu_count(),
            'librdkafka': first('dpkg-query', '-W', '-f', '${Version}', 'librdkafka1'), 'kernel': os.uname().release}


def _kafka():
    return re.search(r'<artifactId>kafka_[\d.]+</artifactId>\s*<version>([^<]+)', (t.SOURCE / 'deploy/kafka/pom.xml').read_text()).group(1)
