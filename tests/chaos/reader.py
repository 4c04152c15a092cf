"""Reads all of Kafka from outside during the whole run, and writes what the account needs of each message. A process of its own.

A line is {"k": "m", "m": [topic, partition, offset, time ms, key, type, event id, source, epoch, sequence, sha256 of the value,
members]}; members are those of the payload that MEMBERS names.
"""
import hashlib
import json
import time

import confluent_kafka

import ledger
import otk_test as t

MEMBERS = ('appeal_id', 'version', 'cycle_no', 'number', 'state', 'external_id', 'source', 'duplicate', 'conflict', 'transition', 'stage_id',
           'employee_id', 'how', 'deadline_id', 'object', 'due_at', 'due', 'at', 'threshold', 'level', 'delivery_id', 'response_id', 'channel',
           'client_id', 'document_id', 'file_key', 'final', 'service', 'action', 'entity', 'entity_id', 'outcome', 'entered_at', 'period_n',
           'period_unit', 'kind', 'result', 'done_at', 'role')


def members(value):
    try:
        data = json.loads(value)
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    if 'data' in data and 'type' in data and isinstance(data['data'], dict):
        data = {'source': data.get('source'), **data['data']}
    return {name: data[name] for name in MEMBERS if name in data and not isinstance(data[name], (dict, list))}


def line(message):
    headers = {name: value.decode('utf-8', 'replace') for name, value in message.headers() or [] if value is not None}
    value = message.value()
    sequence, epoch = headers.get('ce_sequence'), headers.get('ce_epoch')
    key = message.key()
    row = [message.topic(), message.partition(), message.offset(), message.timestamp()[1], None if key is None else key.decode('utf-8', 'replace'),
           headers.get('ce_type', '').removeprefix('otklik.'), headers.get('ce_id'), headers.get('ce_source'),
           int(epoch) if epoch else None, int(sequence) if sequence else None,
           None if value is None else hashlib.sha256(value).hexdigest()[:16], None if value is None else members(value)]
    return json.dumps({'k': 'm', 'm': row}, ensure_ascii=False) + '\n'


def cut(messages):
    """Partitions whose log has lost its end, which was read."""
    return [(message.topic(), message.partition()) for message in messages
            if message.error() is not None and message.error().code() == confluent_kafka.KafkaError._AUTO_OFFSET_RESET]


def assign(consumer, places):
    consumer.assign([confluent_kafka.TopicPartition(*place, offset) for place, offset in places.items()])


def follow(consumer, out, position, stop, places):
    """Until `stop` is set and nothing has come for a moment. `position` counts what was read; `places` are {(topic, partition): next offset}."""
    quiet = time.monotonic()
    while True:
        messages = consumer.consume(1000, timeout=0.2)
        good = [message for message in messages if message.error() is None]
        if good:
            out.raw(''.join(map(line, good)))
            position.value += len(good)
            places.update({(message.topic(), message.partition()): message.offset() + 1 for message in good})
            quiet = time.monotonic()
        elif stop.is_set() and time.monotonic() - quiet > 2:
            return
        # What comes in place of the end begins with repeats, so none is missed.
        for place in cut(messages):
            places[place] = consumer.get_watermark_offsets(confluent_kafka.TopicPartition(*place), timeout=10)[1]
            assign(consumer, places)


def main(folder, position, stop):
    out = ledger.Piece(folder / 'messages.jsonl')
    consumer = confluent_kafka.Consumer({'bootstrap.servers': t.BOOTSTRAP, 'group.id': 'chaos-reader', 'enable.auto.commit': False,
                                         'auto.offset.reset': 'error', 'fetch.wait.max.ms': 200, 'queued.min.messages': 20000})
    places = {(topic, partition): 0 for topic, count in t.partition_counts().items() if not topic.startswith('__') for partition in range(count)}
    assign(consumer, places)
    follow(consumer, out, position, stop, places)
    consumer.close()
    out.close()
