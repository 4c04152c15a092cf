"""What this machine can do at all, in the same run as the figures: commits of PostgreSQL, Kafka, a bare fdatasync."""
import os
import re
import tempfile
import time

from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient, NewTopic

import otk_test as t

SECONDS = 3
BATCH = 500
TOPIC = 'otklik-bench-limits'


def measure(table, database):
    """Adds a row of each limit to the table."""
    database.psql('CREATE TABLE public.bench_limit (id bigserial PRIMARY KEY, text text NOT NULL)')
    single = "INSERT INTO public.bench_limit (text) VALUES (repeat('x', 200));\n"
    batch = f"INSERT INTO public.bench_limit (text) SELECT repeat('x', 200) FROM generate_series(1, {BATCH});\n"
    one, many, rows = commits(database, single, 1), commits(database, single, 16), commits(database, batch, 1) * BATCH
    database.psql('DROP TABLE public.bench_limit')
    table.add('limit: commits of one row, 1 and 16 connections', f'{one:.0f}, {many:.0f} a second')
    table.add(f'limit: rows in commits of {BATCH}, 1 connection', f'{rows:.0f} a second')
    table.add('limit: Kafka, messages of 500 bytes, acks=all', f'{produced():.0f} a second')
    table.add('limit: fdatasync of 4 kB', f'{fdatasync_ms():.2f} ms')


def commits(database, script, connections):
    with tempfile.NamedTemporaryFile('w', dir=t.STATE, suffix='.sql') as file:
        file.write(script)
        file.flush()
        os.chmod(file.name, 0o644)
        said = t.run(['pgbench', '-n', '-h', t.STATE / 'postgres/run', '-p', t.POSTGRES_PORT, '-U', 'postgres', '-c', connections,
                      '-j', min(connections, 2), '-M', 'prepared', '-T', SECONDS, '-f', file.name, database.name])
    return float(re.search(r'tps = ([\d.]+)', said).group(1))


def produced(count=100_000):
    broker = AdminClient({'bootstrap.servers': t.BOOTSTRAP})
    broker.create_topics([NewTopic(TOPIC, 12)])[TOPIC].result(30)
    producer = Producer({'bootstrap.servers': t.BOOTSTRAP, 'acks': 'all', 'linger.ms': 5, 'log_level': 2,
                         'queue.buffering.max.messages': count})
    begin = time.monotonic()
    for _ in range(count):
        producer.produce(TOPIC, b'x' * 500)
    assert producer.flush(60) == 0, 'Kafka did not take the messages'
    rate = count / (time.monotonic() - begin)
    broker.delete_topics([TOPIC])[TOPIC].result(30)
    return rate


def fdatasync_ms(times=200):
    with tempfile.NamedTemporaryFile(dir=t.STATE) as file:
        begin = time.monotonic()
        for _ in range(times):
            os.write(file.fileno(), b'x' * 4096)
            os.fdatasync(file.fileno())
        return (time.monotonic() - begin) / times * 1000
