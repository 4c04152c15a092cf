# settings.sh: where the deployment is and which ports it takes; every value may come from the environment. Needs common.sh.
# shellcheck shell=bash
# shellcheck disable=SC2034  # read by those who source this

: "${OTKLIK_STATE:=/var/lib/otklik}"
: "${OTKLIK_PORT:=8443}"
: "${OTKLIK_POSTGRES_PORT:=15432}"
: "${OTKLIK_KAFKA_PORT:=19092}"
: "${OTKLIK_MAIL_PORT:=12525}"
# Added to the services' ports of deploy/services.txt.
: "${OTKLIK_PORT_OFFSET:=0}"

state=$OTKLIK_STATE
app=$state/app
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
        "$OTKLIK_MAIL_PORT mail $state/mail/pid"
    local name port
    while read -r name port; do printf '%s\n' "$port $name $state/run/$name.pid"; done < <(service_list)
}
