"""A release takes the place of an older one while appeals are under way: first its topics and migrations, beside which the old programs go
on; then each service, the new program beside the old one in the same group until the old one ends. Then the account, as after faults.
"""
import json
import os
import pathlib
import time

import chaos
import faults
import otk_test as t

# One ends as a power cut would end it, the others as deploy/up ends them.
KILLED = 'sla-timer'


def program_of(service):
    return pathlib.Path(os.readlink(f'/proc/{service.process.pid}/exe'))


def configure(service, database):
    """The new release's keys; where both have one, the value that this run works with stays."""
    old = dict(line.split(': ', 1) for line in service.config.read_text().splitlines())
    new = {key: old.get(key, json.dumps(value)) for key, value in t.settings_of(service.name, database).items()}
    new.setdefault('log.level', old['log.level'])
    service.config.write_text(''.join(f'{key}: {value}\n' for key, value in new.items()))


class Upgrades(faults.Faults):
    def _upgrade(self, fault):
        service = self.services[fault['service']]
        old = program_of(service)
        with faults.twin_of(service) as twin:
            t.wait_until(twin.ready, faults.LIMIT_S, f'the new {service.name}', alive=[twin])
            assert program_of(twin) != old, f'{service.name}: {old} beside itself'
            self.gap()
            if fault['killed']:
                service.kill()
            else:
                service.stop(faults.LIMIT_S)
            service.launch()
            faults.patiently(service.ready, faults.LIMIT_S, f'{service.name} to be ready')
            self.gap()
        return f'{old} gave its place to {program_of(service)}'


class Run(chaos.Run):
    """The world begins with the old release: its programs, its company, its settings."""

    def execute(self):
        self.new = t.BIN, t.SOURCE
        self.args.only = ['upgrade']
        t.BIN, t.SOURCE = self.args.old / 'build/bin', self.args.old
        return super().execute()

    def faults(self):
        begin = time.monotonic()
        self.doing = doing = Upgrades(self.world, self.out, self.ends, self.args.gap)
        doing.gap()
        self.say(f'{time.monotonic() - begin:6.1f} s  the old release has worked alone')
        self.prepare()
        doing.gap()
        self.say(f'{time.monotonic() - begin:6.1f} s  its programs have worked over the new topics and tables')
        for name in self.world.services:
            doing.do({'kind': 'upgrade', 'service': name, 'killed': name == KILLED})
            doing.check_alive()
            self.say(f'{time.monotonic() - begin:6.1f} s  {name}: both beside each other, then the new one alone')
        while time.monotonic() - begin < self.args.seconds:
            time.sleep(0.2)
            doing.check_alive()
        for service in self.world.services.values():
            assert program_of(service).parent == self.new[0].resolve(), f'{service.name} is still {program_of(service)}'
        self.say(f'{time.monotonic() - begin:6.1f} s  {self.submitted.value} submissions; every service is of the new release')

    def prepare(self):
        t.BIN, t.SOURCE = self.new
        self.world.suite.otk('topics', 'apply')
        for service in self.world.services.values():
            configure(service, self.world.database)
            service.program('--migrate')
