"""Integrators read replies, events and statuses with tools of their own: kcat and the CloudEvents SDK for JavaScript."""
import json
import pathlib
import shutil
import subprocess
import uuid

import pytest

import otk_test as t

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SDK = 'cloudevents@10.0.0'
TOPICS = ('otklik.appeal-replies.v1', 'otklik.appeal-events.v1', 'otklik.appeal-status.v1')


@pytest.fixture(scope='module')
def sent(service, issuer):
    """A submission that was answered with a number, and every public message about it, as kcat prints them."""
    intake = service('intake')
    admin = intake.api(issuer.token(rights=['source.manage'], branches=['*'], branch='HQ'))
    source = {'ru': 'Личный кабинет', 'default_branch': 'HQ', 'topics': ['in.appeals.v1'], 'channels': ['LK'], 'trusted': True,
              'file_hosts': []}
    assert admin.put('/v1/sources/lk', source).status == 200
    external_id = f'LK-{uuid.uuid4()}'
    with t.Tail(*TOPICS) as tail:
        t.produce('in.appeals.v1', {'type': 'appeal.submitted', 'source': 'lk', 'data': {'external_id': external_id, 'text': 'Нет воды'}})
        for topic in TOPICS:
            tail.wait(lambda m, topic=topic: m.topic == topic and m.json['external_id'] == external_id)
    lines = [line for topic in TOPICS for line in
             t.run(['kcat', '-b', f'127.0.0.1:{t.KAFKA_PORT}', '-C', '-t', topic, '-e', '-q', '-J']).splitlines()]
    return external_id, [line for line in lines if external_id in line]


def headers_of(row):
    return dict(zip(row['headers'][::2], row['headers'][1::2]))


def test_kcat_reads_them_as_plain_json_with_ce_headers(sent):
    external_id, lines = sent
    rows = [json.loads(line) for line in lines]
    assert {row['topic'] for row in rows} == set(TOPICS)
    for row in rows:
        headers = headers_of(row)
        assert (headers['ce_specversion'], headers['content-type'], headers['ce_source']) == ('1.0', 'application/json', 'otklik/intake')
        assert json.loads(row['payload'])['external_id'] == external_id


def test_the_status_topic_holds_no_personal_data(sent):
    _, lines = sent
    statuses = [json.loads(json.loads(line)['payload']) for line in lines if 'appeal-status' in line]
    assert statuses and set(statuses[-1]) <= {'appeal_id', 'version', 'number', 'external_id', 'source', 'state', 'text_ru', 'text_en',
                                              'due', 'at'}


def test_the_javascript_sdk_reads_them_as_cloudevents(sent, tmp_path_factory):
    if not shutil.which('npm'):
        pytest.skip('npm is not installed')
    external_id, lines = sent
    folder = tmp_path_factory.mktemp('sdk')
    got = subprocess.run(['npm', 'install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', SDK],
                         capture_output=True, text=True)
    if got.returncode:
        pytest.skip(f'{SDK} cannot be fetched')
    shutil.copy(SOURCE / 'tests/contracts/read-events.mjs', folder)
    done = subprocess.run(['node', folder / 'read-events.mjs'], input='\n'.join(lines), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert {event['type'] for event in events} == {'appeal.accepted', 'appeal.status_changed', 'appeal.status'}
    assert all(event['data']['external_id'] == external_id and event['subject'] for event in events)
