// Reads kcat's JSON lines (-J) on standard input as CloudEvents with the official SDK; prints one line of JSON an event.
import { createInterface } from 'node:readline';
import { Kafka } from 'cloudevents';

const headersOf = (pairs) => Object.fromEntries(
  Array.from({ length: (pairs ?? []).length / 2 }, (_, i) => [pairs[2 * i], pairs[2 * i + 1]]));

for await (const line of createInterface({ input: process.stdin })) {
  const row = JSON.parse(line);
  const event = Kafka.toEvent({ headers: headersOf(row.headers), key: row.key, value: row.payload, topic: row.topic });
  event.validate();
  const data = typeof event.data === 'string' ? JSON.parse(event.data) : event.data;
  console.log(JSON.stringify({ topic: row.topic, type: event.type, source: event.source, subject: event.subject, time: event.time, data }));
}
