# build.sh: builds the release and installs it into the state folder, so that what runs needs neither the repository nor
# its owner's rights. Needs common.sh and settings.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # state, app, users and ports: settings.sh

build_release() {
    local launcher=()
    ! command -v ccache >/dev/null || launcher=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    cd "$OTKLIK_SOURCE" || return
    [ -f "$state/build/build.ninja" ] || cmake --preset release -DCMAKE_INSTALL_MESSAGE=LAZY -B "$state/build" "${launcher[@]}"
    cmake --build "$state/build"
}

# build_install: cmake replaces only files that changed; a running program then sees its own file deleted.
build_install() {
    cmake --install "$state/build" --prefix "$app"
    install_changed "$OTKLIK_SOURCE/deploy/mail/mailboxes" "$app/bin/otklik-mailboxes"
    chmod -R a+rX "$app"
}

install_changed() { cmp -s "$1" "$2" || install -D -m 755 "$1" "$2"; }
