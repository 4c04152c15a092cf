"""nginx before the suite, as deploy/up sets it up, and HTTP through it."""
import http.client
import ssl

import otk_test as t

PORT = t.HTTP_PORT + 60
URL = f'https://localhost:{PORT}'


class Front:
    """Started over running services; `context` trusts its certificate."""

    def __init__(self):
        self.folder = t.STATE / 'front'
        self.certificate = self.folder / 'tls/server.crt'
        self.context = None

    def start(self):
        t.run([t.SOURCE / 'tests/lib/front.sh', 'start'])
        self.context = ssl.create_default_context(cafile=self.certificate)
        return self

    def stop(self):
        t.run([t.SOURCE / 'tests/lib/front.sh', 'stop'])

    def call(self, method, path, body=None, headers=None):
        """(status, headers as http.client gives them, body); nothing is followed and nothing added but the headers."""
        connection = http.client.HTTPSConnection('localhost', PORT, context=self.context, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()
