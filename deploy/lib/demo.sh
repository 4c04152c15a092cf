# demo.sh: topics, the demo company, its appeals, and the summary of deploy/up. Needs all.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

otk() { env OTKLIK_SHARE="$app/share/otklik" "$app/bin/otk" "$@"; }

demo_before_services() {
    if [ -x "$app/bin/otk" ]; then
        step "making topics" otk --brokers "127.0.0.1:$OTKLIK_KAFKA_PORT" topics apply
    else
        warn "otk is not built: no topics"
    fi
}

demo_after_services() {
    [ ! -x "$OTKLIK_SOURCE/deploy/demo/play" ] || step "playing the demo" "$OTKLIK_SOURCE/deploy/demo/play"
}

summary() {
    say "Otklik runs"
    printf '\n  Console      https://localhost:%s/\n' "$OTKLIK_PORT"
    printf '  Certificate  SHA-256 %s\n' "$(certificate_fingerprint)"
    printf '  State        %s (logs/, files/, mail/boxes/)\n' "$state"
    printf '  Added to the host: %s\n' "$(host_changes_text)"
    printf '  deploy/status shows the parts, deploy/down stops them, deploy/down --purge removes everything but packages.\n'
}

host_changes_text() {
    local packages others
    packages=$(grep -c '^package ' "$state/host-changes.txt" 2>/dev/null) || true
    others=$(grep -v '^package ' "$state/host-changes.txt" 2>/dev/null | paste -sd, | sed 's/,/, /g') || true
    printf '%s packages, %s (listed in %s/host-changes.txt), %s\n' "${packages:-0}" "${others:-nothing else}" "$state" "$(cache_folder)"
}
