"""The account over small ledgers: an honest one holds, and every line tells of the fault that it is there for."""
import copy
import json
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import account
from record import Record

CARD, FAST, STAGE, ANSWER, DELIVERY, DEADLINE = 'card-1', 'card-2', 'stage-1', 'answer-1', 'delivery-1', 'deadline-1'
AT = '2026-11-26T10:00:00.000000+00:00'
DUE = '2026-11-26T10:01:00.000000+00:00'
NOON_MS = 1_795_687_200_000  # AT


class Honest:
    """One submission worked to its answer, one card of a window, one message that is no appeal, all as it should be."""

    def __init__(self):
        self.lines, self.sequence, self.offset = [], {}, {}
        self.load()
        self.databases()
        for kind, data in self.story():
            self.event(kind, data)
        self.rows('offset', *[{'service': 'all', 'topic': topic, 'partition': 0, 'next': n} for topic, n in self.offset.items()])
        self.lines += [{'k': 'end', 'topic': topic, 'p': 0, 'low': 0, 'high': n} for topic, n in self.offset.items()]

    def load(self):
        for n, (what, key, sha) in enumerate([('new', 'CH-1', 'aa'), ('repeat', 'CH-1', 'aa'), ('dead', 'BAD-1', 'bb')]):
            self.lines += [{'k': 'bus', 'n': n, 'what': what, 'key': key, 'topic': 'in.appeals.v1', 'sha': sha, **({'kind': 'file'} if what == 'new' else {})},
                           {'k': 'bus.ack', 'n': n, 'p': 0, 'o': n}]
            self.message('in.appeals.v1', key, '', {'external_id': key} if what != 'dead' else None, sha=sha)
        self.lines += [{'k': 'bus', 'n': 9, 'what': 'billing', 'key': '7', 'topic': 'billing', 'sha': 'cc'}, {'k': 'bus.ack', 'n': 9, 'p': 0, 'o': 0}]
        self.message('billing', '7', '', None)
        self.lines += [{'k': 'person', 'login': 'window', 'id': 'person-1'}, {'k': 'stopped', 'service': 'sla-timer', 'at': NOON_MS / 1000 + 300},
                       {'k': 'letter', 'mailbox': 'a@b', 'message_id': f'<{DELIVERY}@c>'}]
        for verb, more in (('take', {'stage': STAGE}), ('complete', {'stage': STAGE}), ('sign', {'response': ANSWER}),
                           ('create', {'ref': 'W-1', 'appeal': FAST, 'status': 201}), ('cancel', {'appeal': FAST})):
            self.lines.append({'k': 'act', 'who': 'window', 'verb': verb, 'status': 200, **more})

    def story(self):
        life = [('appeal.received', 1), ('appeal.registered', 2), ('appeal.sent_to_work', 3)]
        for kind, version in life:
            yield kind, {'appeal_id': CARD, 'version': version, 'cycle_no': 1}
        for version, state in ((1, 'RECEIVED'), (2, 'ANSWERED')):
            for kind in ('appeal.status_changed', 'appeal.status'):
                yield kind, {'appeal_id': CARD, 'version': version, 'number': 'N-1', 'state': state}
        yield 'appeal.status_changed', {'appeal_id': FAST, 'version': 1, 'number': 'N-2', 'state': 'CANCELLED'}
        yield 'appeal.status', {'appeal_id': FAST, 'version': 1, 'number': 'N-2', 'state': 'CANCELLED'}
        yield 'appeal.accepted', {'external_id': 'CH-1'}
        yield 'appeal.accepted', {'external_id': 'CH-1', 'duplicate': True}
        yield 'route.built', {'appeal_id': CARD, 'cycle_no': 1, 'version': 1}
        yield 'stage.queued', {'appeal_id': CARD, 'stage_id': STAGE, 'version': 1, 'entered_at': AT, 'period_n': 1, 'period_unit': 'min'}
        yield 'stage.assigned', {'appeal_id': CARD, 'stage_id': STAGE, 'version': 2, 'employee_id': 'person-1', 'how': 'pool'}
        yield 'sla.reached', {'appeal_id': CARD, 'deadline_id': DEADLINE, 'due_at': DUE, 'at': DUE}
        yield 'sla.cleared', {'appeal_id': CARD, 'deadline_id': DEADLINE, 'at': DUE}
        yield 'stage.completed', {'appeal_id': CARD, 'stage_id': STAGE, 'version': 3, 'employee_id': 'person-1', 'done_at': DUE}
        yield 'response.signed', {'appeal_id': CARD, 'response_id': ANSWER, 'version': 4}
        yield 'appeal.sending', {'appeal_id': CARD, 'response_id': ANSWER, 'version': 5, 'cycle_no': 1}
        yield 'delivery.sent', {'appeal_id': CARD, 'delivery_id': DELIVERY}
        yield 'appeal.answered', {'appeal_id': CARD, 'version': 6, 'cycle_no': 1}
        yield 'appeal.cancelled', {'appeal_id': FAST, 'version': 2, 'cycle_no': 0}
        yield 'document.stored', {'appeal_id': CARD, 'file_key': '1'}
        yield 'audit.recorded', {'service': 'intake', 'action': 'read', 'entity': 'appeal', 'entity_id': CARD, 'outcome': 'ok', 'at': AT}

    TOPICS = {'appeal.status_changed': 'appeal-events', 'appeal.status': 'appeal-status', 'appeal.accepted': 'appeal-replies',
              'appeal': 'intake', 'route': 'routing', 'stage': 'routing', 'response': 'routing', 'sla': 'sla-timer', 'delivery': 'notification',
              'document': 'archive', 'audit': 'audit'}

    def event(self, kind, data):
        topic = f"otklik.{self.TOPICS.get(kind) or self.TOPICS[kind.split('.')[0]]}.v1"
        number = self.sequence.get(topic, 0)
        self.sequence[topic] = number + 1
        self.message(topic, data.get('appeal_id'), kind, data, number=number)
        self.rows('outbox', {'service': 'all', 'topic': topic, 'event': f'{topic}#{number}'})

    def message(self, topic, key, kind, data, sha='cc', number=None):
        offset = self.offset[topic] = self.offset.get(topic, 0) + 1
        late = 60_010 if kind.startswith('sla.') or kind == 'stage.completed' else 0
        self.lines.append({'k': 'm', 'm': [topic, 0, offset - 1, NOON_MS + late, key, kind, number is not None and f'{topic}#{number}',
                                           'otklik/one', None if number is None else 1, number, sha, data]})

    def rows(self, name, *rows):
        self.lines += [{'k': 'd', 'd': [name, row]} for row in rows]

    def databases(self):
        cards = [{'id': CARD, 'number': 'N-1', 'state': 'ANSWERED', 'cycle_no': 1, 'external_id': 'CH-1', 'subject': None, 'public_no': 2},
                 {'id': FAST, 'number': 'N-2', 'state': 'CANCELLED', 'cycle_no': 0, 'external_id': None, 'subject': 'W-1', 'public_no': 1}]
        self.rows('appeal', *cards)
        self.rows('fact', *[{name: card[name] for name in ('id', 'number', 'state', 'cycle_no')} for card in cards])
        self.rows('submission', {'key': 'lk/CH-1', 'appeal_id': CARD, 'number': 'N-1'})
        self.rows('number', {'number': 'N-1', 'appeal_id': CARD}, {'number': 'N-2', 'appeal_id': FAST})
        self.rows('history', {'appeal_id': CARD, 'event': 'receive', 'from_state': None, 'to_state': 'RECEIVED'},
                  {'appeal_id': CARD, 'event': 'answer', 'from_state': 'RECEIVED', 'to_state': 'ANSWERED'},
                  {'appeal_id': FAST, 'event': 'cancel', 'from_state': None, 'to_state': 'CANCELLED'})
        self.rows('case', {'id': CARD})
        self.rows('stage', {'id': STAGE, 'appeal_id': CARD, 'cycle_no': 1, 'seq': 1})
        self.rows('dead', {'topic': 'in.appeals.v1', 'partition': 0, 'message_offset': 2})
        self.rows('deadline', {'id': DEADLINE, 'stage_id': STAGE, 'due_at': DUE, 'state': 'cleared'})
        self.rows('delivery', {'id': DELIVERY, 'response_id': ANSWER, 'channel': 'email', 'address': 'a@b', 'state': 'sent'})
        self.rows('audit', {'seq': 1, 'at': AT, 'service': 'intake', 'action': 'read', 'entity': 'appeal', 'entity_id': CARD, 'outcome': 'ok',
                            'prev_hash': '', 'hash': 'h'})
        self.rows('client', {'id': 'client-1'})
        self.rows('account', {'billing_system': 'ora_perm', 'number': '5401000007'})
        self.rows('client_of_archive', {'id': 'client-1', 'kind': 'FL'})
        self.rows('folder_template', {'client_kind': 'FL', 'code': 'A'})
        self.rows('folder', {'client_id': 'client-1', 'code': 'A'})
        self.lines += [{'k': 'upload', 'name': 'a.pdf', 'status': 507, 'code': 'storage_failed', 'full': True, 'claim': None},
                       {'k': 'upload', 'name': 'b.pdf', 'status': 201, 'code': None, 'full': False, 'claim': 'claim-1'}]
        self.rows('claim', {'id': 'claim-1', 'name': 'b.pdf', 'state': 'clean', 'sha256': 'ff'})
        self.rows('document', {'id': 'd-1', 'appeal_id': CARD, 'file_key': '1'})

    # --- how tests make it dishonest

    def of(self, name):
        return [line['d'][1] for line in self.lines if line['k'] == 'd' and line['d'][0] == name]

    def drop(self, name, **members):
        self.lines = [line for line in self.lines if not (line['k'] == 'd' and line['d'][0] == name and fits(line['d'][1], members))]

    def drop_event(self, kind, **members):
        self.lines = [line for line in self.lines if not (line['k'] == 'm' and line['m'][5] == kind and fits(line['m'][11], members))]

    def tell(self, kind, **data):
        """The service says it, rightly stored and sent: only its sense is wrong."""
        self.event(kind, data)

    def act(self, verb, **members):
        return next(line for line in self.lines if line['k'] == 'act' and line['verb'] == verb and fits(line, members))


def fits(row, members):
    return row is not None and all(row.get(name) == value for name, value in members.items())


def bad_lines(honest):
    return {line.name for line in account.reckon(Record(copy.deepcopy(honest.lines))) if line.faults}


def test_an_honest_ledger_holds():
    lines = account.reckon(Record(Honest().lines))
    assert {line.name: line.faults for line in lines if line.faults} == {}
    assert len(lines) == len(account.LINES)


def double(honest, name):
    honest.rows(name, dict(honest.of(name)[0]))


def early(honest):
    for line in honest.lines:
        if line['k'] == 'm' and line['m'][5] == 'sla.reached':
            line['m'][3] -= 1000


def renumbered(honest):
    """The same event again under a new number, as when a window was not kept."""
    line = next(line for line in honest.lines if line['k'] == 'm' and line['m'][5] == 'route.built')
    topic, last = line['m'][0], honest.sequence['otklik.routing.v1']
    again = copy.deepcopy(line)
    again['m'][2], again['m'][9] = honest.offset[topic], last
    honest.lines.append(again)


def other_bytes(honest):
    """Another event under a number that was given."""
    line = next(line for line in honest.lines if line['k'] == 'm' and line['m'][5] == 'route.built')
    again = copy.deepcopy(line)
    again['m'][2], again['m'][6], again['m'][10] = honest.offset['otklik.routing.v1'], 'another', 'dd'
    honest.lines.append(again)


# (the line that must tell, what is done to the honest ledger)
FAULTS = [
    ('kept', lambda h: h.lines.remove(next(x for x in h.lines if x['k'] == 'm' and x['m'][0] == 'in.appeals.v1'))),
    ('submissions', lambda h: (h.drop('appeal', id=CARD), h.drop('submission'))),
    ('submissions', lambda h: h.rows('appeal', {**h.of('appeal')[0], 'id': 'other', 'number': 'N-9'})),
    ('submissions', lambda h: h.of('appeal')[0].update(external_id='CH-9')),
    ('refusals', lambda h: h.drop('dead')),
    ('refusals', lambda h: h.rows('dead', {'topic': 'in.appeals.v1', 'partition': 0, 'message_offset': 0})),
    ('refusals', lambda h: h.tell('appeal.refused', external_id='CH-1', appeal_id=None)),
    ('replies', lambda h: h.drop_event('appeal.accepted', duplicate=True)),
    ('replies', lambda h: h.tell('appeal.accepted', external_id='CH-1')),
    ('creates', lambda h: h.rows('appeal', {**h.of('appeal')[1], 'id': 'other', 'number': 'N-9'})),
    ('creates', lambda h: h.drop('appeal', id=FAST)),
    ('creates', lambda h: h.act('create').update(ref='W-2')),
    ('numbers', lambda h: h.of('appeal')[1].update(number='N-1')),
    ('numbers', lambda h: double(h, 'number')),
    ('lives', lambda h: h.of('history')[1].update(from_state='IN_WORK')),
    ('lives', lambda h: h.of('appeal')[0].update(state='SENDING')),
    ('routes', lambda h: h.tell('route.built', appeal_id=CARD, cycle_no=1, version=3)),
    ('routes', lambda h: h.drop_event('route.built')),
    ('routes', lambda h: double(h, 'stage')),
    ('ends', lambda h: h.tell('appeal.withdrawn', appeal_id=CARD, cycle_no=1, version=7)),
    ('ends', lambda h: h.drop_event('appeal.answered')),
    ('public', lambda h: h.drop_event('appeal.status_changed', version=1)),
    ('public', lambda h: h.tell('appeal.status', appeal_id=CARD, version=2, number='N-1', state='ANSWERED')),
    ('order', lambda h: h.tell('appeal.registered', appeal_id=CARD, version=2)),
    ('status', lambda h: h.tell('appeal.status', appeal_id=CARD, version=1, number='N-1', state='RECEIVED')),
    ('gaps', lambda h: h.lines.append({'k': 'fault', 'kind': 'skip', 'service': 'reporting', 'evidence': 'NOT NOTICED', 'begin': 0, 'end': 1, 'counted': False})),
    ('sequence', lambda h: h.drop_event('appeal.registered')),
    ('sequence', other_bytes),
    ('outbox', lambda h: h.drop_event('appeal.answered')),
    ('outbox', lambda h: h.drop('outbox', event='otklik.intake.v1#0')),
    ('outbox', renumbered),
    ('read', lambda h: h.of('offset')[0].update(next=0)),
    ('read', lambda h: h.rows('parked', {'service': 'x', 'topic': 'a', 'partition': 0, 'message_offset': 1, 'park_key': 'k'})),
    ('read', lambda h: h.rows('cursor', {'service': 'x', 'open': False, 'unsent': 1})),
    ('read', lambda h: h.rows('sequence', {'service': 'x', 'source': 'otklik/one', 'topic': 'otklik.intake.v1', 'partition': 0, 'epoch': 1,
                                           'sequence': 0})),
    ('acts', lambda h: h.tell('stage.completed', appeal_id=CARD, stage_id=STAGE, version=3, employee_id='person-1', done_at=DUE)),
    ('acts', lambda h: h.act('complete').update(status=412)),
    ('acts', lambda h: h.drop_event('stage.completed')),
    ('acts', lambda h: h.tell('response.signed', appeal_id=CARD, response_id=ANSWER, version=6)),
    ('acts', lambda h: h.act('cancel').update(appeal=CARD)),
    ('takes', lambda h: h.tell('stage.assigned', appeal_id=CARD, stage_id=STAGE, version=4, employee_id='person-2', how='pool')),
    ('takes', lambda h: h.lines.append({**h.act('take'), 'who': 'another'})),
    ('letters', lambda h: h.lines.append({'k': 'letter', 'mailbox': 'a@b', 'message_id': f'<{DELIVERY}@c>'})),
    ('letters', lambda h: h.of('delivery')[0].update(state='planned')),
    ('letters', lambda h: h.of('delivery')[0].update(state='unknown')),
    ('letters', lambda h: h.lines.append({'k': 'letter', 'mailbox': 'a@b', 'message_id': '<other@c>'})),
    ('answers', lambda h: h.tell('appeal.sending', appeal_id=CARD, response_id=ANSWER, version=7, cycle_no=1)),
    ('answers', lambda h: double(h, 'delivery')),
    ('timers', early),
    ('timers', lambda h: h.tell('sla.reached', appeal_id=CARD, deadline_id=DEADLINE, due_at=DUE, at=DUE)),
    ('timers', lambda h: (h.drop_event('sla.reached'), h.drop_event('stage.completed'), h.of('deadline')[0].update(state='armed'))),
    ('timers', lambda h: h.of('deadline')[0].update(due_at=AT)),
    ('report', lambda h: h.of('fact')[0].update(state='IN_WORK')),
    ('report', lambda h: h.drop('fact', id=FAST)),
    ('audit', lambda h: double(h, 'audit')),
    ('audit', lambda h: h.drop('audit')),
    ('folders', lambda h: h.drop('folder')),
    ('folders', lambda h: h.drop('client_of_archive')),
    ('documents', lambda h: double(h, 'document')),
    ('documents', lambda h: h.drop_event('document.stored')),
    ('uploads', lambda h: h.drop('claim')),
    ('uploads', lambda h: h.rows('claim', {**h.of('claim')[0], 'id': 'claim-2', 'name': 'a.pdf'})),
    ('uploads', lambda h: next(x for x in h.lines if x['k'] == 'upload').update(status=500)),
    ('uploads', lambda h: next(x for x in h.lines if x['k'] == 'upload').update(full=False)),
    ('billing', lambda h: double(h, 'account')),
    ('billing', lambda h: h.drop('account')),
    ('billing', lambda h: h.of('account')[0].update(number='5401000008')),
    ('alive', lambda h: h.lines.append({'k': 'died', 'service': 'x', 'status': 1, 'log': ''})),
    ('alive', lambda h: h.lines.append({'k': 'trouble', 'service': 'x', 'text': ''})),
]


@pytest.mark.parametrize('number', range(len(FAULTS)), ids=[f'{name}-{n}' for n, (name, _) in enumerate(FAULTS)])
def test_a_line_tells_of_its_fault(number):
    name, spoil = FAULTS[number]
    honest = Honest()
    spoil(honest)
    assert name in bad_lines(honest)


def test_every_line_can_fail():
    assert {name for name, _ in FAULTS} == {name for name, _, _ in account.LINES}


def test_a_ledger_survives_being_written_and_joined(tmp_path):
    import ledger
    one, two = ledger.Piece(tmp_path / 'one.jsonl'), ledger.Piece(tmp_path / 'two.jsonl')
    one.add('bus', n=1, key='ключ')
    two.raw(json.dumps({'k': 'd', 'd': ['appeal', {'id': 'x'}]}) + '\n')
    one.close()
    two.close()
    ledger.join([one.path, two.path], tmp_path / 'all.jsonl.gz')
    record = Record.of(tmp_path / 'all.jsonl.gz')
    assert record.lines['bus'][0]['key'] == 'ключ' and record.rows['appeal'] == [{'id': 'x'}]


def test_an_unanswered_act_may_have_had_its_effect_or_not():
    for spoil in (lambda h: h.act('complete').update(status=None), lambda h: (h.act('create').update(status=None, appeal=None))):
        honest = Honest()
        spoil(honest)
        assert bad_lines(honest) == set()


@pytest.mark.parametrize('kept', [True, False])
def test_a_letter_that_the_mail_server_never_answered_is_unknown_and_lies_there_or_not(kept):
    honest = Honest()
    honest.lines.append({'k': 'fault', 'kind': 'mute', 'counted': False})
    honest.of('delivery')[0].update(state='unknown')
    honest.lines = [line for line in honest.lines if kept or line['k'] != 'letter']
    assert bad_lines(honest) == set()


def test_what_was_sent_and_not_acknowledged_may_be_there_or_not():
    there = Honest()
    there.lines = [line for line in there.lines if not (line['k'] == 'bus.ack' and line['n'] in (0, 2))]
    assert bad_lines(there) == set()
    away = Honest()
    away.lines.append({'k': 'bus', 'n': 10, 'what': 'new', 'key': 'CH-2', 'topic': 'in.appeals.v1', 'sha': 'dd', 'kind': 'file'})
    away.lines.append({'k': 'bus', 'n': 11, 'what': 'refused', 'key': 'BAD-2', 'topic': 'in.appeals.v1', 'sha': 'ee'})
    assert bad_lines(away) == set()
