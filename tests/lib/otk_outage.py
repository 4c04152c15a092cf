"""Crashes of the servers under test, and an account of submissions to intake: each has its effect once."""
import json
import subprocess
import uuid

import otk_test as t

LIBRARY = 'for part in common process packages postgres kafka; do . "$OTKLIK_SOURCE/deploy/lib/$part.sh"; done; ' \
          '. "$OTKLIK_SOURCE/tests/lib/servers.sh"; '


def _servers(function, server):
    t.run(['bash', '-c', f'set -euo pipefail; {LIBRARY} {function} {server}'])


def stop(server):
    """Kills 'postgres' or 'kafka' as hard as it goes."""
    _servers('server_end', server)


def start(server):
    """Returns when it is there again."""
    _servers('server_begin', server)


def crash(server):
    stop(server)
    start(server)


class Submissions:
    """Submissions of portals; `intake` answers each with one card and one reply."""

    def __init__(self, database):
        self.database = database
        self.sent = []

    def send(self, count):
        """Returns the running producer; it waits for a broker that is away."""
        ids = [f'OUT-{uuid.uuid4()}' for _ in range(count)]
        self.sent += ids
        lines = ''.join(f'{one}\t{json.dumps(self._submission(one), ensure_ascii=False)}\n' for one in ids)
        producer = subprocess.Popen(['kcat', '-P', '-b', t.BOOTSTRAP, '-t', 'in.appeals.v1', '-K', '\t',
                                     '-X', 'enable.idempotence=true'], stdin=subprocess.PIPE, text=True)
        producer.stdin.write(lines)
        producer.stdin.close()
        return producer

    @staticmethod
    def _submission(external_id):
        return {'type': 'appeal.submitted', 'source': 'lk', 'data': {
            'external_id': external_id, 'channel': 'LK', 'client_kind': 'FL', 'text': 'Прошу пересчитать',
            'applicant': {'last': 'Иванова', 'first': 'Мария', 'role': 'holder'}, 'response_channels': ['lk']}}

    def cards(self):
        return int(self.database.value('SELECT count(*) FROM intake.submission'))

    def assert_each_once(self, service, limit_s=60):
        """Waits until everything is told, then compares: no card, no reply missing; none twice but by number."""
        t.wait_until(lambda: self.cards() >= len(self.sent), limit_s, f'{len(self.sent)} cards', alive=[service])
        t.wait_until(lambda: self._unsent() == 0, limit_s, 'the outbox to be empty', alive=[service])
        told = {}
        for message in t.messages('otklik.appeal-replies.v1'):
            number = (message.partition, message.headers['ce_epoch'], message.headers['ce_sequence'])
            assert told.setdefault(number, message.text) == message.text, 'one number, two replies'
        replies = [json.loads(text)['external_id'] for text in told.values()]
        assert sorted(replies) == sorted(self.sent)
        assert self.cards() == len(self.sent)
        assert self.database.value('SELECT count(*) FROM intake.appeal') == len(self.sent)
        assert t.messages('otklik.dead-letter.v1') == []

    def _unsent(self):
        return self.database.value('SELECT count(*) FROM intake.outbox, intake.outbox_cursor WHERE cur IS NOT NULL '
                                   'OR NOT pg_visible_in_snapshot(xid, prev)')
