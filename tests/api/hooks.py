"""What schemathesis cannot know of a service: requests that are right, made by tests/system/test_openapi.py (OTK_EXAMPLES), and the
objects that exist, in place of three of four path parameters that it makes up. Counts what each operation answered (OTK_COUNTS)."""
import collections
import json
import os

import schemathesis

EXAMPLES = json.load(open(os.environ['OTK_EXAMPLES'], encoding='utf-8'))
COUNTS = collections.defaultdict(collections.Counter)
turns = collections.Counter()


def example_of(method, path):
    return EXAMPLES.get(f'{method.upper()} {path}')


def add_example(operation, example):
    """Parameters and body of a request that is right, where the description has their schemas."""
    for parameter in operation.get('parameters', []):
        value = example[parameter['in']].get(parameter['name'])
        if value is not None:
            parameter['example'] = value
    content = operation.get('requestBody', {}).get('content', {})
    if example['body'] is not None and 'application/json' in content:
        content['application/json']['example'] = example['body']


@schemathesis.hook
def before_load_schema(context, raw_schema):
    for path, methods in raw_schema['paths'].items():
        for method, operation in methods.items():
            example = example_of(method, path)
            if example:
                add_example(operation, example)


@schemathesis.hook
def map_case(context, case):
    example = example_of(case.method, case.path)
    positive = case.meta is None or case.meta.generation.mode.is_positive
    if not example or not positive or not case.path_parameters:
        return case
    turns[case.method, case.path] += 1
    if turns[case.method, case.path] % 4:
        case.path_parameters = dict(example['path'])
    return case


@schemathesis.hook
def after_call(context, case, response):
    COUNTS[f'{case.method} {case.path}'][str(response.status_code)] += 1
    with open(os.environ['OTK_COUNTS'], 'w', encoding='utf-8') as out:
        json.dump(COUNTS, out)
