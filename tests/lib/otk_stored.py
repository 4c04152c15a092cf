"""Lives that were lived before: a bench among them tells whether a figure stays what it was when a company has worked for two years.

A thousand real lives are copied into the tables of every service, in the proportions in which they stand there, with other ids, numbers
and times over 24 months; a tenth of them is open, with its timers. OTKLIK_BENCH_STORED: how many (none)."""
import concurrent.futures
import os

import otk_bench
import otk_life
import otk_test as t

COUNT = int(os.environ.get('OTKLIK_BENCH_STORED', '0'))
ANSWERED, OPEN, MONTHS = 900, 100, 24
AT_ONCE = 20  # copies in one statement
TABLES = {
    'intake': ['appeal', 'appeal_text', 'appeal_number', 'history', 'stage_line', 'submission'], 'routing': ['case_file', 'stage', 'response'],
    'sla_timer': ['appeal', 'deadline', 'timer'], 'archive': ['appeal'], 'notification': ['response', 'delivery', 'notice'],
    'reporting': ['fact_appeal', 'fact_stage', 'fact_delivery'],
}
# Unique for ever.
NAMES = ('number', 'key', 'external_id')
OVERRIDES = {
    # intake closes what was answered long ago
    'intake.appeal': {'state': "CASE s.state WHEN 'ANSWERED' THEN 'CLOSED' ELSE s.state END"},
    'reporting.fact_appeal': {'state': "CASE s.state WHEN 'ANSWERED' THEN 'CLOSED' ELSE s.state END"},
    # who takes from a queue gets what a bench puts there
    'routing.stage': {'priority': '9'},
}

# Of a uuid that was made since the lives began: the same of a copy, so much older. Others, of persons and departments, stay.
MOVED = """
CREATE SCHEMA bench;
CREATE FUNCTION bench.moved(id uuid, since uuid, copy bigint, back interval) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN id < since OR substr(id::text, 15, 1) <> '7' THEN id ELSE
        (lpad(to_hex(('x' || translate(substr(id::text, 1, 13), '-', ''))::bit(48)::bigint - (extract(epoch FROM back) * 1000)::bigint), 12, '0')
         || '7' || substr(md5(id::text || copy), 1, 3) || '8' || substr(md5(id::text || copy), 4, 15))::uuid END
$$;
"""
PARTITIONS = """
SET ROLE otklik_{schema}; SET search_path = {schema}, public;
DO $$ DECLARE first timestamptz; parent text; BEGIN
    FOR n IN 1 .. {months} LOOP FOREACH parent IN ARRAY ARRAY[{parents}]::text[] LOOP
        first := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - n * interval '1 month';
        EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L) WITH (fillfactor = 70)',
                       parent || '_' || to_char(first AT TIME ZONE 'UTC', 'YYYYMM'), parent,
                       uuid7_floor(first), uuid7_floor(first + interval '1 month'));
    END LOOP; END LOOP;
END $$;
"""


def past_months(database, schema, months, tables):
    """Past months have partitions of their own in these tables, as they would have had in life."""
    database.psql(PARTITIONS.format(schema=schema, months=months, parents=', '.join(f"'{name}'" for name in tables)))


def live(bench):
    """The real lives, to their end where a person is not needed. Returns the id that they all follow."""
    since = bench.database.value("SELECT intake.uuid7_floor(now()) AS since")
    otk_bench.send(otk_bench.submissions(ANSWERED, [otk_life.AUTOMATIC]))
    otk_bench.send(otk_bench.submissions(OPEN, [code for code in otk_bench.TYPES if code != otk_life.AUTOMATIC]))
    t.wait_until(lambda: bench.database.value("SELECT count(*) FROM intake.appeal WHERE state = 'ANSWERED'") >= ANSWERED, 120, 'the lives to copy')
    bench.quiet()
    return since


def changed(table, name, kind, since):
    """The column of a copy c of the row s as SQL; None where it is the row's own."""
    if name in OVERRIDES.get(table, {}):
        return OVERRIDES[table][name]
    if kind == 'uuid':
        return f"bench.moved(s.{name}, '{since}', c.n, c.back)"
    if kind == 'timestamp with time zone' and 'due' not in name:
        return f's.{name} - c.back'
    if kind == 'text' and name in NAMES:
        return f"s.{name} || '-' || c.n"
    return None


def copy(database, table, since, copies):
    """The rows of the real lives as they stand now are kept apart, or the copies would be copied."""
    kinds = {row['name']: row['kind'] for row in database.rows(
        "SELECT attname AS name, format_type(atttypid, NULL) AS kind FROM pg_attribute WHERE attrelid = :'table'::regclass AND attnum > 0", table=table)}
    sql = {name: changed(table, name, kinds[name], since) for name in otk_bench.columns(database, table)}
    origin = f"bench.{table.replace('.', '_')}"
    database.psql(f"CREATE TABLE {origin} AS SELECT * FROM {table} WHERE {'appeal_id' if 'appeal_id' in sql else 'id'} >= '{since}'")
    for first in range(1, copies + 1, AT_ONCE):
        last = min(first + AT_ONCE - 1, copies)
        otk_bench.copy_rows(database, table, f"FROM {origin} AS s, (SELECT n, n * (interval '{MONTHS} months' / {copies}) AS back "
                            f'FROM generate_series({first}, {last}) AS n) AS c', {name: text for name, text in sql.items() if text})
    database.psql(f'SET statement_timeout = 0;\nVACUUM ANALYZE {table}')


def fill(bench, table):
    """So many stored lives as were asked for, told as a row of the table. The bench has its company and clients."""
    if not COUNT:
        return
    since, copies = live(bench), max(1, COUNT // (ANSWERED + OPEN))
    bench.database.psql(MOVED)
    for schema, names in TABLES.items():
        parted = bench.database.rows("SELECT relname AS name FROM pg_class WHERE relkind = 'p' AND relnamespace = :'schema'::regnamespace "
                                     "AND relname = ANY (:'names'::text[])", schema=schema, names='{' + ','.join(names) + '}')
        past_months(bench.database, schema, MONTHS + 1, [row['name'] for row in parted])
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda name: copy(bench.database, name, since, copies), [f'{schema}.{name}' for schema, names in TABLES.items() for name in names]))
    bench.database.psql('CHECKPOINT')
    stored = bench.database.value('SELECT count(*) FROM intake.appeal')
    size = bench.database.value('SELECT pg_size_pretty(pg_database_size(current_database()))')
    table.add('lives stored before', f'{stored:,}, {size}')
