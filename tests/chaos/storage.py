"""Faults of what is stored: full disks, logs of Kafka that lost something, schemas out of a backup. A part of faults.Faults."""
import time

import archive_test
import otk_test as t

# So long a disk is full, and so many files an employee tries to upload meanwhile.
FULL_S, UPLOADS = 8, 4
# Files are told apart by their contents, so that each has to be written.
FILE_BYTES = 20_000


class StorageFaults:
    """Over the `world`, `out`, `services` and `ends` of Faults."""

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
