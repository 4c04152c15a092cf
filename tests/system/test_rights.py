"""Every route as every role, at home and in another branch: tests/system/rights.txt is what must come out. A new route or role needs
its line there; what was found this time is left in logs/rights.txt."""
import concurrent.futures
import difflib

import otk_company
import otk_requests
import otk_test as t
import otk_world

TABLE = t.SOURCE / 'tests/system/rights.txt'
PUBLIC = 1
FOUND, REFUSED, HIDDEN, OTHERS, EMPTY, NONE = '+', '.', '-', 'h', 'e', ' '
# Faults that say: not this branch.
CLOSED = {'forbidden', 'unknown_branch'}
# A second rotation of the keys within a token's life would sign everybody out.
ONCE = {'/v1/signing-keys'}
CONTEXTS = ((otk_world.OWN, 'own'), (otk_world.OWN, 'secret'), (otk_world.OTHER, 'own'))


def verdict(request, answer, role):
    """What the answer says about the person, whatever it says about the request."""
    code = answer.json.get('code') if answer.status >= 400 else None
    if code == 'forbidden' and request.route['right'] and request.route['right'] not in role['rights']:
        return REFUSED
    assert answer.status != 401 and answer.status < 500, (request.service, request.route['path'], role['code'], answer)
    if answer.status == 403:
        return OTHERS
    faults = answer.json.get('faults') or [] if answer.status == 422 else []
    if (answer.status == 404 and code != 'queue_empty') or any(fault['code'] in CLOSED for fault in faults):
        return HIDDEN
    if answer.status == 200 and request.shows and request.shows.encode() not in answer.body:
        return EMPTY
    return FOUND


def has_secret(world, service, route):
    """Whether the route leads to something that has a confidential twin."""
    parts = route['path'].split('/')
    names = [otk_requests.OBJECTS.get((service, before)) for before, part in zip(parts, parts[1:]) if part.startswith('{')]
    names.append(otk_requests.SHOWN.get((service, route['path'])))
    return any(name in world.objects['secret'] for name in names if name)


def cell(world, service, route, role):
    """Three letters: the own branch, something confidential of it, another branch."""
    letters = []
    for where, variant in CONTEXTS:
        if (variant == 'secret' and not has_secret(world, service, route)) or (letters and route['path'] in ONCE):
            letters.append(NONE)
            continue
        request = otk_requests.Request(world, service, route, variant)
        letters.append(verdict(request, request.send(world.people[role['code'], where].api(service)), role))
    return ''.join(letters)


def line(world, service, route):
    """The route, and a cell for each role."""
    cells = [cell(world, service, route, role) for role in otk_company.roles()]
    return f"{route['method']:7}{route['path']:45}" + ' '.join(f'{one:7}' for one in cells).rstrip()


def signed_in_routes(service):
    return [route for route in otk_requests.routes(service) if not route['flags'] & PUBLIC]


def table(world):
    """All lines by service; services side by side, the routes of one in their order."""
    with concurrent.futures.ThreadPoolExecutor(len(world.suite.services)) as pool:
        found = pool.map(lambda name: [name] + [line(world, name, route) for route in signed_in_routes(name)], world.suite.services)
        return [text for part in found for text in part]


def wanted():
    """The committed table without its comments and empty lines."""
    lines = TABLE.read_text(encoding='utf-8').splitlines()
    return [text for text in lines if text and not text.startswith('#')]


def test_every_role_gets_from_every_route_what_the_table_says(world):
    head = ' ' * 52 + ' '.join(f"{role['code'][:7]:7}" for role in otk_company.roles()).rstrip()
    found = [head, *table(world)]
    (t.LOGS / 'rights.txt').write_text('\n'.join(found) + '\n', encoding='utf-8')
    differences = list(difflib.unified_diff(wanted(), found, 'tests/system/rights.txt', 'found', lineterm='', n=0))
    assert not differences, '\n'.join(differences)


def test_nobody_gets_anything_without_signing_in(world):
    for service in world.suite.services:
        for route in signed_in_routes(service):
            request = otk_requests.Request(world, service, route)
            answer = request.send(world.suite.api(service))
            assert (answer.status, answer.json['code']) == (401, 'not_signed_in'), (service, route['path'], answer)


def test_everybody_may_ask_what_needs_no_sign_in(world):
    for service in world.suite.services:
        for route in otk_requests.routes(service):
            if route['flags'] & PUBLIC:
                answer = otk_requests.Request(world, service, route).send(world.suite.api(service))
                assert answer.status < 500 and b'not_signed_in' not in answer.body, (service, route['path'], answer)
