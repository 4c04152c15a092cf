# nginx.sh: the front: TLS, HTTP/2, limits, static files. Needs common.sh, process.sh and settings.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

# nginx_upstreams: fewer kept connections than a service has workers, or an idle connection could hold the last one.
# nginx lets go of idle ones before the service does (20 s): a command sent into a closing connection would be a 502.
nginx_upstreams() {
    local name port
    while read -r name port; do
        printf '    upstream %s {\n        server 127.0.0.1:%s;\n        keepalive 3;\n        keepalive_timeout 10s;\n    }\n' "$name" "$port"
    done < <(service_list)
}

nginx_locations() {
    local name
    while read -r name _; do
        printf '        location /api/%s/v1/ {\n            proxy_pass http://%s/v1/;\n        }\n' "$name" "$name"
        printf '        location = /api/%s/openapi.json {\n            proxy_pass http://%s/openapi.json;\n        }\n' "$name" "$name"
    done < <(service_list)
}

nginx_configure() {
    local folder=$state/nginx
    own_folder "$folder" "$infra_user" 755
    own_folder "$folder/logs" "$infra_user"
    own_folder "$folder/temp" "$infra_user"
    render "$OTKLIK_SOURCE/deploy/nginx/nginx.conf.in" FOLDER="$folder" TLS="$state/tls" PORT="$OTKLIK_PORT" \
        CONSOLE="$app/share/otklik/console" UPSTREAMS="$(nginx_upstreams)" LOCATIONS="$(nginx_locations)" |
        write_changed "$folder/nginx.conf" 644 "$infra_user"
}

# nginx_start: starts it, or lets the running one read a newer configuration.
nginx_start() {
    local folder=$state/nginx pid
    nginx_program -t >"$folder/logs/check.log" 2>&1 || { cat "$folder/logs/check.log" >&2; return 1; }
    if pid=$(daemon_pid "$folder/pid"); then
        if daemon_outdated "$folder/pid" "$folder/nginx.conf"; then
            kill -HUP "$pid"
            touch "$folder/pid"
        fi
        return 0
    fi
    daemon_start "$folder/pid" "$folder/logs/start.log" "$infra_user" \
        /usr/sbin/nginx -p "$folder" -c "$folder/nginx.conf" -e "$folder/logs/error.log"
    daemon_wait "$folder/pid" "$folder/logs/error.log" 10 "nginx on port $OTKLIK_PORT" port_open "$OTKLIK_PORT"
}

nginx_program() { as "$infra_user" /usr/sbin/nginx -p "$state/nginx" -c "$state/nginx/nginx.conf" -e "$state/nginx/logs/error.log" "$@"; }

nginx_stop() { daemon_stop "$state/nginx/pid" 10 QUIT; }
