"""The HTTP server on a real database: creates are done once, and the two forms of the rights agree."""
import concurrent.futures
import http.client
import os
import subprocess

import pytest

import otk_test as t
from otk_platform import Platform


@pytest.fixture
def server(tmp_path):
    with t.fresh_database() as database:
        server = Platform(database, tmp_path, 'sla-timer')
        server.migrate()
        server.sql('CREATE TABLE thing (id bigint GENERATED ALWAYS AS IDENTITY, name text NOT NULL);'
                   f'ALTER TABLE thing OWNER TO otklik_{server.schema}')
        with server.log.open('a') as log:
            process = subprocess.Popen([t.BIN / 'otk-test-http', 'serve', server.url, server.service], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, stderr=log, env=server.environment, text=True)
        server.api = t.Api(f'http://127.0.0.1:{int(process.stdout.readline())}')
        yield server
        process.stdin.close()
        assert process.wait(10) == 0


def create(server, key, name='lamp', hold_s=0):
    return server.api.post('/v1/things', {'name': name, 'hold_s': hold_s}, headers={'Idempotency-Key': key})


def things(server):
    return int(server.sql('SELECT count(*) FROM thing'))


def test_a_repeated_create_gets_the_first_answer(server):
    first, again = create(server, 'key-1'), create(server, 'key-1')
    assert (first.status, again.status) == (201, 201)
    assert first.json == again.json
    assert first.headers['ETag'] == again.headers['ETag'] == '"1"'
    assert first.headers['Location'] == again.headers['Location']
    assert first.headers['Idempotent-Replay'] is None
    assert again.headers['Idempotent-Replay'] == 'true'
    assert things(server) == 1


THREADS = 12


def asked(connection):
    """What the answer says of its connection."""
    connection.request('GET', '/v1/nothing')
    answer = connection.getresponse()
    answer.read()
    return answer.headers['Connection']


def test_a_connection_is_kept_while_a_thread_is_free_for_another(server):
    host = server.api.base.removeprefix('http://')
    kept = [http.client.HTTPConnection(host, timeout=10) for _ in range(THREADS - 1)]
    assert [asked(one) for one in kept] == ['keep-alive'] * len(kept)
    last, late = (http.client.HTTPConnection(host, timeout=10) for _ in range(2))
    last.connect()
    late.connect()
    assert asked(last) == 'close'
    # It has the thread of the last one, long before the others' would be given up.
    assert asked(late) == 'close'
    for one in (*kept, last, late):
        one.close()


def test_another_key_is_another_create(server):
    assert create(server, 'key-1').json != create(server, 'key-2').json
    assert things(server) == 2


def test_the_same_key_with_another_body_is_refused(server):
    create(server, 'key-1')
    answer = create(server, 'key-1', name='chair')
    assert answer.status == 422
    assert answer.json['code'] == 'idempotency_key_reused'
    assert things(server) == 1


def test_twins_at_the_same_moment_make_one_thing(server):
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: create(server, 'key-1', hold_s=0.3), range(6)))
    assert [answer.status for answer in answers] == [201] * 6
    assert len({answer.body for answer in answers}) == 1
    assert sorted(answer.headers['Idempotent-Replay'] or '' for answer in answers) == [''] + ['true'] * 5
    assert things(server) == 1


def test_a_refused_create_may_be_sent_again_under_its_key(server):
    assert create(server, 'key-1', name='refused').status == 409
    assert create(server, 'key-1', name='lamp').status == 201
    assert things(server) == 1


def test_an_answer_is_forgotten_after_a_week(server):
    server.sql("INSERT INTO idempotency (person, key, request_sha256, created_at) "
               "SELECT '', 'old-' || n, '', now() - interval '8 days' FROM generate_series(1, 2500) n")
    create(server, 'key-1')
    t.wait_until(lambda: server.sql('SELECT string_agg(key, \',\') FROM idempotency').strip() == 'key-1')


def test_a_lost_connection_is_made_again(server):
    create(server, 'key-1')
    server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sla-timer'")
    assert create(server, 'key-2').status == 201
    assert things(server) == 2


def test_the_rights_say_the_same_in_sql_and_in_memory(server):
    said = t.run([t.BIN / 'otk-test-http', 'rights', server.url, 1, 3000], env=dict(os.environ))
    seen, wrong = (int(word) for word in said.replace(',', '').split()[::2])
    assert wrong == 0
    assert 500 < seen < 2500
