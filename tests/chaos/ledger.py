"""The raw ledger: lines of JSON, each piece written by one process, joined at the end into one file that --recount reads."""
import gzip
import json
import pathlib
import shutil
import threading
import time


class Piece:
    """One piece; threads of its process may share it."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self._out = self.path.open('a', encoding='utf-8', buffering=1 << 16)
        self._lock = threading.Lock()

    def add(self, kind, /, **members):
        """A line {"k": kind, "t": now, ...}."""
        text = json.dumps({'k': kind, 't': round(time.time(), 4), **members}, ensure_ascii=False)
        with self._lock:
            self._out.write(text + '\n')

    def raw(self, text):
        """Lines that are JSON already, each with its newline."""
        with self._lock:
            self._out.write(text)

    def flush(self):
        with self._lock:
            self._out.flush()

    def close(self):
        with self._lock:
            self._out.close()


def join(pieces, target):
    """All pieces, in this order, as one compressed file."""
    with gzip.open(target, 'wb', compresslevel=1) as out:
        for piece in pieces:
            with open(piece, 'rb') as lines:
                shutil.copyfileobj(lines, out, 1 << 20)


def read(path):
    """The lines of a joined ledger or of one piece, as dicts."""
    opener = gzip.open if str(path).endswith('.gz') else open
    with opener(path, 'rt', encoding='utf-8') as lines:
        for line in lines:
            yield json.loads(line)
