"""staff as a process: sign-in and its enemies, the organisation, the directory's messages, the audit trail."""
import base64
import concurrent.futures
import datetime
import hashlib
import http.cookies
import json
import pathlib
import stat

import pytest

import otk_test as t

SECRET = 'a-secret-of-the-machine-0001'
PASSWORD = 'correct horse battery'
HQ = {'code': 'HQ', 'ru': 'Головной офис', 'tz': 'Europe/Moscow', 'calendar': 'RU'}
FO = {'code': 'HQ-FO', 'branch': 'HQ', 'ru': 'Отдел', 'role': 'FO', 'roles': ['FO'], 'mode': 'FIXED', 'head': '00101',
      'responsible': [{'employee': '00101'}]}
CLERK = {'code': 'clerk', 'ru': 'Делопроизводитель', 'scope': 'branch', 'confidential': False, 'rights': ['letter.read']}


@pytest.fixture(scope='module')
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp('staff')
    (folder / 'secret').write_text(SECRET + '\n')
    (folder / 'clock').write_text('0\n')
    return folder


@pytest.fixture(scope='module')
def staff(service, folder):
    port = t.HTTP_PORT + 1 + t.SERVICES.index('staff')
    return service('staff', token__jwks_url=f'http://127.0.0.1:{port}/v1/jwks', token__key_file=str(folder / 'keys.json'),
                   bootstrap__secret_file=str(folder / 'secret'), password__memory_kib=1024, password__passes=1,
                   session__repeat_grace_s=0, environment={'OTKLIK_CLOCK_OFFSET_FILE': str(folder / 'clock')})


def sign_in(staff, login='root', password=PASSWORD):
    return staff.api().post('/v1/sign-in', {'login': login, 'password': password}, headers={'X-Token': 'body'})


def cookies(response):
    jar = http.cookies.SimpleCookie()
    for line in response.headers.get_all('Set-Cookie') or []:
        jar.load(line)
    return jar


def refresh(staff, cookie):
    return staff.api().post('/v1/refresh', headers={'Cookie': f'otk_refresh={cookie}'})


@pytest.fixture(scope='module')
def admin(staff):
    """The first administrator, with a small organisation of one clerk."""
    assert staff.api().post('/v1/bootstrap', {'secret': 'wrong', 'login': 'root', 'password': PASSWORD}).status == 401
    made = staff.api().post('/v1/bootstrap', {'secret': SECRET, 'login': 'root', 'password': PASSWORD})
    assert made.status == 201, made
    api = staff.api(sign_in(staff).json['access_token'])
    for path, body in (('branches/HQ', HQ), ('departments/HQ-FO', FO), ('roles/clerk', CLERK),
                       ('employees/00101', employee())):
        assert api.put(f'/v1/{path}', body).status == 201, path
    return api


def employee(tab_no='00101', **members):
    return {'tab_no': tab_no, 'last': 'Калинин', 'first': 'Алексей', 'middle': 'Михайлович', 'branch': 'HQ',
            'department': 'HQ-FO', 'position': {'ru': 'Делопроизводитель'}, 'login': f'login{tab_no}', 'roles': ['clerk'],
            'email': 'a@example.ru', **members}


def make_person(admin, tab_no, **members):
    assert admin.put(f'/v1/employees/{tab_no}', employee(tab_no, **members)).status == 201
    assert admin.put(f'/v1/employees/{tab_no}/password', {'password': PASSWORD}).status == 204
    return f'login{tab_no}'


def claims_of(token):
    part = token.split('.')[1]
    return json.loads(base64.urlsafe_b64decode(part + '=' * (-len(part) % 4)))


def trail(database, **wanted):
    rows = database.rows('SELECT * FROM staff.audit ORDER BY seq')
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def test_the_first_administrator_is_made_once(staff, admin):
    again = staff.api().post('/v1/bootstrap', {'secret': SECRET, 'login': 'other', 'password': PASSWORD})
    assert (again.status, again.json['code']) == (409, 'bootstrap_done')
    assert 'admin.staff' in admin.get('/v1/me').json['rights']


def test_the_signing_keys_are_readable_by_the_service_alone(admin, folder):
    assert stat.S_IMODE((folder / 'keys.json').stat().st_mode) == 0o600


def test_a_session_comes_in_cookies_that_scripts_cannot_read(staff, admin):
    jar = cookies(sign_in(staff))
    for name in ('otk_access', 'otk_refresh'):
        assert jar[name]['httponly'] and jar[name]['secure'] and jar[name]['samesite'] == 'Strict'
    assert jar['otk_refresh']['path'] == '/api/staff/v1/'
    assert not jar['otk_csrf']['httponly']


def test_the_token_is_in_the_body_for_tools_only(staff, admin):
    plain = staff.api().post('/v1/sign-in', {'login': 'root', 'password': PASSWORD})
    assert plain.status == 200 and 'access_token' not in plain.json and plain.json['expires_in'] == 300


def test_a_clerk_has_the_rights_of_the_role_in_the_own_branch(staff, admin):
    person = sign_in(staff, make_person(admin, '00102')).json['person']
    assert person['rights'] == ['letter.read'] and person['branches'] == ['HQ'] and person['name'] == 'Калинин А. М.'


def test_the_token_says_whom_a_person_heads_and_who_is_above(staff, admin):
    for code, head, above in (('HQ-TOP', '00120', {}), ('HQ-LOW', '00121', {'parent': 'HQ-TOP'})):
        assert admin.put(f'/v1/departments/{code}', {**FO, 'code': code, 'head': head, **above}).status == 201
    make_person(admin, '00120', roles=['clerk'], department='HQ-TOP')
    make_person(admin, '00121', roles=['clerk'], department='HQ-LOW')
    make_person(admin, '00122', roles=['clerk'], department='HQ-LOW')
    ids = {code: admin.get(f'/v1/departments/{code}').json['id'] for code in ('HQ-TOP', 'HQ-LOW')}
    people = {tab_no: admin.get(f'/v1/employees/{tab_no}').json['id'] for tab_no in ('00120', '00121')}
    claims = {tab_no: claims_of(sign_in(staff, f'login{tab_no}').json['access_token']) for tab_no in ('00120', '00121', '00122')}
    assert (claims['00120']['heads'], claims['00120']['superiors']) == ([ids['HQ-TOP']], [])
    assert (claims['00121']['heads'], claims['00121']['superiors']) == ([ids['HQ-LOW']], [people['00120']])
    assert (claims['00122']['heads'], claims['00122']['superiors']) == ([], [people['00121'], people['00120']])


def test_a_wrong_password_and_an_unknown_login_are_answered_alike(staff, admin):
    wrong, unknown = sign_in(staff, 'root', 'wrong password'), sign_in(staff, 'nobody', 'wrong password')
    assert wrong.status == unknown.status == 401
    assert wrong.json['code'] == unknown.json['code'] == 'sign_in_failed'
    assert sign_in(staff).status == 200


def test_five_failures_lock_the_login_out(staff, admin, database):
    login = make_person(admin, '00103')
    for _ in range(5):
        assert sign_in(staff, login, 'wrong password').status == 401
    locked = sign_in(staff, login)
    assert (locked.status, locked.json['code']) == (401, 'sign_in_failed')
    database.psql("UPDATE staff.credential SET locked_until = now() - interval '1 second' WHERE locked_until > now()")
    assert sign_in(staff, login).status == 200


def test_guesses_sent_all_at_once_get_no_more_than_five_tries(staff, admin, database):
    login = make_person(admin, '00108')
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: sign_in(staff, login, f'wrong password {n}'), range(16)))
    assert {answer.status for answer in answers} <= {401, 503}
    assert sign_in(staff, login).status == 401
    lock = database.one('SELECT failures, locked_until > now() AS locked FROM staff.credential c'
                        " JOIN staff.employee e ON e.id = c.employee_id WHERE e.tab_no = '00108'")
    assert lock == {'failures': 0, 'locked': True}


def test_a_refresh_token_gives_the_next_one(staff, admin):
    first = cookies(sign_in(staff))['otk_refresh'].value
    answer = refresh(staff, first)
    second = cookies(answer)['otk_refresh'].value
    assert answer.status == 200 and second != first
    assert refresh(staff, second).status == 200


def test_a_refresh_token_used_twice_ends_the_session(staff, admin):
    first = cookies(sign_in(staff))['otk_refresh'].value
    second = cookies(refresh(staff, first))['otk_refresh'].value
    assert refresh(staff, first).status == 401
    assert refresh(staff, second).status == 401


def test_signing_out_ends_the_session(staff, admin):
    cookie = cookies(sign_in(staff))['otk_refresh'].value
    out = staff.api().post('/v1/sign-out', headers={'Cookie': f'otk_refresh={cookie}'})
    assert out.status == 204 and refresh(staff, cookie).status == 401


def test_own_sessions_are_listed_and_ended(staff, admin):
    login = make_person(admin, '00104')
    first, second = sign_in(staff, login), sign_in(staff, login)
    api = staff.api(second.json['access_token'])
    sessions = api.get('/v1/sessions').json['items']
    assert len(sessions) == 2
    assert api.delete(f"/v1/sessions/{sessions[0]['id']}").status == 204
    assert refresh(staff, cookies(first)['otk_refresh'].value).status == 401
    other = staff.api(sign_in(staff, make_person(admin, '00105')).json['access_token'])
    assert other.delete(f"/v1/sessions/{sessions[1]['id']}").status == 404


def test_a_password_that_was_set_for_a_person_must_be_changed_first(staff, admin):
    login = make_person(admin, '00106')
    admin.put('/v1/employees/00106/password', {'password': PASSWORD, 'must_change': True})
    answer = sign_in(staff, login).json
    assert answer['person']['must_change'] and answer['person']['rights'] == []
    api = staff.api(answer['access_token'])
    same = api.post('/v1/me/password', {'old': PASSWORD, 'new': PASSWORD})
    assert same.status == 422 and same.json['faults'][0]['code'] == 'password_same'
    assert api.post('/v1/me/password', {'old': PASSWORD, 'new': 'another long one'}).status == 204
    assert sign_in(staff, login, 'another long one').json['person']['rights'] == ['letter.read']


@pytest.mark.parametrize('password, code', [('short', 'password_short'), ('my-login00101-pass', 'password_names_login')])
def test_a_weak_password_is_refused(admin, password, code):
    answer = admin.put('/v1/employees/00101/password', {'password': password})
    assert answer.status == 422 and answer.json['faults'][0]['code'] == code


def test_a_forged_or_expired_token_is_refused(staff, admin, issuer):
    assert staff.api(issuer.token(rights=['admin.staff'])).get('/v1/employees').status == 401
    head, body, signature = admin.token.split('.')
    claims = json.loads(base64.urlsafe_b64decode(body + '=='))
    claims['rights'].append('appeal.read')
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b'=').decode()
    assert staff.api(f'{head}.{forged}.{signature}').get('/v1/me').status == 401
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b'=').decode()
    assert staff.api(f'{none}.{body}.').get('/v1/me').status == 401


def test_tokens_of_the_former_key_stay_valid_after_a_rotation(staff, admin):
    before = staff.api().get('/v1/jwks').json['keys']
    assert admin.post('/v1/signing-keys').status == 204
    after = staff.api().get('/v1/jwks').json['keys']
    assert after[1:] == before[:4] and all('d' not in key for key in after)
    assert admin.get('/v1/me').status == 200
    fresh = sign_in(staff).json['access_token']
    head = json.loads(base64.urlsafe_b64decode(fresh.split('.')[0] + '=='))
    assert head['kid'] == before[0]['kid'] == after[1]['kid']
    # The key was public before, so no verifier has to ask for it.
    assert staff.api(fresh).get('/v1/me').status == 200


def test_the_same_object_again_changes_nothing(admin, database):
    version = database.value("SELECT version FROM staff.branch WHERE code = 'HQ'")
    again = admin.put('/v1/branches/HQ', HQ)
    assert (again.status, again.json['changed']) == (200, False)
    assert database.value("SELECT version FROM staff.branch WHERE code = 'HQ'") == version


def test_a_change_needs_the_version_it_saw_and_is_told(admin):
    etag = admin.get('/v1/departments/HQ-FO').headers['ETag']
    with t.Tail('otklik.staff.v1') as tail:
        changed = admin.put('/v1/departments/HQ-FO', {**FO, 'mode': 'POOL'}, headers={'If-Match': etag})
        assert changed.status == 200 and changed.json['changed']
        said = tail.wait(lambda m: m.type == 'staff.department_changed' and m.json['version'] == changed.json['version']).json
    assert admin.put('/v1/departments/HQ-FO', FO, headers={'If-Match': etag}).status == 412
    person = admin.get('/v1/employees/00101').json
    assert said['mode'] == 'POOL' and said['head_id'] == person['id'] and said['roles'] == ['FO']
    assert said['settings']['responsible'][0]['employee_id'] == person['id']
    assert person['department_id'] == said['department_id']


def test_an_object_that_names_what_is_not_there_is_refused_with_every_fault(admin):
    answer = admin.put('/v1/employees/00190', employee('00190', branch='NO', department='NO', roles=['clerk', 'none']))
    assert answer.status == 422
    assert [fault['pointer'] for fault in answer.json['faults']] == ['/branch', '/department', '/roles/1']
    assert admin.get('/v1/employees/00190').status == 404


def test_two_people_cannot_have_one_login(admin):
    assert admin.put('/v1/employees/00191', employee('00191', login='LOGIN00101')).status == 409


def test_lists_come_in_pages_and_are_filtered(admin):
    for number in range(3):
        make_person(admin, f'0020{number}')
    page = admin.get('/v1/employees?limit=2&department=HQ-FO').json
    rest = admin.get(f"/v1/employees?limit=200&after={page['next']}&department=HQ-FO").json
    numbers = [item['tab_no'] for item in page['items'] + rest['items']]
    assert len(page['items']) == 2 and numbers == sorted(numbers) and '00202' in numbers and rest['next'] is None
    assert admin.get('/v1/employees?branch=NO').json['items'] == []
    assert admin.post('/v1/employees/search', {'text': 'кали'}).json['items']
    assert admin.post('/v1/employees/search', {'text': '%'}).json['items'] == admin.get('/v1/employees').json['items']


def test_rights_are_asked_for(staff, admin):
    clerk = staff.api(sign_in(staff, make_person(admin, '00107')).json['access_token'])
    assert clerk.put('/v1/branches/HQ', HQ).status == 403
    assert clerk.get('/v1/audit').status == 403
    assert clerk.get('/v1/branches').status == 200
    assert staff.api().get('/v1/branches').status == 401


def test_an_absence_is_told_and_can_be_taken_back(admin):
    body = {'tab_no': '00101', 'kind': 'vacation', 'starts_on': '2026-12-01', 'ends_on': '2026-12-14'}
    with t.Tail('otklik.staff.v1') as tail:
        made = admin.post('/v1/absences', body)
        assert made.status == 201
        told = tail.wait(lambda m: m.type == 'staff.absence_changed' and m.json['absence_id'] == made.json['id']).json
        assert told['ends_on'] == '2026-12-14'
        assert [a['id'] for a in admin.get('/v1/absences?on=2026-12-05').json['items']] == [made.json['id']]
        assert admin.delete(f"/v1/absences/{made.json['id']}").status == 204
        tail.wait(lambda m: m.type == 'staff.absence_changed' and m.json['cancelled'])
    assert admin.get('/v1/absences?on=2026-12-05').json['items'] == []
    bad = admin.post('/v1/absences', {**body, 'ends_on': '2026-11-01', 'substitute': 'no'})
    assert [fault['pointer'] for fault in bad.json['faults']] == ['/substitute', '/ends_on']


def directory(seq, tab_no='00301', **members):
    return {'type': 'employee.changed', 'source': '1c.hr', 'seq': seq, 'data': {
        'guid': '0a1b2c3d-0000-11ee-9c4a-0050569a1b2c', 'tab_no': tab_no,
        'person': {'last': 'Петров', 'first': 'Пётр', 'middle': 'Петрович'}, 'org': 'ESP',
        'department': {'code': 'HQ-FO', 'parent': 'HQ'}, 'position': 'Специалист', 'kind': 'main', 'hired': '2024-02-01',
        'fired': None, 'absences': [], 'email': 'p.petrov@example.ru', 'ext': '5012', 'login': 'ESP\\p.petrov', **members}}


def test_the_directory_makes_and_moves_employees(admin, database):
    away = [{'kind': 'vacation', 'from': '2026-12-01', 'to': '2026-12-14', 'substitute_tab': '00101'}]
    t.produce('in.staff.v1', directory(5521, absences=away), key='00301')
    person = t.wait_until(lambda: database.one("SELECT * FROM staff.employee WHERE tab_no = '00301'"), 15, 'the employee')
    assert (person['login'], person['department'], person['state']) == ('p.petrov', 'HQ-FO', 'active')
    assert len(admin.get('/v1/absences?tab_no=00301').json['items']) == 1
    # An older message comes late and says nothing any more.
    t.produce('in.staff.v1', directory(5520, position='Старое'), key='00301')
    t.produce('in.staff.v1', directory(5522, position='Новое'), key='00301')
    t.wait_until(lambda: database.value("SELECT position->>'ru' FROM staff.employee WHERE tab_no = '00301'") == 'Новое', 15)
    assert admin.get('/v1/absences?tab_no=00301').json['items'] == []


def test_a_dismissed_person_cannot_sign_in_any_more(staff, admin, database):
    t.produce('in.staff.v1', directory(1, '00302', login='leaver'), key='00302')
    t.wait_until(lambda: database.one("SELECT * FROM staff.employee WHERE tab_no = '00302'"), 15, 'the employee')
    admin.put('/v1/employees/00302/password', {'password': PASSWORD})
    answer = sign_in(staff, 'leaver')
    assert answer.status == 200
    yesterday = (datetime.date.today() - datetime.timedelta(days=2)).isoformat()
    with t.Tail('otklik.staff.v1') as tail:
        t.produce('in.staff.v1', directory(2, '00302', login='leaver', fired=yesterday), key='00302')
        tail.wait(lambda m: m.type == 'staff.employee_changed' and not m.json['active'], 20)
    assert sign_in(staff, 'leaver').status == 401
    assert refresh(staff, cookies(answer)['otk_refresh'].value).status == 401


def test_whose_last_day_is_over_is_dismissed_without_a_further_word(staff, admin, database):
    login = make_person(admin, '00109')
    last_day = (datetime.date.today() - datetime.timedelta(days=2)).isoformat()
    assert admin.put('/v1/employees/00109', employee('00109', fired=last_day)).status == 200
    t.wait_until(lambda: database.value("SELECT state FROM staff.employee WHERE tab_no = '00109'") == 'dismissed', 30,
                 'the job to dismiss')
    assert sign_in(staff, login).status == 401
    t.wait_until(lambda: trail(database, action='employee.dismissed', entity_id='00109'), 15, 'the trail')


def test_who_holds_two_jobs_keeps_the_login_at_the_first(admin, database):
    t.produce('in.staff.v1', directory(1, '00304', login='two.jobs'), key='00304')
    t.wait_until(lambda: database.one("SELECT * FROM staff.employee WHERE tab_no = '00304'"), 15, 'the first job')
    t.produce('in.staff.v1', directory(1, '00305', login='two.jobs'), key='00305')
    second = t.wait_until(lambda: database.one("SELECT * FROM staff.employee WHERE tab_no = '00305'"), 15, 'the second job')
    assert second['login'] is None
    assert database.value("SELECT login FROM staff.employee WHERE tab_no = '00304'") == 'two.jobs'


def test_a_person_of_an_unknown_department_waits_for_it(admin, database):
    t.produce('in.staff.v1', directory(1, '00303', login='early', department={'code': 'HQ-NEW'}), key='00303')
    t.wait_until(lambda: database.value('SELECT count(*) FROM staff.parked') == 1, 15, 'the message to be parked')
    assert admin.put('/v1/departments/HQ-NEW', {**FO, 'code': 'HQ-NEW', 'head': '00303'}).status == 201
    t.wait_until(lambda: database.one("SELECT * FROM staff.employee WHERE tab_no = '00303'"), 60, 'the parked employee')


def test_what_is_no_employee_goes_to_the_dead_letters(admin):
    with t.Tail('otklik.dead-letter.v1') as tail:
        t.produce('in.staff.v1', directory(1, '', login='x'), key='none')
        tail.wait(limit_s=15)


def test_sign_ins_and_changes_are_in_the_trail(staff, admin, database):
    sign_in(staff, 'login00101', 'wrong password')
    t.wait_until(lambda: trail(database, action='sign_in', outcome='refused', entity_id='00101'), 15, 'the failed sign-in')
    assert trail(database, action='bootstrap', outcome='done') and trail(database, action='bootstrap', outcome='refused')
    changed = trail(database, action='department.changed')[0]
    assert changed['login'] == 'root' and changed['changes'] == {'members': ['mode']}
    page = admin.get('/v1/audit?entity=department&limit=1').json
    assert len(page['items']) == 1 and page['next']
    assert admin.get('/v1/audit?person=nonsense').status == 422


def test_the_trail_is_append_only(admin, database):
    for command in ("UPDATE staff.audit SET outcome = 'x'", 'DELETE FROM staff.audit', 'TRUNCATE staff.audit'):
        with pytest.raises(AssertionError, match='append-only'):
            database.psql(command)


def test_each_row_of_the_trail_holds_the_hash_of_the_one_before(admin, database):
    rows = trail(database)
    before = ''
    for number, row in enumerate(rows, 1):
        moment = datetime.datetime.fromisoformat(row['at']).astimezone(datetime.timezone.utc)
        lines = [before, str(row['seq']), moment.strftime('%Y-%m-%dT%H:%M:%S.%fZ')]
        lines += [row[name] or '' for name in ('service', 'person_id', 'login', 'action', 'entity', 'entity_id', 'branch',
                                               'peer', 'outcome')]
        changes = row['changes']
        lines.append(json.dumps(changes, sort_keys=True, ensure_ascii=False, separators=(',', ':')) if changes else '')
        digest = hashlib.sha256(''.join(line + '\n' for line in lines).encode()).hexdigest()
        assert (row['seq'], row['prev_hash'], row['hash']) == (number, before, digest)
        before = digest


def test_addresses_of_offices_are_loaded_once_and_listed(admin):
    office = {'code': 'HQ-OFFICE-1', 'ru': 'Офис', 'branch': 'HQ'}
    answers = [admin.put('/v1/reference/offices/HQ-OFFICE-1', office) for _ in range(2)]
    assert [answer.status for answer in answers] == [201, 200]
    assert [item['code'] for item in admin.get('/v1/reference/offices').json['items']] == ['HQ-OFFICE-1']


def test_a_token_ends_after_five_minutes_and_is_refreshed(staff, admin, folder):
    answer = sign_in(staff)
    api = staff.api(answer.json['access_token'])
    (folder / 'clock').write_text('400\n')
    t.wait_until(lambda: api.get('/v1/me').status == 401, 10, 'the token to end')
    assert api.get('/v1/me').json['code'] == 'token_expired'
    assert refresh(staff, cookies(answer)['otk_refresh'].value).status == 200
    (folder / 'clock').write_text('0\n')


def test_logs_hold_no_personal_data(staff, admin):
    log = pathlib.Path(staff.log).read_text()
    for word in (PASSWORD, 'Калинин', 'Петров', 'example.ru', SECRET):
        assert word not in log


def test_what_cannot_be_read_is_a_dead_letter_whatever_its_headers_call_it(staff):
    with t.Tail('otklik.dead-letter.v1') as tail:
        t.produce('in.staff.v1', b'{broken', headers=t.cloud_event('employee.chnged', 'hr'))
        letter = tail.wait()
    assert 'JSON' in letter.headers['otk_dlq_reason'] and letter.text == '{broken'
