"""What stands in the databases, the mailboxes and at the ends of the topics when a run is over, as lines of the ledger."""
import email
import subprocess

import otk_test as t

# Name of a list and the query of its rows; a row becomes {"k": "d", "d": [name, row]}.
ROWS = {
    'appeal': """SELECT id, version, number, branch, state, cycle_no, source, external_id, subject, public_no, due_date, channel, client_kind,
                        service, type_code, received_at, registered_at, sent_at, answered_at, closed_at, overdue AS late, response_id,
                        CASE WHEN answered_at IS NOT NULL THEN answered_by_way END AS answered_by_way FROM intake.appeal""",
    'submission': 'SELECT key, appeal_id, number FROM intake.submission',
    'number': 'SELECT number, appeal_id FROM intake.appeal_number',
    'history': 'SELECT appeal_id, event, from_state, to_state FROM intake.history ORDER BY appeal_id, id',
    'case': 'SELECT id, version, cycle_no, state FROM routing.case_file',
    'stage': 'SELECT id, appeal_id, cycle_no, seq, role, state, holder, version, entered_at, done_at, returns FROM routing.stage',
    'response': 'SELECT id, appeal_id, cycle_no, state FROM routing.response',
    'deadline': """SELECT id, appeal_id, object, stage_id, cycle_no, state, due_at, generation, fired, thresholds, armed_at, ended_at
                   FROM sla_timer.deadline""",
    'timer': 'SELECT id, deadline_id, generation, due_at FROM sla_timer.timer',
    'delivery': 'SELECT id, response_id, appeal_id, cycle_no, channel, address, state, reached, attempts FROM notification.delivery',
    'fact': """SELECT appeal_id AS id, number, branch, state, cycle_no, channel, client_kind, service, type_code, received_at, registered_at, sent_at,
                      answered_at, closed_at, answered_by_way, late FROM reporting.fact_appeal""",
    'audit': 'SELECT seq, at, service, action, entity, entity_id, outcome, prev_hash, hash FROM staff.audit ORDER BY seq',
    'client': 'SELECT id FROM client_registry.client',
    'account': r"""SELECT billing_system, regexp_replace(number, '\D', '', 'g') AS number FROM client_registry.account""",
    'client_of_archive': 'SELECT id, kind FROM archive.client',
    'folder_template': 'SELECT client_kind, code FROM archive.folder_template',
    'folder': 'SELECT client_id, code FROM archive.folder',
    'document': 'SELECT id, appeal_id, file_key FROM archive.document',
    'claim': 'SELECT id, name, state, sha256 FROM archive.claim',
    'fetch': 'SELECT appeal_id, file_key, state, document_id FROM archive.file_fetch',
}
# The same of every service; {schema} is its schema.
EACH = {
    'outbox': """SELECT '{schema}' AS service, id, topic, key, type, headers::json->>'ce_id' AS event FROM {schema}.outbox""",
    'offset': """SELECT '{schema}' AS service, topic, partition, next FROM {schema}.bus_offset""",
    'sequence': """SELECT '{schema}' AS service, source, topic, partition, epoch, sequence FROM {schema}.bus_sequence""",
    'parked': """SELECT '{schema}' AS service, park_key, topic, partition, message_offset FROM {schema}.parked""",
    'dead': """SELECT '{schema}' AS service, topic, partition, message_offset, reason, state FROM {schema}.dead_letter""",
    'cursor': """SELECT '{schema}' AS service, epoch, cur IS NOT NULL AS open,
                        (SELECT count(*) FROM {schema}.outbox WHERE NOT pg_visible_in_snapshot(xid, prev)) AS unsent FROM {schema}.outbox_cursor""",
}


def queries(services):
    yield from ROWS.items()
    for name, query in EACH.items():
        for service in services:
            yield name, query.format(schema=service.replace('-', '_'))


def _copy(name, query):
    flat = ' '.join(query.split())
    return f"COPY (SELECT json_build_object('k', 'd', 'd', json_build_array('{name}', to_json(r))) FROM ({flat}) AS r) TO STDOUT " \
           "WITH (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02');\n"


def database(database, services, out):
    """All of it in one snapshot."""
    script = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n' + ''.join(_copy(*one) for one in queries(services)) + 'COMMIT;\n'
    reading = subprocess.Popen(['psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', '-h', str(t.STATE / 'postgres/run'), '-p', str(t.POSTGRES_PORT),
                                '-U', 'postgres', '-d', database.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    reading.stdin.write("SET statement_timeout = 0;\n" + script)
    reading.stdin.close()
    for line in reading.stdout:
        out.raw(line)
    assert reading.wait() == 0, 'the databases could not be read'


def mailboxes(folder, out):
    """Every letter that lies in a mailbox."""
    for path in folder.glob('*/new/*'):
        letter = email.message_from_bytes(path.read_bytes())
        out.add('letter', mailbox=path.parent.parent.name, message_id=letter['Message-ID'])

