# demo.sh: topics, the demo company, its appeals, and the summary of deploy/up. Needs all.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

# otk ARGUMENTS...: the command line as this deployment's administrator; its cache of tokens stays in the state folder.
otk() {
    env OTKLIK_SHARE="$app/share/otklik" HOME="$state/secrets" XDG_CACHE_HOME="$state/secrets/cache" \
        "$app/bin/otk" --config "$state/otk.yaml" "$@"
}

# otk_configure: a file that a person may copy to ~/.config/otk.yaml.
otk_configure() {
    render "$OTKLIK_SOURCE/deploy/config/otk.yaml.in" PUBLIC_PORT="$OTKLIK_PORT" KAFKA_PORT="$OTKLIK_KAFKA_PORT" \
        TLS="$state/tls" | write_changed "$state/otk.yaml" 644 root
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
