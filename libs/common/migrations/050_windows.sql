-- The windows that the relay opened, with the numbers that each began with: from here rows can be sent again under the numbers they had
-- when a log has lost them (resend.h). Most windows go on with the numbers of the one before: only some note them, since they are long and windows
-- many. Kept as long as the rows themselves.
CREATE TABLE outbox_window (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    epoch     bigint      NOT NULL,
    opened_at timestamptz NOT NULL,
    prev      pg_snapshot NOT NULL,
    prev_at   timestamptz NOT NULL,
    cur       pg_snapshot NOT NULL,
    base      jsonb -- the numbers; null: those after the window before
);
CREATE INDEX outbox_window_opened_at ON outbox_window USING brin (opened_at);

-- As before, and forgets the windows whose rows are dropped. A row may be an hour older than its window: no transaction takes so long.
CREATE OR REPLACE FUNCTION outbox_maintain() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    today  date := (now() AT TIME ZONE 'UTC')::date;
    day    date;
    part   text;
    done   int := 0;
    unsent boolean;
BEGIN
    FOR day IN SELECT today + n FROM generate_series(0, 2) AS n LOOP
        part := 'outbox_' || to_char(day, 'YYYYMMDD');
        CONTINUE WHEN to_regclass(part) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE outbox INCLUDING DEFAULTS INCLUDING STORAGE)', part);
        EXECUTE format('ALTER TABLE outbox ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part,
                       day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
        done := done + 1;
    END LOOP;
    DELETE FROM outbox_window WHERE opened_at < (today - 3)::timestamp AT TIME ZONE 'UTC' + interval '1 hour';
    FOR part IN
        SELECT c.relname
        FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'outbox'::regclass
          AND c.relname < 'outbox_' || to_char(today - 3, 'YYYYMMDD')
        ORDER BY c.relname
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I, outbox_cursor WHERE xid >= pg_snapshot_xmin(prev))', part) INTO unsent;
        CONTINUE WHEN unsent;
        EXECUTE format('DROP TABLE %I', part);
        done := done + 1;
    END LOOP;
    RETURN done;
END
$$;
