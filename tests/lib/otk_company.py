"""The demo company on a running suite behind nginx: its people, clients and appeals, made as deploy/up makes them."""
import json
import subprocess
import sys

import otk_front
import otk_test as t

LOGIN, PASSWORD, SECRET = 'setup', 'four long words together', 'the word of the tests'
DEMO = t.SOURCE / 'deploy/demo'
FILES_PORT = t.HTTP_PORT + 61


def put_secrets():
    """Before staff starts: what its configuration names."""
    folder = t.STATE / 'secrets'
    folder.mkdir(exist_ok=True)
    for name, text in {'bootstrap.secret': SECRET, 'setup.password': PASSWORD}.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o600)
    return folder


class Company:
    """Needs a started suite and front, and put_secrets() before the suite."""

    def __init__(self, suite, front, folder):
        self.suite, self.front, self.folder = suite, front, folder
        self.database = suite.database

    def load(self):
        """The first administrator and deploy/company."""
        made = self.suite.api('staff').post('/v1/bootstrap', {'secret': SECRET, 'login': LOGIN, 'password': PASSWORD, 'last': 'Setup'})
        assert made.status == 201, made
        self.suite.otk('--login', LOGIN, '--password-file', t.STATE / 'secrets/setup.password', 'company', 'load',
                       t.SOURCE / 'deploy/company')
        self.suite.quiet()
        return self

    def play(self):
        """The demo's people, clients, appeals and what its persons do to them (deploy/demo/play)."""
        files = subprocess.Popen(['setpriv', '--pdeathsig', 'KILL', sys.executable, '-m', 'http.server', '--bind', '127.0.0.1',
                                  '--directory', DEMO / 'files', str(FILES_PORT)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for part in ('people', 'appeals', 'work'):
                t.run([DEMO / 'play', part, '--url', otk_front.URL, '--cacert', self.front.certificate, '--brokers', t.BOOTSTRAP,
                       '--files', f'http://127.0.0.1:{FILES_PORT}', '--setup-login', LOGIN,
                       '--setup-password-file', t.STATE / 'secrets/setup.password', '--out', self.folder])
                self.suite.quiet()
        finally:
            files.kill()
            files.wait()
        return self

    def administrator(self, service='staff'):
        return self.suite.api(service, self.sign_in(LOGIN))

    def sign_in(self, login, password=PASSWORD):
        """An access token; it lives five minutes."""
        answer = self.suite.api('staff').post('/v1/sign-in', {'login': login, 'password': password}, headers={'X-Token': 'body'}, limit_s=60)
        assert answer.status == 200, answer
        return answer.json['access_token']


def roles():
    """The company's roles, as deploy/company says."""
    return json.loads((t.SOURCE / 'deploy/company/roles.json').read_text())['roles']
