"""Faults of what is stored: full disks, logs of Kafka that lost something, schemas out of a backup. A part of faults.Faults."""
import contextlib
import struct
import time

import archive_test
import disks
import otk_outage
import otk_test as t

# So long a disk is full, and so many files an employee tries to upload meanwhile.
FULL_S, UPLOADS = 8, 4
# Files are told apart by their contents, so that each has to be written.
FILE_BYTES = 20_000
# What PostgreSQL's log may grow by before its disk is full, and how long that may take.
WAL_ROOM, WAL_LIMIT_S = 64 << 20, 120
# So long a reader stands still before the log is cut.
UNREAD_S = 3
# So old is a backup; nothing takes so long.
BACKUP_COMMITS, STORAGE_LIMIT_S = 2000, 1800
# So long nothing comes to the reader when it has read everything.
READER_QUIET_S = 3


class StorageFaults:
    """Over the `world`, `out`, `services`, `ends` and `firsts` of Faults."""

    def _full(self, fault):
        """No file can be written; then there is room again."""
        disk = self.world.disk
        if disk.reason:
            return f'SKIPPED, since no disk could be mounted: {disk.reason}'
        clerk = self.services['archive'].api(self.world.sign_in('window'))
        before = self._storage_failures()
        disk.fill()
        end = time.monotonic() + FULL_S
        try:
            statuses = [self._upload(clerk, full=True) for _ in range(UPLOADS)]
            # A fetch that fails is what this is about, and comes with the next appeal that has a file.
            while time.monotonic() < end or (not self._storage_failures() > before and time.monotonic() < end + FULL_S):
                time.sleep(0.2)
        finally:
            disk.free()
        statuses.append(self._upload(clerk, full=False))
        return f'uploads answered {statuses}, {self._storage_failures() - before} fetches failed'

    def _storage_failures(self):
        return self.world.database.value("SELECT count(*) FROM archive.outbox WHERE type LIKE '%document.failed'")

    def _upload(self, clerk, full):
        """The status of an upload of a file of its own, on record."""
        self.uploads = getattr(self, 'uploads', 0) + 1
        name = f'chaos-{self.world.seed}-{self.uploads}.pdf'
        answer = archive_test.upload(clerk, archive_test.PDF + name.encode() * (FILE_BYTES // len(name)), name)
        self.out.add('upload', name=name, status=answer.status, code=answer.json.get('code'), full=full,
                     claim=answer.json.get('id') if answer.status == 201 else None)
        return answer.status

    def _wal_full(self, fault):
        """PostgreSQL's log cannot grow: it gives up, and is started again when there is room."""
        otk_outage.stop('postgres')
        try:
            with disks.log_on_a_small_disk(t.STATE / 'postgres/data/pg_wal', WAL_ROOM) as disk:
                if disk.reason:
                    return f'SKIPPED, since no disk could be mounted: {disk.reason}'
                self._begin('postgres')
                before = self.postgres_log.panics()
                disk.fill()
                end = time.monotonic() + WAL_LIMIT_S
                while self.postgres_log.panics() == before and time.monotonic() < end:
                    with contextlib.suppress(AssertionError):  # that is what is waited for
                        self.world.database.psql('SELECT pg_switch_wal()')
                time.sleep(FULL_S)
                panics = self.postgres_log.panics() - before
                disk.free()
                otk_outage.stop('postgres')
                self._begin('postgres')
                otk_outage.stop('postgres')
        finally:
            self._begin('postgres')
        return f'{panics} panics' if panics else None

    # --- logs of Kafka that lost something: docs/operating.md, "The bus lost what was sent"

    def _truncate(self, fault):
        """The broker dies, and the disk has kept only half of the last batch of a log: the broker cuts it away when it starts. A reader of it
        has stood still, or what is lost would have been read by all."""
        reader = self.services['reporting']
        reader.pause()
        since = time.time()
        time.sleep(UNREAD_S)
        otk_outage.stop('kafka')
        reader.kill()
        lost = cut_last_batch(t.STATE / 'kafka/data', fault['topic'], since)
        self._end_services()
        self._begin('kafka')
        healed = self._heal(fault['topic'])
        return lost and f"{fault['topic']}/{lost[0]} lost {lost[1]} messages, {healed}"

    def _wiped(self, fault):
        """All of a topic is deleted."""
        self._end_services()
        self._let_the_reader_read()
        firsts = {place: end for place, end in self.ends().items() if place[0] == fault['topic']}
        t.run([t.BIN / 'otk-test-topics', t.BOOTSTRAP, '--records', f"{fault['topic']}:{t.partition_counts()[fault['topic']]}"])
        self.firsts.update(firsts)
        return f"{fault['topic']} lost all up to {sum(firsts.values())}, " + self._heal(fault['topic'])

    def _end_services(self):
        for service in self.services.values():
            service.stop(300)

    def _let_the_reader_read(self):
        """Until it has come to the ends: it is one of the witnesses, and cannot read what is deleted."""
        before = None
        while before != self.world.read.value:
            before = self.world.read.value
            time.sleep(READER_QUIET_S)

    def _heal(self, topic):
        """As the guide says: every service reads on at the end of the topic, and who wrote to it sends again what readers may lack."""
        publisher = self.services[topic.removeprefix('otklik.').removesuffix('.v1')]
        for service in self.services.values():
            service.program('--from-ends', topic)
        schema = publisher.name.replace('-', '_')
        since = self.world.database.value(f'SELECT min(opened_at)::text FROM {schema}.outbox_window WHERE base IS NOT NULL')
        sent = publisher.program('--resend', since).split()[0]
        for service in self.services.values():
            self._return(service)
        return f'{sent} were sent again'

    # --- out of a backup

    def _restored(self, fault):
        """The schema goes back to what it was some commits ago, as deploy/restore does it, and catches up from the bus."""
        service, database = self.services[fault['service']], self.world.database
        schema, dump = service.name.replace('-', '_'), t.STATE / 'chaos/schema.dump'
        server = ['-h', t.STATE / 'postgres/run', '-p', t.POSTGRES_PORT, '-U', 'postgres']
        t.run(['pg_dump', *server, '--format=custom', f'--schema={schema}', f'--file={dump}', database.name])
        begin, read = self._written(), self._places(schema)
        t.wait_until(lambda: time.sleep(0.5) or self._written() - begin > BACKUP_COMMITS, STORAGE_LIMIT_S, 'commits after the backup')
        service.stop(300)
        read = self._places(schema) - read
        database.psql(f'DROP SCHEMA {schema} CASCADE')
        t.run(['pg_restore', *server, '--dbname', database.name, '--exit-on-error', dump])
        database.psql(f'SET ROLE otklik_{schema}; SET search_path = {schema}, public; SELECT outbox_restored()')
        self._return(service)
        return f'{read} messages before'

    def _places(self, schema):
        return self.world.database.value(f'SELECT sum(greatest(next, 0))::bigint FROM {schema}.bus_offset')


def last_batch(log):
    """(place, length, messages, seconds of its first one) of a log; None: it has no batch."""
    place, last = 0, None
    with log.open('rb') as batches:
        # Base offset (8), length of what follows (4), leader's epoch (4), magic (1), sum (4), attributes (2), last offset's delta (4), time (8).
        while len(head := batches.read(35)) == 35 and (length := struct.unpack('>i', head[8:12])[0]) > 0:
            last = place, 12 + length, struct.unpack('>i', head[23:27])[0] + 1, struct.unpack('>q', head[27:35])[0] / 1000
            place += 12 + length
            batches.seek(place)
    return last


def cut_last_batch(data, topic, since):
    """Takes the end of the largest last batch of the topic that is newer than `since`; returns its partition, and how many messages it had."""
    found = [(batch, log) for log in data.glob(f'{topic}-*/*.log') if (batch := last_batch(log)) and batch[3] > since]
    if not found:
        return None
    (place, length, count, _), log = max(found, key=lambda one: one[0][2])
    with log.open('r+b') as batches:
        batches.truncate(place + length // 2)
    return int(log.parent.name.rsplit('-', 1)[1]), count
