"""What persons of each role do on a working day (the acts A1 to A12 of the requirements), as the console does it, for the bench `persons`."""
import collections
import json
import time

import otk_bench
import otk_test as t

THINK_S = 40  # between two acts of a person
NOTICES_S, PAGE_S = 30, 15  # how often a page asks for what others changed
BRANCHES = [one['code'] for one in json.loads((t.SOURCE / 'deploy/company/branches.json').read_text())['branches'] if not one['head_office']]
# Of twenty-five persons.
ROLES = (['front_office'] * 8 + ['specialist'] * 7 + ['service_clerk'] * 3 + ['agent'] * 2 + ['head'] * 2 + ['clerk', 'signer', 'analyst'])
# p95 in the service, as the persons expect it.
LIMITS_MS = {
    'A1 search by account': 150, 'A1 search by name': 700, 'A2 open a client': 1000, 'A3 register': 500, 'A4 list of what came': 1000, 'A4 open a card': 1000,
    'A4 check and send': 500, 'A5 letter as appeal': 500, 'A6 my list': 700, 'A6 take the next': 200, 'A7 open a stage': 1000, 'A7 complete': 500,
    'A8 distribution and load': 1500, 'A8 assign': 1000, 'A9 open the letter': 1500, 'A9 sign': 1200, 'A10 status by number': 500, 'A11 figures': 2000,
    'journal': 1000, 'notices, asked again': 500, 'list, asked again': 700,
}
PAGES = {'specialist': '/v1/worklist/mine?limit=200', 'head': '/v1/worklist/distribution?limit=200', 'signer': '/v1/worklist/signature?limit=200'}

Done = collections.namedtuple('Done', 'act due seconds status odd')


def departments_of(role, codes):
    """Those of a branch's departments that a person of the role may work in."""
    if role in ('front_office', 'signer'):
        return [code for code in codes if code.endswith({'front_office': '-FO', 'signer': '-DIR'}[role])]
    return [code for code in codes if not code.endswith(('-FO', '-DIR'))]


class Person:
    """One at his screen. `numbers`: of appeals that clients may ask for."""

    def __init__(self, connection, role, branch, numbers, chance):
        self.connection, self.role, self.branch, self.numbers, self.chance = connection, role, branch, numbers, chance
        self.done, self.due = [], 0
        self.tags = {}

    def work(self, until):
        acts = ACTS[self.role]
        timers = {self.think: self.chance.random() * THINK_S, self.ask_notices: self.chance.random() * NOTICES_S}
        if self.role in PAGES:
            timers[self.ask_page] = self.chance.random() * PAGE_S
        begin = time.monotonic()
        timers = {what: begin + after for what, after in timers.items()}
        self.acts, self.weights = zip(*acts.items())
        while (what := min(timers, key=timers.get)) and timers[what] < until:
            self.due = timers[what]
            time.sleep(max(0, self.due - time.monotonic()))
            timers[what] += what()
        return self.done

    def hurry(self, until):
        """Works on stages and lists of them without thinking."""
        acts = [act for act in ACTS[self.role] if act in (Person.register, Person.take, Person.mine, Person.distribute)]
        while acts and time.monotonic() < until:
            self.chance.choice(acts)(self)
            time.sleep(self.chance.random() * 10)

    def think(self):
        self.chance.choices(self.acts, self.weights)[0](self)
        return max(1, self.chance.expovariate(1 / THINK_S))

    def ask_notices(self):
        self.again('notices, asked again', 'notification', '/v1/notices?limit=1&unread=true')
        return NOTICES_S

    def ask_page(self):
        self.again('list, asked again', 'routing', PAGES[self.role])
        return PAGE_S

    def again(self, act, service, path):
        tag = self.tags.get(path)
        self.say(act, 'GET', service, path, **({'If-None-Match': tag} if tag else {}))
        self.tags[path] = self.connection.etag

    def say(self, act, method, service, path, body=None, fine=(), **headers):
        """The answer's JSON, None where it is none; `fine`: statuses beside success that a race may give."""
        if method == 'POST':
            status, answer = self.connection.post(service, path, body, **headers)
        else:
            status, answer = self.connection.call(method, service, path, body, **headers)
        now = time.monotonic()
        good = status < 400
        self.done.append(Done(act, self.due, now - self.due, status, not good and status not in fine))
        self.due = now
        return answer if good else None

    def search(self):
        number = self.chance.randrange(200)
        if self.chance.random() < 0.7:
            found = self.say('A1 search by account', 'POST', 'client-registry', '/v1/clients/search', {'q': f'7{number:09d}', 'limit': 10})
        else:
            found = self.say('A1 search by name', 'POST', 'client-registry', '/v1/clients/search', {'q': f'иванов{"абвгдежзик"[number // 20]} пётр', 'limit': 10})
        if found and found['items'] and self.chance.random() < 0.6:
            self.open_client(found['items'][0]['id'])

    def open_client(self, client):
        begin = self.due
        self.say('A2 parts', 'GET', 'client-registry', f'/v1/clients/{client}', fine=(404,))
        self.say('A2 parts', 'POST', 'intake', '/v1/appeals/search', {'client_id': client, 'limit': 50})
        self.say('A2 parts', 'GET', 'archive', f'/v1/clients/{client}/folders', fine=(404,))
        self.whole('A2 open a client', begin)

    def whole(self, act, begin):
        """An act of several requests as the person sees it."""
        self.done.append(Done(act, begin, self.due - begin, None, False))

    def register(self):
        """Of one type the answer is signed, of the other it is given at the window."""
        type_code, fields = self.chance.choice([('GIS-X-002', {'gis': '26-0001'}), ('PAY-X-005', {'per': {'from': '2026-09-01', 'to': '2026-09-30'}})])
        self.say('A3 register', 'POST', 'intake', '/v1/appeals', {
            'branch': self.branch, 'client_kind': 'FL', 'type_code': type_code, 'client_unknown': True, 'account': f'{self.chance.randrange(10 ** 10):010d}',
            'applicant': {'last': 'Петров', 'first': 'Пётр', 'phone': '+79000000001'}, 'text': 'Не приходит квитанция',
            'fields': {'addr': 'Самара, Мира, 1', **fields}, 'response_channels': ['office'], 'then': 'send'})

    def status(self):
        self.say('A10 status by number', 'GET', 'intake', f'/v1/appeals/by-number/{self.chance.choice(self.numbers)}', fine=(403, 404))

    def check(self):
        page = self.say('A4 list of what came', 'POST', 'intake', '/v1/appeals/search', {'state': ['RECEIVED'], 'limit': 50})
        if not page or not page['items']:
            return
        card = self.chance.choice(page['items'])['id']
        begin = self.due
        opened = self.say('A4 parts', 'GET', 'intake', f'/v1/appeals/{card}', fine=(404,))
        tag = self.connection.etag
        self.say('A4 parts', 'GET', 'archive', f'/v1/appeals/{card}/documents', fine=(404,))
        self.whole('A4 open a card', begin)
        if opened and opened['state'] == 'RECEIVED':
            self.say('A4 check and send', 'PUT', 'intake', f'/v1/appeals/{card}', {'client_unknown': True, 'then': 'send'}, fine=(409, 412, 422), **{'If-Match': tag})

    def letter(self):
        made = self.say('A5 letter', 'POST', 'archive', '/v1/letters', {'direction': 'in', 'branch': self.branch, 'correspondent': 'Иванова',
                                                                     'subject': 'Прошу пересчитать'})
        if made:
            self.say('A5 letter as appeal', 'POST', 'archive', f"/v1/letters/{made['id']}/mark-as-appeal", {
                'client_kind': 'FL', 'type_code': 'PAY-X-005', 'text': 'Прошу пересчитать', 'client_unknown': True,
                'applicant': {'last': 'Иванова', 'first': 'Анна'}, 'response_channels': ['post']}, **{'If-Match': self.connection.etag})

    def take(self):
        taken = self.say('A6 take the next', 'POST', 'routing', '/v1/stages/take-next', {}, fine=(404,))
        if taken:
            self.finish(taken)

    def mine(self):
        page = self.say('A6 my list', 'GET', 'routing', '/v1/worklist/mine?limit=200')
        if page and page['items']:
            self.finish(page['items'][0])

    def finish(self, stage):
        begin = self.due
        self.say('A7 parts', 'GET', 'intake', f"/v1/appeals/{stage['appeal_id']}", fine=(404,))
        self.say('A7 parts', 'GET', 'routing', f"/v1/appeals/{stage['appeal_id']}/work", fine=(404,))
        self.whole('A7 open a stage', begin)
        answer = {'response_text': 'Обращение рассмотрено, меры приняты.'} if stage['action'] in otk_bench.ANSWERING else {}
        self.say('A7 complete', 'POST', 'routing', f"/v1/stages/{stage['id']}/complete", {'result': stage['results'][0], **answer}, fine=(404, 409, 412),
                 **{'If-Match': f'"{stage["version"]}"'})

    def distribute(self):
        begin = self.due
        page = self.say('A8 parts', 'GET', 'routing', '/v1/worklist/distribution?limit=200')
        load = self.say('A8 parts', 'GET', 'routing', '/v1/load')
        self.whole('A8 distribution and load', begin)
        people = [one['employee_id'] for one in load['items']] if load else []
        for stage in page['items'][:5] if page and people else []:
            self.say('A8 assign', 'POST', 'routing', f"/v1/stages/{stage['id']}/assign", {'employee_id': self.chance.choice(people)}, fine=(404, 409, 412),
                     **{'If-Match': f'"{stage["version"]}"'})

    def sign(self):
        page = self.say('A9 list', 'GET', 'routing', '/v1/worklist/signature?limit=200')
        for stage in page['items'][:3] if page else []:
            work = self.say('A9 parts', 'GET', 'routing', f"/v1/appeals/{stage['appeal_id']}/work", fine=(404,))
            response = work and work.get('response')
            if not response or response['state'] not in ('DRAFT', 'APPROVED'):
                continue
            self.say('A9 open the letter', 'GET', 'notification', f"/v1/responses/{response['id']}/letter.pdf", fine=(404,))
            self.say('A9 sign', 'POST', 'routing', f"/v1/responses/{response['id']}/sign", {}, fine=(404, 409, 412), **{'If-Match': f'"{response["version"]}"'})

    def figures(self):
        day = time.strftime('%Y-%m-%d', time.gmtime())
        self.say('A11 figures', 'GET', 'reporting', f'/v1/figures?from={day}&to={day}')

    def journal(self):
        self.say('journal', 'POST', 'intake', '/v1/appeals/search', self.chance.choice([
            {'limit': 50}, {'limit': 50, 'state': ['IN_WORK']}, {'limit': 50, 'overdue': 'true'}, {'limit': 50, 'text': 'квитанция'}]))


# How often a person of the role does each.
ACTS = {
    'front_office': {Person.search: 50, Person.status: 25, Person.register: 12, Person.take: 8, Person.journal: 5},
    'agent': {Person.search: 45, Person.status: 55},
    'service_clerk': {Person.check: 80, Person.search: 20},
    'clerk': {Person.letter: 70, Person.journal: 30},
    'specialist': {Person.take: 40, Person.mine: 45, Person.search: 15},
    'head': {Person.distribute: 60, Person.journal: 40},
    'signer': {Person.sign: 100},
    'analyst': {Person.figures: 50, Person.journal: 50},
}
