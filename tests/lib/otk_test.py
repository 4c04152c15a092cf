"""Helpers of the component and system tests: services as processes, PostgreSQL by psql, Kafka by kcat, HTTP with tokens.

Everything that waits takes a condition and a limit; there are no fixed sleeps. tests/run sets the environment.
"""
import base64
import concurrent.futures
import contextlib
import email
import email.policy
import http.server
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid

import otk_contracts

SOURCE = pathlib.Path(os.environ['OTKLIK_SOURCE'])
STATE = pathlib.Path(os.environ['OTKLIK_TEST_STATE'])
BIN = pathlib.Path(os.environ['OTKLIK_TEST_BIN'])
# The tests' own, whatever release they test.
MAILBOXES = SOURCE / 'deploy/mail/mailboxes'
LOGS = STATE / 'logs'
POSTGRES_PORT = int(os.environ['OTKLIK_TEST_POSTGRES_PORT'])
KAFKA_PORT = int(os.environ['OTKLIK_TEST_KAFKA_PORT'])
HTTP_PORT = int(os.environ['OTKLIK_TEST_HTTP_PORT'])
MAIL_PORT = HTTP_PORT + 50
BOOTSTRAP = f'127.0.0.1:{KAFKA_PORT}'
# The order of deploy/services.txt is the order of the ports.
SERVICES = [line.split()[0] for line in (SOURCE / 'deploy/services.txt').read_text().splitlines()
            if line.strip() and not line.startswith('#')]


def wait_until(condition, limit_s=10, what='the condition', alive=(), pause_s=0.02):
    """Calls `condition` until its result is true and returns that; fails with its last result or exception after
    `limit_s`, or at once when one of the services `alive` has ended."""
    end = time.monotonic() + limit_s
    last = None
    while True:
        try:
            last = condition()
            if last:
                return last
        except Exception as problem:  # the last one is told below
            last = problem
        for service in alive:
            assert service.running(), f'{service.name} ended while waiting for {what}\n{service.log_tail()}'
        if time.monotonic() > end:
            raise AssertionError(f'{what}: not within {limit_s} s; last state: {last!r}')
        time.sleep(pause_s)


def run(arguments, **options):
    """Runs a program to its end; its output is in the message when it fails."""
    done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, **options)
    assert done.returncode == 0, f'{arguments[0]} ended with {done.returncode}\n{done.stdout}{done.stderr}'
    return done.stdout


class Database:
    """One database with a schema and a role per service, as deployment makes them; dropped at the end of a test."""

    def __init__(self, name):
        self.name = name

    def psql(self, sql, database=None, **variables):
        """Runs SQL as superuser; `variables` are psql's (:'name' in the text). Returns its plain output."""
        options = [option for key, value in variables.items() for option in ('-v', f'{key}={value}')]
        return run(['psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', '-h', STATE / 'postgres/run', '-p', POSTGRES_PORT,
                    '-U', 'postgres', '-d', database or self.name, *options, '-f', '-'], input=sql)

    def rows(self, query, **variables):
        """The query's rows as dicts."""
        text = self.psql(f"SELECT coalesce(json_agg(t), '[]') FROM ({query.rstrip().rstrip(';')}) t", **variables)
        return json.loads(text)

    def one(self, query, **variables):
        """The single row, or None."""
        rows = self.rows(query, **variables)
        assert len(rows) <= 1, f'{len(rows)} rows instead of one: {query}'
        return rows[0] if rows else None

    def value(self, query, **variables):
        """The single value of the single row."""
        return next(iter(self.one(query, **variables).values()))

    def url(self, service):
        role = 'otklik_' + service.replace('-', '_')
        return f'host=127.0.0.1 port={POSTGRES_PORT} dbname={self.name} user={role} password={role}'


@contextlib.contextmanager
def fresh_database():
    """A copy of the template that tests/lib/servers.sh made; roles have their own names as passwords."""
    database = Database('test_' + uuid.uuid4().hex[:12])
    database.psql(f'CREATE DATABASE {database.name} TEMPLATE otklik_template', database='postgres')
    try:
        yield database
    finally:
        database.psql(f'DROP DATABASE IF EXISTS {database.name} WITH (FORCE)', database='postgres')


def wait_for_branches(database, service, count):
    """Until that service knows so many branches: a card that comes earlier falls to the head office, or waits."""
    wait_until(lambda: database.value(f'SELECT count(*) FROM {service}.branch') == count, what=f'the branches to be known to {service}')


class Message:
    """One message of the bus: topic, partition, offset, key, text (the value), headers."""

    def __init__(self, row):
        self.topic, self.partition, self.offset = row['topic'], row['partition'], row['offset']
        self.key, self.text = row.get('key'), row.get('payload')
        pairs = row.get('headers') or []
        self.headers = dict(zip(pairs[::2], pairs[1::2]))
        if 'ce_sequence' in self.headers:
            otk_contracts.check_event(self.topic, self.type, self.text)

    @property
    def json(self):
        return json.loads(self.text) if self.text is not None else None

    @property
    def type(self):
        """The CloudEvents type, without "otklik."."""
        return self.headers.get('ce_type', '').removeprefix('otklik.')

    def __repr__(self):
        return f'<{self.topic}/{self.partition}@{self.offset} {self.type} key={self.key} {(self.text or "")[:400]}>'


def partition_counts():
    """{topic: partitions} of the bus."""
    listing = json.loads(run(['kcat', '-L', '-J', '-b', BOOTSTRAP]))
    return {topic['topic']: len(topic['partitions']) for topic in listing['topics']}


class Tail:
    """Follows topics from their present end. Use as a context manager."""

    def __init__(self, *topics):
        self.messages = []
        counts = partition_counts()
        self._readers = [self._follow(topic) for topic in topics]
        for topic, reader in zip(topics, self._readers):
            self._wait_for_ends(reader, counts[topic])

    def _follow(self, topic):
        reader = subprocess.Popen(['kcat', '-C', '-u', '-J', '-b', BOOTSTRAP, '-t', topic, '-o', 'end',
                                   '-X', 'fetch.wait.max.ms=10'],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self._read, args=(reader,), daemon=True).start()
        return reader

    @staticmethod
    def _wait_for_ends(reader, partitions):
        """kcat tells when it stands at the end of a partition: what is sent from then on is seen."""
        reached = set()
        for line in reader.stderr:
            if 'Reached end' in line:
                reached.add(line.split('[')[1].split(']')[0])
            if len(reached) == partitions:
                break
        assert len(reached) == partitions, f'kcat ended: {reader.args}'
        threading.Thread(target=reader.stderr.read, daemon=True).start()

    def _read(self, reader):
        for line in reader.stdout:
            self.messages.append(Message(json.loads(line)))

    def wait(self, matches=lambda m: True, limit_s=10, what='a message', alive=()):
        """The first message that matches."""
        def look():
            return next((m for m in list(self.messages) if matches(m)), None)
        try:
            return wait_until(look, limit_s, what, alive)
        except AssertionError as problem:
            seen = '\n'.join(f'  {m!r}' for m in self.messages[-20:]) or '  nothing'
            raise AssertionError(f'{problem}\nseen:\n{seen}') from None

    def close(self):
        for reader in self._readers:
            reader.kill()
            reader.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def reset_topics(*topics):
    """Deletes everything on the bus and makes these topics: "name" (12 partitions) or "name:partitions:setting=value"."""
    run([BIN / 'otk-test-topics', BOOTSTRAP, *(t if ':' in t else f'{t}:12' for t in topics)])
    names = {t.split(':')[0] for t in topics}
    # The broker answers before its own metadata tell of it.
    wait_until(lambda: {t for t in partition_counts() if not t.startswith('__')} == names, what='topics to be made')


def reset_bus():
    """An empty bus with every topic of proto-schemas/topics.json."""
    rows = json.loads((SOURCE / 'proto-schemas/topics.json').read_text())['topics']
    reset_topics(*(f"{row['name']}:{row['partitions']}:cleanup.policy={row['cleanup']}"
                   f":max.message.bytes={row['max_message_bytes']}" for row in rows))


def untaken(database, schemas):
    """How many messages stand on the bus that the services of these schemas have not taken."""
    places = database.rows(' UNION ALL '.join(f'SELECT topic, partition, next FROM {schema}.bus_offset' for schema in schemas))
    asked = sorted({f"{place['topic']}:{place['partition']}:-1" for place in places})
    said = run(['kcat', '-Q', '-b', BOOTSTRAP, *(word for one in asked for word in ('-t', one))])
    ends = {}
    for line in said.splitlines():
        topic, partition, _, offset = line.split()
        ends[topic, int(partition.strip('[]'))] = int(offset)
    return sum(ends[place['topic'], place['partition']] - max(place['next'], 0) for place in places)


def messages(topic):
    """Everything that stands in a topic now."""
    # The leader of a partition that was just made may not know yet that it is.
    read = ['kcat', '-C', '-q', '-e', '-J', '-b', BOOTSTRAP, '-t', topic, '-o', 'beginning', '-X', 'fetch.wait.max.ms=10']
    lines = wait_until(lambda: [run(read)], what=f'{topic} to be readable')[0].splitlines()
    return [Message(json.loads(line)) for line in lines]


def read_bus():
    """Reads everything that services have written, so that every event is held against its schema."""
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(messages, [topic for topic in partition_counts() if topic.startswith('otklik.')]))


def produce(topic, value, key=None, headers=None):
    """Sends one message; `value` is text, bytes or something that becomes JSON. Returns when Kafka has it."""
    if not isinstance(value, (str, bytes)):
        otk_contracts.check_told(topic, (headers or {}).get('ce_type', '').removeprefix('otklik.'), value)
        value = json.dumps(value, ensure_ascii=False)
    with tempfile.NamedTemporaryFile(dir=STATE) as body:
        body.write(value if isinstance(value, bytes) else value.encode())
        body.flush()
        options = [option for name, text in (headers or {}).items() for option in ('-H', f'{name}={text}')]
        if key is not None:
            options += ['-k', key]
        # A file name makes one message of the whole file, whatever lines it has.
        run(['kcat', '-P', '-b', BOOTSTRAP, '-t', topic, '-X', 'partitioner=murmur2_random',
             '-X', 'message.max.bytes=9000000', *options, body.name])


def cloud_event(event_type, source, **attributes):
    """Headers of a CloudEvent in binary mode."""
    attributes = {'id': str(uuid.uuid4()), 'specversion': '1.0', 'type': event_type, 'source': source,
                  'time': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime()), **attributes}
    return {'content-type': 'application/json', **{f'ce_{name}': text for name, text in attributes.items()}}


class Response:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f'<{self.status} {self.body[:600]!r}>'


class Api:
    """One HTTP API, called as one person: api.get('/v1/appeals'), api.post('/v1/appeals', {...})."""

    def __init__(self, base, token=None):
        self.base, self.token = base.rstrip('/'), token

    def call(self, method, path, body=None, headers=None, limit_s=10):
        """Any answer is returned, also 4xx and 5xx. A POST gets an Idempotency-Key unless the headers bring one."""
        wanted = {'Accept-Language': 'ru'}
        if self.token:
            wanted['Authorization'] = f'Bearer {self.token}'
        if method == 'POST':
            wanted['Idempotency-Key'] = str(uuid.uuid4())
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
            wanted['Content-Type'] = 'application/json'
        request = urllib.request.Request(self.base + path, body, {**wanted, **(headers or {})}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=limit_s) as answer:
                return self._checked(method, path, body, Response(answer.status, answer.headers, answer.read()))
        except urllib.error.HTTPError as answer:
            return self._checked(method, path, body, Response(answer.code, answer.headers, answer.read()))

    def _checked(self, method, path, body, response):
        """The response, held against the schema of its route where a service of ours gave it."""
        program = program_at(self.base)
        if program:
            media_type = response.headers.get('Content-Type') or ''
            otk_contracts.check_answer(program, method, path, response.status, media_type, response.body)
            if response.status < 300:
                otk_contracts.check_asked(program, method, path, body)
        return response

    def get(self, path, **options):
        return self.call('GET', path, **options)

    def post(self, path, body=None, **options):
        return self.call('POST', path, body, **options)

    def put(self, path, body=None, **options):
        return self.call('PUT', path, body, **options)

    def patch(self, path, body=None, **options):
        return self.call('PATCH', path, body, **options)

    def delete(self, path, **options):
        return self.call('DELETE', path, **options)


def settings_of(name, database):
    """A service's configuration as deployment writes it (deploy/config), with the tests' places."""
    files = STATE / 'files' / database.name / name
    (files / 'uploads').mkdir(parents=True, exist_ok=True)
    places = {'SERVICE': name, 'ROLE': 'otklik_' + name.replace('-', '_'), 'PORT': port_of(name), 'FILES': files,
              'STAFF_PORT': port_of('staff'), 'POSTGRES_PORT': POSTGRES_PORT, 'KAFKA_PORT': KAFKA_PORT,
              'MAIL_PORT': MAIL_PORT, 'TLS': STATE / 'tls', 'SECRETS': STATE / 'secrets', 'PUBLIC_PORT': HTTP_PORT,
              'PUBLIC_HOST': 'localhost', 'CONFIG': STATE / 'config',
              **dict.fromkeys(['LISTEN', 'KAFKA_HOST', 'POSTGRES_HOST', 'STAFF_HOST', 'MAIL_HOST'], '127.0.0.1')}
    text = ''.join(path.read_text() for path in (SOURCE / 'deploy/config/service.yaml.in',
                                                  SOURCE / f'deploy/config/{name}.yaml.in') if path.exists())
    for place, value in places.items():
        text = text.replace(f'@{place}@', str(value))
    assert not re.search('@[A-Z_]+@', text), f'deploy/config has a place that the tests do not know: {text}'
    lines = [line.split(':', 1) for line in text.splitlines() if line and not line.startswith('#')]
    return {**{key: value.strip().strip('"') for key, value in lines}, 'database.url': database.url(name)}


def port_of(name):
    return HTTP_PORT + 1 + SERVICES.index(name)


def program_at(base):
    """The program of the service that listens at this address; None where it is no service."""
    place = base.removeprefix('http://127.0.0.1:')
    number = int(place) - HTTP_PORT - 1 if place.isdigit() else -1
    return str(BIN / f'otklik-{SERVICES[number]}') if 0 <= number < len(SERVICES) else None


class Service:
    """One real service process. `overrides` are configuration keys, with __ for a dot; the log goes to the tests' log
    folder. Without `jwks_url` it asks the service staff, as in production."""

    def __init__(self, name, database, jwks_url=None, environment=None, **overrides):
        self.name = name
        self.base = f'http://127.0.0.1:{port_of(name)}'
        self.environment = {**os.environ, **(environment or {})}
        self.config = STATE / 'config' / f'{name}.yaml'
        self.log = LOGS / f'{name}.log'
        self.process = None
        settings = {**settings_of(name, database), 'log.level': 'debug'}
        if jwks_url:
            settings['token.jwks_url'] = jwks_url
        settings.update({key.replace('__', '.'): value for key, value in overrides.items()})
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.config.write_text(''.join(f'{key}: {json.dumps(value, ensure_ascii=False)}\n'
                                       for key, value in settings.items()))

    def program(self, *arguments):
        """Runs the program with e.g. --migrate to its end."""
        return run([BIN / f'otklik-{self.name}', '--config', self.config, *arguments], env=self.environment)

    def start(self, limit_s=15):
        """Migrates, starts and waits until it is ready."""
        self.program('--migrate')
        self.launch()
        wait_until(self.ready, limit_s, f'{self.name} to be ready', alive=[self])
        return self

    def launch(self):
        with self.log.open('a') as log:
            # The service ends with the tests, also when these are killed; the process stays the same one.
            self.process = subprocess.Popen(
                ['setpriv', '--pdeathsig', 'KILL', BIN / f'otklik-{self.name}', '--config', self.config], stdout=log,
                stderr=log, stdin=subprocess.DEVNULL, env=self.environment, start_new_session=True)

    def running(self):
        return self.process is not None and self.process.poll() is None

    def ready(self):
        try:
            return Api(self.base).get('/readyz', limit_s=2).status == 200
        except OSError:
            return False

    def metrics(self):
        answer = Api(self.base).get('/metrics')
        assert answer.status == 200, answer
        return answer.body.decode()

    def series(self, name, label):
        """{value of the label: number} of a metric with one label."""
        return {value: int(n) for value, n in re.findall(rf'^{name}{{{label}="([^"]*)"}} (\d+)$', self.metrics(), re.M)}

    def kill(self):
        """As kill -9 does."""
        self.process.kill()
        self.process.wait()

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def resume(self):
        self.process.send_signal(signal.SIGCONT)

    def stop(self, limit_s=10):
        """TERM; a service that does not end in time, or not with 0, fails the test (a sanitizer's report does)."""
        if not self.running():
            return
        self.process.terminate()
        try:
            code = self.process.wait(limit_s)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f'{self.name} did not stop within {limit_s} s\n{self.log_tail()}') from None
        assert code == 0, f'{self.name} ended with {code}\n{self.log_tail()}'

    def log_tail(self, lines=30):
        text = self.log.read_text(errors='replace').splitlines() if self.log.exists() else []
        return f'--- last lines of {self.log}\n' + '\n'.join(text[-lines:])

    def api(self, token=None):
        return Api(self.base, token)


class Mail:
    """The demo's mail server: every address has a mailbox; "refused..." answers 550, "busy..." 451."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=STATE, prefix='mail-'))
        self.stop_file = self.folder.with_suffix('.stop')
        self.process = None
        self._certificate()

    @staticmethod
    def _certificate():
        folder = STATE / 'tls'
        folder.mkdir(exist_ok=True)
        if not (folder / 'server.crt').exists():
            run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc',
                 '-days', 30, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
                 '-keyout', folder / 'server.key', '-out', folder / 'server.crt'])

    def start(self):
        with (LOGS / 'mail.log').open('a') as log:
            self.process = subprocess.Popen(
                ['setpriv', '--pdeathsig', 'KILL', '/usr/bin/python3', '-B', MAILBOXES,
                 '--port', str(MAIL_PORT), '--folder', self.folder, '--stop-file', self.stop_file,
                 '--certificate', STATE / 'tls/server.crt', '--key', STATE / 'tls/server.key'], stdout=log, stderr=log)
        wait_until(self._listening, 15, 'the mail server to listen', alive=[self])
        return self

    name = 'mail'

    def running(self):
        return self.process.poll() is None

    def log_tail(self):
        return (LOGS / 'mail.log').read_text()[-2000:]

    @staticmethod
    def _listening():
        with contextlib.closing(socket.socket()) as probe:
            return probe.connect_ex(('127.0.0.1', MAIL_PORT)) == 0

    def silent(self):
        """Whether it has frozen with a letter, as `stop_file` told it to (deploy/mail/mailboxes)."""
        return pathlib.Path(f'/proc/{self.process.pid}/stat').read_text().rsplit(') ', 1)[1][0] == 'T'

    def kill(self):
        """Its connections are lost with it; start() is a new one with the same mailboxes."""
        self.process.kill()
        self.process.wait()

    def letters(self, address):
        """What lies in a mailbox, as email.message.EmailMessage, in no order."""
        paths = (self.folder / address.lower() / 'new').glob('*')
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Issuer:
    """Signs tokens as `staff` does, with a key of its own that it publishes by HTTP as a JWKS."""

    def __init__(self):
        self._key = tempfile.NamedTemporaryFile(dir=STATE, suffix='.pem')
        run(['openssl', 'ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', self._key.name])
        self.kid = uuid.uuid4().hex
        jwks = json.dumps({'keys': [self._public_key()]}).encode()

        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header('Content-Type', 'application/json')
                self.send_header('Content-Length', str(len(jwks)))
                self.end_headers()
                self.wfile.write(jwks)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Answer)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f'http://127.0.0.1:{self._server.server_port}/jwks.json'

    def _public_key(self):
        der = subprocess.run(['openssl', 'ec', '-in', self._key.name, '-pubout', '-outform', 'DER'],
                             capture_output=True, check=True).stdout
        # The last 64 bytes of the structure are the point: x, y.
        return {'kty': 'EC', 'crv': 'P-256', 'use': 'sig', 'alg': 'ES256', 'kid': self.kid,
                'x': _base64url(der[-64:-32]), 'y': _base64url(der[-32:])}

    def token(self, life_s=300, **claims):
        """A token with these claims; the usual ones have defaults (see libs/common/person.h)."""
        now = int(time.time())
        claims = {'iss': 'otklik-staff', 'aud': 'otklik', 'iat': now, 'nbf': now, 'exp': now + life_s,
                  'sub': str(uuid.uuid4()), **claims}
        head = {'alg': 'ES256', 'typ': 'JWT', 'kid': self.kid}
        text = '.'.join(_base64url(json.dumps(part, ensure_ascii=False).encode()) for part in (head, claims))
        der = subprocess.run(['openssl', 'dgst', '-sha256', '-sign', self._key.name], input=text.encode(),
                             capture_output=True, check=True).stdout
        return f'{text}.{_base64url(_raw_signature(der))}'

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def _base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def _base64url_decode(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


def _raw_signature(der):
    """r and s of 32 bytes each out of OpenSSL's SEQUENCE { INTEGER r, INTEGER s }."""
    r_length = der[3]
    r, s = der[4:4 + r_length], der[6 + r_length:]
    return b''.join(number.lstrip(b'\0').rjust(32, b'\0') for number in (r, s))
