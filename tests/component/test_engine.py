"""The engine between a relay and a relay: each event has its effect once, in order, whatever dies."""
import pytest

import otk_test as t
from otk_platform import CRASH_STATUS, TOPIC, Platform

OUT = 'otklik.test-out.v1'
DEAD = 'otklik.dead-letter.v1'
TABLES = '''
CREATE TABLE total (key text PRIMARY KEY, seen bigint NOT NULL, version bigint NOT NULL);
CREATE TABLE effect (id uuid PRIMARY KEY, key text NOT NULL, event text NOT NULL, same text UNIQUE, version bigint NOT NULL,
                     order_no bigint GENERATED ALWAYS AS IDENTITY);
GRANT ALL ON total, effect TO otklik_intake;
'''


class Pair:
    """A publisher (sla-timer's schema) and a consumer (intake's)."""

    def __init__(self, database, folder):
        self.publisher = Platform(database, folder, 'sla-timer')
        self.consumer = Platform(database, folder, 'intake')
        self.publisher.migrate()
        self.consumer.migrate()
        self.consumer.sql(TABLES)

    def send(self, key, json):
        """One event through the publisher's outbox."""
        self.publisher.sql("INSERT INTO outbox (topic, key, type, headers, payload) VALUES "
                           f"('{TOPIC}', '{key}', 'test.changed', "
                           f"""'{{"ce_type": "test.changed", "ce_source": "otklik/test"}}', '{json}')""")

    def effects(self):
        return self.consumer.database.rows('SELECT key, version FROM intake.effect ORDER BY order_no')

    def wait_for_effects(self, count, limit_s=30):
        t.wait_until(lambda: len(self.effects()) >= count, limit_s, f'{count} effects ({self.consumer.log})')

    def dead(self):
        return t.messages(DEAD)

    def stop(self):
        self.publisher.stop()
        self.consumer.stop()


@pytest.fixture
def pair(tmp_path):
    with t.fresh_database() as database:
        t.reset_topics(f'{TOPIC}:12', f'{OUT}:12', f'{DEAD}:12')
        pair = Pair(database, tmp_path)
        yield pair
        pair.stop()


def assert_each_once(pair):
    written = int(pair.publisher.sql('SELECT count(*) FROM outbox'))
    pair.publisher.drain()
    pair.wait_for_effects(written, 60)
    pair.consumer.drain()
    effects = pair.effects()
    assert len(effects) == written
    last = {}
    for effect in effects:
        assert effect['version'] >= last.get(effect['key'], 0), f'{effect} is out of order'
        last[effect['key']] = effect['version']
    assert int(pair.consumer.sql('SELECT sum(seen) FROM total')) == written
    assert len({(m.headers['ce_epoch'], m.partition, m.headers['ce_sequence']) for m in t.messages(OUT)}) == written
    assert pair.dead() == []


@pytest.mark.parametrize('point', ['after_poll', 'after_cas', 'before_outbox', 'before_commit', 'after_commit'])
def test_an_engine_that_dies_is_continued_without_loss_or_repeat(pair, point):
    pair.publisher.start()
    writers = pair.publisher.write(3, seed=11)
    for nth in (2, 5):
        assert pair.consumer.start_engine(crash_at=f'{point}:{nth}').wait(30) == CRASH_STATUS
    pair.consumer.start_engine()
    assert writers.wait() == 0
    assert_each_once(pair)


def test_both_sides_killed_at_any_moment_lose_nothing(pair):
    writers = pair.publisher.write(6, seed=12)
    while writers.poll() is None:
        relay, engine = pair.publisher.start(), pair.consumer.start_engine()
        before = len(pair.effects())
        t.wait_until(lambda: len(pair.effects()) > before + 50 or writers.poll() is not None, 30, 'effects')
        for process in (relay, engine):
            process.kill()
            process.wait()
    pair.publisher.start()
    pair.consumer.start_engine()
    assert_each_once(pair)


def test_repeats_of_a_relay_that_died_are_dropped_by_their_numbers(pair):
    engine = pair.consumer.start_engine()
    relay = pair.publisher.start(crash_at='before_advance:3')
    writers = pair.publisher.write(2, seed=16)
    assert relay.wait(20) == CRASH_STATUS
    assert writers.wait() == 0
    sent = len(t.messages(TOPIC))
    pair.wait_for_effects(sent)
    engine.kill()
    engine.wait()
    pair.publisher.start()
    pair.consumer.start_engine()
    assert_each_once(pair)
    assert len(t.messages(TOPIC)) > int(pair.publisher.sql('SELECT count(*) FROM outbox')), 'nothing was sent twice'


def test_two_engines_that_both_think_they_own_everything_have_each_effect_once(pair):
    pair.publisher.start()
    pair.consumer.start_engine(group='test-engine')
    pair.consumer.start_engine(group='test-zombie')
    assert pair.publisher.write(4, seed=17).wait() == 0
    assert_each_once(pair)


def test_lost_database_connections_only_delay(pair):
    pair.publisher.start()
    pair.consumer.start_engine()
    writers = pair.publisher.write(2, seed=13)
    assert writers.wait() == 0
    cut = 'SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()'
    for seed in (14, 15):
        pair.publisher.database.psql(cut)
        assert pair.publisher.write(1, seed).wait() == 0
    assert_each_once(pair)


def test_a_bad_event_costs_only_itself_and_leaves_no_gap(pair):
    pair.publisher.start()
    pair.consumer.start_engine()
    pair.send('a', '{"version": 1}')
    pair.send('a', '{"version": 2, "bad": true}')
    pair.send('a', '{"version": 3, "same": "x"}')
    pair.send('a', '{"version": 4, "same": "x"}')
    pair.send('a', 'no JSON')
    pair.send('a', '{"version": 5}')
    pair.wait_for_effects(3)
    t.wait_until(lambda: len(pair.dead()) == 3, what='three dead letters')
    assert [effect['version'] for effect in pair.effects()] == [1, 3, 5]
    dead = sorted(pair.dead(), key=lambda m: int(m.headers['otk_dlq_offset']))
    assert [m.headers['otk_dlq_reason'].split(' (')[0].split(' "')[0] for m in dead] == [
        'bad on purpose', 'duplicate key value violates unique constraint', 'value is not JSON']
    assert (dead[2].text, dead[2].key, dead[2].headers['otk_dlq_topic']) == ('no JSON', 'a', TOPIC)


def test_what_a_refused_event_said_stands_unless_it_cannot_be_saved(pair):
    pair.publisher.start()
    pair.consumer.start_engine()
    pair.send('a', '{"version": 1, "same": "x", "answered": true}')
    pair.send('a', '{"version": 2, "same": "x", "answered": true}')
    pair.send('c', '{"version": 1}')
    t.wait_until(lambda: len(pair.dead()) == 2, what='two dead letters')
    pair.wait_for_effects(2)
    assert sorted((effect['key'], effect['version']) for effect in pair.effects()) == [('a', 1), ('c', 1)]


def test_an_event_that_waits_for_another_keeps_those_of_its_key_behind_it(pair):
    pair.publisher.start()
    pair.consumer.start_engine()
    pair.send('child', '{"version": 1, "needs": "parent"}')
    pair.send('child', '{"version": 2, "needs": "other"}')
    pair.send('child', '{"version": 3}')
    pair.send('other', '{"version": 1, "frees": "child"}')
    pair.wait_for_effects(1)
    t.wait_until(lambda: int(pair.consumer.sql('SELECT count(*) FROM parked')) == 3, what='three parked events')
    pair.send('other', '{"version": 2, "frees": "child"}')
    pair.wait_for_effects(2)
    assert [(e['key'], e['version']) for e in pair.effects()] == [('other', 1), ('other', 2)]
    pair.send('parent', '{"version": 1}')
    pair.wait_for_effects(6)
    assert [(e['key'], e['version']) for e in pair.effects()] == [
        ('other', 1), ('other', 2), ('parent', 1), ('child', 1), ('child', 2), ('child', 3)]
    assert pair.dead() == []


def test_an_event_at_the_place_of_one_that_is_parked_is_parked_beside_it(pair):
    """A log that was cut, or a topic that was made anew, gives a place a second time."""
    pair.publisher.start()
    pair.consumer.start_engine()
    pair.send('child', '{"version": 1, "needs": "parent"}')
    t.wait_until(lambda: int(pair.consumer.sql('SELECT count(*) FROM parked')) == 1, what='a parked event')
    pair.consumer.sql('UPDATE parked SET message_offset = message_offset + 1')
    pair.send('child', '{"version": 2}')
    t.wait_until(lambda: int(pair.consumer.sql('SELECT count(*) FROM parked')) == 2, what='two parked events')
    pair.send('parent', '{"version": 1}')
    pair.wait_for_effects(3)
    assert [(e['key'], e['version']) for e in pair.effects()] == [('parent', 1), ('child', 1), ('child', 2)]


def test_a_dead_letter_that_is_mended_goes_before_the_events_that_wait_for_it(pair):
    pair.publisher.start()
    pair.consumer.start_engine()
    pair.send('a', '{"version": 1, "bad": true}')
    pair.send('a', '{"version": 2, "behind": 1}')
    pair.send('a', '{"version": 3}')
    t.wait_until(lambda: int(pair.consumer.sql('SELECT count(*) FROM parked')) == 2, what='two parked events')
    assert pair.effects() == []
    # What POST /v1/dead-letters/{id}/retry does.
    pair.consumer.sql("""INSERT INTO parked (park_key, topic, partition, message_offset, message_time, headers, key, value)
                         SELECT 'dead-letter/' || id, topic, partition, message_offset, message_time, headers, key,
                                convert_to('{"version": 1}', 'UTF8') FROM dead_letter""")
    pair.wait_for_effects(3)
    assert [e['version'] for e in pair.effects()] == [1, 2, 3]


def test_a_row_is_written_by_its_changed_columns_alone(pair):
    """A trigger on a column fires when a statement names it, whatever the value."""
    pair.publisher.start()
    pair.consumer.start_engine()
    pair.send('a', '{"version": 1}')
    pair.wait_for_effects(1)
    pair.consumer.sql("""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'version is written'; END$$;
        CREATE TRIGGER refuse BEFORE UPDATE OF version ON total FOR EACH ROW EXECUTE FUNCTION refuse()""")
    pair.send('a', '{"version": 1}')
    pair.wait_for_effects(2)
    assert int(pair.consumer.sql('SELECT seen FROM total')) == 2
    pair.send('a', '{"version": 2}')
    t.wait_until(lambda: len(pair.dead()) == 1, what='the dead letter of a changed version')


def test_a_missing_number_stops_its_partition_only(pair):
    pair.publisher.start()
    pair.consumer.start_engine()
    pair.send('a', '{"version": 1}')
    pair.wait_for_effects(1)
    event = t.cloud_event('test.changed', 'otklik/test', sequence='5', epoch='1')
    t.produce(TOPIC, {'version': 9}, key='a', headers=event)
    pair.send('b', '{"version": 1}')
    pair.send('c', '{"version": 1}')
    pair.wait_for_effects(3)
    assert sorted(e['key'] for e in pair.effects()) == ['a', 'b', 'c']
    assert 'events are missing before this one' in pair.consumer.log.read_text()


# --- what the bus lost after it was sent (resend.h)

def ended(process):
    process.kill()
    process.wait()


def resend(platform, since):
    """The exit status of what `otklik-NAME --resend` does."""
    return platform.program('otk-test-relay', 'resend', platform.url, platform.service, t.BOOTSTRAP, since).wait(60)


def from_ends(platform):
    return platform.program('otk-test-relay', 'ends', platform.url, platform.service, t.BOOTSTRAP, 'otklik.%').wait(60)


def first_window(platform):
    return platform.sql('SELECT min(opened_at) FROM outbox_window').strip()


@pytest.mark.parametrize('noticed', ['at once', 'late'])
def test_a_bus_that_was_emptied_is_filled_again_from_the_outboxes(pair, noticed):
    relay, engine = pair.publisher.start(), pair.consumer.start_engine()
    assert pair.publisher.write(1, seed=21).wait() == 0
    pair.publisher.drain()
    pair.wait_for_effects(1)
    since = pair.publisher.sql('SELECT clock_timestamp()').strip()
    assert pair.publisher.write(1, seed=22).wait() == 0
    pair.wait_for_effects(int(pair.publisher.sql(f"SELECT count(*) FROM outbox WHERE created_at < '{since}'")))
    ended(engine)
    assert pair.publisher.write(1, seed=23).wait() == 0
    pair.publisher.drain()
    if noticed == 'at once':
        ended(relay)
    t.reset_topics(f'{TOPIC}:12', f'{OUT}:12', f'{DEAD}:12')
    if noticed == 'late':
        assert pair.publisher.write(1, seed=24).wait() == 0
        pair.publisher.drain()
        ended(relay)
    assert [from_ends(platform) for platform in (pair.publisher, pair.consumer)] == [0, 0]
    assert [resend(pair.publisher, since), resend(pair.consumer, first_window(pair.consumer))] == [0, 0]
    pair.publisher.start()
    pair.consumer.start_engine()
    assert pair.publisher.write(1, seed=25).wait() == 0
    assert_each_once(pair)


def test_nothing_is_sent_again_while_the_service_runs(pair):
    relay = pair.publisher.start()
    assert pair.publisher.write(1, seed=26).wait() == 0
    pair.publisher.drain()
    sent = len(t.messages(TOPIC))
    assert resend(pair.publisher, first_window(pair.publisher)) == 1
    ended(relay)
    assert resend(pair.publisher, first_window(pair.publisher)) == 0
    assert len(t.messages(TOPIC)) == 2 * sent


def test_a_time_of_which_no_window_is_known_is_told(pair):
    assert resend(pair.publisher, '-infinity') == 1


def test_windows_are_forgotten_with_their_rows(pair):
    relay = pair.publisher.start()
    assert pair.publisher.write(1, seed=27).wait() == 0
    pair.publisher.drain()
    ended(relay)
    pair.publisher.sql("UPDATE outbox_window SET opened_at = now() - interval '5 days' WHERE id % 2 = 0")
    pair.publisher.sql('SELECT outbox_maintain(), outbox_window_maintain()')
    assert int(pair.publisher.sql('SELECT count(*) FROM outbox_window WHERE id % 2 = 0')) == 0
    assert int(pair.publisher.sql('SELECT count(*) FROM outbox_window')) > 0
