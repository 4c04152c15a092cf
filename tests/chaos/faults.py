"""How each fault of plan.py is done. What was done, and how a service came back, goes to the ledger."""
import contextlib
import re
import threading
import time

import otk_outage
import otk_test as t
import storage

CRASH_STATUS = 86
COMMITS_LOST = 5
# So many messages of a partition are passed over: one alone is often of no consequence.
PASSED_OVER = 5
# A point that is not passed within this long is given up for this time: another fault takes its place.
PASS_LIMIT_S = 90
# So long a service stands still for something to wait for it on every topic, and so long it may then take to park.
BEHIND_S, PARK_LIMIT_S, PARK_TRIES = 3, 5, 5
# A twin is looked at so often for a commit to hold, each time so long. While it holds it much gathers for one window of the other, which must
# come so soon: PostgreSQL ends what stands open for 10 s.
HOLD_TRIES, HOLD_PASS_S, HOLD_LOOK_S, GATHER_S, HOLD_S = 15, 10, 0.3, 2, 5
# So long the mail server says nothing before its connections are lost.
MUTE_S = 2
# Nothing takes so long on a machine that works at all: a run is never judged by its speed.
LIMIT_S = 1800


def patiently(condition, limit_s, what):
    """As wait_until, but looks rarely: each look at the database is a process, which the suite under test would feel."""
    def slowly():
        found = condition()
        if not found:
            time.sleep(0.3)
        return found
    return t.wait_until(slowly, limit_s, what)


class PostgresLog:
    """Counts what the server's log says of clients that vanished inside a transaction."""

    LOST = re.compile(r'\] (otklik_\w+)@\S+ LOG:  unexpected EOF on client connection with an open transaction')

    def __init__(self):
        self.folder = t.STATE / 'postgres/logs'

    def lost(self, service):
        role = 'otklik_' + service.replace('-', '_')
        texts = (path.read_text(errors='replace') for path in self.folder.glob('postgresql-*.log'))
        return sum(match.group(1) == role for text in texts for match in self.LOST.finditer(text))

    def panics(self):
        """How often it gave up since its log could not be written."""
        texts = (path.read_text(errors='replace') for path in self.folder.glob('postgresql-*.log'))
        return sum(len(re.findall(r'PANIC: .*No space left on device', text)) for text in texts)


class Faults(storage.StorageFaults):
    """Does the faults over the services of `world`, `gap` commits apart; `out` is a piece of the ledger, `ends()` gives the present ends of
    all partitions."""

    def __init__(self, world, out, ends, gap):
        self.world, self.out, self.ends, self.commits = world, out, ends, gap
        self.services, self.postgres_log = world.services, PostgresLog()
        self.returning, self.done, self.waited, self.given_up = [], [], {}, False
        self.firsts = {}  # (topic, partition): the first message that is left, where some were deleted

    def gap(self):
        """Waits until so much was written since the last fault."""
        begin, since, done = self._written(), time.monotonic(), 0
        while done < self.commits:
            passed = time.monotonic() - since
            assert passed < LIMIT_S, f'{done} commits of {self.commits} in {LIMIT_S} s'
            # The next look when they should be there: each is a process, and what is too much costs a run its time.
            time.sleep(min(1, max(0.1, passed * (self.commits - done) / done if done else 0.3)))
            done = self._written() - begin
        self.waited = {'commits': done, 'waited_s': round(time.monotonic() - since, 2)}
        return done

    def _written(self):
        return patiently(self.world.written, LIMIT_S, 'the database')

    def do(self, fault):
        """One fault; True when it came to pass."""
        begin = time.time()
        name = fault.get('service')
        if name:
            patiently(self.services[name].ready, LIMIT_S, f'{name} to be ready')
        evidence = getattr(self, '_' + fault['kind'].replace('-', '_'))(fault)
        counted = bool(evidence) and fault['kind'] in ('crash', 'kill', 'takeover')
        self.out.add('fault', begin=begin, end=time.time(), counted=counted, evidence=evidence, **self.waited, **fault)
        self.out.flush()
        self.done.append({**fault, 'counted': counted, 'evidence': evidence})
        return evidence is not None

    @staticmethod
    def _at_point(service, text, come, limit_s=PASS_LIMIT_S):
        """Lets the service pass the point until `come()`; False when it was not passed in time."""
        new = service.crash_file.with_suffix('.new')
        new.write_text(text)
        new.rename(service.crash_file)
        end = time.monotonic() + limit_s
        while not come() and time.monotonic() < end:
            time.sleep(0.01)
        service.crash_file.unlink(missing_ok=True)
        return come()

    def _die_at(self, service, point, limit_s=PASS_LIMIT_S):
        if not self._at_point(service, point, lambda: not service.running(), limit_s):
            return None
        status = service.process.returncode
        return f'exit status {status}' if status == CRASH_STATUS else None

    def _crash(self, fault):
        """Dies at the next pass of the point; its exit status is the evidence."""
        service = self.services[fault['service']]
        evidence = self._die_parking(service) if fault['point'] == 'after_park' else self._die_at(service, fault['point'])
        if not service.running():
            self._return(service)
        return evidence

    @staticmethod
    def _fall_behind(service):
        service.pause()
        time.sleep(BEHIND_S)
        service.resume()

    def _die_parking(self, service):
        """A service parks what comes before what it belongs to: seldom while it keeps up, soon when much waits for it on every topic."""
        for _ in range(PARK_TRIES):
            self._fall_behind(service)
            evidence = self._die_at(service, 'after_park', PARK_LIMIT_S)
            if evidence or not service.running():
                return evidence
        return None

    def _zombie(self, fault):
        """Stops with messages in hand until a twin has taken its partitions and handled them, then goes on with what it has: with much, of
        every kind, since it was behind."""
        service = self.services[fault['service']]
        with twin_of(service) as twin:
            t.wait_until(twin.ready, LIMIT_S, f'the twin of {service.name}', alive=[twin])
            self._fall_behind(service)
            if not self._at_point(service, '~after_poll', lambda: stopped(service)):
                return None
            ends = self.ends()
            try:
                patiently(lambda: self._caught_up(service.name, ends), LIMIT_S, 'the twin to have read everything')
            finally:
                service.resume()
            patiently(service.ready, LIMIT_S, f'{service.name} to be ready')
        return 'outlived its twin'

    def _takeover(self, fault):
        """Dies between the reports of a window and the note of it. Meanwhile a twin holds events whose ids are lower and commits them then:
        who goes on with the window must not give them the numbers that were sent."""
        service = self.services[fault['service']]
        with twin_of(service) as twin:
            t.wait_until(twin.ready, LIMIT_S, f'the twin of {service.name}', alive=[twin])
            held = self._holds_events(twin)
            try:
                evidence = self._die_of_much(service, fault['point']) if held else None
            finally:
                twin.resume()
            held = held and evidence
            if service.running():
                evidence = self._die_at(service, fault['point'])
            if not service.running():
                self._return(service)
            patiently(service.ready, LIMIT_S, f'{service.name} to be ready')
        return evidence and f"{evidence}, {'lower ids were committed after it' if held else 'its twin held nothing'}"

    def _die_of_much(self, service, point):
        """Its relay waits for its cursor while its work goes on, so much goes with the window that it dies with."""
        holding = f"SELECT pg_sleep({GATHER_S}) FROM (SELECT FROM {service.name.replace('-', '_')}.outbox_cursor FOR UPDATE) AS held"
        holder = threading.Thread(target=self.world.database.psql, args=(holding,), daemon=True)
        holder.start()
        time.sleep(GATHER_S / 2)
        evidence = self._die_at(service, point, HOLD_S)
        holder.join()
        return evidence

    def _holds_events(self, twin):
        """Stops the twin between its events and their commit, where nobody waits for it; False when it was not seen there."""
        for _ in range(HOLD_TRIES):
            if not self._at_point(twin, '~before_commit', lambda: stopped(twin), HOLD_PASS_S):
                return False
            time.sleep(HOLD_LOOK_S)
            if self._events_stand_open(twin.name):
                return True
            twin.resume()
        return False

    def _events_stand_open(self, name):
        """Whether a transaction waits right after its events, that of a stopped process since others go on at once; and none waits for it,
        as those do that want the next number of an appeal."""
        return bool(self.world.database.value(
            "SELECT count(*) FROM pg_stat_activity AS held WHERE usename = :'role' AND wait_event = 'ClientRead' AND xact_start IS NOT NULL "
            "AND query LIKE '%INSERT INTO outbox%' AND state_change < clock_timestamp() - interval '200 ms' "
            "AND NOT EXISTS (SELECT FROM pg_stat_activity AS other WHERE held.pid = ANY (pg_blocking_pids(other.pid)))",
            role='otklik_' + name.replace('-', '_')))

    def _kill(self, fault):
        """At any moment; counts when PostgreSQL lost a transaction by it."""
        service = self.services[fault['service']]
        before = self.postgres_log.lost(service.name)
        service.kill()
        time.sleep(0.2)
        lost = self.postgres_log.lost(service.name) - before
        self._return(service)
        return f'{lost} open transactions lost' if lost > 0 else ''

    def _pause(self, fault):
        service = self.services[fault['service']]
        service.pause()
        time.sleep(fault['seconds'])
        service.resume()
        return 'paused'

    def _postgres(self, fault):
        otk_outage.stop('postgres')
        self._begin('postgres')
        return 'immediate stop'

    def _kafka(self, fault):
        otk_outage.stop('kafka')
        self._begin('kafka')
        return 'kill -9'

    def _begin(self, server):
        """Starts it and waits until it answers: to recover may take long, and is no fault."""
        with contextlib.suppress(AssertionError):
            otk_outage.start(server)
        if server == 'postgres':
            self._written()
        else:
            self.ends()

    def _blackout(self, fault):
        """The broker is away, and what a service has in memory for it dies with the service."""
        otk_outage.stop('kafka')
        try:
            time.sleep(1)
            for service in (self.services['intake'], self.services['routing']):
                service.kill()
        finally:
            self._begin('kafka')
        for service in (self.services['intake'], self.services['routing']):
            self._return(service)
        return 'kill -9 of the broker, then of intake and routing'

    def _mail(self, fault):
        """The mail server dies, perhaps between the last byte of a letter and its answer."""
        self.world.mail.kill()
        self.world.mail.start()
        return 'kill -9 of the mail server'

    def _mute(self, fault):
        """The mail server has a whole letter and never answers: whether it was kept nobody can know, so it must not go out again."""
        mail = self.world.mail
        mail.stop_file.write_text(fault['place'])
        end = time.monotonic() + PASS_LIMIT_S
        while not mail.silent() and time.monotonic() < end:
            time.sleep(0.05)
        mail.stop_file.unlink(missing_ok=True)
        if not mail.silent():
            return None
        time.sleep(MUTE_S)
        mail.kill()
        mail.start()
        return f"silent with a letter {'that it kept' if fault['place'] == 'kept' else 'that it did not keep'}"

    def _cut(self, fault):
        """Connections to the database end, whatever they were doing: a COMMIT may have its effect and no answer."""
        role = 'otklik_' + fault['service'].replace('-', '_')
        ended = 0
        for _ in range(10):
            ended += self.world.database.value("SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity WHERE usename = :'role' "
                                               "ORDER BY (state <> 'idle') DESC, random() LIMIT 2) AS chosen", role=role)
        return f'{ended} connections'

    def _reset(self, fault):
        """The network loses COMMITs of a service or their answers, and the connection with each."""
        network = self.world.network
        network.lose_commits(COMMITS_LOST)
        end = time.monotonic() + 30
        while network.left.value and time.monotonic() < end:
            time.sleep(0.1)
        network.normal()
        return f'{COMMITS_LOST - network.left.value} commits lost or unanswered'

    def _slow(self, fault):
        self.world.network.slow(250)
        time.sleep(3)
        self.world.network.normal()
        return '250 ms a packet'

    def _clock(self, fault):
        """The clock of one service goes back by an hour, and forward again."""
        clock = self.services[fault['service']].clock_file
        clock.write_text('-3600')
        time.sleep(4)
        clock.write_text('0')
        return 'an hour back for 4 s'

    def _moved(self, service, expression):
        """Ends the service in order, moves its offsets of our own topics, and starts it."""
        schema = service.name.replace('-', '_')
        service.stop(300)
        self.world.database.psql(f"UPDATE {schema}.bus_offset SET next = {expression} WHERE topic LIKE 'otklik.%' AND next > 0")
        self._return(service)

    def _rewind(self, fault):
        """The service reads again what it has read: every event is a repeat."""
        firsts = ', '.join(f"('{topic}', {p}, {first})" for (topic, p), first in {('', 0): 0, **self.firsts}.items())
        self._moved(self.services[fault['service']], 'greatest(next - 1000, 0, (SELECT first FROM (VALUES ' + firsts + ') AS f (topic, partition, first) '
                    'WHERE (f.topic, f.partition) = (bus_offset.topic, bus_offset.partition)))')
        return '1000 messages a partition'

    def _skip(self, fault):
        """The service is made to pass over messages, must notice, and gets them after all."""
        service, schema = self.services[fault['service']], fault['service'].replace('-', '_')
        service.stop(300)
        self.world.database.psql(f'CREATE TABLE IF NOT EXISTS public.chaos_offset AS SELECT * FROM {schema}.bus_offset WITH NO DATA; '
                                 f'TRUNCATE public.chaos_offset; INSERT INTO public.chaos_offset SELECT * FROM {schema}.bus_offset')
        # There must be more to come than is passed over, or no later number tells.
        patiently(lambda: self._more_to_come(schema), LIMIT_S, 'messages that the service has not read')
        self.world.database.psql(f"UPDATE {schema}.bus_offset SET next = next + {PASSED_OVER} WHERE topic = 'otklik.intake.v1' AND next >= 0")
        self._return(service)
        noticed = self._notices_a_gap(service, self.ends())
        service.stop(300)
        self.world.database.psql(f'UPDATE {schema}.bus_offset AS o SET next = c.next FROM public.chaos_offset AS c '
                                 'WHERE (o.topic, o.partition) = (c.topic, c.partition)')
        self._return(service)
        return 'noticed' if noticed else 'NOT NOTICED'

    def _more_to_come(self, schema):
        rows = self.world.database.rows(f"SELECT topic, partition, next FROM {schema}.bus_offset WHERE topic = 'otklik.intake.v1' AND next >= 0")
        ends = self.ends()
        return all(ends[row['topic'], row['partition']] > row['next'] + PASSED_OVER for row in rows)

    def _notices_a_gap(self, service, ends):
        """Whether it says so before it has read all that there was: one that notices stands still."""
        def told():
            with contextlib.suppress(OSError):  # it does not listen yet
                answer = t.Api(service.base).get('/readyz', limit_s=2)
                return answer.status != 200 and 'missing' in ' '.join(answer.json.get('reasons', []))
        patiently(lambda: told() or self._caught_up(service.name, ends), LIMIT_S, f'{service.name} to notice or to read on')
        return told()

    def _return(self, service):
        """Starts it again at once; how long it takes to work and to catch up is watched aside."""
        begin = time.monotonic()
        service.launch()
        watcher = threading.Thread(target=self._watch, args=(service, begin), daemon=True)
        self.returning.append(watcher)
        watcher.start()

    def _watch(self, service, begin):
        """Until it has read what had gathered by the time it was ready, or is killed again."""
        process, read_s = service.process, None
        gone = lambda: service.process is not process
        try:
            t.wait_until(lambda: gone() or self.given_up or service.ready(), LIMIT_S, f'{service.name} to be ready')
            ready_s = time.monotonic() - begin
            ends = self.ends()
            patiently(lambda: gone() or self.given_up or self._caught_up(service.name, ends), LIMIT_S, f'{service.name} to catch up')
            read_s = time.monotonic() - begin
            if self.given_up and not gone():
                self.out.add('trouble', service=service.name, text='it was not back when nothing moved any more')
            elif not gone():
                self.out.add('back', service=service.name, ready_s=round(ready_s, 2), drained_s=round(read_s, 2))
        except AssertionError as problem:
            if not gone():
                self.out.add('trouble', service=service.name, text=str(problem)[:500])

    def _caught_up(self, name, ends):
        rows = self.world.database.rows(f"SELECT topic, partition, next FROM {name.replace('-', '_')}.bus_offset")
        return all(max(row['next'], 0) >= ends.get((row['topic'], row['partition']), 0) for row in rows)

    def check_alive(self):
        """A service that ended without being made to is a fault of the product: written down, and started again."""
        for service in self.services.values():
            if not service.running():
                self.out.add('died', service=service.name, status=service.process.returncode, log=service.log_tail(8)[-2000:])
                self._return(service)

    def settle(self, patient):
        """Until each that died is back; when not patient, those that are not by now are troubles."""
        self.given_up = not patient
        for watcher in self.returning:
            watcher.join()


def stopped(service):
    with open(f'/proc/{service.process.pid}/stat') as stat:
        return stat.read().rsplit(') ', 1)[1][0] == 'T'


@contextlib.contextmanager
def twin_of(service):
    """A second process of the service over the same database, with a port and a place in the group of its own."""
    twin = t.Service.__new__(t.Service)
    port = t.port_of(service.name) + 30
    twin.name, twin.base, twin.process = service.name, f'http://127.0.0.1:{port}', None
    twin.crash_file = service.crash_file.with_name(f'{service.name}-twin.crash')
    twin.crash_file.unlink(missing_ok=True)
    twin.environment = {**service.environment, 'OTKLIK_CRASH_AT': f'@{twin.crash_file}'}
    twin.config, twin.log = service.config.with_name(f'{service.name}-twin.yaml'), service.log.with_name(f'{service.name}-twin.log')
    lines = [line for line in service.config.read_text().splitlines() if not line.startswith(('http.listen:', 'bus.instance:'))]
    twin.config.write_text('\n'.join([*lines, f'http.listen: "127.0.0.1:{port}"', 'bus.instance: "twin"', '']))
    twin.launch()
    try:
        yield twin
    finally:
        twin.stop(300)
