#!/usr/bin/env python3
"""Writes docs/deadlines.md: how deadlines are counted, and the demo company's rules and calendars as tables.

page.py          writes the page
page.py --check  ends with 1 when the page is not what would be written
"""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / 'docs/deadlines.md'
COMPANY = ROOT / 'deploy/company'

UNITS = {'min': 'min', 'h_24x7': 'h', 'h_work': 'office h', 'cal_day': 'calendar days', 'work_day': 'working days',
         'month': 'months', 'day_of_next_month': '. of next month'}
SHORT = {'min': 'min', 'h': 'h', 'cd': 'cd', 'wd': 'wd'}
COUNTED_FROM = {'next_day': '', 'same_day': ' (that day counts)', 'next_working_day': ' (from the next working day)'}


def period(rule):
    if rule['unit'] == 'fixed_date_field':
        return f"the date in `{rule['field']}`, else {rule['n']} calendar days"
    return f"{rule['n']} {UNITS[rule['unit']]}"


def applies(rule):
    scope = [word for key in ('types', 'categories', 'client_kinds', 'services', 'channels') for word in rule.get(key, [])]
    told = ['where no other does'] if rule.get('default') else []
    return ', '.join(scope + told) or 'all'


def marks(rule):
    names = {'pausable': 'pauses', 'extendable_once': 'may be extended once', 'hard': 'hard', 'blocked': '**not in use**'}
    told = [text for key, text in names.items() if rule.get(key)]
    return ', '.join(told)


def row(rule):
    warn = ', '.join(f"{before['n']} {SHORT[before['unit']]}" for before in rule.get('warn', []))
    shift = '' if rule['end_shift'] == 'none' else 'F, B'
    start = rule['start'].replace('_', ' ') + ('' if rule['unit'] in ('min', 'h_24x7', 'h_work') else COUNTED_FROM[rule['start_shift']])
    cells = [rule['code'], f"{rule['en']} / {rule['ru']}", rule['kind'], applies(rule), period(rule), start, shift, warn,
             marks(rule), rule['basis']]
    return '| ' + ' | '.join(cell.replace('|', '/') for cell in cells) + ' |'


def rules_table(rules, wanted):
    head = ['| Code | What | Kind | Applies to | Period | From | Shift | Warnings before | | Basis |', '|---|---|---|---|---|---|---|---|---|---|']
    return head + [row(rule) for rule in rules if rule['object'] == wanted]


def calendar_rows(calendars):
    rows = ['| Calendar | Lies over | Off in every year | Published years (days off beyond the week) |', '|---|---|---|---|']
    for calendar in calendars:
        years = '; '.join(f"{year}: {', '.join(days.get('off', [])) or '-'}"
                          + (f" (worked: {', '.join(days['work'])})" if days.get('work') else '')
                          for year, days in calendar.get('years', {}).items()) or 'as its base'
        rows.append(f"| {calendar['code']} {calendar['en']} | {calendar.get('base', '-')} | "
                    f"{', '.join(calendar.get('yearly_off', [])) or '-'} | {years} |")
    return rows


WORDS = '''# Deadlines

Made by `tools/deadlines/page.py` from `deploy/company/sla_rules.json` and `calendars.json`; edit those, or the words in it.
The arithmetic is `services/sla-timer/rules/`; `POST /v1/computations` of sla-timer computes any case without storing it.

## How a deadline is counted
- **Start.** The day of the start event is not counted (Civil Code, art. 191). What is not known yet is assumed: before registration the
  deadline counts from the day the card would be registered (the next working day for what came after closing or on a day off) and is
  `provisional`; complete papers count from registration, since that is when a card's data are complete.
- **Units.** Working days are those of the calendar; months end on the same day number or the month's last day (art. 192); hours run
  round the clock, office hours only while the office is open (a day before a holiday is an hour shorter).
- **End.** A calendar-day, month or dated deadline that ends on a day off has two dates: the *legal* one moves forward to the next working
  day (art. 193, F), the *control* one back to the last working day before (B). People are held to the control date. Where no working day
  lies between start and end, both are the legal date.
- **Instant.** 23:59:59 in the branch's zone, or the office's closing for what is done in the office (art. 194). Zones are IANA's with their
  history; days are civil days, never 24 hours.
- **Which rules.** All legal rules that the appeal's type names, or whose scope fits, apply: the earliest is the legal date. Where none does,
  the default ones do. Of the company's own rules the narrowest applies (type, category, client kind, service, channel) and may only
  make the control date earlier; a default one gives way to a special legal rule as well. A rule with `n_min` takes the date that the
  client asked for, kept between the two numbers of working days (D14). What is not known of an appeal fits every legal rule and no company rule.
- **Calendars.** Legal rules use the federal calendar, stages that of their department. A deadline over a year that is not published is
  `provisional`.
- **Pauses** move the deadline by what they lasted, in the rule's own unit, where the rule may pause.
- Every deadline keeps its inputs and says in one sentence how it was found: «30 к.д. с 03.04.2026, перенос с 03.05 (вс) на 04.05».

## Stages
A stage is due after its own period in its department's calendar and hours, counted from its entry; days end at closing. It is cut so that the
stages after it keep their time before the legal date. Where they leave none, `negative_reserve` says that the plan does not fit, and the
legal date alone limits the stage.

## Who hears of it
| when | event | who |
|---|---|---|
| before an appeal's control date, as the rule says (at opening where it counts days); at 50 % and 20 % of a stage's office time, at least an hour before | `sla.approaching` | who holds the work |
| the control date, or the stage's due time | `sla.reached` | the same |
| the same instant | `sla.escalated` level 1 | HEAD, head of the department |
| a working day later | level 2 | BRANCH_HEAD, head of the branch's customer service |
| three working days later | level 3 | HQ, control at the head office |
| with each `sla.approaching` and `sla.reached` of an answer or duty | | the roles that its rules name (`notify`): the heads of the branch's departments of the role, else the head office's; BRANCH_HEAD, HQ_CONTROL |

Each comes once, never early; the end of the work (answer, completion, return, cancellation) clears what is still to come: `sla.cleared`.
'''


def page():
    rules = json.loads((COMPANY / 'sla_rules.json').read_text())['rules']
    calendars = json.loads((COMPANY / 'calendars.json').read_text())['calendars']
    parts = [WORDS, '## Rules for the answer', *rules_table(rules, 'answer'), '', '## Rules for the registration',
             *rules_table(rules, 'registration'), '', '## Other duties, and acts that must not come too early',
             'A duty that the type names is watched from reception on, in the first cycle, until a stage of the role that fulfils it is completed (D10',
             'QUAL, D11 TECH, D21A DEBT). The others, and the guards, are computed on demand.', '', *rules_table(rules, 'duty'),
             *rules_table(rules, 'guard')[2:], '', '## Calendars', *calendar_rows(calendars)]
    return '\n'.join(parts) + '\n'


def main(arguments):
    if arguments == ['--check']:
        same = PAGE.exists() and PAGE.read_text() == page()
        print('docs/deadlines.md is up to date' if same else 'docs/deadlines.md is old: run tools/deadlines/page.py')
        return 0 if same else 1
    PAGE.write_text(page())
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
