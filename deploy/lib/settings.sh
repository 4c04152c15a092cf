# settings.sh: where the deployment is and which ports it takes: from the environment, else as the last deploy/up was told,
# else the defaults. Needs common.sh.
# shellcheck shell=bash
# shellcheck disable=SC2034  # read by those who source this

: "${OTKLIK_STATE:=/var/lib/otklik}"
settings_names='OTKLIK_PORT OTKLIK_POSTGRES_PORT OTKLIK_KAFKA_PORT OTKLIK_MAIL_PORT OTKLIK_FILES_PORT OTKLIK_PORT_OFFSET'

# settings_recall: takes what settings_save kept, where the environment says nothing.
settings_recall() {
    local name value
    while IFS='=' read -r name value; do
        [[ " $settings_names " == *" $name "* && $value =~ ^[0-9]+$ ]] || continue
        [ -n "${!name:-}" ] || printf -v "$name" '%s' "$value"
    done < <(cat "$OTKLIK_STATE/settings" 2>/dev/null)
}

settings_save() {
    local name
    for name in $settings_names; do printf '%s=%s\n' "$name" "${!name}"; done | write_changed "$OTKLIK_STATE/settings" 644 root
}

settings_recall
: "${OTKLIK_PORT:=8443}"
: "${OTKLIK_POSTGRES_PORT:=15432}"
: "${OTKLIK_KAFKA_PORT:=19092}"
: "${OTKLIK_MAIL_PORT:=12525}"
# The demo's file server.
: "${OTKLIK_FILES_PORT:=12580}"
# Added to the services' ports of deploy/services.txt.
: "${OTKLIK_PORT_OFFSET:=0}"

state=$OTKLIK_STATE
# In a container these come with the image or from the host (deploy/docker-compose.yml).
app=${OTKLIK_APP:-$state/app}
config=${OTKLIK_CONFIG:-$state/config}
otk_settings=${OTKLIK_CONFIG:-$state}/otk.yaml
otk_password=${OTKLIK_CONFIG:-$state}/otk.kafka
secrets=${OTKLIK_SECRETS:-$state/secrets}
tls=${OTKLIK_TLS:-$state/tls}
kafka_controller_port=$((OTKLIK_KAFKA_PORT + 1))
# The services' account, and that of the servers below them: neither reads the other's files.
service_user=${OTKLIK_USER:-otklik}
infra_user=${OTKLIK_INFRA_USER:-otklik-infra}

# service_list: lines "NAME PORT".
service_list() {
    local name port
    while read -r name port; do
        printf '%s %s\n' "$name" $((port + OTKLIK_PORT_OFFSET))
    done < <(list_file "$OTKLIK_SOURCE/deploy/services.txt")
}

# all_ports: lines "PORT PART PID_FILE" of everything that listens.
all_ports() {
    printf '%s\n' "$OTKLIK_PORT nginx $state/nginx/pid" \
        "$OTKLIK_POSTGRES_PORT postgres $state/postgres/pid" \
        "$OTKLIK_KAFKA_PORT kafka $state/kafka/pid" \
        "$kafka_controller_port kafka $state/kafka/pid" \
        "$OTKLIK_MAIL_PORT mail $state/mail/pid" \
        "$OTKLIK_FILES_PORT files $state/demo/files.pid"
    local name port
    while read -r name port; do printf '%s\n' "$port $name $state/run/$name.pid"; done < <(service_list)
}
