"""otk: topics, a company, people and a submission, by the program itself against real services."""
import json
import os
import re
import stat
import subprocess

import pytest

import otk_test as t

OTK = t.BIN / 'otk'
PASSWORD = 'correct horse battery'
OWNERS = {'intake': {}, 'routing': {}, 'sla-timer': {}, 'archive': {}}
COMMANDS = ['submit', 'status', 'watch', 'dlq list', 'dlq show', 'dlq retry', 'dlq discard', 'topics apply', 'topics check', 'topics acls',
            'company load', 'company export', 'company check', 'user add', 'user passwd', 'user bootstrap']


@pytest.fixture(scope='module')
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp('otk')
    (home / 'secret').write_text('a-secret-of-the-machine-0001\n')
    (home / 'password').write_text(PASSWORD + '\n')
    return home


@pytest.fixture(scope='module')
def services(service, home):
    """The services that hold a company's data, all trusting staff's keys; the first administrator is made by otk."""
    jwks = f"http://127.0.0.1:{t.HTTP_PORT + 1 + t.SERVICES.index('staff')}/v1/jwks"
    staff = service('staff', token__jwks_url=jwks, token__key_file=str(home / 'keys.json'), password__passes=1,
                    bootstrap__secret_file=str(home / 'secret'), password__memory_kib=1024)
    found = {'staff': staff, **{name: service(name, token__jwks_url=jwks, **more) for name, more in OWNERS.items()}}
    done = otk(home, 'user', 'bootstrap', 'root', '--secret-file', home / 'secret', '--new-password-file',
               home / 'password', services=found)
    assert done.returncode == 0, done.stderr
    return found


def otk(home, *arguments, services=(), **environment):
    addresses = {f"OTKLIK_API_SERVICE_{name.upper().replace('-', '_')}": one.base for name, one in dict(services).items()}
    return subprocess.run([OTK, *map(str, arguments)], capture_output=True, text=True, timeout=120, env={
        **os.environ, 'OTKLIK_SHARE': str(t.SOURCE), 'HOME': str(home), 'XDG_CACHE_HOME': str(home / 'cache'),
        'XDG_CONFIG_HOME': str(home), 'OTKLIK_KAFKA_BOOTSTRAP': t.BOOTSTRAP, 'OTK_LOGIN': 'root', 'LANG': 'C.UTF-8',
        'OTK_PASSWORD_FILE': str(home / 'password'), 'OTKLIK_API_URL': 'http://127.0.0.1:1', **addresses, **environment})


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_wrong_call_ends_with_2_and_help_with_0(home):
    for arguments in ([], ['nonsense'], ['topics'], ['submit'], ['topics', 'apply', '--nonsense'], ['dlq', 'show', 'x']):
        assert otk(home, *arguments).returncode == 2, arguments
    assert otk(home, '--help').returncode == 0


@pytest.mark.parametrize('command', COMMANDS)
def test_every_help_text_is_in_both_languages(home, command):
    english = otk(home, *command.split(), '--help').stdout
    russian = otk(home, *command.split(), '--help', LANG='ru_RU.UTF-8').stdout
    assert english.isascii() or '…' in english
    options = [line for line in russian.splitlines() if line.startswith('  --')]
    assert options and all(any('а' <= letter <= 'я' for letter in line) for line in options), russian


def test_what_cannot_be_reached_ends_with_4(home):
    assert otk(home, 'topics', 'check', OTKLIK_KAFKA_BOOTSTRAP='127.0.0.1:1').returncode == 4
    assert otk(home, 'topics', 'acls', '--check', OTKLIK_KAFKA_BOOTSTRAP='127.0.0.1:1').returncode == 4
    assert otk(home, 'status', 'SVE-2026-0000001').returncode == 4


def test_topics_are_made_as_the_table_says_and_then_stay(home):
    t.reset_topics('in.appeals.v1:12:retention.ms=1000')
    assert otk(home, 'topics', 'check').returncode == 1
    assert otk(home, 'topics', 'apply').returncode == 0
    t.wait_until(lambda: otk(home, 'topics', 'check').returncode == 0, 20, 'the topics to be as the table says')
    table = json.loads((t.SOURCE / 'proto-schemas/topics.json').read_text())['topics']
    assert {row['name']: row['partitions'] for row in table}.items() <= t.partition_counts().items()


def permissions(home, *arguments):
    done = otk(home, 'topics', 'acls', '--json', *arguments)
    assert done.returncode == 0, done.stderr
    return {(line['principal'].removeprefix('User:'), line['operation'], line['resource'], line['name']) for line in lines(done)}


def test_the_permissions_of_the_bus_are_what_services_publish_and_read(home):
    wanted = permissions(home)
    table = {row['name']: row['publisher'] for row in json.loads((t.SOURCE / 'proto-schemas/topics.json').read_text())['topics']}
    writers = {topic: {who for who, what, _, name in wanted if what == 'Write' and name == topic} for topic in table}
    for topic, publisher in table.items():
        everybody = {f'otklik-{service}' for service in t.SERVICES}
        if publisher != 'foreign':
            assert writers[topic] == (everybody if publisher == 'every service' else {f'otklik-{publisher}'}), topic
    read = {name for who, what, kind, name in wanted if (who, what, kind) == ('otklik-sla-timer', 'Read', 'topic')}
    assert read == {'otklik.intake.v1', 'otklik.routing.v1', 'otklik.staff.v1'}
    assert ('otklik-sla-timer', 'Read', 'group', 'otklik-sla-timer') in wanted


def test_a_source_may_write_its_own_topics_and_read_the_answers_alone(home):
    wanted = permissions(home, '--reader', 'warehouse')
    assert {line[1:] for line in wanted if line[0] == 'otklik-src-1c-sve'} == {
        ('Write', 'topic', 'in.billing.1c.v1'), ('Read', 'topic', 'otklik.billing-acks.v1'), ('Read', 'group', 'otklik-src-1c-sve')}
    assert {line[1:] for line in wanted if line[0] == 'otklik-src-1c-hr'} == {('Write', 'topic', 'in.staff.v1')}
    assert {line[3] for line in wanted if line[0] == 'otklik-src-gis' and line[1:3] == ('Read', 'topic')} == {
        'otklik.appeal-replies.v1', 'otklik.appeal-events.v1', 'otklik.appeal-status.v1'}
    assert {line[1:] for line in wanted if line[0] == 'warehouse'} == {
        ('Read', 'group', 'warehouse'), *(('Read', 'topic', f'otklik.{name}.v1') for name in ('appeal-events', 'appeal-status', 'billing-acks'))}


def test_permissions_are_printed_as_commands_of_kafka(home):
    done = otk(home, 'topics', 'acls')
    assert f"--bootstrap-server {t.BOOTSTRAP} --command-config admin.properties --add --allow-principal 'User:otklik-routing' " \
           '--operation Write --topic otklik.routing.v1 --topic otklik.audit.v1 --topic otklik.dead-letter.v1\n' in done.stdout
    assert 'in.appeals.v1: each of these sources can write in the name of the others: lk, ' in done.stderr


@pytest.mark.parametrize('change, said', [
    ({'topics': ['otklik.intake.v1']}, 'lk: otklik.intake.v1 is no topic for sources'),
    ({'topics': ['in.unknown']}, 'lk: in.unknown is no topic for sources')])
def test_a_source_gets_no_permission_for_a_topic_that_is_not_for_sources(home, tmp_path, change, said):
    subprocess.run(['cp', '-r', t.SOURCE / 'deploy/company', tmp_path / 'company'], check=True)
    spoil(tmp_path / 'company/sources.json', lambda d: d['sources'][0].update(change))
    done = otk(home, 'topics', 'acls', tmp_path / 'company')
    assert done.returncode == 1 and said in done.stderr and not done.stdout
    assert otk(home, 'topics', 'apply', tmp_path / 'company').returncode == 1
    assert otk(home, 'topics', 'acls', tmp_path / 'none').returncode == otk(home, 'topics', 'apply', tmp_path / 'none').returncode == 3
    assert otk(home, 'topics', 'acls', '--prune').returncode == 2


def test_a_source_without_a_principal_gets_no_permission_and_hinders_none(home, tmp_path):
    subprocess.run(['cp', '-r', t.SOURCE / 'deploy/company', tmp_path / 'company'], check=True)
    spoil(tmp_path / 'company/sources.json', lambda d: d['sources'][0].pop('principal'))
    done = otk(home, 'topics', 'acls', '--json', tmp_path / 'company')
    assert done.returncode == 0 and 'source lk: no principal' in done.stderr
    assert 'otklik-src-lk' not in done.stdout and 'otklik-src-cc' in done.stdout


def test_the_demo_company_has_no_hole(home):
    done = otk(home, 'company', 'check')
    assert done.returncode == 0, done.stdout


def test_each_hole_of_a_company_is_named(home, tmp_path):
    folder = tmp_path / 'company'
    subprocess.run(['cp', '-r', t.SOURCE / 'deploy/company', folder], check=True)
    spoil(folder / 'departments.json', lambda d: d['departments'][0].update(head='99999'))
    spoil(folder / 'departments.json', lambda d: d['departments'][1].update(calendar='MOON'))
    spoil(folder / 'bindings.json', lambda d: d['bindings'].pop(0))
    spoil(folder / 'employees.json', lambda d: [d['employees'][0].update(roles=[]), leave(d, 'VLD-MET')])
    spoil(folder / 'sla_rules.json', lambda d: next(r for r in d['rules'] if r['code'] == 'D01').pop('default'))
    spoil(folder / 'company.json', lambda d: d.update(hq_control='VLD-FO'))
    spoil(folder / 'roles.json', lambda d: d['roles'][0]['rights'].append('fly'))
    spoil(folder / 'sources.json', lambda d: next(s for s in d['sources'] if s['name'] == 'site').update(topics=['in.appeals.v1']))
    spoil(folder / 'types/REC-W-001.json', spoil_type)
    done = otk(home, 'company', 'check', folder, '--json')
    holes = '\n'.join(line['hole'] for line in lines(done))
    assert all(line['remedy'] for line in lines(done))
    assert done.returncode == 1
    for hole in ('departments VLD-FO: head: unknown 99999', 'binding VLD FO: missing', 'rights[]: unknown fly',
                 'REC-W-001: no template for granted', "unknown name chanel in 'chanel == 1'", 'working days planned',
                 'REC-W-001: abs has another datatype', 'departments VLD-CH: calendar: unknown MOON', 'employees 00101: no role',
                 'departments VLD-MET: work is bound to it and nobody is in it', 'REC-X-001: no deadline for an answer to FL',
                 'no department HQ-CTRL', 'sources site: not trusted, and can write in the name of lk by in.appeals.v1'):
        assert hole in holes, holes
    assert otk(home, 'company', 'check', tmp_path / 'none').returncode == 3


def test_holes_and_remedies_are_told_in_russian_too(home, tmp_path):
    folder = tmp_path / 'company'
    subprocess.run(['cp', '-r', t.SOURCE / 'deploy/company', folder], check=True)
    spoil(folder / 'bindings.json', lambda d: d['bindings'].pop(0))
    done = otk(home, 'company', 'check', folder, LANG='ru_RU.UTF-8')
    assert 'привязка VLD FO: отсутствует' in done.stdout and '-> добавьте в bindings.json' in done.stdout, done.stdout


def test_every_sentence_of_the_check_has_a_russian_one():
    folder = t.SOURCE / 'tools/otk'
    words = joined((folder / 'words.c').read_text())
    sources = joined(''.join(path.read_text() for pattern in ('check_*.c', '*acls*.c') for path in sorted(folder.glob(pattern))))
    sentences = re.findall(r'tr\("(.*?)"\)', sources) + re.findall(r'\[HOLE_\w+\] = "(.*?)"', sources)
    assert len(sentences) > 30
    assert not [sentence for sentence in sentences if f'{{"{sentence}"' not in words]


def joined(text):
    """The text of C sources with its broken strings in one piece."""
    return re.sub(r'"\s*\n\s*"', '', text)


def test_the_small_company_of_the_page_has_no_hole(home, tmp_path):
    """docs/own-company.md: its first block, as it stands there."""
    block = re.search(r'```sh\n(.*?)```', (t.SOURCE / 'docs/own-company.md').read_text(), re.DOTALL)[1]
    subprocess.run(['bash', '-euc', block], cwd=t.SOURCE, env={**os.environ, 'MINE': str(tmp_path / 'mine')}, check=True)
    done = otk(home, 'company', 'check', tmp_path / 'mine')
    assert done.returncode == 0 and done.stdout == '2 types, 17 files: no hole\n', done.stdout


def leave(content, department):
    """Everybody of the department goes to another one."""
    for one in content['employees']:
        if one['department'] == department:
            one['department'] = 'VLD-FO'


def spoil(path, change):
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def spoil_type(made):
    made['templates'].pop('granted')
    made['docs'][0]['waive_if'] = 'chanel == 1'
    made['routes'][0]['stages'][0]['period'] = {'n': 90, 'unit': 'wd'}
    made['fields'][0]['datatype'] = 'text'


def company(part, folder=t.SOURCE / 'deploy/company'):
    return json.loads((folder / f'{part}.json').read_text())[part]



def load(home, services):
    done = otk(home, 'company', 'load', '--services', ','.join(services), '--json', services=services)
    assert done.returncode == 0, done.stderr
    return lines(done)


def test_a_company_that_is_loaded_twice_changes_nothing(home, services, database):
    first = {(line['part'], line['service']): line for line in load(home, services)}
    for part in ('branches', 'departments', 'employees', 'roles'):
        line = first[part, 'staff']
        assert line['made'] + line['changed'] == line['sent'] == len(company(part)), part
    assert first['bindings', 'routing']['sent'] == len(company('bindings'))
    assert first['departments', 'routing']['sent'] == sum('responsible' in one for one in company('departments'))
    assert database.value('SELECT max(version) FROM staff.department') == 1
    again = load(home, services)
    assert len(again) == len(first)
    assert all(line['made'] == line['changed'] == line['refused'] == 0 for line in again), again


def test_what_was_loaded_comes_out_again(home, services, tmp_path):
    services = {name: services['staff'] for name in ('staff',)}
    folder = tmp_path / 'out'
    done = otk(home, 'company', 'export', folder, '--only', 'roles,branches,departments,employees', services=services)
    assert done.returncode == 0, done.stderr
    for part in ('roles', 'branches', 'departments', 'employees'):
        key = 'tab_no' if part == 'employees' else 'code'
        found = [one for one in company(part, folder) if one[key] != 'admin' or part == 'roles']
        assert sorted(found, key=lambda o: o[key]) == sorted(company(part), key=lambda o: o[key])


def test_a_user_is_made_and_gets_a_password(home, services, tmp_path):
    done = otk(home, 'user', 'add', 'newbie', '--last', 'Новый', '--branch', 'SVE', '--roles', 'clerk', services=services)
    assert done.returncode == 0, done.stderr
    (tmp_path / 'word').write_text('a quite long password')
    set_it = otk(home, 'user', 'passwd', 'newbie', '--new-password-file', tmp_path / 'word', services=services)
    assert set_it.returncode == 0, set_it.stderr
    answer = services['staff'].api().post('/v1/sign-in', {'login': 'newbie', 'password': 'a quite long password'})
    assert answer.json['person']['branches'] == ['SVE']
    assert otk(home, 'user', 'passwd', 'nobody', '--new-password-file', tmp_path / 'word', services=services).returncode == 3
    assert otk(home, 'user', 'add', 'x', '--roles', 'none', services=services).returncode == 1


def test_the_token_is_kept_where_only_its_owner_reads_it(home, services):
    [cached] = (home / 'cache/otk').glob('token-*.json')
    assert stat.S_IMODE(cached.stat().st_mode) == 0o600


def test_a_submission_is_followed_to_its_number_and_its_state_shown(home, services):
    done = otk(home, 'submit', t.SOURCE / 'examples/no-hot-water.json', '--watch', '--quiet', 2, services=services)
    assert done.returncode == 0, done.stderr + done.stdout
    assert 'appeal.accepted' in done.stdout and 'appeal.received' in done.stdout
    number = done.stdout.split()[-1]
    state = otk(home, 'status', number, '--json', services=services)
    assert state.returncode == 0 and lines(state)[0]['number'] == number
    assert otk(home, 'status', 'SVE-2026-9999999', services=services).returncode == 3


def test_a_submission_of_an_unknown_source_gets_no_number(home, services, tmp_path):
    done = otk(home, 'submit', t.SOURCE / 'examples/no-hot-water.json', '--source', 'nobody', '--limit', 3,
               services=services)
    assert done.returncode == 1


def test_dead_letters_are_listed_shown_and_settled(home, services, tmp_path):
    assert otk(home, 'user', 'add', 'engineer', '--roles', 'integrator', services=services).returncode == 0
    (tmp_path / 'word').write_text('a quite long password')
    otk(home, 'user', 'passwd', 'engineer', '--new-password-file', tmp_path / 'word', services=services)

    def dlq(*arguments):
        return otk(home, 'dlq', *arguments, services=services, OTK_LOGIN='engineer',
                   OTK_PASSWORD_FILE=str(tmp_path / 'word'))

    t.produce('in.appeals.v1', 'no JSON at all', key='x')
    found = t.wait_until(lambda: [line['item'] for line in lines(dlq('list', '--service', 'intake', '--json'))
                                  if 'nobody' not in json.dumps(line)], 15, 'the dead letter')
    letter = found[0]['id']
    assert json.loads(dlq('show', 'intake', letter).stdout)['value'] == 'no JSON at all'
    assert dlq('discard', 'intake', letter).returncode == 2
    assert dlq('discard', 'intake', letter, '--reason', 'a test').returncode == 0
    assert letter not in dlq('list', '--service', 'intake').stdout
    assert letter in dlq('list', '--service', 'intake', '--state', 'discarded').stdout
    assert dlq('retry', 'intake', letter).returncode == 1
    assert dlq('show', 'intake', '01938b7e-0000-7000-8000-000000000001').returncode == 3
    mended = {'source': 'lk', 'type': 'appeal.submitted', 'data': {'external_id': 'MENDED-1', 'channel': 'LK', 'text': 'x'}}
    (tmp_path / 'mended').write_text(json.dumps(mended))
    t.produce('in.appeals.v1', 'broken again', key='y')
    found = t.wait_until(lambda: [line['item'] for line in lines(dlq('list', '--service', 'intake', '--json'))
                                  if 'nobody' not in json.dumps(line)], 15, 'the second dead letter')
    with t.Tail('otklik.appeal-replies.v1') as tail:
        assert dlq('retry', 'intake', found[0]['id'], '--value-file', tmp_path / 'mended').returncode == 0
        assert tail.wait(lambda m: m.key == 'MENDED-1', 60).type == 'appeal.accepted'
