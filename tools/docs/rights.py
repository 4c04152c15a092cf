#!/usr/bin/env python3
"""rights.py [--check] PROGRAM...: docs/rights.md out of deploy/company/rights.json, roles.json and the services' route tables."""
import sys

import made

WORDS = '''# Rights

Made by `tools/docs/rights.py` from `deploy/company/rights.json`, `roles.json` and the services' route tables (`otklik-SERVICE --routes`).

A role is data: a list of rights, a scope of branches and whether confidential appeals are seen. `staff` puts what follows from a
person's roles into the token, which lives five minutes; every service verifies it itself (`libs/common/token.h`) and applies the same predicate
(`libs/common/person.h`), so that a right taken away works within that time.

## The predicate
A route first asks for its right. Then, for one object (`person_may_see`) and as an SQL condition for lists (`rights_sql`) alike:

    (the object's branch is among the person's branches, "*" is all
     OR the person holds or held a stage of it
     OR its department is the person's, or one that the person is head of)
    AND (it is not confidential OR the person may see confidential ones OR the person holds it
         OR is head of the department that works on it)
    AND NOT (it is about the person OR about a head above the person)

### What is about an employee
A type may name a field that says whom the appeal is about (`excluded_field`: STA-X-001, STA-X-008). Intake finds the employees whenever
it checks the card (`services/intake/about.c`): a personnel number names one; else a surname, in any case of Russian, names all who have
it, of whom a first name or initial beside it picks. The card shows whom (`excluded`); a text that names nobody gets the advice
`employee_advised`, so that the clerk may write the number. From then on neither they nor anybody below them (heads of
departments, and of the departments above: token and `libs/common/chain.h`) sees it, holder or not:

| where | what |
|---|---|
| intake | card, status by number, journal and search |
| routing | worklists, the work of an appeal, take and take-next, unrouted ones. On entry the sticky, responsible or substituting employee is passed over; a head cannot appoint them (`employee_excluded`). Where the head of the bound department is excluded, the head office's department of that role takes the stage; without one the case waits for the administrator |
| sla-timer, archive | deadlines; documents, also in a client's folders |
| notification | answer, letter, deliveries, tasks (the head office hands over where the branch's head is excluded); notices of deadlines, deliveries and routes |
| reporting | rows, pivot and board |

A card that is still being checked (RECEIVED, REGISTERED) may come to name somebody else: `appeal.access_changed` tells it at once.
Who opens a card at the window keeps it until it goes to work, so that an operator does not lose a confidential one under the hands.

What a person may not see is answered 404, as if it were not there. Reads of personal data and refusals are in the audit trail
(`GET /v1/audit` of staff). `tests/component/test_http.py` runs both forms of the predicate against each other on a real database;
`tests/system/rights.txt` is what each role gets from each route, in its own branch and another, and `tests/system/test_rights.py`
asks them all.
'''



def routes_of(right, routes):
    return '<br>'.join(f"{service} `{route['method']} {route['path']}`" for service, route in routes if route['right'] == right)


def main(arguments):
    programs = made.services(made.programs_of(arguments))
    routes = [(name, route) for name, program in programs.items() for route in made.ask(program, '--routes')]
    roles = made.data('deploy/company/roles.json')['roles']
    rights = made.data('deploy/company/rights.json')['rights']
    holders = {right['code']: [role['code'] for role in roles if right['code'] in role['rights']] for right in rights}
    public = [f"- {name} `{route['method']} {route['path']}`: {route['summary']}" for name, route in routes if route['flags'] & 1]
    anyone = [f"- {name} `{route['method']} {route['path']}`: {route['summary']}" for name, route in routes
              if route['right'] is None and not route['flags'] & 1]
    lines = [WORDS, '## Rights', '',
             *made.table(['Right', 'Means', 'Roles of the demo company', 'Routes'],
                         [[f"`{r['code']}`", f"{r['en']} / {r['ru']}", ', '.join(holders[r['code']]), routes_of(r['code'], routes)] for r in rights]),
             '', '## Roles of the demo company', '',
             *made.table(['Role', 'Name', 'Branches', 'Confidential', 'Rights'],
                         [[f"`{r['code']}`", f"{r['en']} / {r['ru']}", r['scope'], 'yes' if r['confidential'] else 'no', len(r['rights'])] for r in roles]),
             '', '## For everybody signed in', 'The handler narrows what is shown or done to the person.', '', *anyone,
             '', '## Without sign-in', '', *public]
    made.finish('rights.md', lines, arguments)


if __name__ == '__main__':
    main(sys.argv[1:])
