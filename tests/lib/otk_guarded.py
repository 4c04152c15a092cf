"""A broker that asks its clients who they are, its accounts with their passwords in files, and services that use them."""
import json
import os
import re
import secrets
import subprocess

import otk_test

PORT = otk_test.KAFKA_PORT + 10
BOOTSTRAP = f'127.0.0.1:{PORT}'
BROKER, ADMINISTRATOR = 'otklik-broker', 'otklik-admin'
SCRIPT = otk_test.SOURCE / 'tests/lib/guarded-kafka'


class Guarded:
    def __init__(self, folder, company=otk_test.SOURCE / 'deploy/company'):
        self.folder, self.company = folder, company
        sources = json.loads((company / 'sources.json').read_text())['sources']
        names = [BROKER, ADMINISTRATOR, *(f'otklik-{name}' for name in otk_test.SERVICES), *sorted({one['principal'] for one in sources})]
        self.passwords = {name: secrets.token_urlsafe(24) for name in names}
        for name, password in self.passwords.items():
            self._write(name, password + '\n')
            self._write(f'{name}.kcat', self._kcat_settings(name, password))

    def _write(self, name, text):
        with open(self.folder / name, 'w', opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(text)

    @staticmethod
    def _kcat_settings(name, password):
        return (f'bootstrap.servers={BOOTSTRAP}\nsecurity.protocol=SASL_PLAINTEXT\nsasl.mechanisms=PLAIN\n'
                f'sasl.username={name}\nsasl.password={password}\n')

    def guesser(self, name):
        """The account of somebody who knows the name and not the password."""
        self._write('guesser.kcat', self._kcat_settings(name, 'guessed'))
        return 'guesser'

    def start(self):
        """The broker with the topics of the table and the company, and with exactly the permissions that otk grants."""
        accounts = ''.join(f'{name} {password}\n' for name, password in self.passwords.items())
        otk_test.run([SCRIPT, 'start'], input=accounts)
        for command in (['apply'], ['acls', '--apply']):
            done = self.otk('topics', *command, self.company)
            assert done.returncode == 0, done.stderr + done.stdout
        otk_test.wait_until(lambda: self.otk('topics', 'acls', self.company, '--check').returncode == 0, what='the permissions to be there')
        return self

    @staticmethod
    def stop():
        otk_test.run([SCRIPT, 'stop'])

    def settings(self, name):
        """What a program needs in its file to be this account."""
        return {'kafka.bootstrap': BOOTSTRAP, 'kafka.client.security.protocol': 'SASL_PLAINTEXT', 'kafka.client.sasl.mechanisms': 'PLAIN',
                'kafka.client.sasl.username': name, 'kafka.client.sasl.password': f'file:{self.folder / name}'}

    def service(self, name, database, **options):
        return otk_test.Service(name, database, **options, **self.settings(f'otklik-{name}'))

    def otk(self, *arguments):
        """otk as the administrator."""
        path = self.folder / 'otk.yaml'
        path.write_text(''.join(f'{key}: {json.dumps(value)}\n' for key, value in self.settings(ADMINISTRATOR).items()))
        return subprocess.run([otk_test.BIN / 'otk', '--config', path, *map(str, arguments)], capture_output=True, text=True, timeout=120,
                              env={**os.environ, 'OTKLIK_SHARE': str(otk_test.SOURCE), 'HOME': str(self.folder), 'LANG': 'C.UTF-8'})

    def kcat(self, account, *arguments, **options):
        """kcat as this account; None: as nobody."""
        own = {'KCAT_CONFIG': str(self.folder / f'{account}.kcat')} if account else {}
        where = [] if account else ['-b', BOOTSTRAP]
        return subprocess.run(['kcat', *where, *map(str, arguments)], capture_output=True, text=True, timeout=60,
                              env={**os.environ, 'HOME': str(self.folder), **own}, **options)

    def produce(self, account, topic, value, headers=None):
        """How kcat ended: 0 when the broker has taken the message."""
        options = [word for name, text in (headers or {}).items() for word in ('-H', f'{name}={text}')]
        text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
        return self.kcat(account, '-P', '-t', topic, '-X', 'message.timeout.ms=5000', *options, input=text)

    def messages(self, topic, account=ADMINISTRATOR):
        """Everything in a topic, as this account reads it."""
        done = self.kcat(account, '-C', '-q', '-e', '-J', '-t', topic, '-o', 'beginning', '-X', 'fetch.wait.max.ms=10')
        assert done.returncode == 0, done.stderr
        return [otk_test.Message(json.loads(line)) for line in done.stdout.splitlines()]

    def count(self, topic):
        """How many messages the topic has ever had."""
        said = self.kcat(ADMINISTRATOR, '-Q', *(word for n in range(12) for word in ('-t', f'{topic}:{n}:-1')))
        assert said.returncode == 0, said.stderr
        return sum(int(end) for end in re.findall(r'offset (\d+)', said.stdout))
