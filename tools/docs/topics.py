#!/usr/bin/env python3
"""topics.py [--check] PROGRAM...: docs/topics.md out of proto-schemas/topics.json, the event schemas, and what each service's
program says it consumes and emits."""
import fnmatch
import sys

import made

WORDS = '''# Topics and events

Made by `tools/docs/topics.py` from `proto-schemas/topics.json`, `proto-schemas/events/` and the services' own tables
(`otklik-SERVICE --events`). `docs/contracts.md` tells the order of things.

## Topics
`otk topics apply` makes them and `otk topics check` compares a cluster with this table. *start* is how a new reader begins: by
replaying what is kept, or by asking the owner for a snapshot.
'''
HEAD = ['Topic', 'Key', 'Partitions', 'Kept', 'Largest message', 'Publisher', 'Readers', 'Personal data', 'Start', 'What']


def kept(row):
    if row['cleanup'] == 'compact':
        return 'the last of each key'
    return f"{row['retention_ms'] // 86400000} days"


def topic_row(row, described):
    readers = sorted({d['service'] for d in described for c in d['consumes'] if fnmatch.fnmatchcase(row['name'], c['topic'])})
    family = f", any `{row['family']}*` that a source names" if 'family' in row else ''
    return [f"`{row['name']}`{family}", row['key'], row['partitions'], kept(row), f"{row['max_message_bytes'] // 1048576} MiB", row['publisher'],
            ', '.join(readers) or 'others', 'yes' if row['personal'] else 'no', row['start'], row['description']]


def event_rows(described):
    topics, readers = {}, {}
    for service in described:
        for event in service['emits']:
            topics.setdefault(event['type'], (event['topic'], set()))[1].add(service['service'])
        for event in service['consumes']:
            readers.setdefault(event['type'], set()).add(service['service'])
    for path in sorted((made.ROOT / 'proto-schemas/events').glob('*.json')):
        schema = made.data(path.relative_to(made.ROOT))
        topic, publishers = topics.get(path.stem, (schema.get('x-foreign', ''), {'foreign'} if 'x-foreign' in schema else set()))
        yield [f'[`{path.stem}`](../proto-schemas/events/{path.name})', f'`{topic}`' if topic else 'not built yet', ', '.join(sorted(publishers)),
               ', '.join(sorted(readers.get(path.stem, []))), schema.get('description', schema['title'])]


def main(arguments):
    described = [made.ask(program, '--events') for program in made.services(made.programs_of(arguments)).values()]
    rows = made.data('proto-schemas/topics.json')['topics']
    lines = [WORDS, *made.table(HEAD, [topic_row(row, described) for row in rows]), '', '## Events', '',
             *made.table(['Event', 'Topic', 'Published by', 'Consumed by', 'When'], event_rows(described))]
    made.finish('topics.md', lines, arguments)


if __name__ == '__main__':
    main(sys.argv[1:])
