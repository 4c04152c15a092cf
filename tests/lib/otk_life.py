"""Automatic lives by the bus, for benches: each is sent at its planned time, whatever the suite does."""
import time

from confluent_kafka import Producer

import otk_test as t

AUTOMATIC = 'MET-X-001'  # the type that is answered without a person


def send_planned(pairs, rate):
    """Sends (key, value) pairs, `rate` a second; nobody waits for the producer. Returns {key: planned time}."""
    producer = Producer({'bootstrap.servers': t.BOOTSTRAP, 'linger.ms': 0, 'partitioner': 'murmur2_random', 'log_level': 2})
    planned, begin = {}, time.time() + 0.5
    for number, (key, value) in enumerate(pairs):
        at = begin + number / rate
        while (wait := at - time.time()) > 0:
            producer.poll(0)
            time.sleep(min(wait, 0.005))
        planned[key] = at
        producer.produce('in.appeals.v1', value.encode(), key)
    assert producer.flush(30) == 0
    return planned
