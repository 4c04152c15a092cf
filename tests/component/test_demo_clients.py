"""The demo's clients, as deploy/up creates them."""
import json

import otk_test as t


def test_the_demos_clients_are_all_created_and_found(service, issuer):
    registry = service('client-registry')
    clerk = registry.api(issuer.token(branches=['*'], rights=['client.read', 'client.write']))
    for card in json.loads((t.SOURCE / 'deploy/demo/clients.json').read_text())['clients']:
        made = clerk.post('/v1/clients', card)
        assert made.status == 201, (card, made)
        for line in [c['value'] for c in card['contacts'] if c['kind'] in ('phone', 'email')] + [
                a['number'] for a in card.get('accounts', [])] + [card.get('inn')]:
            found = clerk.post('/v1/clients/search', {'q': line}).json['items'] if line else None
            assert found is None or made.json['id'] in [item['id'] for item in found], (line, found)
