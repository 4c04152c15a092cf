"""The account of a run: lines, each of which compares the outside ledger, Kafka as it was read from outside, and the databases.

A line is a function of the record that yields its faults, one text each; @line gives its name and what it claims. It may return
how many things it compared. docs/chaos.md tells what each means.
"""
import collections
import hashlib

from record import count, instant

LINES = []


def line(name, claim):
    """Declares a function as a line of the account."""
    def declare(function):
        LINES.append((name, claim, function))
        return function
    return declare


class Line:
    """A line with its outcome."""

    def __init__(self, name, claim, function, record):
        self.name, self.claim, self.faults, self.compared = name, claim, [], 0
        checking = function(record)
        try:
            while True:
                self.faults.append(next(checking))
        except StopIteration as end:
            self.compared = end.value or 0


def reckon(record, only=()):
    """Every line of the account over the record."""
    return [Line(*one, record) for one in LINES if not only or one[0] in only]


def doubles(counter):
    return {value: n for value, n in counter.items() if n > 1}


def both_ways(left, right, only_left, only_right):
    """Faults for what is in one of two sets only."""
    for value in sorted(left - right, key=str):
        yield only_left.format(value)
    for value in sorted(right - left, key=str):
        yield only_right.format(value)


def publisher(source):
    """The name of a service, with or without the prefix of an event's source."""
    return source.removeprefix('otklik/')


# --- what came in

@line('kept', 'every message that Kafka acknowledged stands where it was acknowledged')
def kept(record):
    there = {(m.topic, m.partition, m.offset): m.sha for m in record.messages if m.sequence is None}
    places = {ack['n']: (ack['p'], ack['o']) for ack in record.lines['bus.ack']}
    for one in record.acknowledged():
        if there.get((one['topic'], *places[one['n']])) != one['sha']:
            yield f"message {one['n']} ({one['key']}) is not at {places[one['n']]} of {one['topic']}"
    return len(places)


@line('submissions', 'each acknowledged submission is one card, one refusal or one dead letter, and there is no other')
def submissions(record):
    cards = count(row['external_id'] for row in record.rows['appeal'] if row['external_id'])
    known = {one['key'] for one in record.acknowledged('new')}
    perhaps = {one['key'] for one in record.unacknowledged()}
    for key in known:
        if cards[key] != 1:
            yield f'submission {key}: {cards[key]} cards'
    for key, number in cards.items():
        if key not in known and (key not in perhaps or number > 1):
            yield f'card of {key}, which nobody submitted ({number})'
    keys = count(row['key'] for row in record.rows['submission'])
    yield from both_ways(set(keys), {f'lk/{key}' for key in cards}, 'submission {} has no card', 'card of {} has no submission')
    return len(known)


@line('refusals', 'what is no appeal is refused or a dead letter once, and nothing else is')
def refusals(record):
    dead = count((row['topic'], row['partition'], row['message_offset']) for row in record.rows['dead'])
    topics = {one['n']: one['topic'] for one in record.lines['bus']}
    places = {(topics[ack['n']], ack['p'], ack['o']): ack['n'] for ack in record.lines['bus.ack']}
    bad = {one['n']: one for one in record.acknowledged('dead', 'refused')}
    perhaps = [one for one in record.unacknowledged() if one['what'] in ('dead', 'refused')]
    unsure = {(m.topic, m.partition, m.offset) for m in record.messages if m.sha in {one['sha'] for one in perhaps}}
    for place, number in dead.items():
        if places.get(place) not in bad and place not in unsure:
            yield f'dead letter of {place}, which was sent as an appeal or by a service'
        elif number != 1:
            yield f'{number} dead letters of {place}'
    missing = set(bad) - {places.get(place) for place in dead}
    for number in sorted(missing):
        yield f"no dead letter of message {number} ({bad[number]['key']})"
    refused = count(m.data['external_id'] for m in record.events('appeal.refused'))
    wanted = count(one['key'] for one in bad.values() if one['what'] == 'refused')
    more = count(one['key'] for one in perhaps if one['what'] == 'refused')
    for key in sorted(set(refused) | set(wanted)):
        if not wanted[key] <= refused[key] <= wanted[key] + more[key]:
            yield f'{refused[key]} refusals of {key} for {wanted[key]} submissions'
    return len(bad)


@line('replies', 'each message with an external id got one reply, the first as new and the others as repeats')
def replies(record):
    asked = count(m.data['external_id'] for m in record.messages
                  if m.topic == 'in.appeals.v1' and m.data and (m.data.get('external_id') or '').startswith('CH-'))
    first = count(m.data['external_id'] for m in record.events('appeal.accepted') if not m.data.get('duplicate'))
    again = count(m.data['external_id'] for m in record.events('appeal.accepted') if m.data.get('duplicate'))
    for key in sorted(set(asked) | set(first) | set(again)):
        if first[key] != 1 or again[key] != asked[key] - 1:
            yield f'{key}: sent {asked[key]} times, accepted {first[key]} times, told as a repeat {again[key]} times'
    return len(asked)


@line('creates', 'each card asked for over HTTP exists once; without an answer once or not at all')
def creates(record):
    cards = collections.defaultdict(set)
    for row in record.rows['appeal']:
        if row['subject'] and row['subject'].startswith('W-'):
            cards[row['subject']].add(row['id'])
    asked = collections.defaultdict(list)
    for act in record.acts('create'):
        asked[act['ref']].append(act)
    for ref, acts in asked.items():
        told = {act['appeal'] for act in acts if act['status'] == 201}
        if len(cards[ref]) > 1 or len(told) > 1:
            yield f'{ref}: {len(cards[ref])} cards for one key, told {sorted(told)}'
        elif told and told != cards[ref]:
            yield f'{ref}: told {sorted(told)}, stored {sorted(cards[ref])}'
    for ref in set(cards) - set(asked):
        yield f'card {ref}, which nobody asked for'
    return len(asked)


@line('numbers', 'each card has one number of its own')
def numbers(record):
    of_card = {row['id']: row['number'] for row in record.rows['appeal'] if row['number']}
    kept_numbers = {row['appeal_id']: row['number'] for row in record.rows['number']}
    for number, n in doubles(count(of_card.values())).items():
        yield f'number {number} is on {n} cards'
    if len(record.rows['number']) != len(kept_numbers):
        yield f"{len(record.rows['number']) - len(kept_numbers)} cards with two numbers"
    yield from both_ways(set(of_card.items()), set(kept_numbers.items()), 'number of {} is not kept', 'kept number {} is on no card')
    return len(of_card)


# --- the life of an appeal

@line('lives', 'the steps of each life follow one another and end in the state of the card')
def lives(record):
    steps = record.group('history', 'appeal_id')
    for card in record.rows['appeal']:
        at = None
        for step in steps.get(card['id'], []):
            if step['from_state'] != at:
                yield f"{card['number'] or card['id']}: {step['event']} from {step['from_state']}, but it was {at}"
            at = step['to_state']
        if at != card['state']:
            yield f"{card['number'] or card['id']}: its steps end in {at}, the card says {card['state']}"
    return len(record.rows['appeal'])


@line('routes', 'each cycle sent to work has one route, and no other has')
def routes(record):
    sent = count((m.data['appeal_id'], m.data['cycle_no']) for m in record.events('appeal.sent_to_work'))
    built = count((m.data['appeal_id'], m.data['cycle_no']) for m in record.events('route.built', 'route.failed'))
    ended = {m.data['appeal_id'] for m in record.events('appeal.cancelled', 'appeal.withdrawn')}
    for cycle in set(sent) | set(built):
        if sent[cycle] != 1 or built[cycle] > 1 or (built[cycle] == 0 and cycle[0] not in ended):
            yield f'{cycle}: sent to work {sent[cycle]} times, routed {built[cycle]} times'
    cases = set(record.row('case'))
    yield from both_ways(cases, {cycle[0] for cycle in sent}, 'case {} was never sent to work', 'case of {} is missing')
    stages = count((row['appeal_id'], row['cycle_no'], row['seq']) for row in record.rows['stage'])
    for stage, n in doubles(stages).items():
        yield f'stage {stage} exists {n} times'
    return len(sent)


@line('ends', 'each cycle ends once: answered, cancelled or withdrawn')
def ends(record):
    ends_of = collections.defaultdict(list)
    for m in record.events('appeal.answered', 'appeal.cancelled', 'appeal.withdrawn'):
        ends_of[m.data['appeal_id'], m.data['cycle_no']].append(m.type)
    for cycle, types in ends_of.items():
        if len(types) != 1:
            yield f"{cycle} ended {len(types)} times: {', '.join(types)}"
    states = {'ANSWERED': 'appeal.answered', 'CANCELLED': 'appeal.cancelled', 'WITHDRAWN': 'appeal.withdrawn', 'CLOSED': 'appeal.answered'}
    for card in record.rows['appeal']:
        told = ends_of.get((card['id'], card['cycle_no']), [])
        if states.get(card['state']) not in (told or [None]):
            yield f"{card['number']} is {card['state']}, told: {told}"
    return len(ends_of)


@line('public', 'the public versions of each appeal are 1, 2, 3... on both topics, in order, up to that of the card')
def public(record):
    for kind in ('appeal.status_changed', 'appeal.status'):
        versions = collections.defaultdict(list)
        for m in record.events(kind):
            versions[m.data['appeal_id']].append(m.data['version'])
        for card in record.rows['appeal']:
            if versions.get(card['id'], []) != list(range(1, card['public_no'] + 1)):
                yield f"{kind} of {card['number']}: {versions.get(card['id'])}, the card says {card['public_no']}"
    return len(record.rows['appeal'])


@line('order', 'versions of an appeal never go back on the topic of a service')
def order(record):
    last = {}
    for m in record.distinct:
        if m.data and m.sequence is not None and m.topic in ('otklik.intake.v1', 'otklik.routing.v1') and 'version' in m.data:
            key = (m.topic, m.key)
            if m.data['version'] < last.get(key, 0):
                yield f"{m.topic} {m.key}: version {m.data['version']} after {last[key]}"
            last[key] = m.data['version']
    return len(last)


@line('status', 'the compacted status is the last public event and the card')
def status(record):
    last = {}
    for m in record.messages:
        if m.topic == 'otklik.appeal-status.v1' and m.data:
            last[m.key] = m.data
    for card in record.rows['appeal']:
        if not card['public_no']:
            continue
        told = last.get(card['id'])
        mine = (card['number'], card['state'], card['public_no'])
        if not told or (told['number'], told['state'], told['version']) != mine:
            yield f'{mine}: the status says {told}'
    return len(last)


# --- the bus

@line('sequence', 'the numbers of every publisher in every partition have no gap, and one number is one event')
def sequence(record):
    lanes = collections.defaultdict(set)
    for (source, epoch, topic, partition, number), messages in record.numbers.items():
        lanes[source, epoch, topic, partition].add(number)
        if len({(m.event, m.sha) for m in messages}) > 1:
            yield f'{source} {topic}/{partition} number {number} of epoch {epoch}: {len(messages)} different events'
    for lane, there in lanes.items():
        if min(there) != 0 or len(there) != max(there) + 1:
            missing = sorted(set(range(max(there) + 1)) - there)
            yield f'{lane}: {len(missing)} numbers missing, the first {missing[:3]}'
    return len(record.numbers)


@line('gaps', 'a service that was made to pass over messages noticed it')
def gaps(record):
    skips = record.faults('skip')
    for fault in skips:
        if fault['evidence'] != 'noticed':
            yield f"{fault['service']} read on over a message that it had not had"
    return len(skips)


@line('outbox', 'each row of an outbox is one event on the bus, and each event there is one row')
def outbox(record):
    rows = count((row['topic'], row['event']) for row in record.rows['outbox'])
    there = count((m.topic, m.event) for m in record.distinct if m.sequence is not None)
    for event, n in doubles(rows).items():
        yield f'{n} rows of {event}'
    for event, n in doubles(there).items():
        yield f'{event} was sent {n} times under different numbers'
    yield from both_ways(set(rows), set(there), 'row {} was never sent', 'event {} has no row')
    return len(rows)


@line('read', 'every service has read every topic to its end, to the last number; nothing waits')
def read(record):
    ends_of = {(end['topic'], end['p']): end['high'] for end in record.lines['end']}
    for row in record.rows['offset']:
        place = (row['topic'], row['partition'])
        if max(row['next'], 0) != ends_of.get(place, 0):
            yield f"{row['service']} stands at {row['next']} of {place}, which ends at {ends_of.get(place)}"
    last = {}
    for source, epoch, topic, partition, number in record.numbers:
        lane = (publisher(source), topic, partition)
        last[lane] = max(last.get(lane, (0, -1)), (epoch, number))
    for row in record.rows['sequence']:
        lane = (publisher(row['source']), row['topic'], row['partition'])
        if (row['epoch'], row['sequence']) != last.get(lane):
            yield f"{row['service']} took {row['epoch'], row['sequence']} last of {lane}, which ends with {last.get(lane)}"
    for row in record.rows['parked']:
        yield f"{row['service']}: {row['topic']}/{row['partition']}@{row['message_offset']} is parked for {row['park_key']}"
    for row in record.rows['cursor']:
        if row['open'] or row['unsent']:
            yield f"{row['service']}: {row['unsent']} rows are not sent"
    return len(record.rows['offset'])


# --- people

def effects(acts, events, name):
    """Acts on things by id: an answered one has one effect, one without an answer one or none, and no effect lacks an act."""
    done = {thing for thing, status in acts if status == 200}
    perhaps = {thing for thing, status in acts if status is None or status >= 500}
    for thing, n in events.items():
        if n > 1:
            yield f'{name} {thing}: {n} times'
        elif thing not in done and thing not in perhaps:
            yield f'{name} {thing}: nobody did it'
    for thing in done - set(events):
        yield f'{name} {thing}: answered, but without effect'


@line('acts', 'what people did over HTTP and were answered has one effect; what they did not do has none')
def acts(record):
    # The stage of the signature ends itself when the answer is signed.
    completed = count(m.data['stage_id'] for m in record.events('stage.completed') if m.data.get('employee_id') and m.data.get('role') != 'SIGN')
    yield from effects([(act['stage'], act['status']) for act in record.acts('complete')], completed, 'completion of stage')
    signed = {m.data['response_id'] for m in record.events('response.signed')}
    for act in record.acts('sign'):
        if act['status'] == 200 and act['response'] not in signed:
            yield f"signature under {act['response']}: answered, but without effect"
    for response, n in doubles(count(m.data['response_id'] for m in record.events('response.signed'))).items():
        yield f'answer {response} was signed {n} times'
    for verb, kind in (('cancel', 'appeal.cancelled'), ('withdraw', 'appeal.withdrawn')):
        told = count(m.data['appeal_id'] for m in record.events(kind))
        yield from effects([(act['appeal'], act['status']) for act in record.acts(verb)], told, verb)
    return len(record.lines['act'])


@line('takes', 'a stage is given from the queue to one person at a time, as often as it was answered')
def takes(record):
    persons = {person['login']: person['id'] for person in record.lines['person']}
    in_queue, given = {}, collections.Counter()
    for m in record.events('stage.queued', 'stage.assigned', 'stage.returned'):
        in_queue.setdefault(m.data['stage_id'], [])
    for m in record.distinct:
        if m.type == 'stage.queued' and m.data:
            in_queue[m.data['stage_id']].append('queued')
        elif m.type == 'stage.assigned' and m.data and m.data.get('how') == 'pool':
            in_queue[m.data['stage_id']].append('given')
            given[m.data['stage_id'], m.data['employee_id']] += 1
    for stage, steps in in_queue.items():
        if steps.count('given') > max(1, steps.count('queued')):
            yield f"stage {stage} was given {steps.count('given')} times, queued {steps.count('queued')} times"
    answered = count((act['stage'], persons.get(act['who'])) for act in record.acts('take') if act['status'] == 200)
    for (stage, person), n in answered.items():
        if given[stage, person] < n:
            yield f'stage {stage} was promised to {person} {n} times, given {given[stage, person]} times'
    holders = collections.defaultdict(set)
    for stage, person in answered:
        holders[stage].add(person)
    for stage, several in holders.items():
        if len(several) > 1:
            yield f'stage {stage} was promised to {len(several)} persons'
    return sum(answered.values())


# --- answers and letters

@line('letters', 'each letter sent lies once in its mailbox; "unknown" is no more than faults that can cause it')
def letters(record):
    mailbox = collections.Counter()
    for letter in record.lines['letter']:
        mailbox[letter['message_id'].strip('<>').split('@')[0]] += 1
    deliveries = {row['id']: row for row in record.rows['delivery'] if row['channel'] == 'email'}
    most = {'sent': (1, 1), 'delivered': (1, 1), 'unknown': (0, 1)}
    for name, row in deliveries.items():
        least, greatest = most.get(row['state'], (0, 0))
        if not least <= mailbox[name] <= greatest:
            yield f"letter {name} is {row['state']} and lies {mailbox[name]} times in {row['address']}"
        if row['state'] in ('planned', 'sending'):
            yield f"letter {name} is still {row['state']}"
    for name in set(mailbox) - set(deliveries):
        yield f'letter {name} is of no delivery'
    unknown = sum(row['state'] == 'unknown' for row in deliveries.values())
    causes = len([f for f in record.lines['fault'] if f.get('service') == 'notification' or f['kind'] in ('postgres', 'kafka', 'mail', 'mute', 'wal-full', 'truncate')])
    if unknown > causes:
        yield f'{unknown} letters are unknown for {causes} faults'
    return len(deliveries)


@line('answers', 'each answer that goes out is planned once by each of its ways')
def answers(record):
    sending = count(m.data['response_id'] for m in record.events('appeal.sending'))
    for response, n in doubles(sending).items():
        yield f'answer {response} was sent out {n} times'
    for way, n in doubles(count((row['response_id'], row['channel']) for row in record.rows['delivery'])).items():
        yield f'{way} is planned {n} times'
    planned = {row['response_id'] for row in record.rows['delivery']}
    yield from both_ways(set(sending), planned, 'answer {} has no way', 'delivery of {}, which was not sent out')
    for delivery, n in doubles(count(m.data['delivery_id'] for m in record.events('delivery.sent'))).items():
        yield f'delivery {delivery} was told as sent {n} times'
    return len(sending)


# --- deadlines

def _minutes_due(record):
    """{stage: when it is due} of the stages whose period is in minutes, computed from what was told when they were queued: the
    office of the branch never closes (world.py)."""
    due = {}
    for m in record.events('stage.queued'):
        if m.data['period_unit'] == 'min':
            due[m.data['stage_id']] = instant(m.data['entered_at']) + 60 * m.data['period_n']
    return due


@line('timers', 'each deadline that came while it stood is told once, never early; none after it was cleared')
def timers(record):
    due, stopped = _minutes_due(record), min([one['at'] for one in record.lines['stopped']] or [0])
    ended = {m.data['stage_id']: min(m.ms / 1000, instant(m.data.get('at') or m.data.get('done_at')) or m.ms / 1000)
             for m in record.events('stage.completed', 'stage.cancelled')}
    deadlines = {row['stage_id']: row for row in record.rows['deadline'] if row['stage_id']}
    told = collections.defaultdict(list)
    for m in record.distinct:
        if m.type in ('sla.reached', 'sla.escalated', 'sla.approaching', 'sla.cleared') and m.data:
            told[m.data['deadline_id']].append(m)
            if m.type != 'sla.cleared' and m.ms / 1000 < instant(m.data['at']):
                yield f"{m.type} of {m.data['deadline_id']} was told {instant(m.data['at']) - m.ms / 1000:.3f} s early"
    for deadline, messages in told.items():
        types = [m.type for m in messages]
        if 'sla.cleared' in types and [kind for kind in types[types.index('sla.cleared'):] if kind == 'sla.reached']:
            yield f'deadline {deadline} came after it was cleared'
        for what, n in doubles(count((m.type, m.data.get('threshold'), m.data.get('level'), m.data.get('due_at')) for m in messages)).items():
            yield f'deadline {deadline}: {what} was told {n} times'
    for stage, at in due.items():
        row = deadlines.get(stage)
        reached = [m for m in told[row['id']] if m.type == 'sla.reached'] if row else []
        if row and abs(instant(row['due_at']) - at) > 0.002:
            yield f"stage {stage} is due at {row['due_at']}, computed: {at}"
        if not reached and at < stopped - 5 and ended.get(stage, stopped) > at + 60 and row and row['state'] != 'cleared':
            yield f'stage {stage} was due {stopped - at:.0f} s before the end and nobody was told'
    return len(due)


# --- readers

@line('report', 'the facts of reporting are the journal, row by row')
def report(record):
    facts = record.row('fact')
    cards = {card['id']: card for card in record.rows['appeal'] if card['number']}
    yield from both_ways(set(cards), set(facts), 'card {} has no fact', 'fact {} has no card')
    for name, fact in facts.items():
        card = cards.get(name)
        differing = [member for member in fact if card and fact[member] != card[member]]
        if differing:
            yield f"{fact['number']}: {', '.join(f'{member} {card[member]} told as {fact[member]}' for member in differing)}"
    return len(facts)


def _audited(row):
    return row['service'], row['action'], row['entity'], row.get('entity_id'), row['outcome'], round(instant(row['at']) * 1e6)


@line('audit', 'each act that was told is in the audit trail once, and the trail is one unbroken chain')
def audit(record):
    told = count(_audited(m.data) for m in record.events('audit.recorded'))
    written = count(map(_audited, record.rows['audit']))
    for one in set(told) | set(written):
        if told[one] != written[one]:
            yield f'{one}: told {told[one]} times, written {written[one]} times'
    before = ''
    for number, row in enumerate(record.rows['audit'], 1):
        if row['seq'] != number or row['prev_hash'] != before:
            yield f"row {row['seq']} does not follow row {number - 1}"
            break
        before = row['hash']
    return len(record.rows['audit'])


@line('folders', 'each client has its folders in the archive, each once')
def folders(record):
    clients, known = set(record.row('client')), record.row('client_of_archive')
    yield from both_ways(clients, set(known), 'client {} has no folders', 'folders of {}, who is no client')
    wanted = collections.defaultdict(set)
    for row in record.rows['folder_template']:
        wanted[row['client_kind']].add(row['code'])
    there = collections.defaultdict(list)
    for row in record.rows['folder']:
        there[row['client_id']].append(row['code'])
    for name, row in known.items():
        if sorted(there[name]) != sorted(wanted[row['kind']]):
            yield f"client {name} has {len(there[name])} folders of {len(wanted[row['kind']])}"
    return len(clients)


@line('documents', 'each file that was sent with an appeal is one document, told once')
def documents(record):
    with_file = {one['key'] for one in record.acknowledged('new') if one.get('kind') == 'file'}
    cards = {row['external_id']: row['id'] for row in record.rows['appeal'] if row['external_id'] in with_file}
    stored = count((row['appeal_id'], row['file_key']) for row in record.rows['document'] if row['appeal_id'])
    told = count((m.data['appeal_id'], m.data.get('file_key')) for m in record.events('document.stored') if m.data.get('appeal_id'))
    for key, card in cards.items():
        if stored[card, '1'] != 1 or told[card, '1'] != 1:
            yield f"file of {key}: {stored[card, '1']} documents, told {told[card, '1']} times"
    for what, n in doubles(stored).items():
        yield f'{what}: {n} documents'
    return len(with_file)


@line('uploads', 'an upload that was taken is kept once, one that was not is not; while the disk is full nothing is taken and the answer says why')
def uploads(record):
    claims = collections.defaultdict(list)
    for row in record.rows['claim']:
        claims[row['name']].append(row)
    for one in record.lines['upload']:
        kept_ids = [row['id'] for row in claims[one['name']]]
        if kept_ids != ([one['claim']] if one['status'] == 201 else []):
            yield f"upload {one['name']}: answered {one['status']}, kept as {kept_ids}"
        if one['full'] and (one['status'] not in (503, 507) or not one['code']):
            yield f"upload {one['name']}: answered {one['status']} {one['code']} on a full disk"
        if not one['full'] and one['status'] != 201:
            yield f"upload {one['name']}: answered {one['status']} {one['code']} when there was room again"
    return len(record.lines['upload'])


@line('billing', 'each subscriber that billing told of is one account of one client, told once')
def billing(record):
    accounts = count(row['number'] for row in record.rows['account'] if row['billing_system'] == 'ora_perm')
    sent = {f"5401{int(one['key']):06d}" for one in record.acknowledged('billing')}
    for number, n in doubles(accounts).items():
        yield f'account {number} exists {n} times'
    perhaps = {f"5401{int(one['key']):06d}" for one in record.unacknowledged() if one['what'] == 'billing'}
    yield from both_ways(sent, set(accounts) - (perhaps - sent), 'account {} is missing', 'account {} was never told')
    for client, n in doubles(count(m.data['client_id'] for m in record.events('client.created'))).items():
        yield f'client {client} was told as new {n} times'
    return len(sent)


# --- the run itself

@line('alive', 'no service ended by itself, and each came back after its faults')
def alive(record):
    for one in record.lines['died']:
        yield f"{one['service']} ended with {one['status']}: {one['log'][-300:]}"
    for one in record.lines['trouble']:
        yield f"{one['service']}: {one['text']}"
    return len(record.lines['back'])


def fingerprint(path):
    """Of a ledger, so that a figure can be traced to it."""
    digest = hashlib.sha256()
    with open(path, 'rb') as data:
        for block in iter(lambda: data.read(1 << 20), b''):
            digest.update(block)
    return digest.hexdigest()[:16]
