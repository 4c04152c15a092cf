"""What nginx and the services answer to browsers, and to those who mean ill: headers, cookies, slow and swollen requests."""
import concurrent.futures
import contextlib
import json
import re
import socket

import otk_company
import otk_front
import otk_test as t

HEADERS = {
    'Strict-Transport-Security': r'max-age=(\d{8,})',
    'X-Content-Type-Options': r'nosniff',
    'Referrer-Policy': r'no-referrer',
    'Permissions-Policy': r'.*\bcamera=\(\).*',
    'Cross-Origin-Opener-Policy': r'same-origin',
}
# CSP of the console: only our own; no plug-ins, no frames around it, no other base or form target.
POLICY = {'default-src': "'self'", 'object-src': "'none'", 'base-uri': "'none'", 'form-action': "'self'", 'frame-ancestors': "'none'"}
# More than a service has workers (libs/common/http_server.c).
SLOW_CLIENTS = 16


def policy_of(headers):
    directives = [part.split(None, 1) for part in headers['Content-Security-Policy'].split(';') if part.strip()]
    return {name: value.strip() for name, value in directives}


def test_every_answer_carries_the_headers_of_safety(front):
    """Pages, files, answers and refusals of services, nginx's own errors."""
    paths = ['/', '/no-such-page', '/api/staff/v1/jwks', '/api/staff/v1/me', '/api/staff/v1/none', '/api/none', '/api/staff/openapi.json']
    for path in paths:
        status, headers, _ = front.call('GET', path)
        for name, wanted in HEADERS.items():
            assert headers.get_all(name) and len(headers.get_all(name)) == 1, (path, status, name)
            assert re.fullmatch(wanted, headers[name]), (path, name, headers[name])
        policy = policy_of(headers)
        assert POLICY.items() <= policy.items(), (path, policy)
        assert 'unsafe' not in str(policy) and '*' not in str(policy), (path, policy)


def test_nobody_is_told_which_versions_run(front):
    for path in ('/', '/api/staff/v1/me', '/api/none'):
        _, headers, body = front.call('GET', path)
        told = ' '.join(headers.values()) + body.decode(errors='replace')
        assert not re.search(r'(nginx|civetweb|OpenSSL)/\d', told, re.I), (path, headers.items())


def test_health_and_metrics_stay_inside(front):
    for path in ('/api/staff/metrics', '/api/staff/readyz', '/metrics', '/api/staff/v1/../metrics', '/api/staff/v1/%2e%2e/metrics'):
        status, _, body = front.call('GET', path)
        assert b'# TYPE' not in body and (status in (400, 404) or b'<html' in body.lower()), (path, status)


def test_cookies_are_for_this_site_alone(company, front):
    body = json.dumps({'login': otk_company.LOGIN, 'password': otk_company.PASSWORD})
    status, headers, answer = front.call('POST', '/api/staff/v1/sign-in', body, {'Content-Type': 'application/json'})
    assert status == 200 and b'token' not in answer
    cookies = {cookie.split('=', 1)[0]: cookie for cookie in headers.get_all('Set-Cookie')}
    assert set(cookies) == {'otk_access', 'otk_refresh', 'otk_csrf'}
    for name, cookie in cookies.items():
        flags = {flag.strip().lower() for flag in cookie.split(';')[1:]}
        assert {'secure', 'samesite=strict'} <= flags and not any(flag.startswith('domain') for flag in flags), cookie
        # The page reads the word that it sends back (double submit); the tokens it never sees.
        assert ('httponly' in flags) == (name != 'otk_csrf'), cookie
    assert '; Path=/api/staff/' in cookies['otk_refresh']


def test_plain_http_gets_nothing_but_the_way_to_https(front):
    with contextlib.closing(socket.create_connection(('127.0.0.1', otk_front.PORT), 10)) as plain:
        plain.sendall(b'GET /api/staff/v1/me HTTP/1.1\r\nHost: localhost\r\nCookie: otk_access=x\r\n\r\n')
        answer = plain.makefile('rb').readline()
    assert b' 301 ' in answer, answer


def test_swollen_heads_are_refused(front, suite):
    for headers in ({'X-Much': 'x' * 40000}, {f'X-{n}': 'x' * 1000 for n in range(60)}, {'Cookie': 'a=' + 'b' * 40000}):
        assert front_refuses(front, '/api/staff/v1/me', headers)
    assert front_refuses(front, '/api/staff/v1/' + 'a' * 40000)
    for head in (b'GET /v1/me HTTP/1.1\r\nHost: a\r\nX-Much: ' + b'x' * 40000 + b'\r\n\r\n', b'GET /' + b'a' * 40000 + b' HTTP/1.1\r\n\r\n'):
        assert is_refused(suite.services['staff'], head)


def front_refuses(front, path, headers=None):
    """A status that says so, or a connection that was closed while the rest was on its way."""
    try:
        return front.call('GET', path, headers=headers)[0] in (400, 414, 431)
    except OSError:
        return True


def is_refused(service, head):
    """A status of 4xx, or a closed connection."""
    with contextlib.closing(connect(service)) as raw:
        try:
            raw.sendall(head)
            line = raw.makefile('rb').readline()
        except OSError:
            return True
    return not line or line.split()[1].startswith(b'4')


def connect(service):
    return socket.create_connection(('127.0.0.1', t.port_of(service.name)), 30)


def test_slow_bodies_hold_no_worker_for_good(suite):
    """More clients than there are workers send a byte now and then, for as long as they are let."""
    staff = suite.services['staff']
    slow = [connect(staff) for _ in range(SLOW_CLIENTS)]
    try:
        for raw in slow:
            raw.sendall(b'POST /v1/sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{')
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            asked = pool.submit(lambda: suite.api('staff').get('/v1/jwks', limit_s=120).status)
            t.wait_until(lambda: drip(slow) or asked.done(), 120, 'an answer beside slow clients', alive=[staff])
            assert asked.result() == 200
    finally:
        for raw in slow:
            raw.close()


def drip(connections):
    """A byte to each; false, so that it goes on."""
    for raw in connections:
        try:
            raw.sendall(b' ')
        except OSError:
            pass


def test_slow_bodies_end_at_nginx(front, suite):
    """It gathers a body before a service hears of it: those who drip do not even fill the queue there."""
    slow = []
    try:
        for _ in range(SLOW_CLIENTS * 2):
            raw = front.context.wrap_socket(socket.create_connection(('localhost', otk_front.PORT), 30), server_hostname='localhost')
            raw.sendall(b'POST /api/staff/v1/sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{')
            slow.append(raw)
        assert front.call('GET', '/api/staff/v1/jwks')[0] == 200
        assert suite.api('staff').get('/v1/jwks').status == 200
    finally:
        for raw in slow:
            raw.close()
