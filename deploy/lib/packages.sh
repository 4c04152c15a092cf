# packages.sh: Debian packages from the lists in deploy/packages. Needs common.sh.
# shellcheck shell=bash

# packages_missing LIST...: names of the lists (run, build, test, fuzz, ui, containers) that are not installed. A list is a file, or several
# that begin with its name: run-nginx is a part of run.
packages_missing() {
    local list wanted=()
    for list in "$@"; do mapfile -t -O "${#wanted[@]}" wanted < <(packages_wanted "$list"); done
    [ "${#wanted[@]}" -gt 0 ] || die "no list of packages named $* in deploy/packages"
    comm -23 <(printf '%s\n' "${wanted[@]}" | sort -u) <(packages_present)
}

# packages_wanted LIST: a line "PACKAGE unless COMMAND" counts where the host has not got the command from elsewhere: a Node.js of
# its publisher and Debian's npm exclude each other.
packages_wanted() {
    local package condition command
    while read -r package condition command; do
        [ "$condition" = unless ] && command -v "$command" >/dev/null || printf '%s\n' "$package"
    done < <(packages_lists "$1")
}

packages_lists() {
    local file
    for file in "$OTKLIK_SOURCE/deploy/packages/$1"{,-*}.txt; do [ ! -f "$file" ] || list_file "$file"; done
}

packages_present() { dpkg-query -W -f='${db:Status-Abbrev}${Package}\n' 2>/dev/null | sed -n 's/^.i //p' | sort -u; }

# packages_keep_host_postgresql: Debian's server package would make and start a cluster of its own on port 5432.
packages_keep_host_postgresql() {
    local conf=/etc/postgresql-common/createcluster.conf
    [ ! -e "$conf" ] || return 0
    install -D -m 644 /dev/stdin "$conf" <<'TEXT'
# Written by Otklik before PostgreSQL was installed: it brings its own cluster and wants no other.
create_main_cluster = false
TEXT
}

# packages_without_services COMMAND...: runs it while policy-rc.d forbids packages to start services; a host that has such
# a file already decides by itself.
packages_without_services() {
    local policy=/usr/sbin/policy-rc.d status=0
    if [ -e "$policy" ]; then
        "$@"
        return
    fi
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    "$@" || status=$?
    rm -f "$policy"
    return "$status"
}

packages_apt() {
    env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -q -y -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" </dev/null
}

# packages_install LIST...: installs what is missing; nothing to do costs a tenth of a second. Root only.
packages_install() {
    local missing
    mapfile -t missing < <(packages_missing "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0
    packages_keep_host_postgresql
    # An interrupted run may have left packages half installed; asked first, since another installation may hold dpkg's lock.
    [ -z "$(dpkg --audit)" ] || dpkg --configure -a
    packages_apt update
    packages_without_services packages_apt install --no-install-recommends "${missing[@]}"
}
