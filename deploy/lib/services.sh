# services.sh: the services as processes of their own account. Needs common.sh, process.sh, postgres.sh and settings.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

services_folders() {
    own_folder "$state" root 755
    own_folder "$state/run" root 755
    own_folder "$state/logs" root 755
    own_folder "$config" "$service_user"
    own_folder "$secrets" "$service_user"
    own_folder "$state/files" "$service_user"
}

# service_secret NAME: a random word that is made once; only the services' account and root read it.
service_secret() {
    local file=$secrets/$1
    [ -s "$file" ] || random_secret | write_file "$file" 600 "$service_user"
    cat "$file"
}

# services_databases: role and schema of every service. Repeating it sets the same passwords.
services_databases() {
    local name password
    postgres_database "$state/postgres" "$OTKLIK_POSTGRES_PORT" otklik
    while read -r name _; do
        password=$(service_secret "$name.password")
        postgres_service "$state/postgres" "$OTKLIK_POSTGRES_PORT" otklik "$name" "$password"
    done < <(service_list)
}

service_port() { service_list | awk -v name="$1" '$1 == name {print $2}'; }

services_configure() {
    local name
    while read -r name _; do service_configure "$name"; done < <(service_list)
}

# service_configure NAME: its YAML file, from the common template and its own if there is one, its password for libpq, and
# its folders.
service_configure() {
    local name=$1 own=$OTKLIK_SOURCE/deploy/config/$1.yaml.in role postgres_host
    [ -f "$own" ] || own=/dev/null
    role=otklik_$(service_schema "$name")
    postgres_host=$(part_host postgres)
    own_folder "$state/files/$name" "$service_user"
    own_folder "$state/files/$name/uploads" "$service_user"
    write_changed "$config/$name.pgpass" 600 "$service_user" \
        <<<"$postgres_host:$OTKLIK_POSTGRES_PORT:otklik:$role:$(service_secret "$name.password")"
    render <(cat "$OTKLIK_SOURCE/deploy/config/service.yaml.in" "$own" <(bus_client "otklik-$name")) SERVICE="$name" PORT="$(service_port "$name")" \
        LISTEN="$(listen_host)" ROLE="$role" CONFIG="$config" SECRETS="$secrets" TLS="$tls" FILES="$state/files/$name" \
        POSTGRES_HOST="$postgres_host" POSTGRES_PORT="$OTKLIK_POSTGRES_PORT" KAFKA_HOST="$(part_host kafka)" \
        KAFKA_PORT="$OTKLIK_KAFKA_PORT" STAFF_HOST="$(part_host staff)" STAFF_PORT="$(service_port staff)" \
        MAIL_HOST="$(part_host mail)" MAIL_PORT="$OTKLIK_MAIL_PORT" PUBLIC_PORT="$OTKLIK_PORT" |
        write_changed "$config/$name.yaml" 600 "$service_user"
}

# service_command NAME: sets service_program to its command line.
service_command() {
    service_program=(env -i PATH="$PATH" LANG=C.UTF-8 OTKLIK_SHARE="$app/share/otklik"
        "$app/bin/otklik-$1" --config "$config/$1.yaml")
}

# service_outdated NAME: it runs, but from a replaced program, an older configuration or an older password of the bus.
service_outdated() {
    local pid
    pid=$(daemon_pid "$state/run/$1.pid") || return 1
    [[ $(readlink "/proc/$pid/exe") == *' (deleted)' ]] ||
        daemon_outdated "$state/run/$1.pid" "$config/$1.yaml" "$secrets/otklik-$1.kafka"
}

service_start() {
    local name=$1 pid_file=$state/run/$1.pid log=$state/logs/$1.log
    ! daemon_running "$pid_file" || return 0
    service_command "$name"
    as "$service_user" "${service_program[@]}" --migrate >>"$log" 2>&1 || { log_tail "$log"; return 1; }
    daemon_start "$pid_file" "$log" "$service_user" "${service_program[@]}"
}

services_start() {
    local name
    services_stop service_outdated
    while read -r name _; do
        service_start "$name"
    done < <(service_list)
    services_wait
}

services_wait() {
    local name port
    while read -r name port; do
        daemon_wait "$state/run/$name.pid" "$state/logs/$name.log" 30 "$name" service_ready "$port"
    done < <(service_list)
}

service_ready() { curl -fsS -m 2 "http://127.0.0.1:$1/readyz"; }

# services_stop [CONDITION]: all of them, or those for whose names the condition holds; each takes a second or two to leave
# its consumer group, so all leave at once.
services_stop() {
    local name
    while read -r name _; do
        ! "${1:-true}" "$name" || daemon_stop "$state/run/$name.pid" 10 &
    done < <(service_list)
    wait
}

log_tail() {
    printf -- '--- last lines of %s\n' "$1" >&2
    tail -n "${2:-20}" "$1" >&2
}
