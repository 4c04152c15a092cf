"""Small disks that can be full: a tmpfs over a folder of the suite. Where mounting is refused, `reason` says why."""
import contextlib
import errno
import os
import shutil
import subprocess


class SmallDisk:
    def __init__(self, folder, size):
        """Mounts it over `folder`, which is empty; `size` as mount takes it: '16m'."""
        self.folder, self.ballast = folder, folder / 'ballast'
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={size},mode=755', 'tmpfs', str(folder)], capture_output=True, text=True)
        self.reason = done.stderr.strip() if done.returncode else ''

    def fill(self):
        """Until nothing more can be written; returns how many bytes that took."""
        with self.ballast.open('wb', buffering=0) as ballast:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while True:
                        ballast.write(b'x' * size)
                except OSError as problem:
                    assert problem.errno == errno.ENOSPC, problem
        return self.ballast.stat().st_size

    def free(self):
        self.ballast.unlink(missing_ok=True)

    def remove(self):
        """Those who still have a file of it open keep it until they close it."""
        if not self.reason and os.path.ismount(self.folder):
            subprocess.run(['umount', '-l', str(self.folder)], check=True)


def _copy(source, target):
    """With owners, and with everything on the disk: of a server that is stopped."""
    subprocess.run(['cp', '-a', source, target], check=True)


@contextlib.contextmanager
def log_on_a_small_disk(wal, room):
    """PostgreSQL's log stands on a disk with so many bytes more than it has; the server is stopped at both ends."""
    size = sum(path.stat().st_size for path in wal.rglob('*') if path.is_file()) + room
    disk = SmallDisk(wal.parents[1] / 'small', size)
    if disk.reason:
        yield disk
        return
    moved = disk.folder / 'pg_wal'
    try:
        _copy(wal, moved)
        shutil.rmtree(wal)
        wal.symlink_to(moved)
        yield disk
    finally:
        disk.free()
        if wal.is_symlink():
            wal.unlink()
            _copy(moved, wal)
        os.sync()
        disk.remove()
