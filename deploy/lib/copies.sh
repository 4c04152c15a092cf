# copies.sh: the copies of Otklik on this host (state folders, tests) share accounts, packages and what was fetched. The copy
# that goes last takes them along. Needs common.sh, settings.sh, accounts.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

copies_file() { printf '%s/copies\n' "$(cache_folder)"; }

# copy_register: others will know of this copy, and leave it what it uses.
copy_register() {
    local file
    file=$(copies_file)
    mkdir -p "${file%/*}"
    grep -qxF -- "$state" "$file" 2>/dev/null || printf '%s\n' "$state" >>"$file"
}

# copies_others: the state folders of the other copies that are still there.
copies_others() {
    local folder
    while read -r folder; do
        [ "$folder" = "$state" ] || [ ! -e "$folder/settings" ] || printf '%s\n' "$folder"
    done < <(cat "$(copies_file)" 2>/dev/null)
}

# account_busy NAME: a program runs under it: a copy that nobody told us of.
account_busy() { pgrep -u "$1" >/dev/null 2>&1; }

# cache_busy: a program, for instance a test's Kafka, runs from the cache.
cache_busy() { pgrep -f -- "$(cache_folder)/kafka-" >/dev/null 2>&1; }

# copy_hand_over FOLDER: what this copy added to the host is from now on that copy's to remove.
copy_hand_over() {
    local line
    while read -r line; do
        grep -qxF -- "$line" "$1/host-changes.txt" 2>/dev/null || printf '%s\n' "$line" >>"$1/host-changes.txt"
    done < <(cat "$state/host-changes.txt" 2>/dev/null)
    say "kept for $1: the accounts and the cache (its deploy/down --purge removes them)"
}

# accounts_purge: those that deploy/up made, unless a program runs under one.
accounts_purge() {
    local name
    for name in "$service_user" "$infra_user"; do
        grep -qxF "account $name" "$state/host-changes.txt" 2>/dev/null || continue
        if account_busy "$name"; then say "kept the account $name: programs of another copy run under it"; else account_remove "$name"; fi
    done
}

cache_purge() {
    if cache_busy; then say "kept $(cache_folder): a Kafka of another copy or of a test runs from it"; else rm -rf --one-file-system "$(cache_folder)"; fi
}

# copy_remove: refuses a folder that deploy/up did not make; what is told to be removed must have been ours.
copy_remove() {
    grep -qs '^OTKLIK_PORT=' "$state/settings" || die "$state is not a state folder of deploy/up: nothing removed"
    rm -rf --one-file-system "$state"
    say "removed $state"
}

# copy_purge: removes the state folder and, when it is the last copy, what was added to the host but packages.
copy_purge() {
    local other staying
    [ -e "$state/settings" ] || die "$state is not a state folder of deploy/up: nothing removed"
    staying=$(sed -n 's/^package //p; /^file /p' "$state/host-changes.txt" 2>/dev/null | paste -sd' ') || true
    # Not by head: it leaves at the first line, and who prints a second then dies of the closed pipe.
    read -r other < <(copies_others) || true
    if [ -n "$other" ]; then
        copy_hand_over "$other"
    else
        accounts_purge
        cache_purge
    fi
    copy_remove
    [ -n "$other" ] || [ -z "$staying" ] || { say "what deploy/up had installed and stays:"; fold -s -w 120 <<<"$staying"; }
}
