# steps.sh: the steps of deploy/up: each is announced, keeps a log, shows that it goes on, and shows the end of its log
# when it fails. Needs common.sh and settings.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

# step TITLE FUNCTION [ARGUMENTS...]: runs the function with its output in the log of its name.
step() {
    local title=$1 log=$state/logs/up-$2.log begin=$SECONDS
    shift
    step_begin "$log"
    # A process group of its own, so that an interrupt ends the compilers and installers below it as well.
    set -m
    ("$@") >>"$log" 2>&1 </dev/null &
    step_pid=$!
    set +m
    step_watch "$title" "$log"
    if ! wait "$step_pid"; then
        say "$title: failed"
        printf -- '--- last lines of %s\n' "$log" >&2
        tail -n 25 "$log" >&2
        exit 1
    fi
    say "$title: done in $((SECONDS - begin)) s"
}

step_begin() {
    mkdir -p "$state/logs"
    : >"$1"
}

# step_watch TITLE LOG: a line every ten seconds, with what the step wrote last.
step_watch() {
    local shown=$SECONDS last
    while kill -0 "$step_pid" 2>/dev/null; do
        sleep 0.1
        [ $((SECONDS - shown)) -ge 10 ] || continue
        shown=$SECONDS
        last=$(tail -n 1 "$2" | tr -cd '[:print:]' | cut -c1-90)
        say "$1 ... $last"
    done
}

# only_one_at_a_time: two deployments over one state folder would build and start over each other.
only_one_at_a_time() {
    mkdir -p "$state"
    exec {deploy_lock}>"$state/lock"
    flock -n "$deploy_lock" || die "another deploy/up or deploy/down is at work in $state"
}

# step_cancel: for the trap of an interrupted deploy/up.
step_cancel() {
    [ -z "${step_pid:-}" ] || kill -- "-$step_pid" 2>/dev/null || true
    say "interrupted: run it again to go on"
    exit 130
}
