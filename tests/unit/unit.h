/* unit.h: what every unit test includes: cmocka with the headers it needs before it. */
#ifndef OTKLIK_UNIT_H
#define OTKLIK_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h> /* comes after the headers above, which it needs */

#define RUN_TESTS(...)                                                                                                 \
    int main(void)                                                                                                     \
    {                                                                                                                  \
        const struct CMUnitTest tests[] = {__VA_ARGS__};                                                               \
        return cmocka_run_group_tests(tests, NULL, NULL);                                                              \
    }
#define T(name) cmocka_unit_test(name)

#endif
