"""What the tests of archive share: a source's file server, uploads, appeals with files and what becomes of these."""
import http.server
import threading
import uuid

import otk_test as t

ARCHIVE, INTAKE, CLIENTS = 'otklik.archive.v1', 'otklik.intake.v1', 'otklik.client-registry.v1'
RIGHTS = ['document.add', 'document.read', 'letter.register', 'letter.read', 'admin.catalogue']
PDF = b'%PDF-1.4\n' + bytes(range(256)) * 40
LIMIT_S = 20


class Files:
    """A source's file server: paths are given contents; a path may hang until it is let go, or answer an error first."""

    def __init__(self):
        self.contents, self.asked, self.failures = {}, [], {}
        self.hanging, self.go = set(), threading.Event()
        owner = self

        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                owner.answer(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Answer)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, request):
        path = request.path.split('?')[0]
        self.asked.append(path)
        if self.failures.get(path, 0) > 0:
            self.failures[path] -= 1
            return request.send_error(503)
        if path in self.hanging:
            self.go.wait(60)
        if path == '/redirect':
            request.send_response(302)
            request.send_header('Location', self.url('/good.pdf'))
            request.end_headers()
            return None
        content = self.contents.get(path)
        if content is None:
            return request.send_error(404)
        request.send_response(200)
        if path != '/huge':  # an honest length would end it at once
            request.send_header('Content-Length', str(len(content)))
        request.end_headers()
        try:
            request.wfile.write(content)
        except OSError:
            pass
        return None

    def put(self, path, content):
        self.contents[path] = content
        return self.url(path)

    def url(self, path):
        return f'http://127.0.0.1:{self.server.server_port}{path}'


def event(kind, topic, key, /, **data):
    t.produce(topic, data, key=key, headers=t.cloud_event(kind, topic.rsplit('.', 1)[0].replace('.', '/')))


def upload(api, content=PDF, name='справка.pdf', kind='application/pdf', **options):
    body = (f'--X\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'.encode()
            + content + b'\r\n--X--\r\n')
    return api.post('/v1/claims', body, headers={'Content-Type': 'multipart/form-data; boundary=X', **options.pop('headers', {})})


def appeal(*files, **members):
    """An appeal.received with these files; returns its id. A member that is None is left out."""
    appeal_id = members.pop('appeal_id', str(uuid.uuid4()))
    data = {'appeal_id': appeal_id, 'version': 1, 'number': 'SVE-2026-0000001', 'branch': 'SVE', 'source': 'lk', 'channel': 'LK',
            'type_code': 'PAY-X-005', 'service': 'X', 'client_kind': 'FL', 'received_at': '2026-11-20T10:00:00Z',
            'files': [{'file_key': str(i + 1), **file} for i, file in enumerate(files)], **members}
    event('appeal.received', INTAKE, appeal_id, **{name: value for name, value in data.items() if value is not None})
    return appeal_id


def outcome(tail, appeal_id, final=True):
    """document.stored, or document.failed, of the appeal's only file."""
    return tail.wait(lambda m: m.key == appeal_id and (m.type == 'document.stored' or m.type == 'document.failed'
                                                       and m.json.get('final', False) == final), LIMIT_S)
