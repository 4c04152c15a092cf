#!/usr/bin/env bash
# front.sh start|stop: nginx before the services of the tests, with the configuration and the certificate that deploy/up
# writes. tests/lib/otk_front.py calls it; the environment is that of tests/run.
# shellcheck disable=SC2154  # app, state: settings.sh
set -euo pipefail
test_offset=$((OTKLIK_TEST_HTTP_PORT - 17000))
export OTKLIK_STATE=$OTKLIK_TEST_STATE/front OTKLIK_PORT=$((OTKLIK_TEST_HTTP_PORT + 60)) OTKLIK_PORT_OFFSET=$test_offset
for part in common settings process certificate nginx; do
    # shellcheck source=/dev/null
    source "$OTKLIK_SOURCE/deploy/lib/$part.sh"
done
# shellcheck source=tests/lib/servers.sh
source "$OTKLIK_SOURCE/tests/lib/servers.sh"
# Names of deploy/lib: shellcheck does not see them used.
# shellcheck disable=SC2034
infra_user=$(test_user)

start() {
    # A copy: nginx's account may not be allowed into the working copy.
    mkdir -p "$app/share/otklik"
    cp -r "$OTKLIK_SOURCE/console" "$app/share/otklik/"
    chmod -R a+rX "$state"
    certificate_make
    nginx_configure
    nginx_start
}

case ${1:-} in
    start) start ;;
    stop) nginx_stop ;;
    *) die "start or stop" ;;
esac
