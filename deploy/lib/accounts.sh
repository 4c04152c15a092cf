# accounts.sh: the unprivileged accounts, and what was added to the host. Needs common.sh and settings.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

account_make() {
    id -u "$1" >/dev/null 2>&1 && return 0
    useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$1"
    host_change "account $1"
}

# account_remove: by force, since a stopped program that its parent has not reaped yet counts as running.
account_remove() {
    ! id -u "$1" >/dev/null 2>&1 || userdel --force "$1" 2>/dev/null
}

# host_change WORDS...: remembers what was added outside the state folder.
host_change() {
    mkdir -p "$state"
    grep -qxF -- "$*" "$state/host-changes.txt" 2>/dev/null || printf '%s\n' "$*" >>"$state/host-changes.txt"
}

# record_packages COMMAND...: runs it and remembers the packages that were not there before.
record_packages() {
    local before after status=0
    before=$(mktemp) after=$(mktemp)
    packages_present >"$before"
    "$@" || status=$?
    packages_present >"$after"
    local package
    while read -r package; do host_change "package $package"; done < <(comm -13 "$before" "$after")
    rm -f "$before" "$after"
    return "$status"
}
