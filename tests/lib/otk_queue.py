"""A department's queue full of stages that are copies of real ones, for benches that take from it."""
import otk_bench


def queued(database, department):
    """How many wait in the queue of the department of this code."""
    return database.value("SELECT count(*) FROM routing.stage WHERE state = 'QUEUED' AND mode = 'POOL' AND department = "
                          "(SELECT id FROM staff.department WHERE code = :'code')", code=department)


def prepare(database):
    """What is copied: the stages that wait in a queue now."""
    database.psql("CREATE TABLE bench_case AS SELECT row_number() OVER (ORDER BY id) - 1 AS seed, * FROM routing.case_file AS c "
                  "WHERE EXISTS (SELECT FROM routing.stage AS s WHERE s.appeal_id = c.id AND s.state = 'QUEUED' AND s.mode = 'POOL')")
    database.psql('CREATE TABLE bench_stage AS SELECT c.seed, s.* FROM routing.stage AS s JOIN bench_case AS c ON c.id = s.appeal_id '
                  "WHERE s.state = 'QUEUED' AND s.mode = 'POOL'")


def fill(database, tag, count, branch, department, due_at, priority):
    """So many stages that wait in the department's queue, each of an appeal of its own. Due time and priority: SQL over their number m.n."""
    now_ms = "extract(epoch FROM clock_timestamp()) * 1000"
    ident = ("(lpad(to_hex(({ms})::bigint), 12, '0') || '7' || substr(md5('{tag}{kind}' || m.n), 1, 3) || '8' || "
             "substr(md5('{tag}{kind}' || m.n), 4, 15))::uuid")
    case, stage = (ident.format(ms=now_ms, tag=tag, kind=kind) for kind in ('case', 'stage'))
    database.psql(f'DROP TABLE IF EXISTS bench_new; CREATE TABLE bench_new AS SELECT n, {case} AS case, {stage} AS stage '
                  f'FROM generate_series(1, {count}) AS m(n)')
    source = 'FROM bench_new AS m JOIN {} AS s ON s.seed = m.n % (SELECT count(*) FROM bench_case)'
    otk_bench.copy_rows(database, 'routing.case_file', source.format('bench_case'), {
        'id': 'm.case', 'number': f"'{tag}-' || m.n", 'holder': 'NULL', 'held_by': "'{}'", 'branch': f"'{branch}'"})
    otk_bench.copy_rows(database, 'routing.stage', source.format('bench_stage'), {
        'id': 'm.stage', 'appeal_id': 'm.case', 'number': f"'{tag}-' || m.n", 'branch': f"'{branch}'", 'state': "'QUEUED'", 'mode': "'POOL'",
        'holder': 'NULL', 'holder_name': 'NULL', 'first_holder': 'NULL', 'taken_at': 'NULL', 'done_at': 'NULL', 'how': 'NULL',
        'due_at': due_at, 'priority': priority,
        'department': f"(SELECT id FROM staff.department WHERE code = '{department}')"})
    for table in ('case_file', 'stage'):
        database.psql(f'VACUUM ANALYZE routing.{table}')
