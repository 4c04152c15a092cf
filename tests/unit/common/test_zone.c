#include "unit.h"
#include "zone.h"

static void a_zone_is_read_once_and_an_unknown_one_is_none(void **state)
{
    (void)state;
    GTimeZone *zone = zone_of("Asia/Yekaterinburg");
    assert_non_null(zone);
    gint interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, 1763000000);
    assert_int_equal(g_time_zone_get_offset(zone, interval), 5 * 3600);
    assert_ptr_equal(zone_of("Asia/Yekaterinburg"), zone);
    assert_ptr_not_equal(zone_of("Europe/Moscow"), zone);
    assert_null(zone_of("No/Such"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {T(a_zone_is_read_once_and_an_unknown_one_is_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
