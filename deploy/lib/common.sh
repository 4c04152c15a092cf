# common.sh: messages, waiting, templates and other accounts; shared by deploy/* and tests/run. Source it, do not run it.
# shellcheck shell=bash

# Where the repository is; whoever sources this may have set it.
: "${OTKLIK_SOURCE:=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}"

# say WORDS...: one progress line with the seconds since the script began.
say() { printf '[%4ds] %s\n' "$SECONDS" "$*"; }

warn() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

die() {
    warn "$@"
    exit 1
}

am_root() { [ "$(id -u)" -eq 0 ]; }

# as USER COMMAND...: runs the command as that account; only root can change it.
as() {
    local user=$1
    shift
    if [ "$user" = "$(id -un)" ]; then
        "$@"
    else
        am_root || die "only root can act as $user"
        # Not from the caller's folder: the account may not be allowed to be there.
        env --chdir=/ HOME=/nonexistent setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups "$@"
    fi
}

# wait_for LIMIT_S WHAT COMMAND...: repeats the command until it succeeds; 1 with a message when the time is over.
wait_for() {
    local limit_s=$1 what=$2 end
    shift 2
    end=$((SECONDS + limit_s))
    until "$@" >/dev/null 2>&1; do
        if [ "$SECONDS" -ge "$end" ]; then
            warn "$what: not after $limit_s s"
            return 1
        fi
        sleep 0.1
    done
}

# render TEMPLATE NAME=VALUE...: prints the template with every @NAME@ replaced; refuses names left over.
render() {
    local template=$1 text pair
    shift
    text=$(<"$template")
    for pair in "$@"; do text=${text//"@${pair%%=*}@"/"${pair#*=}"}; done
    if [[ $text =~ @[A-Z_]+@ ]]; then die "$template: no value for ${BASH_REMATCH[0]}"; fi
    printf '%s\n' "$text"
}

# write_file PATH MODE OWNER: standard input becomes the file in one step; it never has another mode or owner.
write_file() {
    local path=$1 mode=$2 owner=$3 new
    new=$(mktemp "$path.XXXXXX")
    cat >"$new"
    chmod "$mode" "$new"
    if am_root; then chown "$owner:" "$new"; fi
    mv -f "$new" "$path"
}

# write_changed PATH MODE OWNER: as write_file, but a file that would stay the same keeps its time of change.
write_changed() {
    local text
    text=$(cat)
    if [ ! -f "$1" ] || [ "$text" != "$(<"$1")" ]; then write_file "$@" <<<"$text"; fi
}

# own_folder PATH OWNER [MODE]: makes the folder; only its owner reads it unless a mode says otherwise.
own_folder() {
    mkdir -p "$1"
    chmod "${3:-700}" "$1"
    if am_root; then chown "$2:" "$1"; fi
}

# part_host PART: where the others find it: on this machine, or under its own name where every part is a container.
part_host() { if [ "${OTKLIK_HOSTS:-}" = names ]; then printf '%s\n' "$1"; else printf '127.0.0.1\n'; fi; }

# listen_host: what a part listens on: loopback, or everything in a container, whose network is private.
listen_host() { if [ "${OTKLIK_HOSTS:-}" = names ]; then printf '0.0.0.0\n'; else printf '127.0.0.1\n'; fi; }

# random_secret: 32 letters and digits.
random_secret() {
    local bytes
    bytes=$(head -c 400 /dev/urandom | base64 -w0 | tr -dc 'A-Za-z0-9')
    printf '%s\n' "${bytes:0:32}"
}

# cache_folder: where what was fetched is kept between runs, shared by deployment and tests.
cache_folder() {
    if [ -n "${OTKLIK_CACHE:-}" ]; then
        printf '%s\n' "$OTKLIK_CACHE"
    elif am_root; then
        printf '/var/cache/otklik\n'
    else
        printf '%s\n' "${XDG_CACHE_HOME:-$HOME/.cache}/otklik"
    fi
}

# list_file FILE: its entries without comments and empty lines.
list_file() { sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$1"; }
