"""What a run must have had: a run with enough passes, and one that lacks anything is told so."""
import pathlib
import random
import sys
import xml.etree.ElementTree as xml

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import demands
import plan
import report
from record import Record

SECONDS = 90


def lines(submissions=20_000, kafka=2, postgres=2, completed=2_000, points=2, deadlines=50):
    yield from ({'k': 'fault', 'kind': kind, 'counted': False} for kind, n in (('kafka', kafka), ('postgres', postgres)) for _ in range(n))
    for point in plan.points_passed([]):
        yield from ({'k': 'fault', 'kind': 'crash', 'point': point, 'counted': True} for _ in range(points))
    yield from ({'k': 'act', 'verb': 'complete', 'status': 200} for _ in range(completed))
    for n in range(deadlines):
        yield {'k': 'm', 'm': ['otklik.sla-timer.v1', 0, n, 0, '', 'sla.reached', f'e{n}', 'otklik/sla-timer', 1, n, '', {}]}
    for n in range(submissions):
        yield {'k': 'bus', 'n': n, 'what': 'new', 'key': f'CH-{n}'}
        yield {'k': 'bus.ack', 'n': n}


def missing(seconds=SECONDS, only=(), **changed):
    return demands.missing(Record(lines(**changed)), seconds, only)


def test_a_run_with_all_that_its_length_demands_is_enough():
    assert missing() == []


@pytest.mark.parametrize('lacking, told', [
    ({'submissions': 19_999}, ['19999 distinct submissions of 20000']),
    ({'kafka': 1}, ['1 restarts of kafka of 2']),
    ({'postgres': 1}, ['1 restarts of postgres of 2']),
    ({'completed': 1_999}, ['1999 acts that completed a stage of 2000']),
    ({'deadlines': 49}, ['49 deadlines that came of 50']),
])
def test_a_run_that_lacks_one_thing_is_told_of_it(lacking, told):
    assert missing(**lacking) == told


def test_kills_that_are_not_counted_are_none():
    ledger = [dict(line, counted=False) if line.get('kind') == 'crash' else line for line in lines()]
    told = demands.missing(Record(ledger), SECONDS)
    assert told[0] == '0 counted kills of 30' and '0 kills at after_park of 2' in told


def test_a_submission_that_kafka_did_not_acknowledge_does_not_count():
    ledger = [line for line in lines() if line['k'] != 'bus.ack' or line['n']]
    assert demands.missing(Record(ledger), SECONDS) == ['19999 distinct submissions of 20000']


def test_the_demands_grow_with_the_seconds():
    assert '30 counted kills of 60' in missing(seconds=180) and '2 restarts of kafka of 4' in missing(seconds=180)


def test_each_point_is_demanded_three_times_when_the_kills_suffice():
    assert demands.each_point(15) == 0 and demands.each_point(45) == 1 and demands.each_point(135) == 3 and demands.each_point(3600) == 3


def test_chosen_faults_are_asked_for_nothing():
    assert missing(only=['skip'], submissions=0, kafka=0) == []


@pytest.mark.parametrize('seed', range(20))
@pytest.mark.parametrize('seconds', [20, 30, 45, 90, 135])
def test_what_is_planned_suffices_for_what_is_demanded(seed, seconds):
    planned = plan.schedule(seed, seconds)
    kinds = [fault['kind'] for fault in planned]
    assert kinds.count('crash') >= plan.crashes_wanted(seconds)
    assert min(kinds.count('kafka'), kinds.count('postgres')) >= demands.RESTARTS * seconds // demands.MEASURE_S
    passed = plan.points_passed([{**fault, 'counted': True} for fault in planned])
    assert min(passed.values()) >= demands.each_point(seconds)


def test_a_kind_with_a_service_is_done_to_that_service_alone():
    for seed in range(10):
        assert {(fault['kind'], fault['service']) for fault in plan.schedule(seed, 20, ['skip:reporting'])} == {('skip', 'reporting')}


def test_a_kill_that_did_not_come_is_tried_once_more_at_its_point():
    missed = {'kind': 'crash', 'service': 'intake', 'point': 'after_park'}
    again = plan.substitute(random.Random(1), missed, [])
    assert again == {'kind': 'crash', 'service': 'sla-timer', 'point': 'after_park', 'again': True}


def test_a_kill_that_did_not_come_twice_is_replaced_at_the_point_with_the_fewest():
    done = [{'kind': 'crash', 'point': point, 'counted': True} for point in plan.ENGINE + plan.RELAY if point != 'before_commit']
    missed = {'kind': 'crash', 'service': 'intake', 'point': 'after_park', 'again': True}
    assert plan.substitute(random.Random(1), missed, done)['point'] == 'before_commit'


def test_the_closing_line_of_the_tests_counts_each_line_of_the_account_and_the_demands(tmp_path):
    class Line:
        def __init__(self, name, *found):
            self.name, self.faults = name, list(found)
    report.write_junit(tmp_path / 'chaos.xml', [Line('kept'), Line('routes', 'a fault', 'another')], ['1 restarts of kafka of 2'])
    cases = {case.get('name'): case.find('failure') for case in xml.parse(tmp_path / 'chaos.xml').getroot().iter('testcase')}
    assert cases['kept'] is None and cases['routes'].get('message') == 'a fault' and cases['demands'] is not None
