"""Crashes of the servers under test, and an account of submissions to intake: each has its effect once."""
import json
import uuid

from confluent_kafka import Producer

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


class Sending:
    """Messages on their way to the broker."""

    def __init__(self, producer):
        self._producer = producer

    def wait(self, limit_s=120):
        """Returns how many are not delivered when none is left, or after limit_s."""
        return self._producer.flush(limit_s)


class Submissions:
    """Submissions of portals; `intake` answers each with one card and one reply."""

    def __init__(self, database):
        self.database = database
        self.sent = []
        self.before_last = 0  # how many had been sent before the last `send`

    def send(self, count):
        """Returns while they are on their way; they wait for a broker that is away."""
        ids = [f'OUT-{uuid.uuid4()}' for _ in range(count)]
        self.before_last = len(self.sent)
        self.sent += ids
        # Not kcat: it ends when every broker is away, and one that is away is what these tests are about.
        producer = Producer({'bootstrap.servers': t.BOOTSTRAP, 'enable.idempotence': True, 'log_level': 2})
        for one in ids:
            producer.produce('in.appeals.v1', json.dumps(self._submission(one), ensure_ascii=False), one)
        return Sending(producer)

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
