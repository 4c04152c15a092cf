-- Growing tables are partitioned by month on their UUIDv7 id: the first 48 bits are milliseconds.
CREATE FUNCTION uuid7_floor(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partitions of this month and `ahead` more of a table, and the default one for what is older (migrated
-- history) or far ahead. Returns how many it made.
CREATE FUNCTION make_month_partitions(parent text, ahead int, fill int DEFAULT 100) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    first timestamptz;
    part  text;
    made  int := 0;
BEGIN
    FOR n IN 0 .. ahead LOOP
        first := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + n * interval '1 month';
        part := parent || '_' || to_char(first AT TIME ZONE 'UTC', 'YYYYMM');
        CONTINUE WHEN to_regclass(part) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L) WITH (fillfactor = %s)', part, parent,
                       uuid7_floor(first), uuid7_floor(first + interval '1 month'), fill);
        made := made + 1;
    END LOOP;
    part := parent || '_rest';
    IF to_regclass(part) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT WITH (fillfactor = %s)', part, parent, fill);
    END IF;
    RETURN made;
END
$$;

-- Every table of the schema that is partitioned on a uuid gets its coming months; run by a job of every service.
CREATE FUNCTION maintain_month_partitions() RETURNS int LANGUAGE sql AS $$
    SELECT coalesce(sum(make_month_partitions(c.relname::text, 2))::int, 0)
    FROM pg_partitioned_table p
    JOIN pg_class c ON c.oid = p.partrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0]
    WHERE c.relnamespace = current_schema()::regnamespace
      AND a.atttypid = 'uuid'::regtype
$$;
