"""Load over HTTP through nginx with TLS and a token: connections that stay, many at once, the time of every request."""
import json
import multiprocessing
import socket
import ssl
import threading
import time
import uuid

import otk_front

FORKS = 4  # Python runs one thread at a time, so the clients are spread over processes


class Connection:
    """One connection that is kept. http.client takes longer to read the headers than the server to answer."""

    def __init__(self, certificate, token=None):
        self.context, self.token = ssl.create_default_context(cafile=certificate), token
        self.wire = self.stream = None
        self.etag = ''  # of the last answer

    def _open(self):
        raw = socket.create_connection(('localhost', otk_front.PORT), timeout=60)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.wire = self.context.wrap_socket(raw, server_hostname='localhost')
        self.stream = self.wire.makefile('rb')

    def post(self, service, path, body=None, **headers):
        """(status, JSON or None). Each call has an Idempotency-Key of its own."""
        return self.call('POST', service, path, body, **{'Idempotency-Key': str(uuid.uuid4()), **headers})

    def call(self, method, service, path, body=None, **headers):
        """A connection that the server closed while it was idle is opened anew: what was sent on it has not arrived."""
        data = b'' if body is None else json.dumps(body, ensure_ascii=False).encode()
        lines = [f'{method} /api/{service}{path} HTTP/1.1', 'Host: localhost', 'Content-Type: application/json', 'Accept-Language: ru',
                 f'Content-Length: {len(data)}', *(f'{name}: {value}' for name, value in headers.items())]
        if self.token:
            lines.append(f'Authorization: Bearer {self.token}')
        request, reused = '\r\n'.join([*lines, '', '']).encode() + data, self.wire is not None
        if not reused:
            self._open()
        try:
            self.wire.sendall(request)
            return self._answer()
        except (ConnectionError, ssl.SSLEOFError):
            self.wire.close()
            self.wire = None
            if not reused:
                raise
        self._open()
        self.wire.sendall(request)
        return self._answer()

    def _answer(self):
        first = self.stream.readline()
        if not first:
            raise ConnectionResetError('closed without an answer')
        status, headers = int(first.split()[1]), {}
        while line := self.stream.readline().strip():
            name, value = line.split(b':', 1)
            headers[name.lower()] = value.strip()
        if headers.get(b'transfer-encoding') == b'chunked':
            body = b''
            while size := int(self.stream.readline(), 16):
                body += self.stream.read(size)
                self.stream.readline()
            self.stream.readline()
        else:
            body = self.stream.read(int(headers.get(b'content-length', 0)) if status != 304 else 0)
        self.etag = headers.get(b'etag', b'').decode()
        if headers.get(b'connection') == b'close':
            self.wire.close()
            self.wire = None
        return status, json.loads(body) if body and b'json' in headers.get(b'content-type', b'') else None


def run_clients(count, client, seconds):
    """`client(number, until)` for each of `count` clients at once; it ends when time.monotonic() has passed `until` and returns a
    list. Returns all lists together and the seconds from the start to the end of the last."""
    queue = multiprocessing.Queue()
    begin = time.monotonic()
    forks = [multiprocessing.Process(target=_fork, args=(queue, client, range(first, count, FORKS), begin + seconds))
             for first in range(min(FORKS, count))]
    for fork in forks:
        fork.start()
    results = [queue.get() for _ in forks]
    used = time.monotonic() - begin
    for fork in forks:
        fork.join()
    problems = [problem for _, problem in results if problem]
    assert not problems, problems[0]
    return [one for found, _ in results for one in found], used


def _fork(queue, client, numbers, until):
    found, problems = [], []

    def run(number):
        try:
            found.extend(client(number, until))
        except Exception as problem:  # told by the parent
            problems.append(f'client {number}: {problem!r}')

    threads = [threading.Thread(target=run, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    queue.put((found, problems[0] if problems else None))


def quantile(values, share):
    """The smallest value that so large a share does not exceed; NaN of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float('nan')


def spread(seconds):
    """'p50 1.2, p99 3.4, worst 5.6 ms' of times in seconds."""
    return 'p50 {:.1f}, p99 {:.1f}, worst {:.1f} ms'.format(*(quantile(seconds, share) * 1000 for share in (0.5, 0.99, 1)))
