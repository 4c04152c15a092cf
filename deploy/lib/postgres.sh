# postgres.sh: a PostgreSQL cluster of our own; the host's clusters are never touched. Needs common.sh and process.sh.
# All functions take the cluster's folder: data/, run/ (sockets, pid file), logs/.
# shellcheck shell=bash

postgres_bin=/usr/lib/postgresql/15/bin

# postgres_init FOLDER USER: makes the cluster unless it is there. The locale's character type must be UTF-8, or Cyrillic
# silently matches nothing in pg_trgm and lower().
postgres_init() {
    local folder=$1 user=$2
    own_folder "$folder" "$user" 755
    own_folder "$folder/run" "$user" 755
    own_folder "$folder/logs" "$user"
    [ ! -s "$folder/data/PG_VERSION" ] || return 0
    # A half-made cluster of an interrupted run has no postmaster and nothing in it.
    rm -rf "$folder/data"
    own_folder "$folder/data" "$user"
    as "$user" "$postgres_bin/initdb" -D "$folder/data" -U postgres --locale=C.UTF-8 --encoding=UTF8 \
        --auth-local=peer --auth-host=scram-sha-256 --data-checksums >"$folder/initdb.log" 2>&1 ||
        { tail -n 20 "$folder/initdb.log" >&2; return 1; }
}

# postgres_configure FOLDER USER PORT NAME=VALUE...: writes the settings; the names are those of the template. Who may come
# over the network: this machine, or in a container those of its private network.
postgres_configure() {
    local folder=$1 user=$2 port=$3 source=$OTKLIK_SOURCE/deploy/postgres caller clients=127.0.0.1/32
    shift 3
    [ "$(listen_host)" = 127.0.0.1 ] || clients=samenet
    caller=$(id -un)
    render "$source/postgresql.conf.in" PORT="$port" SOCKETS="$folder/run" LOGS="$folder/logs" "$@" \
        LISTEN="$(listen_host)" COLLECTOR=on |
        write_changed "$folder/data/postgresql.conf" 600 "$user"
    render "$source/pg_hba.conf.in" CLIENTS="$clients" | write_changed "$folder/data/pg_hba.conf" 600 "$user"
    printf 'admin %s postgres\n' "$user" "$caller" root postgres | sort -u |
        write_changed "$folder/data/pg_ident.conf" 600 "$user"
}

# postgres_shares MEMORY_MIB: sets postgres_memory to the settings for a server that has its share of so much, Kafka and the
# services the rest.
# shellcheck disable=SC2034  # read by who configures the server
postgres_shares() { postgres_memory=(MAX_WAL_SIZE=2GB SHARED_BUFFERS="$(($1 / 8))MB" CACHE_SIZE="$(($1 / 2))MB"); }

# postgres_start FOLDER USER PORT: after a kill -9 the old server's children hold its memory for a moment more, and a new
# server refuses to start beside them.
postgres_start() {
    local folder=$1 user=$2 port=$3
    ! daemon_outdated "$folder/pid" "$folder"/data/{postgresql,pg_hba,pg_ident}.conf || postgres_stop "$folder"
    ! postgres_running "$folder" || return 0
    wait_for 30 "the old server's children to end" postgres_memory_free "$folder" || return 1
    postgres_forget_dead "$folder"
    daemon_start "$folder/pid" "$folder/logs/start.log" "$user" "$postgres_bin/postgres" -D "$folder/data"
    daemon_wait "$folder/pid" "$folder/logs/start.log" 60 "PostgreSQL on port $port" postgres_ready "$folder" "$port" ||
        { tail -n 10 "$(postgres_newest_log "$folder")" >&2; return 1; }
}

# postgres_memory_free FOLDER: postmaster.pid names the shared memory in its seventh line: "KEY ID".
postgres_memory_free() {
    local id
    id=$(awk 'NR == 7 {print $2}' "$1/data/postmaster.pid" 2>/dev/null) || return 0
    [ -n "$id" ] || return 0
    ! awk -v id="$id" '$2 == id && $7 > 0 {found = 1} END {exit !found}' /proc/sysvipc/shm
}

# postgres_forget_dead FOLDER: a killed server that nobody has buried yet (a container without an init) looks alive to the
# next one. Only called when its shared memory has no user left.
postgres_forget_dead() {
    local file
    for file in "$1"/data/postmaster.pid "$1"/run/.s.PGSQL.*.lock; do
        [ ! -f "$file" ] || process_start_time "$(head -n 1 "$file")" >/dev/null || rm -f "$file"
    done
}

postgres_newest_log() {
    # shellcheck disable=SC2012  # names of our own making
    ls -t "$1"/logs/postgresql-*.log 2>/dev/null | sed -n 1p
}

postgres_running() { daemon_running "$1/pid"; }
postgres_ready() { "$postgres_bin/pg_isready" -q -h "$1/run" -p "$2"; }

# postgres_stop FOLDER: INT is PostgreSQL's fast stop: it ends the sessions and leaves nothing to recover.
postgres_stop() { daemon_stop "$1/pid" 30 INT; }

# postgres_admin FOLDER PORT [psql options]: psql as superuser by the socket.
postgres_admin() {
    local folder=$1 port=$2
    shift 2
    PGOPTIONS='-c client_min_messages=warning -c statement_timeout=0' \
        psql -X -q -v ON_ERROR_STOP=1 -h "$folder/run" -p "$port" -U postgres "$@"
}

# postgres_database FOLDER PORT DATABASE: makes it with extensions, closed to all but those who are let in.
postgres_database() {
    local folder=$1 port=$2 database=$3 there
    there=$(postgres_admin "$folder" "$port" -d postgres -At -v database="$database" \
        <<<"SELECT count(*) FROM pg_database WHERE datname = :'database'")
    if [ "$there" -eq 0 ]; then postgres_admin "$folder" "$port" -d postgres -c "CREATE DATABASE \"$database\""; fi
    postgres_admin "$folder" "$port" -d "$database" -v database="$database" -f "$OTKLIK_SOURCE/deploy/postgres/database.sql"
}

# service_schema SERVICE: the name of its schema; its role is otklik_ and that name.
service_schema() { printf '%s\n' "${1//-/_}"; }

# postgres_service FOLDER PORT DATABASE SERVICE PASSWORD: makes the service's role and schema. The password goes through
# standard input: a command line can be read by everybody on the machine.
postgres_service() {
    local folder=$1 port=$2 database=$3 schema password=$5
    schema=$(service_schema "$4")
    { printf '\\set password %s\n' "$password"; cat "$OTKLIK_SOURCE/deploy/postgres/schema.sql"; } |
        postgres_admin "$folder" "$port" -d "$database" -v database="$database" -v schema="$schema" \
            -v role="otklik_$schema" -f -
}
