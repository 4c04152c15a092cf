"""Prints the account of a run and its figures."""
import collections
import os
import statistics
import xml.etree.ElementTree as xml

import account
import plan
from record import Record, instant

EXAMPLES = 4


def print_account(lines, only_bad=False):
    """The lines with what they compared; returns how many faults there are."""
    total = 0
    for line in lines:
        total += len(line.faults)
        if line.faults or not only_bad:
            print(f"{'FAULT' if line.faults else 'ok':5} {line.name:12} {line.compared:8} compared, {len(line.faults)} faults: {line.claim}")
        for fault in line.faults[:EXAMPLES]:
            print(f'        {fault[:300]}')
    print(f"{'ACCOUNT HOLDS' if not total else 'ACCOUNT DOES NOT HOLD'}: {len(lines)} lines, {total} faults", flush=True)
    return total


def write_junit(path, lines, missing):
    """The lines, and what the run must have had, as test cases for the closing line of tests/run."""
    suite = xml.Element('testsuite', name='chaos')
    cases = [(line.name, [str(fault) for fault in line.faults]) for line in lines] + [('demands', missing)]
    for name, faults in cases:
        case = xml.SubElement(suite, 'testcase', classname='chaos', name=name)
        if faults:
            xml.SubElement(case, 'failure', message=faults[0][:300])
    xml.ElementTree(suite).write(path, encoding='utf-8')


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else 0


def print_back(record):
    """How long each service took from its death to work, and to have read what had gathered."""
    times = collections.defaultdict(list)
    for one in record.lines['back']:
        times[one['service']].append((one['ready_s'], one['drained_s']))
    for service, pairs in sorted(times.items()):
        ready, drained = [a for a, _ in pairs], [b for _, b in pairs]
        print(f'  {service:16} back {len(pairs):3} times: ready after {statistics.median(ready):5.2f} s (most {max(ready):5.2f}), '
              f'drained after {statistics.median(drained):5.2f} s (most {max(drained):5.2f})')


def print_lateness(record):
    late = [m.ms / 1000 - instant(m.data['at']) for m in record.events('sla.reached')]
    during = sum(any(f['begin'] - 1 <= m.ms / 1000 <= f['end'] + 30 for f in record.lines['fault']) for m in record.events('sla.reached'))
    print(f'  {len(late)} deadlines came; told after p50 {percentile(late, .5):.3f} s, p99 {percentile(late, .99):.3f} s, '
          f'most {max(late, default=0):.3f} s ({during} of them while or soon after something was down)')


def print_figures(record):
    done = collections.Counter(fault['kind'] for fault in record.lines['fault'])
    counted = [fault for fault in record.lines['fault'] if fault['counted']]
    states = collections.Counter(card['state'] for card in record.rows['appeal'])
    print(f"  {len(record.acknowledged('new'))} distinct submissions, {len(record.lines['bus.ack'])} messages acknowledged, "
          f"{len(record.lines['act'])} acts of employees, {len(record.messages)} messages read from Kafka")
    print('  cards: ' + ', '.join(f'{state} {n}' for state, n in states.most_common()))
    print('  faults: ' + ', '.join(f'{kind} {n}' for kind, n in sorted(done.items())) + f'; {len(counted)} counted kills')
    passed = plan.points_passed(record.lines['fault'])
    print('  crash points: ' + ', '.join(f'{point} {n}' for point, n in passed.items()))
    repeats = sum(len(messages) - 1 for messages in record.numbers.values())
    print(f'  {repeats} events were sent again under their numbers')
    print_lateness(record)
    print_back(record)


def whole(path):
    """Account and figures of a ledger; returns the lines and the record."""
    record = Record.of(path)
    for meta in record.lines['meta']:
        print(f"seed {meta['seed']}, {meta['seconds']} s, versions {meta['versions']}")
    lines = account.reckon(record)
    print_figures(record)
    print(f'ledger {os.path.abspath(path)} ({account.fingerprint(path)})')
    return lines, record


def recount(path):
    """Exit status of --recount."""
    lines, _ = whole(path)
    return 1 if print_account(lines) else 0
