# bus.sh: accounts of our own Kafka: the broker's, the administrator's, one for each service and each source of the company. Needs
# common.sh, settings.sh, services.sh and demo.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

bus_broker=otklik-broker bus_administrator=otklik-admin

# bus_asks: whether our Kafka asks who its clients are. In containers it does not: only they reach it, in their private network.
bus_asks() { [ "${OTKLIK_HOSTS:-}" != names ]; }

# bus_names: the broker's own account first, then the administrator's.
bus_names() {
    printf '%s\n' "$bus_broker" "$bus_administrator"
    service_list | sed 's/^\([^ ]*\) .*/otklik-\1/'
    bus_sources
}

# bus_sources: accounts of the company's sources. What a certificate names is none, and no source gets the account of a part.
bus_sources() {
    jq -r '[.sources[].principal // "" | select(test("^[A-Za-z0-9._-]+$"))] | unique[]' "$(company_folder)/sources.json" |
        grep -vxF -e "$bus_broker" -e "$bus_administrator" -f <(service_list | sed 's/^\([^ ]*\) .*/otklik-\1/') || true
}

# bus_accounts: lines "NAME PASSWORD" for kafka_init. Each password is made once and lies in NAME.kafka of the secrets.
bus_accounts() {
    local name
    bus_asks || return 0
    while read -r name; do printf '%s %s\n' "$name" "$(service_secret "$name.kafka")"; done < <(bus_names)
}

# bus_client ACCOUNT [FILE]: the lines of a program's YAML file by which it is that account.
bus_client() {
    bus_asks || return 0
    render "$OTKLIK_SOURCE/deploy/config/bus.yaml.in" ACCOUNT="$1" PASSWORD_FILE="${2:-$secrets/$1.kafka}"
}

# bus_kcat ARGUMENTS...: kcat as the administrator, whose password no command line shows.
bus_kcat() { KCAT_CONFIG=$config/kcat.conf kcat -q -b "$(part_host kafka):$OTKLIK_KAFKA_PORT" "$@"; }

# bus_kcat_configure: a file that says nothing where nobody is asked, since kcat wants the one it is told of.
bus_kcat_configure() {
    {
        echo '# Written by deploy/lib/bus.sh.'
        ! bus_asks || printf 'security.protocol=SASL_PLAINTEXT\nsasl.mechanisms=PLAIN\nsasl.username=%s\nsasl.password=%s\n' \
            "$bus_administrator" "$(service_secret "$bus_administrator.kafka")"
    } | write_changed "$config/kcat.conf" 600 "$service_user"
}

# bus_permissions: what services and sources may write and read; what somebody granted beyond that stays.
bus_permissions() { otk topics acls "$(company_folder)" --apply; }
