"""What every service has from the platform: metrics, an honest /readyz, jobs."""
import re
import shutil
import subprocess

import pytest

import otk_test as t

SERIES = re.compile(r'([a-z_]+)(\{[a-z]+="(?:[^"\\\n]|\\.)*"(?:,le="[^"]+")?\})? (-?[0-9.e+-]+)')


@pytest.fixture(scope='module')
def sla(service):
    return service('sla-timer')


def value(service, series):
    found = re.search(rf'^{re.escape(series)} (\S+)$', service.metrics(), re.M)
    return float(found[1]) if found else None


def test_metrics_are_prometheus_text(sla):
    text = sla.metrics()
    declared = dict(re.findall(r'^# TYPE (\S+) (\S+)$', text, re.M))
    for line in text.splitlines():
        if not line.startswith('#'):
            name = SERIES.fullmatch(line)[1]
            assert name in declared or re.sub('_(bucket|sum|count)$', '', name) in declared, line
    if shutil.which('promtool'):
        subprocess.run(['promtool', 'check', 'metrics'], input=text, text=True, check=True)


def test_events_batches_and_the_outbox_are_counted(sla):
    branch = {'code': 'SMR', 'version': 1, 'ru': 'Самара', 'tz': 'Europe/Samara', 'active': True}
    t.produce('otklik.staff.v1', branch, key='SMR', headers=t.cloud_event('staff.branch_changed', 'otklik/staff'))
    t.produce('otklik.staff.v1', 'no JSON', key='SMR', headers=t.cloud_event('staff.branch_changed', 'otklik/staff'))
    t.wait_until(lambda: value(sla, 'otklik_events_handled_total{type="staff.branch_changed"}') == 1, what='an event to be counted')
    t.wait_until(lambda: value(sla, 'otklik_events_dead_total{type="staff.branch_changed"}') == 1, what='a dead letter to be counted')
    t.wait_until(lambda: value(sla, 'otklik_outbox_sent_events') == 1, what='the dead letter to be sent')
    assert value(sla, 'otklik_batches_total{end="committed"}') >= 1
    assert value(sla, 'otklik_outbox_leading') == 1 and value(sla, 'otklik_parked_events') == 0


def test_the_administrator_reads_how_a_service_fares(sla, issuer):
    person = sla.api(issuer.token(rights=['stream.read'], branches=['*'], branch='HQ'))
    health = person.get('/v1/health').json
    assert health['service'] == 'sla-timer' and health['ready'] and health['reasons'] == [] and health['group'] == 'otklik-sla-timer'
    assert health['dead_letters'] == 1 and health['outbox']['leading']
    t.wait_until(lambda: not any(one['events'] for one in person.get('/v1/health').json['lag']), what='nothing to be left on the bus')
    assert sla.api(issuer.token(rights=['appeal.read'])).get('/v1/health').status == 403


def test_every_service_makes_the_coming_partitions_itself(sla):
    t.wait_until(lambda: value(sla, 'otklik_job_seconds_count{job="maintain"}') == 1, 20, 'the job to run')
    assert value(sla, 'otklik_job_failures_total{job="maintain"}') is None


def test_a_killed_service_goes_on_at_once(sla, database):
    sla.kill()
    sla.launch()
    t.produce('otklik.staff.v1', {'code': 'SVE', 'version': 1, 'ru': 'Свердловск', 'tz': 'Asia/Yekaterinburg', 'active': True},
              key='SVE', headers=t.cloud_event('staff.branch_changed', 'otklik/staff'))
    query = "SELECT count(*) AS n FROM sla_timer.branch WHERE code = 'SVE'"
    t.wait_until(lambda: database.value(query) == 1, 4, 'the event, before the dead member would be missed', alive=[sla])


def test_what_waits_on_the_bus_is_told_by_topic(sla, issuer):
    """An event whose number does not follow holds its partition: it and what is behind it are the lag. Last: it stays so."""
    person = sla.api(issuer.token(rights=['stream.read'], branches=['*'], branch='HQ'))
    branch = {'code': 'LAG', 'version': 1, 'ru': 'Лаг', 'tz': 'Europe/Samara', 'active': True}

    def number(*numbers):
        for one in numbers:
            t.produce('otklik.staff.v1', branch, key='LAG',
                      headers=t.cloud_event('staff.branch_changed', 'otklik/lag', sequence=str(one), epoch='1'))
    number(1, 5, 6)
    t.wait_until(lambda: {one['topic']: one['events'] for one in person.get('/v1/health').json['lag']}['otklik.staff.v1'] == 2,
                 what='a lag of two events', alive=[sla])
    assert value(sla, 'otklik_bus_lag_events{topic="otklik.staff.v1"}') == 2
