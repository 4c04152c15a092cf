# suite.sh: the whole suite as deploy/up starts it, with its demo company, for tests that play persons: in a state folder and on
# ports of its own beside the tests' servers. Needs servers.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154  # test_state and test_offset: servers.sh

# suite_given: whoever names a state folder has a suite there already, which is used as it is and left alone.
suite_given() { [ -n "${OTKLIK_STATE:-}" ]; }

suite_environment() {
    suite_given || export OTKLIK_STATE=$test_state/suite OTKLIK_PORT=$((8453 + test_offset)) \
        OTKLIK_POSTGRES_PORT=$((15452 + test_offset)) OTKLIK_KAFKA_PORT=$((19112 + test_offset)) \
        OTKLIK_MAIL_PORT=$((12535 + test_offset)) OTKLIK_FILES_PORT=$((12590 + test_offset)) OTKLIK_PORT_OFFSET=$((test_offset + 50))
}

# suite_start: goes on with what an earlier --keep left: only what changed is built and restarted.
suite_start() { (suite_given || (suite_environment && "$OTKLIK_SOURCE/deploy/up")); }

# suite_remove: the accounts stay, as another deployment on this machine may run by them.
suite_remove() { (suite_given || { suite_environment && "$OTKLIK_SOURCE/deploy/down" --remove-state; }); }
