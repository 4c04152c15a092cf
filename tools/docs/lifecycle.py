#!/usr/bin/env python3
"""lifecycle.py [--check] PROGRAM: docs/lifecycle.md out of the table that otklik-lifecycle (PROGRAM) prints."""
import sys

import made

WORDS = '''# Life cycles

Made by `tools/docs/lifecycle.py` from the table in `services/intake/lifecycle.c` and from the words in the script.

## The appeal
`lifecycle_apply` is the only function that writes the state of an appeal; a pair of state and event without a row is a conflict (409 for a
person, no effect for an event of another service). `tests/unit/intake/test_lifecycle.c` walks every pair. A draft gets its number when it is
registered, a card from outside at once.
'''
CAUSES = {
    'draft': 'a person opens a card', 'receive': 'a submission on the bus, or an incoming letter that is an appeal',
    'register': 'a person, or by itself: trusted source, client matched, nothing missing',
    'send': 'a person, or by itself where the type says so for the channel', 'prepare': '`route.completed` of routing',
    'rework': '`response.returned` of routing', 'sign': '`response.signed` of routing',
    'deliver': '`delivery.sent` of notification: the first proof', 'solve': 'a person: the question was answered at once',
    'close': 'a person, or by itself some days after the answer', 'reopen': 'a person with a reason, within the days of the type',
    'withdraw': 'a person for the applicant, where the type allows it', 'cancel': 'a person with a reason: the registration was a mistake'}
STAGES = '''
## A stage of the work
Routing has no table for it: `route.c` moves a stage on, `assign.c` gives it to a person. The drawing is made by hand.

```mermaid
stateDiagram-v2
    [*] --> PLANNED: route built, or planned again after a return
    PLANNED --> QUEUED: its turn came, its role has a department
    PLANNED --> DONE: automatic stage
    PLANNED --> SKIPPED: its condition does not hold
    QUEUED --> ASSIGNED: sticky, fixed, taken from the pool, or appointed by the head
    ASSIGNED --> ASSIGNED: appointed to another
    ASSIGNED --> QUEUED: its employee was dismissed
    ASSIGNED --> DONE: completed with a result
    QUEUED --> DONE: signed, or the answer has left
    ASSIGNED --> RETURNED: returned with a reason
    QUEUED --> SKIPPED: another of an "any" group was done first
    ASSIGNED --> SKIPPED: another of an "any" group was done first
    PLANNED --> CANCELLED: the appeal was cancelled, withdrawn or reopened
    QUEUED --> CANCELLED: the appeal was cancelled, withdrawn or reopened
    ASSIGNED --> CANCELLED: the appeal was cancelled, withdrawn or reopened
```

| state | what it means | written in |
|---|---|---|
| PLANNED | in the route, its turn has not come | `plan_stage`, `plan_again` (route.c) |
| QUEUED | in a department, nobody has it | `enter` (route.c), `on_staff.c` after a dismissal |
| ASSIGNED | a person has it | `assign_to` (assign.c) |
| DONE | ended with a result | `route_complete`, `run_automatic` (route.c) |
| RETURNED | sent back; a copy of the earlier stage and of this one are planned again | `route_return` (route.c) |
| SKIPPED | its condition is false, or its group is done | `skip_by_condition`, `settle_group` (route.c) |
| CANCELLED | the appeal ended or went into a new cycle | `route_cancel` (route.c) |

## The work on an appeal (routing's case)
`ACTIVE` while stages are worked; `FAILED` when a role has no department (the administrator binds it, the case goes on by itself);
`RESPONSE` when the work is done and the answer waits for its signature; `DONE` when it is signed; `CANCELLED`. Written in `route.c` and
`answer.c` only.

## The answer
`DRAFT` -> `APPROVED` -> `SIGNED`; from `DRAFT` or `APPROVED` back to the author as `RETURNED`, which a new draft ends; `DROPPED` when the
appeal ended before the signature. A signed answer is never changed. Written in `answer.c` and `http_responses.c`.
'''


def drawing(rows):
    lines = ['```mermaid', 'stateDiagram-v2']
    for row in rows:
        lines.append(f"    {row['from'] or '[*]'} --> {row['to']}: {row['event']}")
    entered = {row['from'] for row in rows}
    lines += [f'    {state} --> [*]' for state in sorted({row['to'] for row in rows} - entered)]
    return lines + ['```']


def cells(row):
    return [row['from'] or 'new', row['event'], row['to'], CAUSES[row['event']], row['ru'] or 'nothing', row['en'] or 'nothing']


def main(arguments):
    rows = made.ask(made.programs_of(arguments)[0], '')
    head = ['From', 'Event', 'To', 'By whom or what', 'The applicant reads (ru)', 'The applicant reads (en)']
    made.finish('lifecycle.md', [WORDS, *drawing(rows), '', *made.table(head, map(cells, rows)), STAGES.rstrip()], arguments)


if __name__ == '__main__':
    main(sys.argv[1:])
