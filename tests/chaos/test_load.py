"""The sender of chaos goes on after an end of the broker that its producer does not survive."""
import os
import pathlib
import sys

import confluent_kafka
import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'lib')]
# What tests/run tells its tests; nothing of it is used here.
os.environ.setdefault('OTKLIK_SOURCE', str(HERE.parents[1]))
for name in ('STATE', 'BIN', 'POSTGRES_PORT', 'KAFKA_PORT', 'HTTP_PORT'):
    os.environ.setdefault(f'OTKLIK_TEST_{name}', '0')
import ledger
import load
from record import Record


class Error(confluent_kafka.KafkaError):
    def fatal(self):
        return True


class Producer:
    """Takes two messages, acknowledges the first, and is given up then, unless it is the last one made."""
    made = []  # of one test

    def __init__(self, settings):
        self.settings, self.waiting = settings, []
        self.made.append(self)

    def produce(self, topic, value, key, on_delivery):
        if len(self.made) == 1 and len(self.waiting) == 2:
            raise confluent_kafka.KafkaException(confluent_kafka.KafkaError(confluent_kafka.KafkaError._FATAL))
        self.waiting.append(on_delivery)

    def purge(self):
        for told in self.waiting[1:]:
            told(confluent_kafka.KafkaError(confluent_kafka.KafkaError._PURGE_QUEUE), None)

    def flush(self, limit_s):
        class Place:
            partition = staticmethod(lambda: 0)
            offset = staticmethod(lambda: 7)
        for told in self.waiting[:1] if len(self.made) == 1 else self.waiting:
            told(None, Place)
        return 0


@pytest.fixture(autouse=True)
def none_made_yet():
    Producer.made.clear()


def test_a_producer_that_is_given_up_is_followed_by_another_one(tmp_path):
    sender = load.Sender(tmp_path, 1, 'http://files', make_producer=Producer)
    for number in range(4):
        sender.send('new', f'CH-{number}', b'{}')
    assert len(Producer.made) == 2 and len(Producer.made[1].waiting) == 2
    sender.producer.flush(1)
    sender.out.close()
    ledger.join([tmp_path / 'bus.jsonl'], tmp_path / 'all.jsonl.gz')
    record = Record.of(tmp_path / 'all.jsonl.gz')
    assert [one['key'] for one in record.acknowledged('new')] == ['CH-0', 'CH-2', 'CH-3']
    assert [one['key'] for one in record.unacknowledged()] == ['CH-1'] and len(record.lines['bus.fatal']) == 1


def test_an_error_that_is_told_aside_counts_as_well(tmp_path):
    sender = load.Sender(tmp_path, 1, 'http://files', make_producer=Producer)
    first = sender.producer
    first.settings['error_cb'](Error(confluent_kafka.KafkaError._FATAL))
    sender.send('new', 'CH-0', b'{}')
    assert sender.producer is not first and sender.fatal is None


def test_an_error_that_is_raised_where_it_is_waited_counts_as_well(tmp_path):
    sender = load.Sender(tmp_path, 1, 'http://files', make_producer=Producer)

    def raised(limit_s):
        raise confluent_kafka.KafkaException(Error(confluent_kafka.KafkaError._FATAL))

    first = sender.producer
    first.poll = first.flush = raised
    sender.poll(0)
    assert sender.fatal and sender.flush() == 0
    sender.send('new', 'CH-0', b'{}')
    assert sender.producer is not first and sender.fatal is None
