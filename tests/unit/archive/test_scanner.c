#include "scanner.h"
#include "unit.h"

static void only_ok_is_clean(void **state)
{
    (void)state;
    assert_int_equal(scanner_verdict("stream: OK"), VERDICT_CLEAN);
    assert_int_equal(scanner_verdict("stream: Eicar-Test-Signature FOUND"), VERDICT_INFECTED);
    assert_int_equal(scanner_verdict("INSTREAM size limit exceeded. ERROR"), VERDICT_UNKNOWN);
    assert_int_equal(scanner_verdict("stream: OK but not quite"), VERDICT_UNKNOWN);
    assert_int_equal(scanner_verdict(""), VERDICT_UNKNOWN);
}

static void without_a_scanner_nothing_is_known(void **state)
{
    (void)state;
    assert_int_equal(scanner_ask("/nonexistent/socket", OTKLIK_SOURCE_DIR "/LICENSE"), VERDICT_UNKNOWN);
    assert_int_equal(scanner_ask("/nonexistent/socket", "/nonexistent/file"), VERDICT_UNKNOWN);
}

RUN_TESTS(T(only_ok_is_clean), T(without_a_scanner_nothing_is_known))
