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

-- Forgets the windows whose rows outbox_maintain drops; tells how many. A row may be an hour older than its window: no transaction takes so
-- long.
CREATE FUNCTION outbox_window_maintain() RETURNS bigint LANGUAGE sql AS $$
    WITH gone AS (
        DELETE FROM outbox_window
        WHERE opened_at < ((now() AT TIME ZONE 'UTC')::date - 3)::timestamp AT TIME ZONE 'UTC' + interval '1 hour'
        RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
