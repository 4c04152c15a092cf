"""Which faults a run does, in which order: made of the seed alone."""
import collections
import random

ENGINE = ['after_poll', 'after_cas', 'before_outbox', 'before_commit', 'after_commit']
RELAY = ['after_window_commit', 'after_produce', 'before_advance']
# The crash points that each service passes in this load.
POINTS = {
    'intake': ENGINE + RELAY + ['after_dead_letter'],
    'routing': ENGINE + RELAY,
    'sla-timer': ENGINE + RELAY + ['after_park'],
    'client-registry': ENGINE + RELAY,
    'archive': ENGINE + RELAY + ['after_file_rename'],
    'notification': ENGINE + RELAY + ['mail_sending', 'mail_before_reached', 'mail_after_reached', 'mail_before_sent'],
    'reporting': ENGINE,
    'staff': ENGINE,
}
# Those that say much on the bus.
WITH_RELAY = ['intake', 'routing', 'sla-timer', 'client-registry']
# Kinds of which there are a few in a run, with the services that they are done to, if to one.
RARE = {'postgres': None, 'kafka': None, 'blackout': None, 'mail': None, 'reset': None, 'slow': None,
        'zombie': WITH_RELAY, 'takeover': WITH_RELAY, 'cut': list(POINTS), 'clock': ['sla-timer', 'notification'],
        'rewind': ['intake', 'routing', 'sla-timer', 'reporting', 'notification', 'staff'], 'skip': ['reporting', 'sla-timer', 'routing'],
        'mute': None, 'full': ['archive'], 'wal-full': None, 'truncate': None, 'wiped': None, 'restored': ['reporting']}
# Those take their time, and are for runs of so many seconds or by request.
LONG, LONG_S = ('full', 'wal-full', 'truncate', 'wiped', 'restored'), 600
# Topics that lose what stands in them.
LOSING = ['otklik.intake.v1', 'otklik.routing.v1', 'otklik.sla-timer.v1']
# Where the mail server falls silent with a whole letter: before it keeps it, or afterwards.
SILENT = ['received', 'kept']
# What a fault is done to, of several.
MORE = {'mute': ('place', SILENT), 'truncate': ('topic', LOSING), 'wiped': ('topic', LOSING)}
# Of these there are two in 90 s, of the others of RARE one.
TWICE = ('postgres', 'kafka')
# More kills than are demanded.
SPARE = 2


def _crashes(rng, count, only):
    """Kills at points: every point once before any comes again, each time in the service that died there least."""
    pairs = [(service, point) for service, points in POINTS.items() for point in points
             if not only or point in only or 'crash' in only or f'crash:{service}' in only]
    died, order = collections.Counter(), []
    while pairs and len(order) < count:
        points = sorted({point for _, point in pairs})
        rng.shuffle(points)
        for point in points:
            services = [service for service, name in pairs if name == point]
            rng.shuffle(services)
            service = min(services, key=lambda one: (died[one, point], died[one]))
            died.update([(service, point), service])
            order.append({'kind': 'crash', 'service': service, 'point': point})
    return order[:count]


def crashes_wanted(seconds):
    """How many kills in the middle of a piece of work a run of so many seconds must have."""
    return max(1, seconds // 3)


def _among(kind, services, only):
    """The services that the kind is done to: those named, if any are."""
    return [word.split(':')[1] for word in only if word.startswith(f'{kind}:')] or services


def _whole(wanted, rng):
    """So many, and of less than one: one as often as that."""
    return int(wanted) or int(rng.random() < wanted)


def schedule(seed, seconds, only=()):
    """The faults of a run of so many seconds, in order, as dicts; the seed alone decides. At 90 s: 32 kills at crash points, 3 plain
    ones, 4 pauses, 2 of each of TWICE and one of each other kind of RARE; a shorter run has some of those kinds. With `only` there are no
    others than those of these kinds, or at these points, to the services named (skip:reporting), and of the rare ones more."""
    rng, some = random.Random(f'{seed} faults'), random.Random(f'{seed} some')
    order = _crashes(rng, crashes_wanted(seconds) + SPARE, only)
    order += [{'kind': 'kill', 'service': rng.choice(_among('kill', list(POINTS), only))} for _ in range(max(1, seconds // 30))]
    order += [{'kind': 'pause', 'service': rng.choice(_among('pause', list(POINTS), only)), 'seconds': rng.randint(2, 15 if seconds > 300 else 4)}
             for _ in range(max(1, seconds // 22))]
    rng.shuffle(order)
    for kind, among in RARE.items():
        if kind in LONG and seconds < LONG_S and not only:
            continue
        for _ in range(max(1, seconds // 10) if only else _whole(seconds / (45 if kind in TWICE else 90), some)):
            # What dies after the reports has surely sent: who goes on must give the same numbers.
            more = {'point': 'before_advance'} if kind == 'takeover' else {MORE[kind][0]: rng.choice(MORE[kind][1])} if kind in MORE else {}
            order.insert(rng.randrange(len(order) + 1), {'kind': kind, **more, **({'service': rng.choice(_among(kind, among, only))} if among else {})})
    kinds = {word.split(':')[0] for word in only} | {'crash'}
    return [fault for fault in order if not only or fault['kind'] in kinds]


def substitute(rng, missed, done):
    """A kill instead of `missed`, whose point was not passed: there once more, then at that point with the fewest kills of those
    that every batch passes."""
    if not missed.get('again'):
        services = [service for service, points in POINTS.items() if missed['point'] in points]
        return {**missed, 'service': rng.choice(services), 'again': True}
    passed = points_passed(done)
    point = min(rng.sample(ENGINE + RELAY, len(ENGINE + RELAY)), key=passed.get)
    return {**missed, 'service': rng.choice(WITH_RELAY), 'point': point}


def points_passed(done):
    """{point: kills counted there}."""
    counts = {point: 0 for points in POINTS.values() for point in points}
    for fault in done:
        if fault['kind'] in ('crash', 'takeover') and fault['counted']:
            counts[fault.get('point', 'after_produce')] += 1
    return counts
