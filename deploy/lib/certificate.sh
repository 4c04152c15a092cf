# certificate.sh: one self-signed certificate for this machine's names, made once. Needs common.sh and settings.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

certificate_names() {
    local name address
    {
        printf 'DNS:localhost\nIP:127.0.0.1\nIP:::1\n'
        [ "$(listen_host)" = 127.0.0.1 ] || printf 'DNS:nginx\nDNS:mail\n'
        for name in "$(hostname)" "$(hostname -f 2>/dev/null || true)"; do
            [[ ! $name =~ ^[A-Za-z0-9.-]+$ ]] || printf 'DNS:%s\n' "$name"
        done
        for address in $(hostname -I 2>/dev/null || true); do printf 'IP:%s\n' "$address"; done
    } | sort -u | paste -sd,
}

certificate_make() {
    local folder=$tls
    own_folder "$folder" "$infra_user" 755
    [ ! -s "$folder/server.crt" ] || return 0
    # The key is written first and the certificate's name last: an interrupted run makes both anew.
    (umask 077 && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 730 -sha256 \
        -subj "/CN=$(hostname)" -addext "subjectAltName=$(certificate_names)" \
        -addext 'keyUsage=critical,digitalSignature' -addext 'extendedKeyUsage=serverAuth' \
        -keyout "$folder/server.key" -out "$folder/server.crt.new") 2>/dev/null
    if am_root; then chown "$infra_user:" "$folder/server.key"; fi
    chmod 644 "$folder/server.crt.new"
    mv "$folder/server.crt.new" "$folder/server.crt"
}

certificate_fingerprint() {
    openssl x509 -in "$tls/server.crt" -noout -fingerprint -sha256 | sed 's/.*=//'
}
