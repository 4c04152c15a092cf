"""The outbox and its relay alone: nothing lost, order kept, numbers without gaps, also over crashes."""
import collections
import signal

import pytest

import otk_test as t
from otk_platform import CRASH_STATUS, TOPIC, Platform


@pytest.fixture
def relay(tmp_path):
    with t.fresh_database() as database:
        t.reset_topics(f'{TOPIC}:12')
        relay = Platform(database, tmp_path, 'sla-timer')
        relay.migrate()
        yield relay
        relay.stop()


def first_times(messages):
    """Messages by partition without repeats; a repeat must be the same message under the same number."""
    lanes = collections.defaultdict(dict)
    for message in messages:
        number = (int(message.headers['ce_epoch']), int(message.headers['ce_sequence']))
        lane = lanes[message.partition]
        assert lane.setdefault(number, message).text == message.text, f'{message!r} has the number of another one'
        assert list(lane)[-1] == max(lane), f'{message!r} came for the first time after a higher number'
    return lanes


def assert_complete(relay):
    """Every committed row once, numbers contiguous, the versions of each aggregate in order."""
    lanes = first_times(t.messages(TOPIC))
    for partition, lane in lanes.items():
        epochs = sorted({epoch for epoch, _ in lane})
        for epoch in epochs:
            numbers = [number for e, number in lane if e == epoch]
            assert numbers == list(range(len(numbers))), f'numbers of partition {partition} are not contiguous'
    sent = [message.text for lane in lanes.values() for message in lane.values()]
    written = [row['payload'] for row in relay.database.rows(f'SELECT payload FROM {relay.schema}.outbox ORDER BY id')]
    assert sorted(sent) == sorted(written)
    by_aggregate = collections.defaultdict(list)
    for lane in lanes.values():
        for message in lane.values():
            by_aggregate[message.key].append((message.json['version'], message.json['part']))
    for key, versions in by_aggregate.items():
        assert versions == sorted(versions), f'{key} is out of order'
    return len(written)


def test_eight_writers_lose_nothing_and_keep_the_order_of_each_aggregate(relay):
    relay.start()
    assert relay.write(5, seed=1).wait() == 0
    relay.drain()
    assert assert_complete(relay) > 500


def test_what_was_sent_long_ago_costs_the_relay_nothing(relay):
    """A piece whose end was looked for in the index of ids read all of the day's rows for each event."""
    many, few = 50_000, 50
    rows = f"INSERT INTO {relay.schema}.outbox (topic, key, type, headers, payload) SELECT '{TOPIC}', n::text, 'x', '{{}}', '{{}}' FROM generate_series(1, %d) AS n"
    read = lambda: relay.database.value("SELECT sum(idx_tup_read)::bigint FROM pg_stat_user_indexes WHERE indexrelname LIKE 'outbox%id_idx'"
                                        " AND indexrelname NOT LIKE '%xid%'")
    relay.database.psql(rows % many)
    relay.start()
    relay.drain()
    relay.database.psql(f'ANALYZE {relay.schema}.outbox')
    relay.stop()
    before = read()
    relay.start()
    for _ in range(few):
        relay.database.psql(rows % 1)
    relay.drain()
    relay.stop()
    assert read() - before < many


@pytest.mark.parametrize('point', ['after_window_commit', 'after_produce', 'before_advance'])
def test_a_relay_that_dies_is_continued_with_the_same_numbers(relay, point):
    writers = relay.write(4, seed=2)
    for nth in (1, 3, 10):
        assert relay.start(crash_at=f'{point}:{nth}').wait(20) == CRASH_STATUS
    relay.start()
    assert writers.wait() == 0
    relay.drain()
    assert assert_complete(relay) > 200


def test_kill_at_any_moment_loses_nothing(relay):
    writers = relay.write(6, seed=3)
    while writers.poll() is None:
        process = relay.start()
        sent = relay.sql('SELECT base FROM outbox_cursor')
        t.wait_until(lambda: relay.sql('SELECT base FROM outbox_cursor') != sent or writers.poll() is not None)
        process.kill()
        process.wait()
    relay.start()
    relay.drain()
    assert_complete(relay)


def test_a_large_backlog_goes_in_pieces_that_are_continued(relay):
    relay.sql("INSERT INTO outbox (topic, key, type, headers, payload) "
              f"SELECT '{TOPIC}', 'aggregate-' || n % 50, 'test.changed', '{{}}', "
              "json_build_object('version', n, 'part', 1)::text FROM generate_series(1, 23000) n")
    assert relay.start(crash_at='after_produce:3').wait(20) == CRASH_STATUS
    relay.start()
    relay.drain()
    assert assert_complete(relay) == 23000


def test_the_second_relay_of_a_schema_stands_by_until_the_first_ends(relay):
    first = relay.start()
    assert relay.write(1, seed=4).wait() == 0
    relay.drain()
    relay.start()
    before = len(t.messages(TOPIC))
    first.send_signal(signal.SIGTERM)
    assert first.wait(10) == 0
    assert relay.write(1, seed=5).wait() == 0
    relay.drain()
    assert assert_complete(relay) > before


def test_numbers_begin_again_in_a_new_epoch_after_a_restore(relay):
    first = relay.start()
    assert relay.write(1, seed=6).wait() == 0
    relay.drain()
    first.kill()
    first.wait()
    # A backup of a cluster that had counted further: its snapshot lies in this one's future.
    relay.sql("UPDATE outbox_cursor SET prev = '4000000000:4000000000:'")
    relay.start()
    t.wait_until(lambda: int(relay.sql('SELECT epoch FROM outbox_cursor')) > 1, what='a new epoch')
    assert relay.write(1, seed=7).wait() == 0
    relay.drain()
    assert_complete(relay)


def test_what_was_unsent_in_a_backup_is_sent_once_whatever_ids_it_has(relay):
    """Others end transactions while it is restored; the backup's cluster had counted further, its outbox had rooms for other days."""
    relay.start()
    relay.drain()
    relay.stop()
    further = int(relay.sql('SELECT pg_current_xact_id()')) + 40
    row = ("INSERT INTO outbox (xid, created_at, topic, key, type, headers, payload) "
           "VALUES ('%d', now() + interval '1 day', '{}', '%s', 'x', '{{}}', '{{}}')").format(TOPIC)
    relay.sql(row % (further, 'sent'))
    relay.sql(row % (further + 1, 'unsent'))
    relay.sql(f"UPDATE outbox_cursor SET prev = '{further + 1}:{further + 1}:'")
    first = int(relay.sql("BEGIN; SELECT pg_current_xact_id(); COMMIT").split()[0])
    relay.sql('DROP TABLE outbox_' + relay.sql("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD')"))
    relay.database.psql(f"""SET search_path = {relay.schema};
        BEGIN;
        SELECT pg_current_xact_id();
        \\! psql -X -q -o /dev/null "{relay.url}" -c 'SELECT pg_current_xact_id()'
        SELECT outbox_restored();
        COMMIT""")
    epoch = int(relay.sql('SELECT epoch FROM outbox_cursor'))
    relay.start()
    relay.drain()
    for _ in range(60):
        relay.sql('SELECT pg_current_xact_id()')
    assert int(relay.sql('SELECT pg_current_xact_id()')) > further + 1 > first
    relay.drain()
    assert [message.key for message in t.messages(TOPIC)] == ['unsent']
    relay.stop()
    relay.sql('SELECT outbox_restored()')
    assert int(relay.sql('SELECT epoch FROM outbox_cursor')) > epoch > 1_000_000_000


def test_bytes_tombstones_and_missing_keys_go_as_they_are(relay):
    relay.sql("INSERT INTO outbox (topic, key, type, headers, payload, bytes) VALUES "
              f"('{TOPIC}', 'a', 'x', '{{\"ce_id\": \"1\"}}', NULL, '\\x00ff22'), "
              f"('{TOPIC}', 'b', 'x', '{{\"ce_id\": \"2\"}}', NULL, NULL), "
              f"('{TOPIC}', NULL, 'x', '{{\"ce_id\": \"3\"}}', '\"нет\"', NULL)")
    relay.start()
    relay.drain()
    raw = t.run(['kcat', '-C', '-q', '-e', '-b', t.BOOTSTRAP, '-t', TOPIC, '-o', 'beginning', '-f', '%S %K %h\n'])
    seen = sorted(line.split(',ce_sequence')[0] for line in raw.splitlines())
    assert seen == ['-1 1 ce_id=2', '3 1 ce_id=1', '8 -1 ce_id=3']
