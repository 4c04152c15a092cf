"""A life of an appeal with data that stand out, everything at debug level: none of them is in any log, however it is written."""
import json
import re
import urllib.parse
import uuid

import otk_front
import otk_test as t
import otk_world

# One word of each kind of personal data, unlike anything else in the tests.
MARKS = {
    'last': 'Ёжикозаврова', 'first': 'Пульхериада', 'middle': 'Евстигнеевнишна', 'phone': '+79017654321', 'email': 'pulkheriada.yozh@example.ru',
    'refused': 'refused.pulkheriada@example.ru', 'address': 'г. Екатеринбург, ул. Незабвенноимённая, д. 7, кв. 13',
    'text': 'У меня пропала вихревокрутилка', 'passport': '6599 812763', 'snils': '112-233-445 95', 'account': '6600909517',
    'file': 'вихрекрутка.pdf', 'comment': 'клиентка-вихрекрутчица', 'password': 'три вихрекрутных слова', 'login': 'вихрекрутов',
}


def spellings(mark):
    """As text, in the other case, escaped for JSON, SQL and addresses; a number also as its digits alone."""
    words = [mark] if ' ' not in mark else [mark, *(word for word in re.split(r'[ ,.]+', mark) if len(word) > 9)]
    found = set()
    for word in words:
        plain = word.replace('Ё', 'Е').replace('ё', 'е')
        for text in {word, word.lower(), word.upper(), plain, plain.upper()}:
            escaped = json.dumps(text)[1:-1]
            found |= {text, escaped, re.sub(r'\\u([0-9a-f]{4})', lambda m: '\\u' + m.group(1).upper(), escaped),
                      urllib.parse.quote(text), urllib.parse.quote(text).lower()}
            found |= {''.join(f'\\x{byte:02x}' for byte in text.encode())} | {''.join(f'\\x{byte:02X}' for byte in text.encode())}
    digits = re.sub(r'\D', '', mark)
    if len(digits) >= 10:
        found |= {digits, digits[-10:]}
    return {text.encode() for text in found}


def logs():
    """Of the services, nginx, PostgreSQL, Kafka and the mail server."""
    folders = {'services': t.LOGS, 'nginx': otk_front.Front().folder / 'nginx/logs', 'postgres': t.STATE / 'postgres', 'kafka': t.STATE / 'kafka/logs'}
    for kind, folder in folders.items():
        files = [path for path in folder.rglob('*') if path.is_file() and 'log' in path.name and '/data/' not in str(path)]
        assert files, f'{kind} has no log in {folder}'
        yield from files


def size_of_logs():
    return {path: path.stat().st_size for path in logs()}


def submission(kind, **changes):
    """An appeal with every mark, in the form of the personal account."""
    return {'type': 'appeal.submitted', 'source': 'lk', 'data': {
        'external_id': f'MARK-{uuid.uuid4()}', 'submitted_at': '2026-11-20T10:00:00Z', 'channel': 'LK', 'client_kind': 'FL', 'type_code': kind,
        'account': MARKS['account'], 'address': MARKS['address'], 'text': MARKS['text'], 'response_channels': ['lk', 'email'],
        'applicant': {'last': MARKS['last'], 'first': MARKS['first'], 'middle': MARKS['middle'], 'phone': MARKS['phone'],
                      'email': MARKS['email'], 'role': 'holder'},
        'fields': {'note': MARKS['comment']}, 'files': [], **changes}}


def tell_bus():
    """What is right, what has faults, what no service can read."""
    right = submission('MET-X-001')
    bounced = submission('MET-X-001')
    bounced['data']['applicant']['email'] = MARKS['refused']
    for body in (right, bounced, submission('REC-X-001'), submission('ZZZ-X-999'), submission('REC-X-001', fields=MARKS['text'])):
        t.produce('in.appeals.v1', body, key=body['data']['external_id'])
    broken = json.dumps(right, ensure_ascii=False)[:-9]
    t.produce('in.appeals.v1', broken, key=MARKS['account'])
    t.produce('in.appeals.v1', json.dumps({**right, 'data': MARKS['text']}, ensure_ascii=False), key='k')
    for topic in ('in.billing.1c.v1', 'ora_perm.BILL.ABONENT', 'in.staff.v1', 'otklik.intake.v1', 'otklik.client-registry.v1'):
        t.produce(topic, broken, key=MARKS['account'], headers=t.cloud_event('otklik.appeal.received', MARKS['login']))


def ask_services(world, everything):
    """Clients, searches, cards, uploads and words at the stages, right and wrong."""
    registry, intake, archive = (everything.api(name) for name in ('client-registry', 'intake', 'archive'))
    client = {'kind': 'FL', 'branch': otk_world.OWN, **{name: MARKS[name] for name in ('last', 'first', 'middle', 'snils')}, 'birth_date': '1961-02-03',
              'contacts': [{'kind': kind, 'value': MARKS[kind], 'purpose': 'main'} for kind in ('phone', 'email')],
              'documents': [{'type': '21', 'series': '6599', 'number': '812763'}]}
    made = registry.post('/v1/clients', client)
    assert made.status == 201, made
    # The same again meets the unique keys of the database; wrong forms meet the checks.
    for body in (client, {**client, 'snils': MARKS['phone']}, {**client, 'birth_date': MARKS['last']}, {**client, 'kind': MARKS['text']}):
        assert registry.post('/v1/clients', body).status >= 400
    for mark in MARKS.values():
        registry.post('/v1/clients/search', {'q': mark})
        intake.post('/v1/appeals/search', {'text': mark})
        intake.post('/v1/appeals/search', {'after': mark})
        world.suite.api('staff').post('/v1/sign-in', {'login': mark, 'password': MARKS['password']})
        everything.api('staff').post('/v1/employees/search', {'text': mark})
    form = {'branch': otk_world.OWN, 'text': MARKS['text'], 'client_name': MARKS['last'], 'received_at': MARKS['last'], 'type_code': MARKS['text']}
    for body in (form, {'branch': otk_world.OWN, 'text': MARKS['text'], 'client_name': MARKS['last']}):
        intake.post('/v1/appeals', body)
    named = otk_world.form_of('plan.pdf').replace(b'plan.pdf', MARKS['file'].encode(), 1)
    assert archive.post('/v1/claims', named, headers={'Content-Type': 'multipart/form-data; boundary=B'}).status == 201
    archive.post('/v1/claims', named.replace(b'%PDF', b'MZ'), headers={'Content-Type': 'multipart/form-data; boundary=B'})
    letter = {'direction': 'in', 'branch': otk_world.OWN, 'correspondent': MARKS['last'], 'subject': MARKS['text']}
    assert archive.post('/v1/letters', letter).status == 201
    stage = world.objects['own']
    headers = {'If-Match': f'"{stage["stage_version"]}"'}
    for act, body in (('complete', {'result': MARKS['text'], 'comment': MARKS['comment'], 'response_text': MARKS['text']}),
                      ('return', {'reason': MARKS['comment']})):
        everything.api('routing').post(f"/v1/stages/{stage['stage']}/{act}", body, headers=headers)
    everything.api('routing').put(f"/v1/appeals/{stage['case']}/response", {'body': MARKS['text']}, headers={'If-Match': '"0"'})


def ask_front(front, everything):
    """As a browser: an address, a body, a cookie that hold what they should not."""
    quoted = urllib.parse.quote(MARKS['last'])
    headers = {'Authorization': f'Bearer {everything.token}', 'Content-Type': 'application/json', 'Idempotency-Key': 'mark'}
    front.call('GET', f'/api/archive/v1/letters?after={quoted}&q={quoted}', headers=headers)
    front.call('GET', f'/api/routing/v1/worklist/mine?after={quoted}~{uuid.uuid4()}', headers=headers)
    front.call('POST', '/api/intake/v1/appeals', json.dumps({'text': MARKS['text']}), headers)
    front.call('POST', '/api/intake/v1/appeals', ('{"text": "' + MARKS['text'] + '"').encode(), headers)
    front.call('GET', '/', headers={'Cookie': f'name={quoted}', 'Referer': f'https://example.ru/?{quoted}', 'User-Agent': quoted})


def test_no_log_holds_personal_data(world, front, everything):
    before = size_of_logs()
    tell_bus()
    ask_services(world, everything)
    ask_front(front, everything)
    world.company.suite.quiet()
    found = []
    for path in logs():
        with path.open('rb') as log:
            log.seek(min(before.get(path, 0), path.stat().st_size))
            said = log.read()
        found += [f'{path}: {name}: {line.decode(errors="replace")[:300]}' for name, mark in MARKS.items()
                  for line in said.splitlines() if any(spelling in line for spelling in spellings(mark))][:5]
    assert not found, '\n'.join(found)


def test_the_search_would_see_them():
    """Each way of writing is found."""
    assert json.dumps(MARKS['last'])[1:-1].encode() in spellings(MARKS['last'])
    assert '9017654321'.encode() in spellings(MARKS['phone']) and '6599812763'.encode() in spellings(MARKS['passport'])
    assert urllib.parse.quote(MARKS['email']).encode() in spellings(MARKS['email'])


def test_postgresql_writes_no_values(world):
    """Neither parameters nor the details of violated keys, which name the values."""
    settings = {row['name']: row['setting'] for row in world.database.rows("SELECT name, setting FROM pg_settings WHERE name LIKE 'log%'")}
    assert settings['log_error_verbosity'] == 'terse'
    assert settings['log_parameter_max_length'] == settings['log_parameter_max_length_on_error'] == '0'
    assert settings['log_statement'] == 'none'
