"""A service over crashes of itself, of the database and of the broker: nothing lost, nothing twice, never an exit."""
import contextlib
import json
import subprocess

import pytest

import otk_outage
import otk_test as t

CRASH_STATUS = 86
ENGINE = ['after_poll', 'after_cas', 'before_outbox', 'before_commit', 'after_commit']
RELAY = ['after_window_commit', 'after_produce', 'before_advance']


@pytest.fixture(scope='module')
def intake(service, issuer):
    one = service('intake')
    admin = one.api(issuer.token(rights=['source.manage'], branches=['*'], branch='HQ'))
    source = next(s for s in json.loads((t.SOURCE / 'deploy/company/sources.json').read_text())['sources'] if s['name'] == 'lk')
    assert admin.put('/v1/sources/lk', source).status == 200
    return one


@pytest.fixture(scope='module')
def submissions(database):
    return otk_outage.Submissions(database)


def some_cards(submissions, more, alive):
    """So many of those that were sent last."""
    t.wait_until(lambda: submissions.cards() > submissions.before_last + more, 30, 'some cards', alive=[alive])


@pytest.mark.parametrize('point', ENGINE + RELAY)
def test_a_service_that_dies_is_continued_without_loss_or_repeat(intake, submissions, point):
    intake.stop()
    intake.environment['OTKLIK_CRASH_AT'] = f'{point}:2'
    intake.launch()
    first = submissions.send(30)
    t.wait_until(lambda: intake.ready() or not intake.running(), 15, 'intake to be ready')
    producers = [first]
    # How many submissions share a batch or a window is chance, so more come until the point was passed twice.
    for _ in range(30):
        producers.append(submissions.send(10))
        with contextlib.suppress(subprocess.TimeoutExpired):
            intake.process.wait(1)
            break
    assert intake.process.poll() == CRASH_STATUS
    del intake.environment['OTKLIK_CRASH_AT']
    intake.launch()
    assert [producer.wait() for producer in producers] == [0] * len(producers)
    submissions.assert_each_once(intake)


def test_a_killed_service_loses_nothing_under_load(intake, submissions):
    producers = []
    for _ in range(3):
        producers.append(submissions.send(700))
        some_cards(submissions, 50, intake)
        intake.kill()
        intake.launch()
    assert [producer.wait() for producer in producers] == [0] * 3
    submissions.assert_each_once(intake)


def test_an_immediate_restart_of_the_database_only_delays(intake, submissions):
    process = intake.process
    for _ in range(2):
        producer = submissions.send(1000)
        some_cards(submissions, 20, intake)
        otk_outage.crash('postgres')
        assert producer.wait() == 0
    submissions.assert_each_once(intake)
    assert intake.process is process
    t.wait_until(intake.ready, 10, 'intake to be ready again', alive=[intake])


def test_a_killed_broker_only_delays(intake, submissions):
    process = intake.process
    producer = submissions.send(1000)
    some_cards(submissions, 20, intake)
    otk_outage.crash('kafka')
    more = submissions.send(200)
    assert producer.wait() == more.wait() == 0
    submissions.assert_each_once(intake)
    assert intake.process is process
    t.wait_until(intake.ready, 20, 'intake to be ready again', alive=[intake])


def reasons(intake):
    """Why it is not ready; none when it is. One trouble may still be told when the next has come."""
    return t.Api(intake.base).get('/readyz').json.get('reasons', [])


def test_readyz_tells_of_an_absent_database_and_healthz_does_not(intake):
    otk_outage.stop('postgres')
    try:
        t.wait_until(lambda: 'database' in ' '.join(reasons(intake)), 10, 'intake to tell that the database is away', alive=[intake])
        assert t.Api(intake.base).get('/healthz').status == 200
    finally:
        otk_outage.start('postgres')
    t.wait_until(intake.ready, 15, 'intake to be ready again', alive=[intake])


def test_readyz_tells_of_an_absent_broker(intake):
    otk_outage.stop('kafka')
    try:
        t.wait_until(lambda: 'bus' in ' '.join(reasons(intake)), 15, 'intake to tell that the bus is away', alive=[intake])
    finally:
        otk_outage.start('kafka')
    t.wait_until(intake.ready, 20, 'intake to be ready again', alive=[intake])


def test_a_service_ends_within_five_seconds_under_load(intake, submissions):
    producer = submissions.send(3000)
    some_cards(submissions, 50, intake)
    intake.stop(limit_s=5)
    intake.launch()
    assert producer.wait() == 0
    submissions.assert_each_once(intake)
