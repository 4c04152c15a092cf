"""The whole suite for system tests: every built service over one database and one bus, as deploy/up runs them."""
import os

import otk_test


class Suite:
    def __init__(self, database, mail):
        self.database, self.mail = database, mail
        self.services = {name: otk_test.Service(name, database) for name in otk_test.SERVICES
                         if (otk_test.BIN / f'otklik-{name}').exists()}

    def start(self):
        """All at once, as after a power cut; then waits for each."""
        for service in self.services.values():
            service.program('--migrate')
            service.launch()
        for service in self.services.values():
            otk_test.wait_until(service.ready, 30, f'{service.name} to be ready', alive=[service])
        return self

    def stop(self):
        """Stops all, even when one fails to; a sanitizer's report of any of them is a failure."""
        problems = []
        for service in reversed(self.services.values()):
            try:
                service.stop()
            except AssertionError as problem:
                problems.append(str(problem))
        assert not problems, '\n'.join(problems)

    def schemas(self):
        return [name.replace('-', '_') for name in self.services]

    def unsent(self):
        """How many events stand in an outbox; a window that is open is one more."""
        counts = ' UNION ALL '.join(f'SELECT (cur IS NOT NULL)::int + (SELECT count(*) FROM {schema}.outbox WHERE xid >= pg_snapshot_xmin(prev) '
                                    f'AND NOT pg_visible_in_snapshot(xid, prev)) AS rows FROM {schema}.outbox_cursor' for schema in self.schemas())
        return self.database.value(f'SELECT sum(rows) AS rows FROM ({counts}) AS c')

    def untaken(self):
        """How many messages stand on the bus that a service has not taken."""
        return otk_test.untaken(self.database, self.schemas())

    def quiet(self, limit_s=120, pause_s=0.02):
        """Until every outbox is empty and every service has taken all that stands on the bus."""
        otk_test.wait_until(lambda: self.unsent() == 0 and self.untaken() == 0 and self.unsent() == 0, limit_s, 'the bus to be quiet',
                            alive=self.services.values(), pause_s=pause_s)

    def api(self, name, token=None):
        return self.services[name].api(token)

    def otk(self, *arguments, **environment):
        """Runs otk against this suite and returns its output; it calls the services without nginx."""
        own = {f"OTKLIK_API_SERVICE_{name.upper().replace('-', '_')}": service.base
               for name, service in self.services.items()}
        return otk_test.run([otk_test.BIN / 'otk', *arguments], env={
            **os.environ, **own, 'OTKLIK_KAFKA_BOOTSTRAP': otk_test.BOOTSTRAP, 'HOME': str(otk_test.STATE),
            'OTKLIK_SHARE': str(otk_test.SOURCE), **environment})
