"""One run: the suite, the load around it, the faults, the silence afterwards, the account."""
import ctypes
import json
import multiprocessing
import pathlib
import random
import sys
import threading
import time

import archive_test
import confluent_kafka
import demands
import faults
import gather
import ledger
import load
import otk_test as t
import people
import plan
import reader
import report
import world

# So many submissions may be on their way: the load goes no faster than the suite, on any machine.
AHEAD = 600
STOP_S = 300
PIECES = ['meta', 'bus', 'people', 'faults', 'messages', 'database']
FORK = multiprocessing.get_context('fork')


def beside(target, *values):
    """What a process of the harness begins with: it ends with the harness, however that ends."""
    ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL
    target(*values)


class Ends:
    """The present ends of all partitions."""

    def __init__(self):
        self.consumer = confluent_kafka.Consumer({'bootstrap.servers': t.BOOTSTRAP, 'group.id': 'chaos-ends'})
        self.topics = {topic: count for topic, count in t.partition_counts().items() if not topic.startswith('__')}
        self.lock = threading.Lock()

    def __call__(self):
        """{(topic, partition): end}, asked of the broker in one request."""
        with self.lock:
            return t.wait_until(self._ask, faults.LIMIT_S, 'the broker')

    def _ask(self):
        # The "time" -1 is the end.
        places = [confluent_kafka.TopicPartition(topic, p, -1) for topic, count in self.topics.items() for p in range(count)]
        found = self.consumer.offsets_for_times(places, timeout=10)
        assert all(place.error is None for place in found), 'some ends are not known'
        return {(place.topic, place.partition): place.offset for place in found}


class Run:
    def __init__(self, args):
        self.args = args
        self.folder = t.STATE / 'chaos'
        self.folder.mkdir(parents=True, exist_ok=True)
        for piece in PIECES:
            (self.folder / f'{piece}.jsonl').unlink(missing_ok=True)
        self.processes, self.stops = [], {}

    def execute(self):
        """Exit status."""
        meta = ledger.Piece(self.folder / 'meta.jsonl')
        with world.World(self.args.seed) as self.world:
            self.world.load()
            meta.add('meta', seed=self.args.seed, seconds=self.args.seconds, only=self.args.only, versions=world.versions(),
                     settings=world.settings(self.world.database), difference=world.difference())
            if self.args.slow_commit:
                self.world.slow_commits(self.args.slow_commit)
            for line in world.difference():
                print(f'differs from deploy/up: {line}')
            self.start()
            self.faults()
            self.silence()
            self.collect()
        meta.close()
        kept = pathlib.Path(self.args.ledgers or t.SOURCE / 'build/chaos')
        kept.mkdir(parents=True, exist_ok=True)
        target = kept / f'ledger-{self.args.seed}.jsonl.gz'
        ledger.join([self.folder / f'{piece}.jsonl' for piece in PIECES], target)
        lines, record = report.whole(target)
        (self.folder / f'account-{self.args.seed}.json').write_text(json.dumps({line.name: len(line.faults) for line in lines}))
        bad = report.print_account(lines)
        missing = demands.missing(record, self.args.seconds, self.args.only)
        for text in missing:
            print(f'NOT ENOUGH: {text}')
        if self.args.junit:
            report.write_junit(self.args.junit, lines, missing)
        return 1 if bad or missing else 0

    # --- what runs beside

    def spawn(self, name, target, *values):
        """A process with a sign to stop as its last argument."""
        stop = self.stops[name] = FORK.Event()
        process = FORK.Process(target=beside, args=(target, self.folder, *values, stop), name=name, daemon=True)
        process.start()
        self.processes.append(process)
        return process

    def start(self):
        files = archive_test.Files()
        for number in range(20):
            files.put(f'/{number}.pdf', archive_test.PDF + str(number).encode())
        self.allowed, self.submitted, self.read, ready = FORK.Value('q', AHEAD), FORK.Value('q', 0), FORK.Value('q', 0), FORK.Event()
        self.spawn('reader', reader.main, self.read)
        self.sender = self.spawn('sender', load.main, self.args.seed, files.url(''), self.args.rate, self.allowed, self.submitted)
        stop = self.stops['people'] = FORK.Event()
        self.people = FORK.Process(target=beside, args=(people.main, self.folder, self.args.seed, stop, ready), daemon=True)
        self.people.start()
        self.out = ledger.Piece(self.folder / 'faults.jsonl')
        self.ends = Ends()
        self.loading = True
        threading.Thread(target=self.throttle, daemon=True).start()
        t.wait_until(ready.is_set, faults.LIMIT_S, 'the employees to have signed in')

    def throttle(self):
        """The load stays so far ahead of the last reader of the chain; while the database is away it waits."""
        while self.loading:
            try:
                self.allowed.value = AHEAD + self.world.database.value('SELECT count(*) FROM reporting.fact_appeal')
            except AssertionError:
                pass
            time.sleep(0.5)

    # --- the faults

    def faults(self):
        begin = time.monotonic()
        self.world.read = self.read
        doing = faults.Faults(self.world, self.out, self.ends, self.args.gap)
        coming = plan.schedule(self.args.seed, self.args.seconds, self.args.only)
        rng = random.Random(f'{self.args.seed} substitutes')
        while coming:
            fault = coming.pop(0)
            written = doing.gap()
            came = doing.do(fault)
            self.say(f"{time.monotonic() - begin:6.1f} s  {fault['kind']} {fault.get('service', '')} {fault.get('point', '')} "
                     f"({doing.done[-1]['evidence']}; {written} commits before)")
            doing.check_alive()
            if not came and fault['kind'] == 'crash':
                coming.append(plan.substitute(rng, fault, doing.done))
        while time.monotonic() - begin < self.args.seconds:
            time.sleep(0.2)
            doing.check_alive()
        self.say(f'{time.monotonic() - begin:6.1f} s  the last fault is done')
        enough = 0 if self.args.only else demands.submissions(self.args.seconds)
        while self.submitted.value < enough:
            time.sleep(0.2)
            doing.check_alive()
        self.say(f'{time.monotonic() - begin:6.1f} s  {self.submitted.value} submissions')
        self.doing = doing

    def say(self, text):
        print(text, flush=True)

    # --- the end

    def silence(self):
        """No new load; the employees work on until nothing waits for them or a while has passed; then everything comes to rest."""
        self.stops['sender'].set()
        self.sender.join()
        end = time.monotonic() + max(20, self.args.seconds / 3)
        while time.monotonic() < end and self.open_stages():
            time.sleep(0.5)
        self.stops['people'].set()
        self.people.join()
        self.doing.settle(patient=self.rest(self.doing.check_alive))
        self.out.add('stopped', service='sla-timer', at=time.time())
        self.world.services['sla-timer'].stop(STOP_S)
        self.rest()
        self.loading = False
        for service in self.world.services.values():
            try:
                service.stop(STOP_S)
            except AssertionError as problem:
                self.out.add('died', service=service.name, status=service.process.returncode, log=str(problem)[-2000:])

    def open_stages(self):
        return self.world.database.value("SELECT count(*) FROM routing.stage WHERE state IN ('QUEUED', 'ASSIGNED')")

    def rest(self, look=lambda: None):
        """Until nothing waits anywhere, and True. It fails only when nothing moves any more: how fast it moves is no matter."""
        last, moved = None, time.monotonic()
        while True:
            look()
            waiting, place = self.waiting()
            if not waiting:
                return True
            if place != last:
                last, moved = place, time.monotonic()
            if time.monotonic() - moved > self.args.still:
                self.out.add('trouble', service='suite', text=f'nothing moves any more, but this waits: {waiting}')
                return False
            time.sleep(0.5)

    def waiting(self):
        """What waits, as a text; and where everything stands."""
        each = ' UNION ALL '.join(f"SELECT '{name}' AS service, (SELECT count(*) FROM {schema}.outbox, {schema}.outbox_cursor WHERE cur IS NOT NULL "
                                  f"OR NOT pg_visible_in_snapshot(xid, prev)) AS unsent, (SELECT count(*) FROM {schema}.parked) AS parked, "
                                  f"(SELECT json_agg(json_build_array(topic, partition, next)) FROM {schema}.bus_offset) AS places"
                                  for name, schema in ((name, name.replace('-', '_')) for name in self.world.services))
        rows = self.world.database.rows(each)
        ends_now = self.ends()
        unread = [f"{row['service']}: {topic}/{p} {next_}<{ends_now[topic, p]}" for row in rows for topic, p, next_ in row['places'] or []
                  if max(next_, 0) < ends_now[topic, p] and self.world.services[row['service']].running()]
        others = self.world.database.one("SELECT (SELECT count(*) FROM notification.delivery WHERE channel = 'email' AND state IN ('planned', 'sending')) "
                                         "AS letters, (SELECT count(*) FROM archive.file_fetch WHERE state IN ('planned', 'fetching')) AS files")
        texts = [f"{row['service']}: {row['unsent']} unsent, {row['parked']} parked" for row in rows if row['unsent'] or row['parked']]
        texts += unread[:5] + [f'{n} {name}' for name, n in others.items() if n]
        return '; '.join(texts), (str(rows), others)

    def collect(self):
        out = ledger.Piece(self.folder / 'database.jsonl')
        for (topic, p), high in self.ends().items():
            out.add('end', topic=topic, p=p, high=high)
        gather.database(self.world.database, self.world.services, out)
        gather.mailboxes(self.world.mail.folder, out)
        out.close()
        self.stops['reader'].set()
        for process in self.processes:
            process.join()
            if process.exitcode:
                self.out.add('trouble', service=process.name, text=f'the harness itself ended with {process.exitcode}')
        if self.people.exitcode:
            self.out.add('trouble', service='people', text=f'the harness itself ended with {self.people.exitcode}')
        self.out.close()


if __name__ == '__main__':
    sys.exit('tests/run chaos')
