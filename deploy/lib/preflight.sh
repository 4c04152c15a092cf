# preflight.sh: what would make deploy/up fail later, told within five seconds and with the remedy. Every fault is told,
# not only the first. Needs common.sh, process.sh, packages.sh, settings.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

preflight_fault() {
    printf '  - %s\n' "$*" >&2
    preflight_faults=$((preflight_faults + 1))
}

preflight_system() {
    local id version
    id=$(. /etc/os-release && printf '%s' "${ID:-}")
    version=$(. /etc/os-release && printf '%s' "${VERSION_ID:-}")
    [ "$id $version" = "debian 12" ] ||
        preflight_fault "this is $id $version; Otklik installs on Debian 12 (bookworm): use such a machine, container or chroot"
}

preflight_memory() {
    local total_mib
    total_mib=$(($(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo) / 1024))
    [ "$total_mib" -ge 2900 ] ||
        preflight_fault "$total_mib MiB of memory; at least 3 GiB are needed: give the machine more"
}

preflight_disk() {
    local folder=$state free_mib used_mib=0
    while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
    free_mib=$(df -Pm "$folder" | awk 'NR == 2 {print $4}')
    [ ! -d "$app" ] || used_mib=3000
    [ $((free_mib + used_mib)) -ge 5000 ] ||
        preflight_fault "$free_mib MiB free under $folder; 5 GiB are needed: make room, or name another folder by OTKLIK_STATE"
}

# preflight_reach: the accounts of services must be able to enter every folder above the state.
preflight_reach() {
    local folder=$state
    while [ "$folder" != / ]; do
        folder=$(dirname "$folder")
        [ ! -d "$folder" ] || [[ $(stat -c %A "$folder") == *[xt] ]] ||
            preflight_fault "other accounts may not enter $folder: choose another OTKLIK_STATE, or chmod o+x $folder"
    done
}

# port_holder PORT: "pid NAME" of the program that listens there, as far as we may see it.
port_holder() {
    local hex inode fd pid
    hex=$(printf ':%04X' "$1")
    inode=$(awk -v port="$hex" '$4 == "0A" && substr($2, length($2) - 4) == port {print $10; exit}' \
        /proc/net/tcp /proc/net/tcp6 2>/dev/null)
    [ -n "$inode" ] || return 1
    fd=$(find /proc/[0-9]*/fd -lname "socket:\[$inode\]" -print -quit 2>/dev/null) || true
    pid=${fd#/proc/} pid=${pid%%/*}
    if [ -n "$pid" ]; then
        printf '%s (pid %s)\n' "$(tr -s '\0\n' '  ' <"/proc/$pid/cmdline" | cut -c1-60)" "$pid"
    else
        printf 'a program that cannot be seen from here\n'
    fi
}

preflight_ports() {
    local port part pid_file holder
    while read -r port part pid_file; do
        ! daemon_running "$pid_file" || continue
        ! holder=$(port_holder "$port") ||
            preflight_fault "port $port ($part) is taken by $holder: stop it, or choose another port ($(port_variable "$part"))"
    done < <(all_ports)
}

port_variable() {
    case $1 in
        nginx) echo OTKLIK_PORT ;;
        postgres) echo OTKLIK_POSTGRES_PORT ;;
        kafka) echo OTKLIK_KAFKA_PORT ;;
        mail) echo OTKLIK_MAIL_PORT ;;
        files) echo OTKLIK_FILES_PORT ;;
        *) echo OTKLIK_PORT_OFFSET ;;
    esac
}

# preflight_sources: asks each of apt's own sources for its release file, through apt's own settings (proxies, mirrors).
preflight_sources() {
    [ -n "$(packages_missing run build)" ] || return 0
    local url work
    work=$(mktemp -d)
    while read -r url; do
        if ! timeout 4 /usr/lib/apt/apt-helper -o Acquire::Retries=0 download-file "$url" "$work/release" >"$work/log" 2>&1; then
            preflight_fault "package source $url does not answer: check the network, the proxy and /etc/apt/sources.list*"
            break
        fi
        rm -f "$work/release"
    done < <(source_urls)
    rm -rf "$work"
}

# source_urls: works before the first `apt-get update`, too.
source_urls() { apt-get update --print-uris 2>/dev/null | sed -n "s/^'\([^']*InRelease\)'.*/\1/p" | sort -u; }

preflight() {
    preflight_faults=0
    preflight_system
    preflight_memory
    preflight_disk
    preflight_reach
    preflight_ports
    preflight_sources
    [ "$preflight_faults" -eq 0 ] || die "$preflight_faults obstacle(s), nothing was changed"
}
