-- What every service's schema holds for the platform. Runs with the service's schema as search_path and as its role.

-- Where the service stands in each partition: moved by compare-and-set in the transaction of the batch.
CREATE TABLE bus_offset (
    topic     text   NOT NULL,
    partition int    NOT NULL,
    next      bigint NOT NULL,
    PRIMARY KEY (topic, partition)
) WITH (fillfactor = 70);

-- The last number taken from each publisher in each partition: equal or lower is a repeat.
CREATE TABLE bus_sequence (
    source    text   NOT NULL,
    topic     text   NOT NULL,
    partition int    NOT NULL,
    epoch     bigint NOT NULL,
    sequence  bigint NOT NULL,
    PRIMARY KEY (source, topic, partition)
) WITH (fillfactor = 70);

-- What the service has to say. Insert-only, in daily partitions. Rows are found by xid alone: a key on id would tempt the
-- planner to walk it for ORDER BY; the BRIN index costs next to nothing and serves the pieces of a large window.
-- `payload` is JSON text; `bytes` is sent in its place where it is not null (dead letters); both null: a tombstone.
CREATE TABLE outbox (
    id         bigint      GENERATED ALWAYS AS IDENTITY,
    xid        xid8        NOT NULL DEFAULT pg_current_xact_id(),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    topic      text        NOT NULL,
    key        text,
    type       text        NOT NULL,
    headers    text        NOT NULL,
    payload    text,
    bytes      bytea
) PARTITION BY RANGE (created_at);
-- Not compressed, so that the size of a row is known without reading it (the relay reads pieces bounded in bytes).
ALTER TABLE outbox ALTER COLUMN payload SET STORAGE EXTERNAL, ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX outbox_xid ON outbox (xid);
CREATE INDEX outbox_id ON outbox USING brin (id) WITH (pages_per_range = 32, autosummarize = on);

-- The relay's place: rows not visible in `prev` are to be sent. While a window is open (`cur` not null), those of it up to
-- `last_id` are sent, and `base` holds the numbers to go on with: {"topic": [one number a partition]}.
CREATE TABLE outbox_cursor (
    one       boolean     PRIMARY KEY DEFAULT true CHECK (one),
    epoch     bigint      NOT NULL DEFAULT 1,
    prev      pg_snapshot NOT NULL,
    prev_at   timestamptz NOT NULL,
    cur       pg_snapshot,
    opened_at timestamptz,
    last_id   bigint      NOT NULL DEFAULT 0,
    base      jsonb       NOT NULL DEFAULT '{}'
) WITH (fillfactor = 50);
INSERT INTO outbox_cursor (prev, prev_at) VALUES (pg_current_snapshot(), clock_timestamp());

-- Makes the partitions of today and the two days after; drops those older than three days in which every row was sent.
-- A partition is made aside and attached, since that does not stop the writers. Returns how many it made or dropped.
CREATE FUNCTION outbox_maintain() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    day   date;
    part  text;
    done  int := 0;
    unsent boolean;
BEGIN
    FOR day IN SELECT (now() AT TIME ZONE 'UTC')::date + n FROM generate_series(0, 2) AS n LOOP
        part := 'outbox_' || to_char(day, 'YYYYMMDD');
        CONTINUE WHEN to_regclass(part) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE outbox INCLUDING DEFAULTS INCLUDING STORAGE)', part);
        EXECUTE format('ALTER TABLE outbox ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part,
                       day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
        done := done + 1;
    END LOOP;
    FOR part IN
        SELECT c.relname
        FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'outbox'::regclass
          AND c.relname < 'outbox_' || to_char((now() AT TIME ZONE 'UTC')::date - 3, 'YYYYMMDD')
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
SELECT outbox_maintain();

-- After a restore: numbers start again in a new epoch, so that consumers do not take new events for repeats, and what
-- was not sent is written again under the new cluster's transaction ids. Returns how many rows that were.
CREATE FUNCTION outbox_restored() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    old  outbox_cursor;
    rows bigint;
BEGIN
    SELECT * INTO old FROM outbox_cursor FOR UPDATE;
    UPDATE outbox_cursor
    SET epoch = epoch + 1, prev = pg_current_snapshot(), prev_at = clock_timestamp(),
        cur = NULL, opened_at = NULL, last_id = 0, base = '{}';
    INSERT INTO outbox (topic, key, type, headers, payload, bytes)
    SELECT topic, key, type, headers, payload, bytes
    FROM outbox
    WHERE xid >= pg_snapshot_xmin(old.prev)
      AND NOT pg_visible_in_snapshot(xid, old.prev)
      AND NOT (old.cur IS NOT NULL AND pg_visible_in_snapshot(xid, old.cur) AND id <= old.last_id)
    ORDER BY id;
    GET DIAGNOSTICS rows = ROW_COUNT;
    RETURN rows;
END
$$;

-- Events that came before what they need, kept in order under the key they wait for. `headers` is a JSON object.
CREATE TABLE parked (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    park_key       text        NOT NULL,
    topic          text        NOT NULL,
    partition      int         NOT NULL,
    message_offset bigint      NOT NULL,
    message_time   timestamptz NOT NULL,
    headers        text        NOT NULL,
    key            bytea,
    value          bytea,
    parked_at      timestamptz NOT NULL DEFAULT now(),
    tries          int         NOT NULL DEFAULT 0,
    UNIQUE (topic, partition, message_offset)
);
CREATE INDEX parked_park_key ON parked (park_key, id);
-- An event waits behind a parked one of its key and topic.
CREATE INDEX parked_event_key ON parked (key);
