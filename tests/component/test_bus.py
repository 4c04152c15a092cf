"""The bus consumer and the topic table against a real broker."""
import json
import subprocess
import uuid

import pytest

import otk_test as t

TOPIC = 'otklik.test.v1'
PROGRAM = t.BIN / 'otk-test-bus'


def program(*arguments, limit_s=30):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=limit_s)
    return done.returncode, done.stdout.splitlines(), done.stderr


def consume(topic, count, *offsets):
    code, lines, log = program('consume', t.BOOTSTRAP, f'test-{uuid.uuid4().hex}', topic, count, *offsets)
    return code, [tuple(line.split(' ', 2)) for line in lines], log


def fill(count):
    t.reset_topics(f'{TOPIC}:1')
    subprocess.run(['kcat', '-P', '-b', t.BOOTSTRAP, '-t', TOPIC], text=True, check=True,
                   input=''.join(f'm{n}\n' for n in range(count)))


@pytest.mark.parametrize('name', [TOPIC, 'otklik.te*'])
def test_every_message_comes_once_also_over_a_pause(name):
    fill(100)
    code, seen, log = consume(name, 100)
    assert (code, seen) == (0, [('0', str(n), f'm{n}') for n in range(100)]), log


def test_reading_begins_where_the_owner_says():
    fill(10)
    assert consume(TOPIC, 3, '0=7')[1] == [('0', '7', 'm7'), ('0', '8', 'm8'), ('0', '9', 'm9')]


def test_an_offset_that_is_not_in_the_log_is_told_and_never_skipped():
    fill(10)
    code, seen, log = consume(TOPIC, 1, '0=500')
    assert (code, seen) == (3, []), log
    assert "offset is not in the broker's log" in log


def table(tmp_path, **changes):
    topics = json.loads((t.SOURCE / 'proto-schemas/topics.json').read_text())['topics']
    for topic in topics:
        topic.update(changes.get(topic['name'], {}))
    path = tmp_path / 'topics.json'
    path.write_text(json.dumps({'topics': topics}))
    return path


def wait_until_right(path):
    """The controller's answer comes a moment before the broker itself knows."""
    t.wait_until(lambda: program('check', t.BOOTSTRAP, path)[:2] == (0, []), what='the topics to be as the table has them')


def test_topics_are_made_checked_and_corrected(tmp_path):
    t.reset_topics()
    path = table(tmp_path)
    code, lines, _ = program('check', t.BOOTSTRAP, path)
    assert code == 1 and 'in.appeals.v1: missing' in lines
    assert program('apply', t.BOOTSTRAP, path)[0] == 0
    wait_until_right(path)
    assert t.partition_counts()['otklik.intake.v1'] == 12

    name = 'otklik.appeal-status.v1'
    path = table(tmp_path, **{name: {'partitions': 13, 'cleanup': 'delete', 'retention_ms': 3600000}})
    code, lines, _ = program('check', t.BOOTSTRAP, path)
    assert (code, sorted(lines)) == (1, [f'{name}: cleanup.policy is compact, not delete',
                                         f'{name}: partitions are 12, not 13',
                                         f'{name}: retention.ms is -1, not 3600000'])
    assert program('apply', t.BOOTSTRAP, path)[0] == 0
    wait_until_right(path)

    code, lines, _ = program('apply', t.BOOTSTRAP, table(tmp_path, **{name: {'partitions': 3}}))
    assert code == 1 and f'{name}: partitions are 13, more than 3; they cannot be taken away' in lines
