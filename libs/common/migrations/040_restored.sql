-- After a restore: numbers start again in a new epoch, so that consumers do not take new events for repeats, and what was not
-- sent is written again under this cluster's transaction ids. Returns how many rows that were. Against the first form:
--   * the place is this transaction's own id, not a snapshot: a snapshot taken after somebody else's later transaction has
--     ended holds this one for ended as well, and what it writes again for sent;
--   * ids of a cluster that had counted further are made old, or the rows would be sent once more when this one gets there;
--   * there is room for today, however old the backup is;
--   * the epoch is the time, so that a second restore of the same backup begins another one.
CREATE OR REPLACE FUNCTION outbox_restored() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    own  xid8 := pg_current_xact_id();
    old  outbox_cursor;
    rows bigint;
BEGIN
    PERFORM outbox_maintain();
    SELECT * INTO old FROM outbox_cursor FOR UPDATE;
    UPDATE outbox_cursor
    SET epoch = greatest(old.epoch + 1, floor(date_part('epoch', clock_timestamp()))::bigint),
        prev = format('%s:%s:', own, own)::pg_snapshot, prev_at = clock_timestamp(),
        cur = NULL, opened_at = NULL, last_id = 0, base = '{}';
    INSERT INTO outbox (topic, key, type, headers, payload, bytes)
    SELECT topic, key, type, headers, payload, bytes
    FROM outbox
    WHERE xid >= pg_snapshot_xmin(old.prev)
      AND NOT pg_visible_in_snapshot(xid, old.prev)
      AND NOT (old.cur IS NOT NULL AND pg_visible_in_snapshot(xid, old.cur) AND id <= old.last_id)
    ORDER BY id;
    GET DIAGNOSTICS rows = ROW_COUNT;
    UPDATE outbox SET xid = '3' WHERE xid > own;
    RETURN rows;
END
$$;
