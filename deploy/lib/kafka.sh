# kafka.sh: a single Kafka node of our own. Needs common.sh and process.sh.
# All functions take the node's folder: server.properties, data/, logs/.
# shellcheck shell=bash

# kafka_jars: the folder of the jars. Its name carries the pom, so another version gets another folder.
kafka_jars() {
    local pom
    pom=$(sha256sum <"$OTKLIK_SOURCE/deploy/kafka/pom.xml")
    printf '%s/kafka-%s\n' "$(cache_folder)" "${pom:0:12}"
}

# kafka_fetch: brings the jars by Maven and compares each with its pinned checksum; nothing to do when they are there.
kafka_fetch() {
    local jars work
    jars=$(kafka_jars)
    kafka_jars_whole "$jars" && return 0
    mkdir -p "${jars%/*}"
    work=$(mktemp -d "$jars.XXXXXX")
    # A repository of its own: the caller's ~/.m2 gets nothing; its settings (mirrors) still count.
    mvn -q -B -f "$OTKLIK_SOURCE/deploy/kafka/pom.xml" -Dmaven.repo.local="$work/repository" \
        dependency:copy-dependencies -DoutputDirectory="$work/jars" >"$work/mvn.log" 2>&1 ||
        { tail -n 20 "$work/mvn.log" >&2; rm -rf "$work"; return 1; }
    if ! kafka_jars_whole "$work/jars"; then
        warn "the jars of Kafka differ from deploy/kafka/jars.sha256; they are left in $work/jars"
        return 1
    fi
    chmod -R a+rX "$work/jars"
    rm -rf "$jars"
    mv "$work/jars" "$jars"
    rm -rf "$work"
}

kafka_jars_whole() { (cd "$1" 2>/dev/null && sha256sum --quiet --strict -c "$OTKLIK_SOURCE/deploy/kafka/jars.sha256") >/dev/null 2>&1; }

# kafka_accounts: reads lines "NAME PASSWORD" and prints the settings by which the broker asks its clients who they are. The
# first is the broker's own account, the second that of the administrator, whom no permission limits.
kafka_accounts() {
    local name password broker='' broker_password='' administrator='' accounts=''
    while read -r name password; do
        accounts+=" user_$name=\"$password\""
        if [ -z "$broker" ]; then
            broker=$name broker_password=$password
        elif [ -z "$administrator" ]; then
            administrator=$name
        fi
    done
    render "$OTKLIK_SOURCE/deploy/kafka/accounts.properties.in" BROKER="$broker" BROKER_PASSWORD="$broker_password" \
        ADMINISTRATOR="$administrator" ACCOUNTS="$accounts"
}

# kafka_settings FOLDER PORT CONTROLLER_PORT ACCOUNTS: prints server.properties.
kafka_settings() {
    local protocol=PLAINTEXT
    [ -z "$4" ] || protocol=SASL_PLAINTEXT
    render "$OTKLIK_SOURCE/deploy/kafka/server.properties.in" PORT="$2" CONTROLLER_PORT="$3" PROTOCOL="$protocol" \
        DATA="$1/data" JARS="$(kafka_jars)" LISTEN="$(listen_host)" HOST="$(part_host kafka)"
    [ -z "$4" ] || kafka_accounts <<<"$4"
}

# kafka_init FOLDER USER PORT CONTROLLER_PORT [ACCOUNTS]: writes the settings and formats the storage once. With ACCOUNTS, the
# text that kafka_accounts reads, clients must say who they are; without, anybody who reaches the port may do anything.
kafka_init() {
    local folder=$1 user=$2 accounts=${5:-} jars mode=644
    jars=$(kafka_jars)
    [ -z "$accounts" ] || mode=600
    own_folder "$folder" "$user" 755
    own_folder "$folder/logs" "$user"
    kafka_settings "$folder" "$3" "$4" "$accounts" | write_changed "$folder/server.properties" "$mode" "$user"
    [ ! -s "$folder/data/meta.properties" ] || return 0
    rm -rf "$folder/data"
    own_folder "$folder/data" "$user"
    as "$user" java -cp "$jars/*" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 kafka.tools.StorageTool format \
        --standalone -t "$(kafka_cluster_id)" -c "$folder/server.properties" >"$folder/format.log" 2>&1 ||
        { tail -n 20 "$folder/format.log" >&2; return 1; }
}

# kafka_cluster_id: 16 random bytes in URL-safe base64, as Kafka's own random-uuid prints them.
kafka_cluster_id() {
    local id
    id=$(head -c 16 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=')
    # A leading dash would be taken for an option.
    printf '%s\n' "${id/#-/A}"
}

# kafka_command FOLDER: sets kafka_program to the broker's command line.
kafka_command() {
    kafka_program=(java -cp "$(kafka_jars)/*" -Xms96m -Xmx256m -XX:+UseSerialGC -Xlog:disable
        -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.showDateTime=true
        -Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd\'T\'HH:mm:ss.SSSZ kafka.Kafka "$1/server.properties")
}

# kafka_start FOLDER USER PORT
kafka_start() {
    local folder=$1 user=$2 port=$3
    ! daemon_outdated "$folder/pid" "$folder/server.properties" || kafka_stop "$folder"
    ! kafka_running "$folder" || return 0
    kafka_command "$folder"
    daemon_start "$folder/pid" "$folder/logs/kafka.log" "$user" "${kafka_program[@]}"
    daemon_wait "$folder/pid" "$folder/logs/kafka.log" 60 "Kafka on port $port" port_open "$port"
}

kafka_running() { daemon_running "$1/pid"; }

# kafka_stop FOLDER: TERM lets it close its logs; with many partitions that takes seconds.
kafka_stop() { daemon_stop "$1/pid" 30; }
