# servers.sh: the tests' own PostgreSQL and Kafka. Needs deploy/lib/{common,process,postgres,kafka}.sh.
# shellcheck shell=bash
# shellcheck disable=SC2034  # the ports are for whoever sources this

# OTKLIK_TEST_OFFSET moves every port, so that two working copies can test side by side.
test_offset=${OTKLIK_TEST_OFFSET:-10000}
test_postgres_port=$((15432 + test_offset))
test_kafka_port=$((19092 + test_offset))
test_http_port=$((17000 + test_offset))
test_state=${OTKLIK_TEST_STATE:-/var/tmp/otklik-tests-$test_offset}

# test_user: the account of the servers. PostgreSQL refuses root; the package's own account is there.
test_user() { if am_root; then echo postgres; else id -un; fi; }

# test_sizes: PostgreSQL's sizes: small, or as deploy/up sets them when test_memory is "deployed".
test_sizes() {
    if [ "${test_memory:-}" = deployed ]; then
        postgres_shares $(($(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo) / 1024))
        # shellcheck disable=SC2154  # postgres_shares sets it
        printf '%s\n' "${postgres_memory[@]}"
    else
        printf '%s\n' SHARED_BUFFERS=128MB CACHE_SIZE=512MB MAX_WAL_SIZE=1GB
    fi
}

servers_start() {
    local user sizes
    user=$(test_user)
    mapfile -t sizes < <(test_sizes)
    own_folder "$test_state" "$(id -un)" 755
    kafka_fetch
    kafka_init "$test_state/kafka" "$user" "$test_kafka_port" $((test_kafka_port + 1))
    postgres_init "$test_state/postgres" "$user"
    # Nothing of a test outlives a power cut, so it need not wait for the disk.
    postgres_configure "$test_state/postgres" "$user" "$test_postgres_port" FSYNC="${test_fsync:-off}" "${sizes[@]}"
    [ -z "${OTKLIK_BENCH_STATEMENTS:-}" ] || echo "shared_preload_libraries = 'pg_stat_statements'" >>"$test_state/postgres/data/postgresql.conf"
    # Both come up at the same time.
    kafka_start "$test_state/kafka" "$user" "$test_kafka_port" &
    postgres_start "$test_state/postgres" "$user" "$test_postgres_port"
    wait $!
    postgres_template
}

# postgres_template: the database that every test gets a copy of. A role's password is its name: only tests can reach it.
postgres_template() {
    local service database=otklik_template folder=$test_state/postgres
    postgres_database "$folder" "$test_postgres_port" "$database"
    while read -r service _; do
        postgres_service "$folder" "$test_postgres_port" "$database" "$service" "otklik_$(service_schema "$service")"
    done < <(list_file "$OTKLIK_SOURCE/deploy/services.txt")
}

servers_stop() {
    kafka_stop "$test_state/kafka" &
    # A test that was killed leaves it.
    kafka_stop "$test_state/guarded" &
    postgres_stop "$test_state/postgres"
    wait
    servers_unmount
}

# servers_unmount: the small disks (tests/chaos/disks.py) of a run that was killed.
servers_unmount() {
    local place
    while read -r place; do umount -l "$place"; done < <(findmnt -rno TARGET | grep "^$test_state/" || true)
}

servers_remove() {
    servers_stop
    rm -rf "$test_state"
}

# server_end postgres|kafka: as a crash ends it: PostgreSQL's immediate stop, kill -9 of the broker.
server_end() {
    case $1 in
        postgres) daemon_stop "$test_state/postgres/pid" 30 QUIT ;;
        kafka) daemon_stop "$test_state/kafka/pid" 30 KILL ;;
    esac
}

# server_begin postgres|kafka: starts it again.
server_begin() {
    local user
    user=$(test_user)
    case $1 in
        postgres) postgres_start "$test_state/postgres" "$user" "$test_postgres_port" ;;
        kafka) kafka_start "$test_state/kafka" "$user" "$test_kafka_port" ;;
    esac
}
