"""Submissions by the bus: what is sent and what Kafka acknowledged, written down by the sender, outside the system.

A process of its own. It keeps as far ahead of the suite as it is allowed (`allowed` and `submitted` count distinct submissions) and ends, with
everything acknowledged, when `stop` is set.
"""
import hashlib
import json
import random
import time

import confluent_kafka

import ledger
import otk_bench
import otk_test as t
import world

TOPIC = 'in.appeals.v1'
# Of a thousand distinct submissions: what they are.
KINDS = [('automatic', 700), ('desk', 130), ('signed', 60), ('card', 80), ('file', 30)]
# Besides, of a thousand.
REPEATS, CONFLICTS, MALFORMED = 30, 10, 12
MAILBOXES = 50
BILLING_EVERY = 25


def submission(kind, number, rng, files_url):
    """The data of one appeal, with a client of the registry but where the card is to stay with its clerk."""
    who = otk_bench.client(number % world.CLIENTS)
    data = {'external_id': f'CH-{number:07d}', 'channel': 'LK', 'client_kind': 'FL', 'account': who['accounts'][0]['number'],
            'branch': world.BRANCH, 'submitted_at': time.strftime('%Y-%m-%dT%H:%M:%S+00:00', time.gmtime()),
            'address': 'г. Екатеринбург, ул. Примерная, д. 3', 'text': 'Прошу проверить.', 'files': [],
            'applicant': {'last': who['last'], 'first': who['first'], 'middle': who['middle'], 'role': 'holder',
                          'phone': who['contacts'][0]['value']},
            'auth': {'kind': 'esia', 'oid': '1000000001', 'level': 'confirmed'}, 'response_channels': ['lk'], 'fields': {}}
    if kind in ('automatic', 'file'):
        data.update(type_code='MET-X-001', text='Передать показания.', fields={
            'mtr': '007123', 'rd': [{'zone': 'T1', 'value': number % 5000}], 'rdt': data['submitted_at'][:10]})
    elif kind == 'desk':
        data.update(type_code='CHS-X-002')
    elif kind == 'signed':
        data.update(type_code='CHS-X-001', response_channels=['lk', 'email'])
        data['applicant']['email'] = f'client{rng.randrange(MAILBOXES)}@example.ru'
    else:
        data.update(type_code='PAY-X-005', account=None, applicant={'last': 'Неизвестный', 'role': 'holder'})
    if kind == 'file':
        data['files'] = [{'file_key': '1', 'url': f'{files_url}/{number % 20}.pdf', 'name': 'фото.pdf', 'mime': 'application/pdf',
                          'doc_type': 'PH'}]
    return {name: value for name, value in data.items() if value is not None}


def malformed(number, rng):
    """(what it must become, key, bytes): what is no appeal."""
    external_id = f'BAD-{number:07d}'
    envelope = lambda source, data: json.dumps({'type': 'appeal.submitted', 'source': source, 'data': data}).encode()
    return rng.choice([
        ('dead', external_id, b'{"type": "appeal.submitted", "broken": ' + str(number).encode()),
        ('dead', external_id, envelope('lk', {'text': 'без номера', 'n': number})),
        ('dead', external_id, envelope('nobody', {'external_id': external_id, 'text': 'чужой'})),
        ('refused', external_id, envelope('lk', {'external_id': external_id})),
    ])


SETTINGS = {'bootstrap.servers': t.BOOTSTRAP, 'enable.idempotence': True, 'linger.ms': 5, 'message.timeout.ms': 0,
            'partitioner': 'murmur2_random', 'compression.type': 'lz4'}
FLUSH_S = 10


class Sender:
    def __init__(self, folder, seed, files_url, make_producer=confluent_kafka.Producer):
        self.rng = random.Random(f'{seed} load')
        self.files_url = files_url
        self.out = ledger.Piece(folder / 'bus.jsonl')
        self.make_producer = make_producer
        self.fatal, self.producer = None, None
        self.open_producer()
        self.kinds = [name for name, weight in KINDS for _ in range(weight)]
        self.sent, self.earlier, self.messages = 0, [], 0

    def open_producer(self):
        def noted(error):
            self.fatal = str(error) if error.fatal() else self.fatal

        self.producer, self.fatal = self.make_producer({**SETTINGS, 'error_cb': noted}), None

    def poll(self, limit_s):
        """A fatal error is told here, too, by the client in place of its callback."""
        try:
            self.producer.poll(limit_s)
        except confluent_kafka.KafkaException as fatal:
            self.fatal = str(fatal)

    def flush(self):
        """How many are still on their way."""
        try:
            return self.producer.flush(FLUSH_S)
        except confluent_kafka.KafkaException as fatal:
            self.fatal = str(fatal)
            return 0

    def go_on(self):
        """librdkafka gives a producer up when a broker's end has cost it the order of its numbers. What it had not been told of may have
        been stored or not: the ledger has no acknowledgement of it, and the next producer does not send it again."""
        self.out.add('bus.fatal', error=self.fatal)
        self.producer.purge()
        self.flush()
        self.open_producer()

    def send(self, what, key, value, topic=TOPIC, **more):
        """One message; its acknowledgement is written by the number of the message."""
        self.messages += 1
        number = self.messages
        self.out.add('bus', n=number, what=what, key=key, topic=topic, sha=hashlib.sha256(value).hexdigest()[:16], **more)

        def told(error, message):
            if error is None:
                self.out.add('bus.ack', n=number, p=message.partition(), o=message.offset())
            else:
                self.out.add('bus.error', n=number, error=str(error))

        while True:
            if self.fatal:
                self.go_on()
            try:
                self.producer.produce(topic, value, key=key, on_delivery=told)
                return
            except BufferError:
                self.poll(0.2)
            except confluent_kafka.KafkaException as refused:
                self.fatal = str(refused)

    def envelope(self, data):
        return json.dumps({'type': 'appeal.submitted', 'source': 'lk', 'data': data}, ensure_ascii=False).encode()

    def step(self):
        """The next distinct submission and what goes with it."""
        self.sent += 1
        kind = self.rng.choice(self.kinds)
        data = submission(kind, self.sent, self.rng, self.files_url)
        self.send('new', data['external_id'], self.envelope(data), kind=kind)
        if self.rng.randrange(1000) < 50:
            self.earlier = [*self.earlier[-50:], data]
        if self.earlier and self.rng.randrange(1000) < REPEATS:
            again = self.rng.choice(self.earlier)
            self.send('repeat', again['external_id'], self.envelope(again))
        if self.earlier and self.rng.randrange(1000) < CONFLICTS:
            other = {**self.rng.choice(self.earlier), 'text': 'Совсем другое.'}
            self.send('conflict', other['external_id'], self.envelope(other))
        if self.sent % BILLING_EVERY == 0:
            self.billing()
        if self.rng.randrange(1000) < MALFORMED:
            becomes, key, value = malformed(self.messages, self.rng)
            self.send(becomes, key, value)

    def billing(self):
        """A subscriber of Oracle billing comes to be, as Debezium tells it; some are told again with another name."""
        number = self.sent // BILLING_EVERY
        row = {'ABON_ID': number, 'LS': f'5401-{number:06d}', 'FIO': f'ОРАКУЛОВ ПЁТР {number}', 'BIRTH_DT': 326592000000, 'EMAIL': None}
        self.send('billing', str(number), otk_bench.debezium('c', row, number * 10).encode(), topic=otk_bench.BILLING_TOPIC)
        if number % 3 == 0:
            change = otk_bench.debezium('u', {**row, 'FIO': f'ОРАКУЛОВ ПАВЕЛ {number}'}, number * 10 + 5)
            self.send('billing.change', str(number), change.encode(), topic=otk_bench.BILLING_TOPIC)

    def run(self, rate, allowed, submitted, stop):
        begin, first = time.monotonic(), self.sent
        while not stop.is_set():
            if self.sent >= allowed.value or self.sent - first >= (time.monotonic() - begin) * rate:
                self.poll(0.02)
                # Time in which nothing was allowed is not made up for.
                if self.sent >= allowed.value:
                    begin, first = time.monotonic(), self.sent
                continue
            self.step()
            submitted.value = self.sent
            if self.messages % 50 == 0:
                self.poll(0)
        while self.flush() and not self.fatal:
            pass
        if self.fatal:
            self.go_on()
        self.out.add('bus.end', sent=self.sent, messages=self.messages)
        self.out.close()


def main(folder, seed, files_url, rate, allowed, submitted, stop):
    Sender(folder, seed, files_url).run(rate, allowed, submitted, stop)
