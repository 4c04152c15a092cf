"""deploy/backup and deploy/restore over the suite that the persons' tests leave: what came since the backup comes again."""
import json
import os
import pathlib
import subprocess
import uuid

import pytest

import otk_test as t

STATE = pathlib.Path(os.environ['OTKLIK_STATE'])
DEPLOY = t.SOURCE / 'deploy'


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, stdin=subprocess.DEVNULL)


def must(*command):
    done = run(*command)
    assert done.returncode == 0, f'{done.stdout}\n{done.stderr}'
    return done.stdout


def rows(query):
    out = must('psql', '-X', '-h', STATE / 'postgres/run', '-p', os.environ['OTKLIK_POSTGRES_PORT'], '-U', 'postgres', '-d', 'otklik', '-At', '-c', query)
    return [line.split('|') for line in out.splitlines()]


def submit(tmp_path):
    """One appeal by the bus; its external id."""
    appeal = json.loads((t.SOURCE / 'examples/no-hot-water.json').read_text())
    appeal['data']['external_id'] = f'BACKUP-{uuid.uuid4()}'
    file = tmp_path / 'appeal.json'
    file.write_text(json.dumps(appeal))
    must(DEPLOY / 'otk', 'submit', file)
    return appeal['data']['external_id']


def cards():
    return {external_id: (number, state) for external_id, number, state in
            rows("SELECT external_id, number, state FROM intake.appeal WHERE external_id LIKE 'BACKUP-%'")}


def in_work(*external_ids):
    t.wait_until(lambda: all(cards().get(one, ('', ''))[1] == 'IN_WORK' for one in external_ids), 60, 'the cards to be in work')


@pytest.fixture(scope='module')
def saved(tmp_path_factory):
    """(folder of a backup, an appeal in it, an appeal since)."""
    folder = tmp_path_factory.mktemp('backup')
    before = submit(folder)
    in_work(before)
    must(DEPLOY / 'otk', 'backup', folder / 'all')
    since = submit(folder)
    in_work(before, since)
    return next((folder / 'all').glob('2*')), before, since


def test_a_changed_backup_is_refused_before_anything_is_touched(saved, tmp_path):
    backup, before, since = saved
    must('cp', '-a', backup.parent, tmp_path / 'copy')
    spoiled = tmp_path / 'copy' / backup.name
    with open(spoiled / 'database.dump', 'r+b') as dump:
        dump.seek(1000)
        dump.write(b'\0\0\0\0')
    refused = run(DEPLOY / 'restore', spoiled)
    assert refused.returncode != 0 and 'is not what was saved' in refused.stdout + refused.stderr
    must(DEPLOY / 'status')
    assert {before, since} <= set(cards())


def test_a_missing_file_is_told(saved, tmp_path):
    backup = saved[0]
    names = (backup / 'files.list').read_text().split()
    assert names, 'the demo has documents'
    must('cp', '-a', backup.parent, tmp_path / 'copy')
    next((tmp_path / 'copy/files').rglob(names[0])).unlink()
    verified = run(DEPLOY / 'backup', '--verify', tmp_path / 'copy' / backup.name)
    assert verified.returncode != 0 and 'missing or changed' in verified.stderr


def test_a_restored_suite_goes_on_and_reads_again_what_came_since(saved):
    backup, before, since = saved
    kept = cards()[before]
    documents = rows('SELECT count(*) FROM archive.document')
    must(DEPLOY / 'otk', 'restore', backup)
    assert cards() == {before: kept}
    must(DEPLOY / 'up')
    in_work(before, since)
    assert cards()[before][0] == kept[0]
    doubles = rows('SELECT number FROM intake.appeal WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1')
    assert doubles == [] and rows(f"SELECT count(*) FROM intake.appeal WHERE external_id = '{since}'") == [['1']]
    routed = rows('SELECT a.external_id FROM intake.appeal AS a JOIN routing.case_file AS c ON c.id = a.id '
                  f"JOIN sla_timer.deadline AS d ON d.appeal_id = a.id WHERE a.external_id = '{since}'")
    assert routed, 'the card that came again has a route and a deadline'
    assert rows('SELECT count(*) FROM archive.document') == documents
    must(DEPLOY / 'status')
