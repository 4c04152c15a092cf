"""A network that loses a COMMIT or its answer: a person's command has its effect once, and he is told so."""
import pytest

import otk_proxy
import otk_test as t

PORT = t.HTTP_PORT + 48
CHANGES = 12


@pytest.fixture
def network():
    network = otk_proxy.Control(PORT, t.POSTGRES_PORT, seed=1)
    yield network
    network.stop()


@pytest.fixture
def clerk(service, database, issuer, network):
    registry = service('client-registry', database__url=database.url('client-registry').replace(f'port={t.POSTGRES_PORT}', f'port={PORT}'))
    return registry.api(issuer.token(branches=['*'], rights=['client.read', 'client.write'], branch='SVE'))


def test_a_change_whose_commit_was_lost_or_unanswered_is_made_once_and_answered(clerk, network):
    made = clerk.post('/v1/clients', {'kind': 'FL', 'branch': 'SVE', 'last': 'Сетева', 'first': 'Анна'})
    assert made.status == 201, made
    path, version = f"/v1/clients/{made.json['id']}", made.json['version']
    for number in range(CHANGES):
        name = f"Сетева{'абвгдежзиклм'[number]}"
        etag = clerk.get(path).headers['ETag']
        network.lose_commits(1)
        changed = clerk.put(path, {'last': name}, headers={'If-Match': etag})
        network.normal()
        assert changed.status == 200, (number, changed)
        read = clerk.get(path).json
        assert (read['last'], read['version']) == (name, version + number + 1)
