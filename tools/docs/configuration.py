#!/usr/bin/env python3
"""configuration.py [--check] PROGRAM...: docs/configuration.md out of what each service's program says of its keys."""
import sys

import made

WORDS = '''# Configuration

Made by `tools/docs/configuration.py` from `otklik-SERVICE --config-keys`.

A service reads one flat YAML file (`--config FILE`) and then the environment, which wins: `database.url` is
`OTKLIK_DATABASE_URL`; dots and dashes become underscores. A key nobody knows stops the start with its line;
`otklik-SERVICE --config FILE --check` says what is wrong and ends. A secret may be given as `file:PATH`: it is read from there. `deploy/up` writes these files under its
state folder from `deploy/config/*.yaml.in`.
'''


def row(key):
    default = 'required' if key['default'] is None else f"`{key['default']}`" if key['default'] else 'empty'
    return [f"`{key['name']}`", key['type'], default, key['help']]


def main(arguments):
    keys = {name: made.ask(program, '--config-keys') for name, program in made.services(made.programs_of(arguments)).items()}
    common = {key['name'] for key in next(iter(keys.values()))}.intersection(*({k['name'] for k in ks} for ks in keys.values()))
    head = ['Key', 'Type', 'Default', 'Meaning']
    lines = [WORDS, '## Every service', '', *made.table(head, [row(k) for k in next(iter(keys.values())) if k['name'] in common])]
    for name, own in keys.items():
        rows = [row(key) for key in own if key['name'] not in common]
        lines += ['', f'## {name}', '', *(made.table(head, rows) if rows else ['None of its own.'])]
    made.finish('configuration.md', lines, arguments)


if __name__ == '__main__':
    main(sys.argv[1:])
