# services.sh: the services as processes of their own account. Needs common.sh, process.sh, postgres.sh and settings.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

services_folders() {
    own_folder "$state" root 755
    own_folder "$state/run" root 755
    own_folder "$state/logs" root 755
    own_folder "$state/config" "$service_user"
    own_folder "$state/secrets" "$service_user"
    own_folder "$state/files" "$service_user"
}

# service_secret NAME: a random word that is made once; only the services' account and root read it.
service_secret() {
    local file=$state/secrets/$1
    [ -s "$file" ] || random_secret | write_file "$file" 600 "$service_user"
    cat "$file"
}

# services_databases: role, schema and password file of every service. Repeating it sets the same passwords.
services_databases() {
    local name password role
    postgres_database "$state/postgres" "$OTKLIK_POSTGRES_PORT" otklik
    while read -r name _; do
        password=$(service_secret "$name.password")
        role=otklik_$(service_schema "$name")
        postgres_service "$state/postgres" "$OTKLIK_POSTGRES_PORT" otklik "$name" "$password"
        write_changed "$state/secrets/$name.pgpass" 600 "$service_user" <<<"127.0.0.1:$OTKLIK_POSTGRES_PORT:otklik:$role:$password"
    done < <(service_list)
}

service_port() { service_list | awk -v name="$1" '$1 == name {print $2}'; }

# services_configure: one YAML file per service, from the common template and its own if there is one.
services_configure() {
    local name port own staff_port
    staff_port=$(service_port staff)
    while read -r name port; do
        own=$OTKLIK_SOURCE/deploy/config/$name.yaml.in
        [ -f "$own" ] || own=/dev/null
        own_folder "$state/files/$name" "$service_user"
        own_folder "$state/files/$name/uploads" "$service_user"
        render <(cat "$OTKLIK_SOURCE/deploy/config/service.yaml.in" "$own") SERVICE="$name" PORT="$port" \
            ROLE="otklik_$(service_schema "$name")" SECRETS="$state/secrets" POSTGRES_PORT="$OTKLIK_POSTGRES_PORT" \
            KAFKA_PORT="$OTKLIK_KAFKA_PORT" STAFF_PORT="$staff_port" MAIL_PORT="$OTKLIK_MAIL_PORT" TLS="$state/tls" \
            FILES="$state/files/$name" PUBLIC_PORT="$OTKLIK_PORT" |
            write_changed "$state/config/$name.yaml" 600 "$service_user"
    done < <(service_list)
}

# service_program NAME ARGUMENTS...: the program as its account would run it, to its end.
service_program() {
    local name=$1
    shift
    as "$service_user" env -i PATH="$PATH" LANG=C.UTF-8 OTKLIK_SHARE="$app/share/otklik" \
        "$app/bin/otklik-$name" --config "$state/config/$name.yaml" "$@"
}

# service_outdated NAME: it runs, but from a replaced program or an older configuration.
service_outdated() {
    local pid
    pid=$(daemon_pid "$state/run/$1.pid") || return 1
    [[ $(readlink "/proc/$pid/exe") == *' (deleted)' ]] || daemon_outdated "$state/run/$1.pid" "$state/config/$1.yaml"
}

service_start() {
    local name=$1 pid_file=$state/run/$1.pid log=$state/logs/$1.log
    ! daemon_running "$pid_file" || return 0
    service_program "$name" --migrate >>"$log" 2>&1 || { log_tail "$log"; return 1; }
    daemon_start "$pid_file" "$log" "$service_user" env -i PATH="$PATH" LANG=C.UTF-8 OTKLIK_SHARE="$app/share/otklik" \
        "$app/bin/otklik-$name" --config "$state/config/$name.yaml"
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
