# process.sh: background programs with a pid file each. The file holds "PID START", the start time of /proc/PID/stat, so
# that a number given to another program later is never taken for ours. Needs common.sh.
# shellcheck shell=bash

# process_start_time PID: clock ticks since boot; fails when there is no such process or it is a zombie. One whose first thread
# has ended while others have not still holds its ports, so it counts as running.
process_start_time() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    local -a fields
    read -r -a fields <<<"${stat##*) }"
    [ "${fields[0]}" != Z ] || [ "${fields[17]}" -gt 1 ] || return 1
    printf '%s\n' "${fields[19]}"
}

# daemon_pid PID_FILE: prints the pid when the program that the file names is running.
daemon_pid() {
    local pid start now
    [ -s "$1" ] || return 1
    read -r pid start <"$1"
    now=$(process_start_time "$pid") || return 1
    [ "$now" = "$start" ] || return 1
    printf '%s\n' "$pid"
}

daemon_running() { daemon_pid "$1" >/dev/null; }

# daemon_outdated PID_FILE FILE...: it runs, but one of its files (a configuration) was written after its start.
daemon_outdated() {
    local pid_file=$1 file
    shift
    daemon_running "$pid_file" || return 1
    for file in "$@"; do
        if [ "$file" -nt "$pid_file" ]; then return 0; fi
    done
    return 1
}

# daemon_note PID_FILE PID: for programs that detach by themselves.
daemon_note() {
    local start
    start=$(process_start_time "$2") || return 1
    printf '%s %s\n' "$2" "$start" >"$1"
}

# Tells the pid on descriptor 3, then closes everything but 0-2 (a lock of the caller's would stay held for ever).
# shellcheck disable=SC2016
daemon_prelude='cd /
echo $$ >&3
for fd in /proc/$$/fd/*; do fd=${fd##*/}; [ "$fd" -le 2 ] || [ "$fd" = 255 ] || eval "exec $fd>&-"; done
exec "$@"'

# log_rotate FILE: keeps one older log once it is large; called where nobody writes to it.
log_rotate() {
    local limit_bytes=67108864
    if [ -f "$1" ] && [ "$(stat -c %s "$1")" -gt "$limit_bytes" ]; then mv -f "$1" "$1.1"; fi
}

# daemon_start PID_FILE LOG_FILE USER COMMAND...: starts the command in a session of its own, away from this terminal. The
# log file is opened here, so that a program needs no right on the folder of logs.
daemon_start() {
    local pid_file=$1 log_file=$2 user=$3
    shift 3
    log_rotate "$log_file"
    : >"$pid_file"
    # setpriv, env and setsid exec without forking, so the pid that this child writes stays the program's.
    as "$user" setsid --fork bash -c "$daemon_prelude" otklik "$@" 3>>"$pid_file" >>"$log_file" 2>&1 </dev/null
    local pid=
    for _ in {1..100}; do
        pid=$(<"$pid_file")
        [ -z "$pid" ] || break
        sleep 0.02
    done
    # A program that ended at once is found out by whoever waits for it.
    daemon_note "$pid_file" "${pid:?$1 did not start}" || true
}

# daemon_wait PID_FILE LOG_FILE LIMIT_S WHAT COMMAND...: until the command succeeds; at once over when the program has
# ended. Shows the end of the log when it fails.
daemon_wait() {
    local pid_file=$1 log_file=$2 limit_s=$3 what=$4
    shift 4
    wait_for "$limit_s" "$what" daemon_settled "$pid_file" "$@" || true
    "$@" >/dev/null 2>&1 && return 0
    printf -- '%s does not run; last lines of %s\n' "$what" "$log_file" >&2
    tail -n 20 "$log_file" >&2
    return 1
}

daemon_settled() {
    local pid_file=$1
    shift
    "$@" || daemon_stopped "$pid_file"
}

# daemon_stop PID_FILE LIMIT_S [SIGNAL]: TERM (or the signal), then KILL after the limit; fine when it does not run.
daemon_stop() {
    local pid
    if pid=$(daemon_pid "$1"); then
        kill -s "${3:-TERM}" "$pid" 2>/dev/null || true
        wait_for "$2" "pid $pid (${1##*/}) to stop" daemon_stopped "$1" || kill -s KILL "$pid" 2>/dev/null || true
    fi
    rm -f "$1"
}

daemon_stopped() { ! daemon_running "$1"; }

# daemon_rss_kib PID_FILE
daemon_rss_kib() {
    local pid
    pid=$(daemon_pid "$1") || return 1
    sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$pid/status"
}

# port_open PORT: whether somebody accepts connections there on loopback.
port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
