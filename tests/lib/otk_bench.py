"""What the programs of tests/bench share: the suite with the demo company and clients, submissions, CPU by part, a table."""
import copy
import json
import os
import pathlib
import sys
import time
import uuid

import otk_suite
import otk_test as t

LOGIN, PASSWORD, SECRET = 'bench', 'four long words together', 'the word of the bench'
STATEMENTS = int(os.environ.get('OTKLIK_BENCH_STATEMENTS', '0'))  # how many of the dearest are shown
TICKS = os.sysconf('SC_CLK_TCK')
# Types that are sent to work by themselves from a portal, with all that they need but files.
TYPES = ['DOC-X-001', 'GRA-X-001', 'LKI-X-001', 'LKI-X-003', 'MET-E-005', 'MET-X-001', 'PAY-X-005', 'REC-E-003']
CLIENTS = 200


class Bench:
    """Every built service over an empty database and bus; `with Bench() as bench`."""

    _token, _signed_in = None, float('-inf')

    def __enter__(self):
        t.LOGS.mkdir(parents=True, exist_ok=True)
        t.reset_topics()
        secrets = t.STATE / 'secrets'
        secrets.mkdir(exist_ok=True)
        (secrets / 'bootstrap.secret').write_text(SECRET)
        (secrets / 'bootstrap.secret').chmod(0o600)
        (secrets / 'bench.password').write_text(PASSWORD)
        self._database = t.fresh_database()
        self.database = self._database.__enter__()
        if STATEMENTS:
            self.database.psql('CREATE EXTENSION pg_stat_statements SCHEMA public')
        self.mail = t.Mail().start()
        self.suite = otk_suite.Suite(self.database, self.mail)
        for service in self.suite.services.values():
            set_key(service.config, 'log.level', 'info')
        self.suite.otk('topics', 'apply')
        self.before_start()
        self.suite.start()
        return self

    def before_start(self):
        """For those who start the services in a way of their own."""

    def __exit__(self, *_):
        self.suite.stop()
        self.mail.stop()
        self._database.__exit__(*_)

    @property
    def services(self):
        return self.suite.services

    def load_company(self):
        staff = self.suite.api('staff')
        made = staff.post('/v1/bootstrap', {'secret': SECRET, 'login': LOGIN, 'password': PASSWORD, 'last': 'Bench'})
        assert made.status == 201, made
        self.suite.otk('--login', LOGIN, '--password-file', t.STATE / 'secrets/bench.password', 'company', 'load',
                       t.SOURCE / 'deploy/company')
        self.quiet()

    def hire(self, login, role, branch, department=None):
        """Somebody with that role, whose password is PASSWORD; `department`: a code, absent: the first of the branch."""
        staff = self.suite.api('staff', self._administrator())
        department = department or self.database.value("SELECT min(code) FROM staff.department WHERE branch = :'branch'", branch=branch)
        made = staff.put(f'/v1/employees/{login}', {'tab_no': login, 'last': 'Проверкин', 'first': 'Пётр', 'branch': branch,
                                                   'department': department, 'login': login, 'roles': [role]})
        assert made.status in (200, 201), made
        assert staff.put(f'/v1/employees/{login}/password', {'password': PASSWORD}, limit_s=60).status in (200, 204)

    def _administrator(self):
        """A token that is made anew when it has lived three of its five minutes: a sign-in costs the hash of a password."""
        if time.monotonic() - self._signed_in > 180:
            self._token, self._signed_in = self.sign_in(LOGIN), time.monotonic()
        return self._token

    def sign_in(self, login):
        """An access token; it lives five minutes."""
        answer = self.suite.api('staff').post('/v1/sign-in', {'login': login, 'password': PASSWORD}, headers={'X-Token': 'body'})
        assert answer.status == 200, answer
        return answer.json['access_token']

    def make_clients(self):
        """Clients with an account each, in one branch, by the demo's data steward."""
        admin = self.suite.api('staff', self.sign_in(LOGIN))
        persons = json.loads((t.SOURCE / 'deploy/demo/persons.json').read_text())['persons']
        steward = next(person for person in persons if person['login'] == 'steward')
        assert admin.put(f"/v1/employees/{steward['tab_no']}/password", {'password': PASSWORD}).status in (200, 204)
        registry = self.suite.api('client-registry', self.sign_in('steward'))
        for number in range(CLIENTS):
            made = registry.post('/v1/clients', client(number))
            assert made.status == 201, made
        self.quiet()

    def quiet(self, limit_s=120):
        """A look costs as much as ten appeals, and would be paid by what is measured."""
        self.suite.quiet(limit_s, pause_s=0.5)

    def lookups(self, name):
        """{table: statements that looked up one value each}: events should have told them beforehand (service.h: loads)."""
        return self.services[name].series('otklik_lookups_alone_total', 'table')

    def metric(self, name, start):
        """The sum of a service's series whose name begins so."""
        lines = self.services[name].metrics().splitlines()
        return sum(int(line.split()[-1]) for line in lines if line.startswith(start))

    def dearest(self, units):
        """(statement, what it took) of the dearest since the bench began, a unit's share of microseconds, calls and rows."""
        if not STATEMENTS:
            return
        for row in self.database.rows(
                "SELECT left(regexp_replace(query, '\\s+', ' ', 'g'), 110) AS query, calls, rows, total_exec_time + total_plan_time AS ms, "
                'wal_bytes, (rolname) AS who FROM public.pg_stat_statements JOIN pg_roles r ON r.oid = userid '
                f'ORDER BY total_exec_time + total_plan_time DESC LIMIT {STATEMENTS}'):
            us = float(row['ms']) * 1000 / units
            yield (f"{row['who']}: {row['query']}", f"{us:.0f} us, {int(row['calls']) / units:.3f} calls, {int(row['rows']) / units:.2f} rows, "
                   f"{int(row['wal_bytes']) / units:.0f} bytes of log")

    def handled(self, name):
        return self.metric(name, 'otklik_events_handled_total{')


def set_key(path, key, value):
    lines = [line for line in path.read_text().splitlines() if not line.startswith(f'{key}:')]
    path.write_text('\n'.join([*lines, f'{key}: "{value}"', '']))


def client(number):
    return {'kind': 'FL', 'branch': 'SMR', 'last': f'Иванов{"абвгдежзик"[number // 20]}', 'first': 'Пётр', 'middle': 'Ильич',
            'birth_date': f'19{50 + number % 40}-05-17',
            'contacts': [{'kind': 'phone', 'value': f'+7900{number:07d}', 'purpose': 'main'}],
            'accounts': [{'billing_system': 'legacy.SMR', 'number': f'7{number:09d}', 'role': 'owner'}]}


def submissions(count, types=None):
    """Submissions of these types (TYPES) in turn, each of one of the clients, as JSON texts with their external ids."""
    samples = [json.loads((t.SOURCE / f'examples/types/{code}/valid.json').read_text()) for code in types or TYPES]
    for number in range(count):
        one = copy.deepcopy(samples[number % len(samples)])
        who = client(number % CLIENTS)
        data = one['data']
        data.update(external_id=f'B-{uuid.uuid4()}', account=who['accounts'][0]['number'], files=[],
                    submitted_at=time.strftime('%Y-%m-%dT%H:%M:%S+00:00', time.gmtime()))
        data['applicant'].update(last=who['last'], first=who['first'], middle=who['middle'],
                                 phone=who['contacts'][0]['value'])
        data['applicant'].pop('email', None)
        yield data['external_id'], json.dumps(one, ensure_ascii=False)


def send(pairs, topic='in.appeals.v1'):
    text = ''.join(f'{key}\t{value}\n' for key, value in pairs)
    t.run(['kcat', '-P', '-b', t.BOOTSTRAP, '-t', topic, '-K', '\t', '-X', 'partitioner=murmur2_random'],
          input=text)


BILLING_TOPIC = 'ora_perm.BILL.ABONENT'
ANSWERING = ('prepare_response', 'resolve_at_visit', 'wait_external')  # actions of the last working stage


def debezium(operation, row, change):
    """A row of Oracle billing as Debezium writes it; `change`: its number, higher is newer."""
    source = {'connector': 'oracle', 'name': 'ora_perm', 'schema': 'BILL', 'table': 'ABONENT', 'scn': str(change), 'commit_scn': str(change),
              'rs_id': '001234.00012345.0124', 'ssn': 1}
    return json.dumps({'before': None, 'after': row, 'op': operation, 'ts_ms': 1795151703105, 'source': source}, ensure_ascii=False)


def billing_change(number, subscribers):
    """(key, text): the subscribers come to be one after another, then each gets another name in turn."""
    key = number % subscribers
    row = {'ABON_ID': key, 'LS': f'5401-{key:06d}', 'FIO': f'ОРАКУЛОВ ПЁТР {number // subscribers}', 'BIRTH_DT': 326592000000, 'EMAIL': None}
    return str(key), debezium('c' if number < subscribers else 'u', row, number)


def _ticks(pid, with_children=False):
    try:
        fields = pathlib.Path(f'/proc/{pid}/stat').read_text().rsplit(') ', 1)[1].split()
    except FileNotFoundError:
        return 0
    return sum(int(fields[i]) for i in ((11, 12, 13, 14) if with_children else (11, 12)))


def _seconds(pid):
    """A process's own clock counts nanoseconds; ticks miss much of what sleeps and wakes."""
    try:
        return time.clock_gettime(~pid << 3 | 2)
    except OSError:
        return 0


def server_pid(server):
    return int((t.STATE / server / 'pid').read_text().split()[0])


def _children(parent):
    return [int(one) for one in pathlib.Path(f'/proc/{parent}/task/{parent}/children').read_text().split()]


class Cpu:
    """CPU seconds of every part since the beginning: services by name, 'PostgreSQL', 'Kafka', and 'nginx' where it runs."""

    def __init__(self, services):
        self.services = services
        self.begin = self._now()

    def _now(self):
        postgres = server_pid('postgres')
        # Backends that ended are in the postmaster's account of its children, so that is read last.
        ticks = sum(_ticks(child) for child in _children(postgres)) + _ticks(postgres, True)
        used = {name: _seconds(service.process.pid) for name, service in self.services.items()}
        if (t.STATE / 'front/nginx/pid').exists():
            front = server_pid('front/nginx')
            used['nginx'] = sum(_seconds(pid) for pid in [front, *_children(front)])
        return used | {'PostgreSQL': ticks / TICKS, 'Kafka': _seconds(server_pid('kafka'))}

    def used(self):
        """A service started anew meanwhile counts from its start."""
        now = self._now()
        return {name: now[name] - (self.begin[name] if now[name] >= self.begin[name] else 0) for name in now}


def columns(database, table):
    """The columns of a table that can be written, in order."""
    return database.psql(f"SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped "
                         "AND attgenerated = '' ORDER BY attnum").split()


def copy_rows(database, table, source, overrides):
    """Rows like those of `source` (a FROM clause whose `s` is a row of that table) but for `overrides`: {column: SQL}."""
    names = columns(database, table)
    values = ', '.join(overrides.get(name, f's.{name}') for name in names)
    database.psql(f"SET statement_timeout = 0;\nINSERT INTO {table} ({', '.join(names)}) SELECT {values} {source}")


def at_least(rate):
    """A target with its floor, half of it."""
    return f'>= {rate:,} (floor {rate // 2:,})'


def at_most(limit, unit):
    """A target of a time or a size with its floor, twice as much."""
    return f'<= {limit} {unit} (floor {limit * 2} {unit})'


class Table:
    """figure, target, measured; printed at the end and written beside the logs as JSON."""

    def __init__(self, name):
        self.name, self.rows = name, []

    def add(self, figure, measured, target=''):
        self.rows.append((figure, str(target), str(measured)))

    def print(self):
        widths = [max(len(row[i]) for row in [('figure', 'target', 'measured'), *self.rows]) for i in range(3)]
        print(f'\n{self.name} ({os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end)')
        for row in [('figure', 'target', 'measured'), tuple('-' * width for width in widths), *self.rows]:
            print('  '.join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
        sys.stdout.flush()
        (t.STATE / f'bench-{self.name}.json').write_text(json.dumps(self.rows, ensure_ascii=False, indent=1))
