# nginx.sh: the front: TLS, HTTP/2, limits, static files. Needs common.sh, process.sh and settings.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

# nginx_address PART: nginx asks for names only once, when it starts, and refuses to start over one that is not known. A part
# that is away gets an address where nobody listens.
nginx_address() {
    local host address
    host=$(part_host "$1")
    address=$(getent ahostsv4 "$host" | awk 'NR == 1 {print $1}') || true
    printf '%s\n' "${address:-127.0.0.2}"
}

# nginx_upstreams: fewer kept connections than a service has workers, or an idle connection could hold the last one.
# nginx lets go of idle ones before the service does (20 s): a command sent into a closing connection would be a 502.
nginx_upstreams() {
    local name port
    while read -r name port; do
        printf '    upstream %s {\n        server %s:%s;\n        keepalive 3;\n        keepalive_timeout 10s;\n    }\n' \
            "$name" "$(nginx_address "$name")" "$port"
    done < <(service_list)
}

nginx_locations() {
    local name
    while read -r name _; do
        printf '        location /api/%s/v1/ {\n            proxy_pass http://%s/v1/;\n        }\n' "$name" "$name"
        printf '        location = /api/%s/openapi.json {\n            proxy_pass http://%s/openapi.json;\n        }\n' "$name" "$name"
    done < <(service_list)
}

# nginx_configure: its logs go to files, or where nginx_error_log and nginx_access_log say.
nginx_configure() {
    local folder=$state/nginx
    own_folder "$folder" "$infra_user" 755
    own_folder "$folder/logs" "$infra_user"
    own_folder "$folder/temp" "$infra_user"
    render "$OTKLIK_SOURCE/deploy/nginx/nginx.conf.in" FOLDER="$folder" TLS="$tls" PORT="$OTKLIK_PORT" \
        CONSOLE="$app/share/otklik/console" UPSTREAMS="$(nginx_upstreams)" LOCATIONS="$(nginx_locations)" \
        ERROR_LOG="${nginx_error_log:-$folder/logs/error.log}" ACCESS_LOG="${nginx_access_log:-$folder/logs/access.log}" |
        write_changed "$folder/nginx.conf" 644 "$infra_user"
}

# nginx_start: starts it, or lets the running one read a newer configuration.
nginx_start() {
    local folder=$state/nginx pid
    nginx_command
    as "$infra_user" "${nginx_program[@]}" -t >"$folder/logs/check.log" 2>&1 || { cat "$folder/logs/check.log" >&2; return 1; }
    if pid=$(daemon_pid "$folder/pid"); then
        if daemon_outdated "$folder/pid" "$folder/nginx.conf"; then
            kill -HUP "$pid"
            touch "$folder/pid"
        fi
        return 0
    fi
    daemon_start "$folder/pid" "$folder/logs/start.log" "$infra_user" "${nginx_program[@]}"
    daemon_wait "$folder/pid" "$folder/logs/error.log" 10 "nginx on port $OTKLIK_PORT" port_open "$OTKLIK_PORT"
}

# nginx_command: sets nginx_program to its command line.
nginx_command() {
    nginx_program=(/usr/sbin/nginx -p "$state/nginx" -c "$state/nginx/nginx.conf" -e "$state/nginx/logs/error.log")
}

nginx_stop() { daemon_stop "$state/nginx/pid" 10 QUIT; }
