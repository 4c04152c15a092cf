# mail.sh: the demo's mail server; a site sets notification's smtp.* to its own instead. Needs common.sh, process.sh and
# settings.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

mail_folders() {
    own_folder "$state/mail" "$infra_user" 755
    own_folder "$state/mail/boxes" "$infra_user"
}

# mail_command: sets mail_program to its command line.
mail_command() {
    mail_program=(/usr/bin/python3 -B "$app/bin/otklik-mailboxes" --host "$(listen_host)" --port "$OTKLIK_MAIL_PORT"
        --folder "$state/mail/boxes" --certificate "$tls/server.crt" --key "$tls/server.key")
}

mail_start() {
    local folder=$state/mail
    mail_folders
    daemon_running "$folder/pid" && return 0
    mail_command
    daemon_start "$folder/pid" "$folder/log" "$infra_user" "${mail_program[@]}"
    daemon_wait "$folder/pid" "$folder/log" 20 "the mail server on port $OTKLIK_MAIL_PORT" port_open "$OTKLIK_MAIL_PORT"
}

mail_stop() { daemon_stop "$state/mail/pid" 5; }
