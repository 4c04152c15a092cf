"""The programs of tests/support that run the outbox relay and the engine without a service around them."""
import os
import signal
import subprocess

import otk_test as t

TOPIC = 'otklik.test.v1'
CRASH_STATUS = 86


class Platform:
    """A schema that holds the platform's tables only, and the programs over it."""

    def __init__(self, database, folder, service):
        self.database, self.service = database, service
        self.schema = service.replace('-', '_')
        platform = folder / 'libs/common/migrations'
        platform.parent.mkdir(parents=True, exist_ok=True)
        if not platform.exists():
            platform.symlink_to(t.SOURCE / 'libs/common/migrations')
        self.environment = {**os.environ, 'OTKLIK_SHARE': str(folder)}
        self.url = database.url(service)
        self.running = []
        self.log = t.LOGS / f'test-{service}.log'

    def program(self, name, *arguments, **environment):
        with self.log.open('a') as log:
            process = subprocess.Popen([t.BIN / name, *map(str, arguments)], stderr=log,
                                       env={**self.environment, **environment})
        self.running.append(process)
        return process

    def start(self, crash_at=''):
        return self.program('otk-test-relay', 'run', self.url, self.service, t.BOOTSTRAP, OTKLIK_CRASH_AT=crash_at)

    def start_engine(self, crash_at='', group='test-engine'):
        return self.program('otk-test-engine', self.url, self.service, t.BOOTSTRAP, group, OTKLIK_CRASH_AT=crash_at)

    def migrate(self):
        assert self.program('otk-test-relay', 'migrate', self.url, self.service).wait() == 0

    def write(self, seconds, seed):
        return self.program('otk-test-relay', 'write', self.url, self.schema, seconds, seed)

    def sql(self, text):
        return self.database.psql(f'SET search_path = {self.schema}; {text}')

    def unsent(self):
        return int(self.sql('SELECT count(*) FROM outbox, outbox_cursor WHERE cur IS NOT NULL '
                            'OR NOT pg_visible_in_snapshot(xid, prev)'))

    def drain(self, limit_s=30):
        t.wait_until(lambda: self.unsent() == 0, limit_s, f'the outbox to be sent ({self.log})')

    def stop(self):
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
                process.wait()
