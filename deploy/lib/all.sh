# all.sh: everything deploy/up, down and status share.
# shellcheck shell=bash
lib_folder=${BASH_SOURCE[0]%/*}
# shellcheck source=deploy/lib/common.sh
source "$lib_folder/common.sh"
# shellcheck source=deploy/lib/settings.sh
source "$lib_folder/settings.sh"
# shellcheck source=deploy/lib/process.sh
source "$lib_folder/process.sh"
# shellcheck source=deploy/lib/packages.sh
source "$lib_folder/packages.sh"
# shellcheck source=deploy/lib/preflight.sh
source "$lib_folder/preflight.sh"
# shellcheck source=deploy/lib/accounts.sh
source "$lib_folder/accounts.sh"
# shellcheck source=deploy/lib/copies.sh
source "$lib_folder/copies.sh"
# shellcheck source=deploy/lib/steps.sh
source "$lib_folder/steps.sh"
# shellcheck source=deploy/lib/build.sh
source "$lib_folder/build.sh"
# shellcheck source=deploy/lib/postgres.sh
source "$lib_folder/postgres.sh"
# shellcheck source=deploy/lib/backup.sh
source "$lib_folder/backup.sh"
# shellcheck source=deploy/lib/kafka.sh
source "$lib_folder/kafka.sh"
# shellcheck source=deploy/lib/certificate.sh
source "$lib_folder/certificate.sh"
# shellcheck source=deploy/lib/mail.sh
source "$lib_folder/mail.sh"
# shellcheck source=deploy/lib/services.sh
source "$lib_folder/services.sh"
# shellcheck source=deploy/lib/bus.sh
source "$lib_folder/bus.sh"
# shellcheck source=deploy/lib/nginx.sh
source "$lib_folder/nginx.sh"
# shellcheck source=deploy/lib/lag.sh
source "$lib_folder/lag.sh"
# shellcheck source=deploy/lib/demo.sh
source "$lib_folder/demo.sh"

# become_root: these scripts make accounts and install packages; a caller without rights goes through sudo.
become_root() {
    am_root && return 0
    command -v sudo >/dev/null || die "needs root (there is no sudo here): run it as root"
    local kept
    kept=$(compgen -e | grep '^OTKLIK_' | paste -sd,) || true
    exec sudo ${kept:+"--preserve-env=$kept"} "$0" "$@"
}
