# demo.sh: topics, the demo company, its appeals, and the summary of deploy/up. Needs all.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

# otk ARGUMENTS...: the command line as this deployment's administrator; its cache of tokens stays in the state folder.
otk() {
    env OTKLIK_SHARE="$app/share/otklik" HOME="$config" XDG_CACHE_HOME="$config/cache" \
        "$app/bin/otk" --config "$otk_settings" "$@"
}

# otk_configure: a file that a person may copy to ~/.config/otk.yaml. Whoever called deploy/up is the bus's administrator by it, as
# root is.
otk_configure() {
    ! bus_asks || service_secret "$bus_administrator.kafka" | write_changed "$otk_password" 600 "${SUDO_USER:-$(id -un)}"
    render <(cat "$OTKLIK_SOURCE/deploy/config/otk.yaml.in" <(bus_client "$bus_administrator" "$otk_password")) PUBLIC_HOST="$(public_host)" PUBLIC_PORT="$OTKLIK_PORT" \
        KAFKA_HOST="$(part_host kafka)" KAFKA_PORT="$OTKLIK_KAFKA_PORT" TLS="$tls" | write_changed "$otk_settings" 644 root
}

# The account that sets the suite up; persons have others.
setup_login=setup

# public_host: a name that the certificate has.
public_host() { if [ "$(listen_host)" = 127.0.0.1 ]; then printf 'localhost\n'; else printf 'nginx\n'; fi; }

public_url() { printf 'https://%s:%s\n' "$(public_host)" "$OTKLIK_PORT"; }

# setup_secrets: before staff starts: it reads the word that makes the first administrator.
setup_secrets() {
    service_secret bootstrap.secret >/dev/null
    service_secret "$setup_login.password" >/dev/null
}

# setup_administrator: once; the secret goes by standard input, since a command line can be read by everybody.
setup_administrator() {
    local status
    status=$(printf '{"secret":"%s","login":"%s","password":"%s","last":"Setup"}' "$(service_secret bootstrap.secret)" \
        "$setup_login" "$(service_secret "$setup_login.password")" |
        curl -sS -m 20 --cacert "$tls/server.crt" -H 'Content-Type: application/json' --data-binary @- \
            -o "$config/bootstrap.answer" -w '%{http_code}' "$(public_url)/api/staff/v1/bootstrap")
    # 409: an earlier run made it.
    case $status in 201 | 409) ;; *) cat "$config/bootstrap.answer"; return 1 ;; esac
}

# company_folder: one's own company (OTKLIK_COMPANY, or as deploy/up --company was told once), else the demo's.
company_folder() {
    local folder=${OTKLIK_COMPANY:-}
    [ -n "$folder" ] || folder=$(cat "$state/company" 2>/dev/null) || true
    printf '%s\n' "${folder:-$app/share/otklik/deploy/company}"
}

company_is_demo() { [ "$(company_folder)" = "$app/share/otklik/deploy/company" ]; }

company_remember() { [ -z "${OTKLIK_COMPANY:-}" ] || write_changed "$state/company" 644 root <<<"$OTKLIK_COMPANY"; }

load_company() {
    otk --login "$setup_login" --password-file "$secrets/$setup_login.password" company load "$(company_folder)"
}

# demo_files_command: sets demo_files_program to its command line.
demo_files_command() {
    demo_files_program=(/usr/bin/python3 -m http.server --bind "$(listen_host)"
        --directory "$app/share/otklik/deploy/demo/files" "$OTKLIK_FILES_PORT")
}

# demo_files_start: the demo's sources point to files; sites have theirs at their own addresses.
demo_files_start() {
    local folder=$state/demo
    own_folder "$folder" "$infra_user" 755
    demo_files_command
    daemon_running "$folder/files.pid" ||
        daemon_start "$folder/files.pid" "$folder/files.log" "$infra_user" "${demo_files_program[@]}"
    daemon_wait "$folder/files.pid" "$folder/files.log" 20 "the demo's file server" port_open "$OTKLIK_FILES_PORT"
}

# play PART: people, appeals, work or tell.
play() {
    KCAT_CONFIG=$config/kcat.conf "$app/share/otklik/deploy/demo/play" "$1" --url "$(public_url)" --cacert "$tls/server.crt" \
        --brokers "$(part_host kafka):$OTKLIK_KAFKA_PORT" --files "http://$(part_host files):$OTKLIK_FILES_PORT" \
        --setup-login "$setup_login" --setup-password-file "$secrets/$setup_login.password" \
        --out "$state/demo/private"
}

play_people() {
    play people
    credentials_write
    # The appeals' branches follow from accounts that other services must have heard of first.
    wait_for 120 "the services to take what was said" bus_quiet
}

play_appeals() {
    play appeals
    wait_for 120 "the appeals to go their way" bus_quiet
}

play_work() {
    play work
    wait_for 120 "the answers to go their way" bus_quiet
}

play_tell() { play tell; }

demo() {
    step "starting the demo's file server" demo_files_start
    step "giving passwords, making clients" play_people
    step "sending the demo's appeals" play_appeals
    step "letting the demo's persons work" play_work
    step "looking what became of them" play_tell
}

# credentials_write: the persons' passwords, readable by whoever called deploy/up.
credentials_write() {
    jq -r --arg url "$(public_url)/" '"Otklik: " + $url, "", (.[] | select(.actor | not) | "\(.login)  \(.password)\n    \(.what)")' \
        "$state/demo/private/persons.json" | write_file "$state/credentials.txt" 600 "${SUDO_USER:-root}"
}

summary() {
    say "Otklik runs"
    ! [ -s "$state/logs/up-play_tell.log" ] || sed 's/^/  /' "$state/logs/up-play_tell.log"
    printf '\n  Console      %s/\n' "$(public_url)"
    if company_is_demo; then
        printf '  Persons      %s (only you can read it)\n' "$state/credentials.txt"
    else
        printf '  Administrator %s, password in %s; employees get theirs by: deploy/otk user passwd TAB_NO\n' "$setup_login" \
            "$secrets/$setup_login.password"
    fi
    printf '  Certificate  SHA-256 %s\n' "$(certificate_fingerprint)"
    printf '  State        %s (logs/, files/, mail/boxes/)\n' "$state"
    printf '  Try          deploy/otk submit examples/no-hot-water.json --watch\n'
    printf '  Added to the host: %s\n' "$(host_changes_text)"
    printf '  deploy/status shows the parts, deploy/down stops them, deploy/down --purge removes everything but packages.\n'
}

host_changes_text() {
    local packages others
    packages=$(grep -c '^package ' "$state/host-changes.txt" 2>/dev/null) || true
    others=$(grep -v '^package ' "$state/host-changes.txt" 2>/dev/null | paste -sd, | sed 's/,/, /g') || true
    printf '%s packages, %s (listed in %s/host-changes.txt), %s\n' "${packages:-0}" "${others:-nothing else}" "$state" "$(cache_folder)"
}
