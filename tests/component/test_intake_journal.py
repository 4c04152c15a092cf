"""The journal of intake against a plain recount: whatever shape a filter's question takes, its pages are the rows that it names."""
import datetime
import random

import pytest

ROWS, FILTERS = 4000, 250
ME, DEPARTMENT, HEADED, CHIEF = (f'00000000-0000-4000-8000-00000000000{n}' for n in range(1, 5))
OTHER = '00000000-0000-4000-8000-0000000000ff'
BRANCHES, STATES, CHANNELS = ['SMR', 'SVE', 'ULN'], ['RECEIVED', 'REGISTERED', 'IN_WORK', 'CLOSED', 'WITHDRAWN'], ['LK', 'OFFICE', 'CALL']
TYPES = [f'T-{n}' for n in range(8)]
WORDS = ['счётчик', 'квитанция', 'счётчик квитанция', 'слово7', 'небывалое']
PERSONS = {'all': {'branches': ['*'], 'branch': 'HQ'}, 'secret': {'branches': ['*'], 'branch': 'HQ', 'confidential': True},
           'one': {'branches': ['SMR'], 'branch': 'SMR'}, 'head': {'branches': ['SMR'], 'branch': 'SMR', 'heads': [HEADED], 'superiors': [CHIEF]}}

# Appeals of 26 months, some months with a partition of their own; a fifth was entered up to 20 days after its reception. One in 40 is the
# department's, one in 50 was the person's, one in 60 is about the person or the head above.
FILL = f"""
SET ROLE otklik_intake; SET search_path = intake, public;
DO $$ DECLARE first timestamptz; parent text; BEGIN
    FOREACH parent IN ARRAY ARRAY['appeal', 'appeal_text'] LOOP FOR n IN 1 .. 6 LOOP
        first := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - n * interval '1 month';
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', parent || to_char(first, '_YYYYMM'), parent,
                       uuid7_floor(first), uuid7_floor(first + interval '1 month'));
    END LOOP; END LOOP;
END $$;
CREATE TEMP TABLE made AS
SELECT n, ('x' || substr(md5(n::text), 1, 7))::bit(28)::int AS a, ('x' || substr(md5(n::text), 9, 7))::bit(28)::int AS b,
       now() - n * interval '26 months' / {ROWS} AS at, (overlay(uuid7_floor(now() - n * interval '26 months' / {ROWS})::text
       placing '7' || substr(md5(n::text), 1, 3) || '-8' || substr(md5(n::text), 4, 3) || '-' || substr(md5(n::text), 7, 12) from 15))::uuid AS id
FROM generate_series(1, {ROWS}) AS n;
INSERT INTO appeal (id, version, number, branch, state, channel, client_kind, type_code, client_id, subject, received_at, due_at, answered_at,
                    overdue, trouble, holder, department, held_by, excluded, confidential, author)
SELECT id, 1, 'N-' || n, (ARRAY{BRANCHES})[1 + a % 3], (ARRAY{STATES})[1 + b % 5], (ARRAY{CHANNELS})[1 + a / 3 % 3], 'FL', 'T-' || b % 8,
       md5((a % 90)::text)::uuid, 'Обращение', at - CASE WHEN b % 5 = 0 THEN (a % 20) * interval '1 day' ELSE interval '0' END,
       at + interval '30 days', CASE WHEN b % 5 >= 3 THEN at + interval '9 days' END, b % 30 = 2, CASE WHEN a % 70 = 3 THEN 'no_route' END,
       CASE WHEN b % 5 < 3 AND a % 45 = 0 THEN '{ME}'::uuid WHEN b % 5 < 3 THEN '{OTHER}'::uuid END,
       CASE a % 40 WHEN 0 THEN '{DEPARTMENT}'::uuid WHEN 1 THEN '{HEADED}'::uuid END,
       CASE WHEN b % 50 = 0 THEN '{{{ME}}}'::uuid[] ELSE '{{}}' END,
       CASE b % 60 WHEN 0 THEN '{{{ME}}}'::uuid[] WHEN 1 THEN '{{{CHIEF}}}'::uuid[] ELSE '{{}}' END, a % 25 = 0, CASE WHEN a % 80 = 5 THEN '{ME}'::uuid END
FROM made;
INSERT INTO appeal_text (id, text) SELECT id, (ARRAY['счётчик', 'квитанция', 'долг'])[1 + a % 3] || ' ' ||
    (ARRAY['счётчик', 'квитанция', 'адрес', 'вода'])[1 + b % 4] || ' слово' || a % 200 FROM made;
INSERT INTO appeal_number (number, appeal_id) SELECT 'N-' || n, id FROM made;
RESET ROLE;
ANALYZE intake.appeal; ANALYZE intake.appeal_text;
"""
STORED = """SELECT id, number, branch, state, channel, type_code AS type, client_id AS client, holder, department, held_by, excluded, author, cycle_no,
    confidential, overdue OR (due_at < now() AND answered_at IS NULL) AS overdue_now, overdue, trouble IS NOT NULL AS trouble,
    to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day FROM intake.appeal ORDER BY id DESC"""


@pytest.fixture(scope='module')
def journal(service, database):
    intake = service('intake')
    database.psql(FILL)
    stored = database.rows(STORED)
    assert len(stored) == ROWS
    query = "SELECT id FROM intake.appeal_text WHERE to_tsvector('russian', text) @@ websearch_to_tsquery('russian', :'text')"
    return intake, stored, {text: {row['id'] for row in database.rows(query, text=text)} for text in WORDS}


def sees(who, row):
    heads, chain = who.get('heads', []), {ME, *who.get('superiors', [])}
    near = row['department'] in (DEPARTMENT, *heads) or row['holder'] == ME or ME in row['held_by']
    seen = '*' in who['branches'] or row['branch'] in who['branches'] or near
    own = row['author'] == ME and row['holder'] is None and row['cycle_no'] == 0
    secret = who.get('confidential') or row['holder'] == ME or row['department'] in heads or own
    return seen and (not row['confidential'] or secret) and not chain & set(row['excluded'])


def matches(one, row, hits):
    overdue = {'true': row['overdue_now'], 'false': not row['overdue'], None: True}[one.get('overdue')]
    lists = all(row[name] in one[name] for name in ('branch', 'state', 'type', 'channel') if name in one)
    equal = all(row[name] == one[name] for name in ('holder', 'client', 'number', 'author') if name in one)
    period = one.get('from', '') <= row['day'] <= one.get('to', '9')
    trouble = 'trouble' not in one or row['trouble'] == (one['trouble'] == 'true')
    return (overdue and lists and equal and period and trouble and ('after' not in one or row['id'] < one['after'])
            and ('text' not in one or row['id'] in hits[one['text']]))


def filters(stored):
    chance = random.Random(7)
    some = lambda values: chance.sample(values, chance.randint(1, 2))
    rows = lambda: chance.choice(stored)
    days = lambda: dict(zip(('from', 'to'), sorted((rows()['day'], rows()['day']))))
    makers = {'branch': lambda: some(BRANCHES), 'state': lambda: some(STATES), 'type': lambda: some(TYPES), 'channel': lambda: some([*CHANNELS, 'EDO']),
              'holder': lambda: chance.choice([ME, OTHER]), 'client': lambda: rows()['client'], 'number': lambda: rows()['number'],
              'author': lambda: ME, 'overdue': lambda: chance.choice(['true', 'false']), 'trouble': lambda: chance.choice(['true', 'false']),
              'text': lambda: chance.choice(WORDS), 'after': lambda: rows()['id'], 'days': days}
    for _ in range(FILTERS):
        one = {name: makers[name]() for name in chance.sample(list(makers), chance.choice([0, 1, 1, 2, 2, 3, 4]))}
        period = one.pop('days', {})
        if chance.random() < 0.3 and period:
            period.pop(chance.choice(['from', 'to']))
        yield {**one, **period}, chance.choice(list(PERSONS)), chance.choice([20, 50, 200])


def pages(api, one, limit):
    """The ids of the first three pages, and whether more follow."""
    found, after = [], {}
    for _ in range(3):
        page = api.post('/v1/appeals/search', {**one, **after, 'limit': limit})
        assert page.status == 200, (page, one)
        found += [line['id'] for line in page.json['items']]
        if not page.json.get('next'):
            return found, False
        after = {'after': page.json['next']}
    return found, True


def test_pages_and_counts_of_seeded_filters_are_those_of_a_recount(journal, issuer):
    intake, stored, hits = journal
    apis = {name: intake.api(issuer.token(sub=ME, rights=['appeal.read'], department=DEPARTMENT, **who)) for name, who in PERSONS.items()}
    some = 0
    for one, person, limit in filters(stored):
        expected = [row['id'] for row in stored if sees(PERSONS[person], row) and matches(one, row, hits)]
        assert pages(apis[person], one, limit) == (expected[:3 * limit], len(expected) > 3 * limit), (one, person, limit)
        count = apis[person].post('/v1/appeals/counts', {'filters': [one]})
        if 'after' not in one or count.status == 200:
            assert count.json['counts'] == [{'count': min(len(expected), 999), 'more': len(expected) > 999}], (one, person)
        some += bool(expected)
    assert some > FILTERS / 3


def test_what_was_entered_weeks_late_is_found_in_the_period_of_its_reception(journal, issuer):
    intake, stored, _ = journal
    api = intake.api(issuer.token(sub=ME, rights=['appeal.read'], department=DEPARTMENT, **PERSONS['secret']))
    entered = lambda row: datetime.datetime.fromtimestamp(int(row['id'][:8] + row['id'][9:13], 16) / 1000, datetime.timezone.utc).date()
    late = next(row for row in stored if (entered(row) - datetime.date.fromisoformat(row['day'])).days > 14 and sees(PERSONS['secret'], row))
    expected = [row['id'] for row in stored if row['day'] == late['day'] and sees(PERSONS['secret'], row)]
    assert late['id'] in expected and pages(api, {'from': late['day'], 'to': late['day']}, 200) == (expected, False)
