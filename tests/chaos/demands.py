"""What a run must have had, by its length, before its account says anything: a quiet run proves nothing. A minute and a half is the measure."""
import plan

MEASURE_S = 90
SUBMISSIONS = 20_000
RESTARTS = 2
# So often each crash point, in a run whose kills suffice for it.
EACH_POINT = 3
# Of the submissions in a thousand that end with a person's act: those that go to a desk or to three (load.py), less what is still open at the end.
WORKED = 100


def submissions(seconds):
    """Distinct submissions that a run of so many seconds sends at least."""
    return SUBMISSIONS * seconds // MEASURE_S


def each_point(seconds):
    """Kills at each crash point in a run of so many seconds."""
    return min(EACH_POINT, plan.crashes_wanted(seconds) // len(plan.points_passed([])))


# Deadlines that come while their stage is in a late person's hands, of a run of the measure.
DEADLINES = 50


def _demands(record, seconds):
    """(name, how many there were, how many there must be)."""
    done = [fault['kind'] for fault in record.lines['fault']]
    yield 'counted kills', sum(fault['counted'] for fault in record.lines['fault']), plan.crashes_wanted(seconds)
    for kind in plan.TWICE:
        yield f'restarts of {kind}', done.count(kind), RESTARTS * seconds // MEASURE_S
    for point, n in plan.points_passed(record.lines['fault']).items():
        yield f'kills at {point}', n, each_point(seconds)
    sent = len({one['key'] for one in record.acknowledged('new')})
    yield 'distinct submissions', sent, submissions(seconds)
    completed = sum(act['status'] == 200 for act in record.acts('complete'))
    yield 'acts that completed a stage', completed, submissions(seconds) * WORKED // 1000
    yield 'deadlines that came', len(record.events('sla.reached')), DEADLINES * seconds // MEASURE_S


def missing(record, seconds, only=()):
    """Texts; a run of chosen faults is asked for nothing."""
    return [] if only else [f'{n} {name} of {wanted}' for name, n, wanted in _demands(record, seconds) if n < wanted]
