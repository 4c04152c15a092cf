"""schemathesis against what every service says of itself, signed in as somebody who may everything: each answer is a described one,
wrong requests are refused, right ones are not, and most operations are seen to work. OTKLIK_API_SECONDS makes it look for longer."""
import hashlib
import json
import os
import pathlib
import subprocess
import sys

import pytest

import otk_requests
import otk_test as t
import otk_world

API = t.SOURCE / 'tests/api'
SEED = os.environ.get('OTKLIK_API_SEED', '1')
SECONDS = os.environ.get('OTKLIK_API_SECONDS')
# A second rotation of the keys ends the session that the run itself uses; tests/system/test_rights.py asks it.
LEFT_OUT = {'POST /v1/signing-keys'}
WORKING_SHARE = 0.6


@pytest.fixture(scope='session')
def schemathesis():
    """The program, in a virtual environment of the locked packages; kept between runs."""
    lock = API / 'requirements.txt'
    cache = pathlib.Path(t.run(['bash', '-c', '. "$0/deploy/lib/common.sh"; cache_folder', t.SOURCE]).strip())
    folder = cache / f'schemathesis-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}'
    if not (folder / 'whole').exists():
        t.run([sys.executable, '-m', 'venv', '--clear', folder])
        done = subprocess.run([folder / 'bin/pip', 'install', '--require-hashes', '--no-deps', '--only-binary', ':all:', '-q', '-r', lock],
                              capture_output=True, text=True)
        assert done.returncode == 0, f'the packages of {lock} cannot be fetched: {done.stderr[-2000:]}'
        (folder / 'whole').touch()
    return folder / 'bin/st'


def examples(world, service):
    """{"METHOD path": its right request} for tests/api/hooks.py."""
    found = {}
    for route in otk_requests.routes(service):
        request = otk_requests.Request(world, service, route)
        found[f"{route['method']} {route['path']}"] = {
            'path': request.parameters, 'query': otk_requests.QUERIES.get((service, route['path']), {}), 'cookie': {},
            'header': {**request.headers, 'Idempotency-Key': 'schemathesis'}, 'body': None if isinstance(request.body, bytes) else request.body}
    return found


@pytest.mark.parametrize('service', t.SERVICES)
def test_what_a_service_says_of_itself_is_so(world, everything, schemathesis, tmp_path, service):
    (tmp_path / 'examples.json').write_text(json.dumps(examples(world, service)), encoding='utf-8')
    counts = tmp_path / 'counts.json'
    base = world.suite.services[service].base
    options = ['--seed', SEED, '--workers', '1', '--phases', 'examples,coverage,fuzzing', '--max-examples', '10', '--no-shrink',
               '--checks', 'all', '--warnings', 'off', '--request-timeout', '30', '--suppress-health-check', 'all',
               *(['--max-time', SECONDS, '--continue-on-failure'] if SECONDS else []),
               *(part for one in LEFT_OUT for part in ('--exclude-operation-id', operation_id(one)))]
    done = subprocess.run([schemathesis, '--config-file', API / 'schemathesis.toml', 'run', f'{base}/openapi.json', '--url', base,
                           '-H', f'Authorization: Bearer {everything.token}', *options], capture_output=True, text=True, cwd=tmp_path,
                          env={**os.environ, 'SCHEMATHESIS_HOOKS': 'hooks', 'PYTHONPATH': str(API), 'OTK_EXAMPLES': str(tmp_path / 'examples.json'),
                               'OTK_COUNTS': str(counts), 'NO_COLOR': '1', 'COLUMNS': '160'})
    (t.LOGS / f'schemathesis-{service}.log').write_text(done.stdout + done.stderr, encoding='utf-8')
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    silent = without_success(json.loads(counts.read_text()), service)
    routes = len(otk_requests.routes(service))
    assert len(silent) <= (1 - WORKING_SHARE) * routes, f'{len(silent)} of {routes} operations never answered 2xx: {silent}'


def operation_id(name):
    method, path = name.split(' ')
    return method.lower() + path.removeprefix('/v1').replace('/', '_').replace('-', '_').replace('{', '').replace('}', '')


def without_success(counts, service):
    names = [f"{route['method']} {route['path']}" for route in otk_requests.routes(service)]
    return [name for name in names if not any(status.startswith('2') for status in counts.get(name, {}))]
