"""Simulated employees: they sign in, take, assign, complete, sign, cancel and open cards over HTTP, and write down each act with the
answer they got. An act without an answer (the service died) is written as such: it may have had its effect, or not.

A process of its own with a thread a person. Who gets no answer to a create asks again with the same key, as a careful client does.
"""
import http.client
import json
import queue
import random
import threading
import time
import uuid

import ledger
import otk_bench
import otk_test as t
import world
from record import instant

NO_ANSWER = (OSError, http.client.HTTPException)
IDLE_S = 0.3
# Of a hundred answers that wait for a signature: how many are cancelled or withdrawn at that very moment.
CANCELLED = 8
# Who is always late, how many stages he has in hand at most, and how often he takes another one.
LATE, LATE_IN_HAND = 'eryabov', 40
LATE_EVERY_S = 1


class Client:
    """One person's connections, one a service; signs in again when a token has expired."""

    def __init__(self, login, out):
        self.login, self.out = login, out
        self.connections, self.token, self.id = {}, None, None

    def _connection(self, service):
        if service not in self.connections:
            self.connections[service] = http.client.HTTPConnection('127.0.0.1', t.port_of(service), timeout=15)
        return self.connections[service]

    def _drop(self, service):
        connection = self.connections.pop(service, None)
        if connection:
            connection.close()

    def _sign_in(self):
        status, answer = self._once('staff', 'POST', '/v1/sign-in', {'login': self.login, 'password': otk_bench.PASSWORD}, {'X-Token': 'body'})
        if status == 200:
            self.token = answer['access_token']
        return status == 200

    def _once(self, service, method, path, body, headers):
        """(status, answer), or (None, None) without an answer."""
        wanted = {'Content-Type': 'application/json', **headers}
        if self.token:
            wanted['Authorization'] = f'Bearer {self.token}'
        try:
            connection = self._connection(service)
            connection.request(method, path, None if body is None else json.dumps(body, ensure_ascii=False).encode(), wanted)
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None
        except NO_ANSWER + (ValueError,):
            self._drop(service)
            return None, None

    def call(self, service, method, path, body=None, **headers):
        headers = {name.replace('_', '-'): value for name, value in headers.items()}
        if not self.token and not self._sign_in():
            return None, None
        status, answer = self._once(service, method, path, body, headers)
        if status == 401:
            self.token = None
        return status, answer

    def act(self, verb, service, path, body, version=None, **noted):
        """A POST that changes something, on record: first that it is tried, so that a death of this process hides nothing."""
        headers = {'Idempotency_Key': str(uuid.uuid4()), **({'If_Match': f'"{version}"'} if version is not None else {})}
        status, answer = self.call(service, 'POST', path, body, **headers)
        made = answer if isinstance(answer, dict) else {}
        status = 200 if status == 201 else status
        self.out.add('act', who=self.login, verb=verb, status=status, code=made.get('code'), **{
            'stage': made.get('id') if verb == 'take' else None, 'appeal': made.get('appeal_id'), **noted})
        return status, answer


class Office:
    """What the persons share: the ledger, the sign to go home, and answers that somebody is to cancel."""

    def __init__(self, folder, seed, stop, first_number):
        self.out, self.stop, self.seed = ledger.Piece(folder / 'people.jsonl'), stop, seed
        self.cancelling, self.first_number = queue.Queue(), first_number

    def until_home(self, work, rng):
        while not self.stop.is_set():
            if not work(rng):
                self.stop.wait(IDLE_S)


def items(client, kind):
    status, answer = client.call('routing', 'GET', f'/v1/worklist/{kind}')
    return answer['items'] if status == 200 else []


def complete(client, stage):
    answer = {'response_text': 'Обращение рассмотрено, меры приняты.'} if stage['action'] in otk_bench.ANSWERING else {}
    return client.act('complete', 'routing', f"/v1/stages/{stage['id']}/complete", {'result': stage['results'][0], **answer},
                      stage['version'], stage=stage['id'], appeal=stage['appeal_id'])


def clerk_works(office, client):
    """Takes the next of the queue and does it; what an unanswered take left in the own list is done first."""
    def work(rng):
        status, stage = client.act('take', 'routing', '/v1/stages/take-next', {})
        if status == 200:
            complete(client, stage)
            return True
        mine = items(client, 'mine')
        for stage in mine:
            complete(client, stage)
        return bool(mine)
    return work


def late_clerk_works(office, client):
    """Keeps some stages in hand until they are overdue, so that deadlines come within a run."""
    def work(rng):
        office.stop.wait(LATE_EVERY_S)
        mine = items(client, 'mine')
        if len(mine) < LATE_IN_HAND:
            client.act('take', 'routing', '/v1/stages/take-next', {})
        for stage in mine:
            if stage.get('due_at') and instant(stage['due_at']) < time.time():
                complete(client, stage)
        return True
    return work


def head_works(office, client, specialists):
    def work(rng):
        waiting = items(client, 'distribution')
        for stage in waiting:
            who = rng.choice(specialists)
            client.act('assign', 'routing', f"/v1/stages/{stage['id']}/assign", {'employee_id': who}, stage['version'],
                       stage=stage['id'], appeal=stage['appeal_id'], to=who)
        return bool(waiting)
    return work


def specialist_works(office, client):
    def work(rng):
        mine = items(client, 'mine')
        for stage in mine:
            status, _ = complete(client, stage)
            if status == 200 and rng.randrange(100) < CANCELLED:
                office.cancelling.put(stage['appeal_id'])
        return bool(mine)
    return work


def signer_works(office, client):
    def work(rng):
        waiting = items(client, 'signature')
        for stage in waiting:
            status, case = client.call('routing', 'GET', f"/v1/appeals/{stage['appeal_id']}/work")
            response = case.get('response') if status == 200 else None
            if response and response['state'] in ('DRAFT', 'APPROVED'):
                client.act('sign', 'routing', f"/v1/responses/{response['id']}/sign", {}, response['version'], response=response['id'],
                           appeal=stage['appeal_id'])
        return bool(waiting)
    return work


def canceller_works(office, client):
    """Ends appeals in the moment in which they wait for the signature."""
    def work(rng):
        try:
            appeal = office.cancelling.get(timeout=IDLE_S)
        except queue.Empty:
            return False
        verb = rng.choice(['cancel', 'withdraw'])
        status, card = client.call('intake', 'GET', f'/v1/appeals/{appeal}')
        if status == 200:
            client.act(verb, 'intake', f'/v1/appeals/{appeal}/{verb}', {'reason': 'Так надо.'}, card['version'], appeal=appeal)
        return True
    return work


def window_works(office, client):
    """Opens cards and sends them to work; every fifth create is asked twice though it was answered."""
    count = [office.first_number]

    def create(ref, form, key):
        status, card = client.call('intake', 'POST', '/v1/appeals', form, Idempotency_Key=key)
        made = card if status == 201 else {}
        office.out.add('act', who=client.login, verb='create', ref=ref, key=key, status=status, appeal=made.get('id'), number=made.get('number'))
        return status

    def work(rng):
        count[0] += 1
        ref, key = f'W-{client.login}-{count[0]:06d}', str(uuid.UUID(int=rng.getrandbits(128), version=4))
        form = {'client_kind': 'FL', 'type_code': 'CHS-X-002', 'client_unknown': True, 'subject': ref, 'text': 'Прошу проверить.',
                'applicant': {'last': 'Оконный', 'first': 'Пётр', 'phone': '+79000000001'}, 'response_channels': ['lk'], 'then': 'send'}
        answered, again = False, rng.randrange(5) == 0
        while not answered and not office.stop.is_set():
            status = create(ref, form, key)
            answered = status is not None and status < 500
            if not answered:
                office.stop.wait(IDLE_S)
        if again:
            create(ref, form, key)
        office.stop.wait(0.2)
        return True
    return work


def personnel_works(office, client):
    """Changes of the staff come all the time: an extension number, told to everybody."""
    employees = json.loads((t.SOURCE / 'deploy/company/employees.json').read_text())['employees']
    one = next(employee for employee in employees if employee['tab_no'] == '00229')
    def work(rng):
        body = {**one, 'ext': str(rng.randrange(1000, 9999))}
        status, _ = client.call('staff', 'PUT', f"/v1/employees/{one['tab_no']}", body)
        office.out.add('act', who=client.login, verb='employee', status=status)
        office.stop.wait(1)
        return True
    return work


def ids_of(client, logins):
    """Employees' ids by login, from staff; asked until it answers."""
    found = {}
    while len(found) < len(logins):
        for login in set(logins) - set(found):
            person = Client(login, client.out)
            status, me = person.call('staff', 'GET', '/v1/me')
            if status == 200:
                found[login] = me['id']
    return found


def main(folder, seed, stop, ready, first_number=0):
    office = Office(folder, seed, stop, first_number)
    clients = {login: Client(login, office.out) for login in world.PERSONS}
    ids = ids_of(clients['window'], list(world.PERSONS))
    for login, person in ids.items():
        office.out.add('person', login=login, id=person)
    specialists = [ids['specialist'], ids['kmartynova']]
    posts = [('window', clerk_works), (LATE, late_clerk_works), ('window', clerk_works), ('window', clerk_works), ('head', lambda o, c: head_works(o, c, specialists)),
             ('specialist', specialist_works), ('kmartynova', specialist_works), ('signer', signer_works), ('mmoiseev', canceller_works),
             ('mmoiseev', window_works), ('admin', personnel_works)]
    threads = []
    for number, (login, duty) in enumerate(posts):
        # A post has its own connections: two posts may be one person.
        work = duty(office, Client(login, office.out))
        rng = random.Random(f'{seed} {number}')
        threads.append(threading.Thread(target=office.until_home, args=(work, rng), daemon=True))
    for thread in threads:
        thread.start()
    ready.set()
    for thread in threads:
        thread.join()
    # No deadline is to come while the suite comes to rest.
    for stage in items(clients[LATE], 'mine'):
        complete(clients[LATE], stage)
    office.out.close()
