#include "base64url.h"
#include "unit.h"

#include <string.h>

static void only_its_letters_and_possible_lengths_are_base64url(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool valid;
    } cases[] = {{"", true},      {"aA", true}, {"aA-", true},   {"aA_9", true},  {"a", false},   {"aAaAa", false},
                 {"aA==", false}, {"=", false}, {"aA+/", false}, {"aA.b", false}, {"aA b", false}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(base64url_valid(cases[i].text, strlen(cases[i].text)), cases[i].valid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {T(only_its_letters_and_possible_lengths_are_base64url)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
