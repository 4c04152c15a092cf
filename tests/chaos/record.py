"""A ledger read back and indexed, for the lines of the account."""
import collections
import datetime

import ledger

Message = collections.namedtuple('Message', 'topic partition offset ms key type event source epoch sequence sha data')


def instant(text):
    """Seconds since 1970 of an RFC 3339 or PostgreSQL time; None stays None."""
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00')).timestamp() if text else None


class Record:
    """Lists of the ledger by kind, rows of the databases by name, messages in the order of their places."""

    def __init__(self, lines):
        self.lines = collections.defaultdict(list)
        self.rows = collections.defaultdict(list)
        self.messages = []
        for line in lines:
            kind = line['k']
            if kind == 'm':
                self.messages.append(Message(*line['m']))
            elif kind == 'd':
                self.rows[line['d'][0]].append(line['d'][1])
            else:
                self.lines[kind].append(line)
        self.messages.sort(key=lambda m: (m.topic, m.partition, m.offset))
        self._index()

    @classmethod
    def of(cls, *paths):
        return cls(line for path in paths for line in ledger.read(path))

    def _index(self):
        """Of a number that was sent again the first counts: consumers drop the repeat."""
        self.by_type, self.numbers, self.distinct = collections.defaultdict(list), collections.defaultdict(list), []
        for message in self.messages:
            if message.sequence is None:
                self.distinct.append(message)
                continue
            number = (message.source, message.epoch, message.topic, message.partition, message.sequence)
            self.numbers[number].append(message)
            if len(self.numbers[number]) == 1:
                self.distinct.append(message)
        for message in self.distinct:
            self.by_type[message.type].append(message)

    def events(self, *types):
        """Messages of these types, repeats left out, in the order of their places."""
        return [message for kind in types for message in self.by_type[kind] if message.data is not None]

    def row(self, name, key='id'):
        """{value of the key: row}."""
        return {one[key]: one for one in self.rows[name]}

    def group(self, name, *keys):
        """{values of the keys: [rows]}."""
        groups = collections.defaultdict(list)
        for one in self.rows[name]:
            groups[tuple(one[key] for key in keys) if len(keys) > 1 else one[keys[0]]].append(one)
        return groups

    def acts(self, verb):
        return [act for act in self.lines['act'] if act['verb'] == verb]

    def acknowledged(self, *whats):
        """What the submitters sent by the bus and Kafka acknowledged."""
        numbers = {ack['n'] for ack in self.lines['bus.ack']}
        return [one for one in self.lines['bus'] if one['n'] in numbers and (not whats or one['what'] in whats)]

    def unacknowledged(self):
        numbers = {ack['n'] for ack in self.lines['bus.ack']}
        return [one for one in self.lines['bus'] if one['n'] not in numbers]

    def faults(self, *kinds):
        return [fault for fault in self.lines['fault'] if fault['kind'] in kinds]


def count(values):
    return collections.Counter(values)
