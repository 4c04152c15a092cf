"""client-registry: exact doubles, billing's changes, whose appeal it is."""
import concurrent.futures
import hashlib
import subprocess
import uuid

import pytest

import otk_test as t

CLIENTS = 'otklik.client-registry.v1'
ACKS = 'otklik.billing-acks.v1'
BILLING_1C = 'in.billing.1c.v1'
ORACLE = 'ora_perm.BILL.ABONENT'
RIGHTS = ['client.read', 'client.write', 'client.identity', 'client.override_duplicate']


@pytest.fixture(scope='module')
def registry(service):
    return service('client-registry')


@pytest.fixture(scope='module')
def clerk(registry, issuer):
    return registry.api(issuer.token(branches=['*'], rights=RIGHTS, branch='SVE', login='clerk'))


@pytest.fixture(scope='module')
def tail(registry):
    with t.Tail(CLIENTS, ACKS) as tail:
        yield tail


def person(**members):
    return {'kind': 'FL', 'branch': 'SVE', 'last': 'Тестова', 'first': 'Анна', 'middle': 'Львовна', **members}


def appeal(**members):
    return {'appeal_id': str(uuid.uuid4()), 'version': 1, 'number': 'SVE-2026-0000001', 'branch': 'SVE', 'channel': 'LK',
            'received_at': '2026-11-20T10:00:00Z', **members}


def resolution(tail, **members):
    """What the registry says of an appeal with these members."""
    card = appeal(**members)
    t.produce('otklik.intake.v1', card, key=card['appeal_id'], headers=t.cloud_event('appeal.received', 'otklik/intake'))
    return tail.wait(lambda m: m.type == 'client.match_resolved' and m.json['appeal_id'] == card['appeal_id']).json


def package(number, code, **members):
    account = {'Тип': 'Справочник.ЛицевыеСчета', 'Ссылка': f'5f0c1e9a-3b1d-11ee-9c4a-{code:0>12}', 'ПометкаУдаления': False,
               'Код': f'{code} ', 'Наименование': 'Иванова М.П.', 'ВидКлиента': 'ФизическоеЛицо',
               'Контрагент': {'Ссылка': f'7b11d2f0-3b1d-11ee-9c4a-{code:0>12}', 'Фамилия': 'Пакетова', 'Имя': 'Мария',
                              'Отчество': 'Петровна', 'ДатаРождения': '0001-01-01T00:00:00', 'СНИЛС': '', 'ИНН': ''},
               'Адрес': {'Представление': 'г. Екатеринбург, ул. Мира, д. 3, кв. 45'}, 'Услуги': ['Отопление', 'ГВС'],
               'Состояние': 'Открыт', 'ДатаОткрытия': '2020-08-01T00:00:00',
               'КонтактнаяИнформация': [{'Вид': 'Телефон', 'Представление': '8 (343) 371-12-34, моб. 89161230001'}]}
    account.update(members)
    return {'НомерСообщения': number, 'НомерПринятого': 1, 'Узел': 'УПС_SVE', 'ДатаВыгрузки': '2026-11-20T10:15:02',
            'Объекты': [account]}


def send_package(tail, content):
    """Sends it and waits for its acknowledgement."""
    seen = len([m for m in tail.messages if m.topic == ACKS])
    t.produce(BILLING_1C, content, key=content['Узел'])
    t.wait_until(lambda: len([m for m in tail.messages if m.topic == ACKS]) > seen, what='an acknowledgement')
    return [m for m in tail.messages if m.topic == ACKS][-1].json


def row(op, key, scn, after=None, before=None, schema=False):
    change = {'before': before, 'after': after, 'op': op, 'ts_ms': 1795151703105,
              'source': {'connector': 'oracle', 'name': 'ora_perm', 'schema': 'BILL', 'table': 'ABONENT', 'scn': str(scn - 5),
                         'commit_scn': str(scn), 'rs_id': '001234.00012345.0124', 'ssn': 1}}
    t.produce(ORACLE, {'schema': {}, 'payload': change} if schema else change, key='{"ABON_ID":%d}' % key)


def abonent(key, **members):
    return {'ABON_ID': key, 'LS': f'5401-{key}', 'FIO': 'ОРАКУЛОВ ПЁТР ИЛЬИЧ', 'BIRTH_DT': 326592000000, 'EMAIL': None,
            'SALDO': '-15.20', 'NOTE': '__debezium_unavailable_value', **members}


def test_a_client_is_created_read_and_changed(clerk, tail):
    made = clerk.post('/v1/clients', person(snils='112-233-445 95', contacts=[{'kind': 'phone', 'value': '8 916 000-11-22'}]))
    assert made.status == 201, made
    created = tail.wait(lambda m: m.type == 'client.created' and m.json['client_id'] == made.json['id'])
    assert created.json['display_name'] == 'Тестова Анна Львовна'
    assert created.json['contacts'] == [{'kind': 'phone', 'value': '+79160001122', 'verified': False}]
    path = f"/v1/clients/{made.json['id']}"
    read = clerk.get(path)
    assert (read.status, read.json['snils']) == (200, '11223344595')
    changed = clerk.put(path, {'last': 'Новикова'}, headers={'If-Match': read.headers['ETag']})
    assert (changed.status, changed.json['version'], changed.json['first']) == (200, 2, 'Анна'), changed
    assert clerk.put(path, {'last': 'Старова'}, headers={'If-Match': read.headers['ETag']}).status == 412
    assert clerk.put(path, {'last': 'Старова'}).status == 428
    tail.wait(lambda m: m.type == 'client.changed' and m.json['version'] == 2)


def test_every_fault_is_told_at_once(clerk):
    answer = clerk.post('/v1/clients', {'kind': 'FL', 'last': 'x', 'snils': '112-233-445 96'})
    assert answer.status == 422
    assert {(f['pointer'], f['code']) for f in answer.json['faults']} == {
        ('/branch', 'required'), ('/first', 'required'), ('/snils', 'bad_control_digits')}


@pytest.mark.parametrize('rule, first, second', [
    ('B2', {'last': 'Вторая', 'documents': [{'type': '21', 'series': '00 02', 'number': '000002'}]},
     {'last': 'Другая', 'documents': [{'type': '21', 'number': '0002000002'}]}),
    ('B4', {'last': 'Четвёртая', 'first': 'Наталья', 'birth_date': '1980-05-07'},
     {'last': 'ЧЕТВЕРТАЯ', 'first': 'Наталия', 'birth_date': '1980-05-07'}),
    ('B5', {'last': 'Пятая', 'contacts': [{'kind': 'email', 'value': 'pyat@ya.ru'}]},
     {'last': 'Иная', 'contacts': [{'kind': 'email', 'value': 'PYAT@yandex.com'}]}),
    ('B6', {'kind': 'UL', 'full_name': 'ООО «Заря»', 'inn': '0000123450', 'kpp': '000001001'},
     {'kind': 'UL', 'full_name': 'Общество «Заря-2»', 'inn': '0000123450', 'kpp': '000001001'}),
    ('B7', {'last': 'Седьмая', 'accounts': [{'billing_system': '1c.billing.SVE', 'number': '007-0007'}]},
     {'last': 'Чужая', 'accounts': [{'billing_system': '1c.billing.SVE', 'number': '0070007'}]}),
    ('B8', {'last': 'Восьмая', 'birth_date': '1981-02-03', 'contacts': [{'kind': 'phone', 'value': '89160008888'}]},
     {'last': 'Никто', 'birth_date': '1981-02-03', 'contacts': [{'kind': 'phone', 'value': '+7 916 000-88-88'}]}),
])
def test_an_exact_double_is_refused_with_the_rule_and_the_client(clerk, rule, first, second):
    def card(members):
        return {'branch': 'SVE', **members} if members.get('kind') == 'UL' else person(**members)
    made = clerk.post('/v1/clients', card(first))
    assert made.status == 201, made
    refused = clerk.post('/v1/clients', card(second))
    assert (refused.status, refused.json['code'], refused.json['rule']) == (409, 'client_double', rule), refused
    assert refused.json['client']['id'] == made.json['id']


def test_who_may_not_see_the_branch_hears_only_its_name(registry, issuer, clerk):
    clerk.post('/v1/clients', person(last='Тайная', birth_date='1982-01-02'))
    other = registry.api(issuer.token(branches=['SMR'], rights=RIGHTS, branch='SMR'))
    refused = other.post('/v1/clients', person(branch='SMR', last='Тайная', birth_date='1982-01-02'))
    assert (refused.status, refused.json['branch']) == (409, 'SVE')
    assert 'client' not in refused.json
    assert other.post('/v1/clients', person(branch='SVE', last='Иная')).status == 403


def test_a_change_may_not_make_a_double_either(clerk):
    clerk.post('/v1/clients', person(last='Занятая', contacts=[{'kind': 'email', 'value': 'busy@example.ru'}]))
    made = clerk.post('/v1/clients', person(last='Свободная'))
    refused = clerk.put(f"/v1/clients/{made.json['id']}", {'contacts': [{'kind': 'email', 'value': 'busy@example.ru'}]},
                        headers={'If-Match': made.headers['ETag']})
    assert (refused.status, refused.json['rule']) == (409, 'B5')


def test_twins_created_at_the_same_moment_give_one_client(clerk, database):
    twin = person(last='Близнецова', birth_date='1990-09-09')
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: clerk.post('/v1/clients', twin), range(8)))
    assert sorted(a.status for a in answers) == [201] + [409] * 7, answers
    assert database.value("SELECT count(*) FROM client_registry.client WHERE last = 'Близнецова'") == 1


def test_a_namesake_with_another_document_may_be_another_person(clerk):
    one = person(last='Тёзкина', birth_date='1970-03-03', documents=[{'type': '21', 'number': '0003000001'}])
    assert clerk.post('/v1/clients', one).status == 201
    other = {**one, 'documents': [{'type': '21', 'number': '0003000002'}]}
    assert clerk.post('/v1/clients', other).status == 409
    assert clerk.post('/v1/clients', {**other, 'other_person': True}).status == 201


def test_identifiers_are_masked_without_the_right(registry, issuer, clerk):
    made = clerk.post('/v1/clients', person(last='Скрытая', inn='000012345627'))
    reader = registry.api(issuer.token(branches=['SVE'], rights=['client.read']))
    assert reader.get(f"/v1/clients/{made.json['id']}").json['inn'] == '••••••••5627'
    stranger = registry.api(issuer.token(branches=['KOM'], rights=['client.read']))
    assert stranger.get(f"/v1/clients/{made.json['id']}").status == 404


def test_a_read_of_a_client_is_recorded(clerk):
    made = clerk.post('/v1/clients', person(last='Прочитанная'))
    with t.Tail('otklik.audit.v1') as trail:
        clerk.get(f"/v1/clients/{made.json['id']}")
        record = trail.wait(lambda m: m.type == 'audit.recorded' and (m.json['action'], m.json['entity_id']) == ('client.read', made.json['id'])).json
    assert record['login'] == 'clerk'


def test_a_client_is_found_by_any_datum(clerk):
    made = clerk.post('/v1/clients', person(
        last='Искомая', first='Мария', contacts=[{'kind': 'phone', 'value': '89167654321'}, {'kind': 'email', 'value': 'seek@example.ru'}],
        documents=[{'type': '21', 'number': '0004000004'}], accounts=[{'billing_system': 'ora_perm', 'number': '77-001'}],
        contracts=[{'number': 'ЭС-77/2020'}]))
    assert made.status == 201, made
    for line in ['8 (916) 765-43-21', 'SEEK@example.ru', '00 04 000004', '77001', '№ эс-77/2020', 'искомая мар', 'bcrjvfz']:
        found = clerk.post('/v1/clients/search', {'q': line})
        assert [item['id'] for item in found.json['items']] == [made.json['id']], (line, found)
    assert clerk.post('/v1/clients/search', {'q': 'искомая п'}).json['items'] == []


def test_companies_are_found_by_the_beginning_of_their_name(clerk):
    made = [clerk.post('/v1/clients', {'kind': 'UL', 'branch': 'SVE', 'full_name': f'ООО «Искомый {word}»'}).json['id']
            for word in ('берег', 'лес')]
    first = clerk.post('/v1/clients/search', {'q': 'ООО «искомый', 'limit': 1}).json
    second = clerk.post('/v1/clients/search', {'q': 'ООО «искомый', 'limit': 1, 'after': first['next']}).json
    assert [page['items'][0]['id'] for page in (first, second)] == made


def test_namesakes_come_page_by_page(clerk):
    made = [clerk.post('/v1/clients', person(last='Страничная', first=first)).json['id'] for first in ('Анна', 'Вера', 'Яна')]
    seen, after = [], None
    for _ in range(4):
        page = clerk.post('/v1/clients/search', {'q': 'страничная', 'limit': 1, **({'after': after} if after else {})}).json
        seen += [item['id'] for item in page['items']]
        after = page['next']
        if not after:
            break
    assert seen == made


def test_a_package_of_1c_lands_and_is_acknowledged_also_when_sent_again(tail, database):
    content = package(184533, '0012345678')
    assert send_package(tail, content) == {'Узел': 'УПС_SVE', 'НомерПринятого': 184533}
    account = tail.wait(lambda m: m.type == 'account.changed' and m.json['account'] == '0012345678').json
    assert (account['billing_system'], account['branch'], account['services']) == ('1c.billing.SVE', 'SVE', ['H', 'W'])
    card = database.one(f"SELECT * FROM client_registry.client WHERE id = '{account['client_id']}'")
    assert (card['last'], card['birth_date'], card['origin']) == ('Пакетова', None, 'billing')
    phones = database.rows(f"SELECT phone FROM client_registry.contact WHERE client_id = '{card['id']}' ORDER BY phone")
    assert [p['phone'] for p in phones] == [73433711234, 79161230001]
    before = len([m for m in tail.messages if m.topic == CLIENTS])
    assert send_package(tail, content)['НомерПринятого'] == 184533
    assert send_package(tail, {**package(184530, '0012345678', Состояние='Закрыт')})['НомерПринятого'] == 184533
    assert len([m for m in tail.messages if m.topic == CLIENTS]) == before
    assert database.value("SELECT status FROM client_registry.account WHERE number = '0012345678'") == 'open'


def test_two_accounts_of_one_person_in_a_package_make_one_client(tail, database):
    content = package(184535, '0012345700')
    second = package(184535, '0012345701', Контрагент=content['Объекты'][0]['Контрагент'])
    content['Объекты'][0]['Контрагент']['Фамилия'] = 'Двусчётная'
    send_package(tail, {**content, 'Объекты': content['Объекты'] + second['Объекты']})
    made = database.one("SELECT id, version FROM client_registry.client WHERE last = 'Двусчётная'")
    assert database.value(f"SELECT count(*) FROM client_registry.account_party WHERE client_id = '{made['id']}'") == 2
    told = [m.type for m in tail.messages if m.topic == CLIENTS and m.key == made['id']]
    assert (told, made['version']) == (['client.created', 'client.changed'], 2)


def test_a_client_made_by_hand_is_updated_when_billing_sends_it(clerk, tail, database):
    made = clerk.post('/v1/clients', person(last='Ручная', first='Мария', middle='Петровна', birth_date='1980-05-07',
                                            contacts=[{'kind': 'phone', 'value': '89161239999'}]))
    content = package(184540, '0012345999', КонтактнаяИнформация=[{'Вид': 'Телефон', 'Представление': '89161239999'}])
    content['Объекты'][0]['Контрагент'].update({'Фамилия': 'Ручная', 'ДатаРождения': '1980-05-07T00:00:00', 'ИНН': '500100732259'})
    send_package(tail, content)
    card = database.one("SELECT id, inn, origin FROM client_registry.client WHERE last = 'Ручная'")
    assert card == {'id': made.json['id'], 'inn': '500100732259', 'origin': 'billing'}


def test_a_double_from_billing_lands_and_makes_a_pair_for_the_steward(clerk, tail, database):
    made = clerk.post('/v1/clients', person(last='Похожая', contacts=[{'kind': 'email', 'value': 'family@example.ru'}]))
    content = package(184550, '0012346000', КонтактнаяИнформация=[
        {'Вид': 'АдресЭлектроннойПочты', 'Представление': 'family@example.ru'}])
    content['Объекты'][0]['Контрагент'].update({'Фамилия': 'Непохожая'})
    send_package(tail, content)
    pair = database.one("SELECT a_id, b_id, rule, state FROM client_registry.candidate"
                        f" WHERE '{made.json['id']}' IN (a_id, b_id)")
    assert (pair['rule'], pair['state']) == ('B5', 'new')
    assert database.value("SELECT count(*) FROM client_registry.client WHERE last IN ('Похожая', 'Непохожая')") == 2


def strong_key(kind, value):
    """The id under which the registry keeps a key (keys.c)."""
    digest = hashlib.sha256(f'{kind}:{value}'.encode()).hexdigest()
    return str(uuid.UUID(digest[:32]))


def test_billing_that_meets_a_key_taken_at_this_moment_lands_all_the_same(clerk, tail, database):
    made = clerk.post('/v1/clients', person(last='Скорая'))
    key = strong_key('email', 'race@example.ru')
    psql = subprocess.Popen(['psql', '-XqAt', database.url('client-registry')], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            text=True)
    psql.stdin.write(f"BEGIN; INSERT INTO strong_key (key, client_id, rule) VALUES ('{key}', '{made.json['id']}', 'B5')"
                     " RETURNING rule;\n")
    psql.stdin.flush()
    assert psql.stdout.readline() == 'B5\n'
    content = package(184560, '0012347000', КонтактнаяИнформация=[
        {'Вид': 'АдресЭлектроннойПочты', 'Представление': 'race@example.ru'}])
    content['Объекты'][0]['Контрагент'].update({'Фамилия': 'Поспешная'})
    t.produce(BILLING_1C, content, key=content['Узел'])
    t.wait_until(lambda: database.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                        " AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO%strong_key%'") == 1,
                 what='the batch to wait for the key')
    psql.communicate('COMMIT;\n')
    tail.wait(lambda m: m.topic == ACKS and m.json['НомерПринятого'] == 184560)
    assert database.value("SELECT count(*) FROM client_registry.client WHERE last = 'Поспешная'") == 1
    assert database.value(f"SELECT rule FROM client_registry.candidate WHERE '{made.json['id']}' IN (a_id, b_id)") == 'B5'


def test_an_unknown_node_goes_to_the_dead_letters(registry):
    with t.Tail('otklik.dead-letter.v1') as dead:
        t.produce(BILLING_1C, {**package(1, '1'), 'Узел': 'УПС_XXX'}, key='УПС_XXX')
        t.produce(BILLING_1C, 'не пакет', key='УПС_SVE')
        t.wait_until(lambda: len(dead.messages) == 2, what='two dead letters')


def test_rows_of_oracle_in_odd_order_leave_the_newest_state(registry, tail, database):
    def known(name):
        return database.one("SELECT c.id, c.first, a.balance_kopecks FROM client_registry.client c"
                            " JOIN client_registry.account_party p ON p.client_id = c.id"
                            " JOIN client_registry.account a ON a.id = p.account_id"
                            f" WHERE c.last = 'Оракулов' AND c.first = '{name}'")
    row('u', 700123, 200, after=abonent(700123))
    first = t.wait_until(lambda: known('Пётр'), what='the row')
    row('c', 700123, 100, after=abonent(700123, FIO='ОРАКУЛОВ И.И.', SALDO='0'))
    row('u', 700123, 300, after=abonent(700123, SALDO='12.50'), schema=True)
    t.wait_until(lambda: known('Пётр')['balance_kopecks'] == 1250, what='the newest row')
    # A new primary key: delete, tombstone, create. The client stays.
    row('d', 700123, 400, before=abonent(700123))
    t.produce(ORACLE, b'', key='{"ABON_ID":700123}')
    row('c', 800123, 401, after=abonent(800123, LS='5401-700123', SALDO='13.00'))
    moved = t.wait_until(lambda: known('Пётр')['balance_kopecks'] == 1300 and known('Пётр'), what='the moved row')
    assert moved['id'] == first['id']
    assert database.value("SELECT count(*) FROM client_registry.client WHERE last = 'Оракулов'") == 1
    assert database.value("SELECT deleted_in_source FROM client_registry.external_ref WHERE ref_key = 'ora_perm|client|700123'")


def lookups(registry):
    """{table: lookups of one value each that the service has made}."""
    return registry.series('otklik_lookups_alone_total', 'table')


def test_what_billing_changes_is_read_by_one_statement_a_table(registry, database):
    keys = range(900100, 900130)
    names = f"SELECT count(*) FROM client_registry.client WHERE last LIKE 'Оракулов%' AND first = '{{}}'"
    for key in keys:
        row('c', key, key, after=abonent(key, FIO=f'ОРАКУЛОВ{"АБВГДЕЖЗИК"[key % 10]}{"АБВ"[key // 10 % 3]} ТРОФИМ'))
    t.wait_until(lambda: database.value(names.format('Трофим')) == len(keys), what='the subscribers')
    before = lookups(registry)
    for key in keys:
        row('u', key, key + 10 ** 6, after=abonent(key, FIO=f'ОРАКУЛОВ{"АБВГДЕЖЗИК"[key % 10]}{"АБВ"[key // 10 % 3]} ЕРОФЕЙ'))
    t.wait_until(lambda: database.value(names.format('Ерофей')) == len(keys), what='their new names')
    assert lookups(registry) == before


def test_an_appeal_with_account_and_surname_is_matched(clerk, tail):
    made = clerk.post('/v1/clients', person(last='Найдёнова', first='Ольга',
                                            accounts=[{'billing_system': '1c.billing.SVE', 'number': '0099-001'}]))
    told = resolution(tail, account='0099001', applicant={'last': 'Найденова', 'first': 'О.'})
    assert (told['result'], told['client_id'], told['why']) == ('matched', made.json['id'], 'account')
    stranger = resolution(tail, account='0099001', applicant={'last': 'Чужакова', 'first': 'Ольга'})
    assert (stranger['result'], stranger.get('client_id')) == ('proposals', None)
    relative = resolution(tail, account='0099001', applicant={'last': 'Найдёнова', 'first': 'Павел'})
    assert relative['result'] == 'proposals'


def test_a_family_mailbox_gives_proposals_only(clerk, tail):
    for first in ('Иван', 'Марья'):
        made = clerk.post('/v1/clients', person(last='Семейная', first=first, contacts=[
            {'kind': 'email', 'value': 'home@example.ru', 'shared': True, 'verified': True}]))
        assert made.status == 201, made
    told = resolution(tail, applicant={'last': 'Семейная', 'first': 'Иван', 'email': 'home@example.ru'})
    assert (told['result'], len(told['proposals'])) == ('proposals', 2)
    assert told['proposals'][0]['name_agrees']


def test_a_verified_phone_of_one_client_and_the_name_match(clerk, tail):
    made = clerk.post('/v1/clients', person(last='Звонкова', contacts=[
        {'kind': 'phone', 'value': '89169990011', 'verified': True}]))
    told = resolution(tail, applicant={'last': 'Звонкова', 'phone': '+7 (916) 999-00-11'})
    assert (told['result'], told['client_id'], told['why']) == ('matched', made.json['id'], 'phone')


def test_an_unknown_account_is_an_unknown_applicant(tail):
    told = resolution(tail, account='1234509876', applicant={'last': 'Никому', 'first': 'Неведома'})
    assert (told['result'], told.get('client_id'), told.get('proposals')) == ('unknown', None, [])
