"""The suite in containers and by deploy/up, side by side, for tests/containers."""
import json
import os
import pathlib
import re
import ssl
import subprocess
import urllib.request

import otk_test as t

OFFSET = int(os.environ.get('OTKLIK_TEST_OFFSET', '10000'))
PROJECT = f'otklik-test-{OFFSET}'
IMAGES = ('service', 'postgres', 'kafka', 'nginx', 'demo')
PARTS = ('postgres', 'kafka', 'mail', 'nginx', *t.SERVICES)
HERE = t.SOURCE / 'tests/containers'
TOPICS = [line['name'] for line in json.loads((t.SOURCE / 'proto-schemas/topics.json').read_text())['topics']
          if line['name'].startswith('otklik.')]

# Where runc is there it is taken: the other runtime refuses limits and old control groups on some machines.
RUNTIME = '[engine]\nruntime = "runc"\n[containers]\ndefault_ulimits = ["nofile=16384:16384", "nproc=4096:4096"]\n'


def podman_environment():
    settings = t.STATE / 'containers.conf'
    settings.write_text(RUNTIME)
    return {**os.environ, 'CONTAINERS_CONF': str(settings)}


def podman(*arguments, **options):
    """Its output; a failure shows what it said."""
    return t.run(['podman', *arguments], env=podman_environment(), **options)


def why_not():
    """Why podman cannot run here, or None."""
    try:
        for command in ([HERE / 'base-image'], ['podman', 'run', '--rm', '--network', 'none', 'docker.io/library/debian:12', 'true']):
            done = subprocess.run(command, env=podman_environment(), capture_output=True, text=True, timeout=600)
            if done.returncode:
                return ' '.join(done.stderr.strip().splitlines()[-1:]) or f'{command[0]}: exit {done.returncode}'
    except FileNotFoundError as missing:
        return f'{missing.filename} is not installed (deploy/install-packages containers)'
    return None


# What this machine has fetched already need not be fetched again: seen by the build, never changed by it.
FETCHED = ('/var/cache/apt/archives', '/var/lib/apt/lists', '/var/cache/otklik')


def build_images():
    seen = [word for folder in FETCHED if os.path.isdir(folder) for word in ('--volume', f'{folder}:{folder}:O')]
    for name in IMAGES:
        podman('build', '-q', *seen, '--target', name, '-t', f'otklik-{name}', '-f', t.SOURCE / 'deploy/Dockerfile', t.SOURCE)


class Copy:
    """One running Otklik: its address for HTTP, and its bus."""

    def login(self, login, password):
        body = {'login': login, 'password': password}
        answer = self.call('POST', '/staff/v1/sign-in', body, **{'X-Token': 'body'})
        return answer['access_token']

    def call(self, method, path, body=None, token=None, **headers):
        headers = {'Content-Type': 'application/json', **({'Authorization': f'Bearer {token}'} if token else {}), **headers}
        request = urllib.request.Request(f'{self.url}/api{path}', json.dumps(body).encode() if body is not None else None,
                                         headers, method=method)
        with urllib.request.urlopen(request, timeout=20, context=ssl.create_default_context(cafile=self.certificate)) as answer:
            return json.loads(answer.read() or 'null')

    def events(self):
        """[(topic, message)] of everything that the suite has published."""
        each = ' '.join(f"kcat -q -b $BROKERS -C -e -J -t {topic} -o beginning -X fetch.wait.max.ms=10;" for topic in TOPICS)
        for line in self.shell(each).splitlines():
            row = json.loads(line)
            pairs = row.get('headers') or []
            yield {'topic': row['topic'], 'key': row.get('key'), 'headers': dict(zip(pairs[::2], pairs[1::2])),
                   'data': json.loads(row['payload']) if row.get('payload') else None}

    def events_of(self, appeal_id):
        """What was said of one appeal, without what differs from one history to the next, in an order of its own."""
        return sorted((json.dumps([event['topic'], event['headers'].get('ce_type'), event['headers'].get('ce_source'),
                                   settled(event['data'])], sort_keys=True, ensure_ascii=False)
                       for event in self.events() if event['key'] == appeal_id))


def settled(value):
    """The value without identities and times."""
    if isinstance(value, dict):
        return {name: settled(one) for name, one in value.items()}
    if isinstance(value, list):
        return [settled(one) for one in value]
    if isinstance(value, str):
        value = re.sub(r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', '<id>', value)
        value = re.sub(r'\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-][\d:]+)', '<time>', value)
        return re.sub(r'\d{4}-\d\d-\d\d', '<date>', value)
    return value


class Containers(Copy):
    """docker-compose.yml as podman-compose runs it."""

    def __init__(self):
        self.secrets = t.STATE / 'containers-secrets'
        self.port = 8444 + OFFSET
        self.url, self.certificate = f'https://127.0.0.1:{self.port}', self.secrets / 'server.crt'

    def compose(self, *arguments):
        environment = {**podman_environment(), 'OTKLIK_PORT': str(self.port), 'OTKLIK_SECRETS_FOLDER': str(self.secrets)}
        return t.run(['podman-compose', '-p', PROJECT, '-f', t.SOURCE / 'deploy/docker-compose.yml', *arguments], env=environment)

    def up(self):
        self.down()
        t.run([t.SOURCE / 'deploy/containers/secrets', self.secrets])
        self.compose('up', '-d')
        t.wait_until(lambda: self.state_of('setup') == 'exited 0', 300, 'the setup to be done', alive=[self])
        for part in PARTS:
            t.wait_until(lambda: self.is_healthy(part), 60, f'{part} to be healthy', alive=[self])

    def down(self):
        self.compose('down', '-v')

    # As the things that wait_until may ask.
    name = 'the containers'

    def running(self):
        return True

    def log_tail(self, lines=30):
        return '\n'.join(f'--- {part}\n' + podman('logs', '--tail', '8', self.container(part)) for part in ('setup', *PARTS))

    @staticmethod
    def container(part):
        return f'{PROJECT}_{part}_1'

    def state_of(self, part):
        return podman('inspect', '--format', '{{.State.Status}} {{.State.ExitCode}}', self.container(part)).strip()

    def is_healthy(self, part):
        return subprocess.run(['podman', 'healthcheck', 'run', self.container(part)], env=podman_environment(),
                              capture_output=True).returncode == 0

    def inspect(self, part):
        return json.loads(podman('inspect', self.container(part)))[0]

    def shell(self, script, **options):
        return podman('run', '--rm', '-i', '--network', f'{PROJECT}_otklik', '--volume', f'{self.secrets}:/run/secrets:ro',
                      '--entrypoint', 'bash', '-e', 'BROKERS=kafka:19092', 'otklik-demo', '-c', script, **options)

    def password(self):
        return (self.secrets / 'setup.password').read_text().strip()


class Deployed(Copy):
    """deploy/up with the programs of the image and without the demo's people."""

    def __init__(self):
        self.state = t.STATE / 'deployed'
        port = OFFSET + 400
        self.kafka = 19092 + port
        self.url, self.certificate = f'https://localhost:{8443 + port}', self.state / 'tls/server.crt'
        self.environment = {**os.environ, 'OTKLIK_STATE': str(self.state), 'OTKLIK_APP': str(t.STATE / 'app'), **{
            f'OTKLIK_{name}': str(value + port) for name, value in {
                'PORT': 8443, 'POSTGRES_PORT': 15432, 'KAFKA_PORT': 19092, 'MAIL_PORT': 12525, 'FILES_PORT': 12580,
                'PORT_OFFSET': 0}.items()}}

    def up(self):
        app = pathlib.Path(self.environment['OTKLIK_APP'])
        app.mkdir(exist_ok=True)
        container = podman('create', 'otklik-service').strip()
        for folder in ('bin', 'share'):
            podman('cp', f'{container}:/opt/otklik/{folder}', app)
        podman('rm', container)
        t.run([t.SOURCE / 'deploy/up', '--company', t.SOURCE / 'deploy/company'], env=self.environment)

    def down(self):
        t.run([t.SOURCE / 'deploy/down', '--purge'], env=self.environment)

    def shell(self, script, **options):
        """As the administrator of its bus: this one asks who its clients are."""
        own = {'BROKERS': f'127.0.0.1:{self.kafka}', 'KCAT_CONFIG': str(self.state / 'config/kcat.conf')}
        return t.run(['bash', '-c', script], env={**os.environ, **own}, **options)

    def password(self):
        return (self.state / 'secrets/setup.password').read_text().strip()
