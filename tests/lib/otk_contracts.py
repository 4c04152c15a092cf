"""Holds what tests see against proto-schemas: every HTTP answer against the answer schema of its route, every event on the bus
against its event's schema. What did not fit is gathered in PROBLEMS and fails the test that ran (conftest.py); what was seen is
gathered in SEEN, so that the run can tell which schemas nothing has ever exercised.
"""
import functools
import json
import os
import pathlib
import re
import subprocess
import uuid

import jsonschema

SOURCE = pathlib.Path(os.environ.get('OTKLIK_SOURCE') or pathlib.Path(__file__).resolve().parents[2])
SCHEMAS = SOURCE / 'proto-schemas'
PROBLEMS, SEEN = [], set()

NESTED = ('items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames')
LISTS = ('allOf', 'anyOf', 'oneOf', 'prefixItems')
MAPS = ('properties', 'patternProperties', '$defs', 'dependentSchemas')
OPEN = ('additionalProperties', 'patternProperties', 'unevaluatedProperties', '$ref', *LISTS)


def closed(schema):
    """The schema, refusing members that it does not describe: readers ignore unknown members, writers may not invent them."""
    if not isinstance(schema, dict):
        return schema
    result = dict(schema)
    for key in NESTED:
        if isinstance(schema.get(key), dict):
            result[key] = closed(schema[key])
    for key in LISTS:
        if key in schema:
            result[key] = [closed(one) for one in schema[key]]
    for key in MAPS:
        if key in schema:
            result[key] = {name: closed(one) for name, one in schema[key].items()}
    if 'properties' in schema and not any(key in schema for key in OPEN):
        result['additionalProperties'] = False
    return result


FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks('uuid', raises=ValueError)
def _is_uuid(text):
    return not isinstance(text, str) or str(uuid.UUID(text)) == text.lower()


@FORMATS.checks('date-time')
def _is_time(text):
    return not isinstance(text, str) or bool(re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)', text))


@FORMATS.checks('date')
def _is_date(text):
    return not isinstance(text, str) or bool(re.fullmatch(r'\d{4}-\d\d-\d\d', text))


@functools.lru_cache(None)
def _store(kind):
    folder = SCHEMAS / kind
    return {path.absolute().as_uri(): closed(json.loads(path.read_text(encoding='utf-8'))) for path in folder.glob('*.json')}


@functools.lru_cache(None)
def validator(kind, name):
    """Of proto-schemas/KIND/NAME.json, closed; None where there is no such file."""
    uri = (SCHEMAS / kind / f'{name}.json').absolute().as_uri()
    schema = _store(kind).get(uri)
    if schema is None:
        return None
    resolver = jsonschema.RefResolver(uri, schema, store=_store(kind))
    return jsonschema.Draft202012Validator(schema, resolver=resolver, format_checker=FORMATS)


def faults(kind, name, value):
    """What is wrong with the value, a line each."""
    return [f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}" for error in validator(kind, name).iter_errors(value)]


def _check(kind, name, value, what):
    SEEN.add(f'{kind}/{name}')
    for fault in faults(kind, name, value)[:5]:
        PROBLEMS.append(f'{what} does not fit proto-schemas/{kind}/{name}.json: {fault}')


@functools.lru_cache(None)
def _routes(program):
    listed = json.loads(subprocess.run([program, '--routes'], check=True, capture_output=True, text=True).stdout)
    return [(route['method'], re.compile(re.sub(r'\{[^}]*\}', '[^/]+', route['path'])), route) for route in listed]


def _route_of(program, method, path):
    """The literal path wins over one with a parameter, as in the router."""
    fits = [route for wanted, pattern, route in _routes(program) if wanted == method and pattern.fullmatch(path)]
    return min(fits, key=lambda route: route['path'].count('{'), default=None)


def check_answer(program, method, url_path, status, media_type, body):
    """An answer of the service whose program this is."""
    path, what = url_path.split('?')[0], f'the answer {status} to {method} {url_path}'
    if media_type.startswith('application/problem+json'):
        _check('http', 'problem', json.loads(body), what)
        return
    route = _route_of(program, method, path)
    if not route or not 200 <= status < 300 or not media_type.startswith('application/json') or not body:
        return
    name = route['answer_schema']
    if name and validator('http', name):
        _check('http', name, json.loads(body), what)


def check_asked(program, method, url_path, body):
    """Counts the schema of a body that was sent; whether it fits is the service's to say."""
    route = _route_of(program, method, url_path.split('?')[0])
    if route and route['body_schema'] and body:
        SEEN.add(f"http/{route['body_schema']}")


def check_event(topic, kind, text):
    """An event that a service wrote."""
    if topic.startswith('otklik.') and text is not None and validator('events', kind):
        _check('events', kind, json.loads(text), f'{kind} on {topic}')


def check_told(topic, kind, value):
    """What a test says on the bus: in the place of a service it must fit; in the place of the outside it may be wrong on purpose, and
    exercises the schema when it is not."""
    if topic.startswith('otklik.'):
        if validator('events', kind):
            PROBLEMS.extend(f'the test sends {kind} that does not fit: {fault}' for fault in faults('events', kind, value))
        return
    kind = kind or (value.get('type') if isinstance(value, dict) else None)
    data = value.get('data', value) if isinstance(value, dict) else value
    if kind and validator('events', kind) and not faults('events', kind, data):
        SEEN.add(f'events/{kind}')


def never_seen():
    """Schemas that nothing has exercised, without those that tests/contracts/not-exercised.txt excuses."""
    every = {f'{kind}/{path.stem}' for kind in ('http', 'events') for path in (SCHEMAS / kind).glob('*.json')}
    lines = (SOURCE / 'tests/contracts/not-exercised.txt').read_text(encoding='utf-8').splitlines()
    excused = {line.split()[0] for line in lines if line.strip() and not line.startswith('#')}
    return sorted(every - SEEN - excused), sorted(excused & SEEN)
