"""Every list and settings page of every service answers, also when there is nothing in it, and as its schema says."""
import json
import subprocess

import pytest

import otk_test as t

BUILT = [name for name in t.SERVICES if (t.BIN / f'otklik-{name}').exists()]
PUBLIC = 1


def plain_reads(name):
    """Routes that can be read without knowing anything."""
    routes = json.loads(subprocess.run([t.BIN / f'otklik-{name}', '--routes'], check=True, capture_output=True, text=True).stdout)
    return [route for route in routes if route['method'] == 'GET' and '{' not in route['path']]


@pytest.mark.parametrize('name', BUILT)
def test_every_page_without_parameters_can_be_read(service, issuer, name):
    one = service(name)
    routes = plain_reads(name)
    everything = one.api(issuer.token(rights=sorted({r['right'] for r in routes if r['right']}), branches=['*'], branch='HQ',
                                       department='01938b7e-5a10-7000-8000-000000000001'))
    for route in routes:
        answer = everything.get(route['path'])
        # What belongs to a person or a period that a made-up token does not name says so.
        assert answer.status in (200, 404, 422), f"{route['path']}: {answer}"
    nobody = one.api()
    for route in routes:
        assert route['flags'] & PUBLIC or nobody.get(route['path']).status == 401, route['path']
    one.stop()
