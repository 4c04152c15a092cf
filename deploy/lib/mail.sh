# mail.sh: the demo's mail server; a site sets notification's smtp.* to its own instead. Needs common.sh, process.sh and
# settings.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

mail_start() {
    local folder=$state/mail
    own_folder "$folder" "$infra_user" 755
    own_folder "$folder/boxes" "$infra_user"
    daemon_running "$folder/pid" && return 0
    daemon_start "$folder/pid" "$folder/log" "$infra_user" /usr/bin/python3 -B "$app/bin/otklik-mailboxes" \
        --port "$OTKLIK_MAIL_PORT" --folder "$folder/boxes" --certificate "$state/tls/server.crt" --key "$state/tls/server.key"
    daemon_wait "$folder/pid" "$folder/log" 20 "the mail server on port $OTKLIK_MAIL_PORT" port_open "$OTKLIK_MAIL_PORT"
}

mail_stop() { daemon_stop "$state/mail/pid" 5; }
