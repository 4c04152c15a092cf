# lag.sh: how many messages each service has not taken yet: the ends of Kafka's partitions less the offsets that the
# service keeps in PostgreSQL. Needs postgres.sh, bus.sh and settings.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

# lag_places: lines "SCHEMA TOPIC PARTITION NEXT" of every service that has consumed anything.
lag_places() {
    postgres_admin "$state/postgres" "$OTKLIK_POSTGRES_PORT" -d otklik -At -F ' ' <<'SQL'
SELECT format('SELECT %L, topic, partition, next FROM %I.bus_offset', schemaname, schemaname)
  FROM pg_tables
 WHERE tablename = 'bus_offset' \gexec
SQL
}

# lag_ends: standard input has "TOPIC PARTITION" lines; prints "TOPIC PARTITION END".
lag_ends() {
    local topic partition query=()
    while read -r topic partition; do query+=(-t "$topic:$partition:-1"); done
    [ "${#query[@]}" -gt 0 ] || return 0
    bus_kcat -Q "${query[@]}" | sed -n 's/^\(.*\) \[\([0-9]*\)\] offset \(-\{0,1\}[0-9]*\)$/\1 \2 \3/p'
}

# lag_all: lines "SCHEMA LAG".
lag_all() {
    local places
    places=$(lag_places 2>/dev/null) || return 0
    [ -n "$places" ] || return 0
    awk 'NR == FNR {end[$1, $2] = $3; next}
         {lag[$1] += end[$2, $3] - ($4 > 0 ? $4 : 0)}
         END {for (schema in lag) print schema, lag[schema]}' \
        <(awk '{print $2, $3}' <<<"$places" | sort -u | lag_ends) <(printf '%s\n' "$places")
}

# outbox_unsent: how many rows the services have not published yet.
outbox_unsent() {
    local schemas counts='SELECT 0'
    schemas=$(postgres_admin "$state/postgres" "$OTKLIK_POSTGRES_PORT" -d otklik -At \
        -c "SELECT schemaname FROM pg_tables WHERE tablename = 'outbox_cursor'") || return 1
    local schema
    for schema in $schemas; do
        counts+=" UNION ALL SELECT count(*) FROM $schema.outbox, $schema.outbox_cursor
                 WHERE cur IS NOT NULL OR NOT pg_visible_in_snapshot(xid, prev)"
    done
    postgres_admin "$state/postgres" "$OTKLIK_POSTGRES_PORT" -d otklik -At -c "SELECT sum(count) FROM ($counts) AS t (count)"
}

# bus_quiet: nothing waits to be published, and every service has taken everything.
bus_quiet() {
    [ "$(outbox_unsent)" = 0 ] && ! lag_all | grep -v ' 0$' && [ "$(outbox_unsent)" = 0 ]
}
