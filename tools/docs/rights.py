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
     OR its department is the person's)
    AND (it is not confidential OR the person may see confidential ones OR the person holds it)

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
