#!/usr/bin/env python3
"""test_api.py PROGRAM...: what the services' tables name exists: rights, schemas, topics, events. Run by ctest."""
import fnmatch
import json
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests/lib'))

import otk_contracts  # noqa: E402

PROGRAMS = {pathlib.Path(program).name.removeprefix('otklik-'): program for program in sys.argv[1:]}
BUILT = set(PROGRAMS)
HTTP = ROOT / 'proto-schemas/http'


def ask(mode):
    return {name: json.loads(subprocess.run([program, mode], check=True, capture_output=True, text=True).stdout)
            for name, program in PROGRAMS.items()}


def load(path):
    return json.loads((ROOT / path).read_text(encoding='utf-8'))


def references(value):
    """Names of the files a schema refers to."""
    if isinstance(value, dict):
        if isinstance(value.get('$ref'), str) and not value['$ref'].startswith('#'):
            yield value['$ref'].split('#')[0].removesuffix('.json')
        value = list(value.values())
    for one in value if isinstance(value, list) else []:
        yield from references(one)


def untyped(schema, place=''):
    """Places of objects that say neither their members nor why they do not."""
    if not isinstance(schema, dict):
        return
    says = {'properties', 'additionalProperties', 'patternProperties', 'description', 'allOf', 'anyOf', 'oneOf'}
    if schema.get('type') == 'object' and not says & set(schema):
        yield place
    for key in ('properties', '$defs'):
        for name, one in schema.get(key, {}).items():
            yield from untyped(one, f'{place}/{name}')
    yield from untyped(schema.get('items'), f'{place}/*')


class Api(unittest.TestCase):
    def setUp(self):
        self.routes = [(name, route) for name, routes in ask('--routes').items() for route in routes]

    def test_every_right_of_a_route_is_one_of_the_company(self):
        rights = {right['code'] for right in load('deploy/company/rights.json')['rights']}
        for name, route in self.routes:
            with self.subTest(service=name, path=route['path']):
                self.assertIn(route['right'], rights | {None})

    def test_every_right_of_a_role_is_one_of_the_company(self):
        rights = {right['code'] for right in load('deploy/company/rights.json')['rights']}
        for role in load('deploy/company/roles.json')['roles']:
            self.assertLessEqual(set(role['rights']), rights, role['code'])

    def test_every_schema_of_a_route_is_a_file(self):
        for name, route in self.routes:
            for kind in ('body_schema', 'answer_schema'):
                with self.subTest(service=name, path=route['path'], kind=kind):
                    self.assertTrue(route[kind] is None or (HTTP / f'{route[kind]}.json').exists(), route[kind])

    def test_every_schema_is_of_some_route(self):
        used = {route[kind] for _, route in self.routes for kind in ('body_schema', 'answer_schema')} | {'problem'}
        for path in HTTP.glob('*.json'):
            used |= set(references(load(path)))
        self.assertEqual(set(), {path.stem for path in HTTP.glob('*.json')} - used)

    def test_every_route_that_changes_asks_for_a_right_or_narrows_by_itself(self):
        """Those without a right and without sign-in are listed in docs/rights.md; here only that nothing is both."""
        for name, route in self.routes:
            self.assertFalse(route['flags'] & 1 and route['right'], f"{name} {route['path']}")

    def test_schemas_have_a_title_and_no_object_without_members_or_a_reason(self):
        for path in HTTP.glob('*.json'):
            with self.subTest(schema=path.stem):
                self.assertTrue(load(path).get('title'))
                self.assertEqual([], list(untyped(load(path))))

    def test_no_description_of_a_service_has_an_untyped_object(self):
        for name, document in ask('--openapi').items():
            with self.subTest(service=name):
                inline = {f'{method} {path}': media['schema'] for path, methods in document['paths'].items()
                          for method, operation in methods.items()
                          for media in operation.get('requestBody', {}).get('content', {}).values()}
                self.assertEqual([], list(untyped({'properties': {**inline, **document['components']['schemas']}})))

    def test_examples_fit_their_schema(self):
        for path in HTTP.glob('*.json'):
            for example in load(path).get('examples', []):
                with self.subTest(schema=path.stem):
                    self.assertEqual([], otk_contracts.faults('http', path.stem, example))


class Events(unittest.TestCase):
    def setUp(self):
        self.services = ask('--events')
        self.topics = {row['name']: row for row in load('proto-schemas/topics.json')['topics']}
        self.emitted = {event['type'] for service in self.services.values() for event in service['emits']}

    def test_every_event_sent_or_read_has_a_schema_and_its_topic_a_row(self):
        for name, service in self.services.items():
            for event in service['emits'] + service['consumes']:
                with self.subTest(service=name, event=event):
                    self.assertTrue(fnmatch.filter(self.topics, event['topic']))
                    internal = event['topic'].startswith('otklik.')
                    self.assertTrue(not internal or (ROOT / f"proto-schemas/events/{event['type']}.json").exists())

    def test_every_internal_event_read_is_sent_by_the_publisher_of_its_topic(self):
        for name, service in self.services.items():
            for event in service['consumes']:
                publisher = self.topics.get(event['topic'], {}).get('publisher')
                if publisher in BUILT and event['type']:
                    sent = {one['type'] for one in self.services[publisher]['emits']}
                    with self.subTest(service=name, event=event):
                        self.assertIn(event['type'], sent)

    def test_only_the_publisher_of_a_topic_sends_to_it(self):
        for name, service in self.services.items():
            for event in service['emits']:
                with self.subTest(service=name, event=event):
                    self.assertIn(self.topics[event['topic']]['publisher'], (name, 'every service'))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
