#include "delivery_life.h"
#include "stable_id.h"
#include "unit.h"
#include "ways.h"

#include <glib.h>

static const char *const states[] = {"planned", "sending", "sent", "delivered",
                                     "unknown", "failed",  "task", "cancelled"};

static void only_rows_of_the_table_move_a_delivery(void **state)
{
    (void)state;
    size_t moves = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
        for (int event = DELIVERY_CLAIM; event <= DELIVERY_CANCEL; event++)
            moves += delivery_next(states[i], (enum delivery_event)event) != NULL;
    assert_int_equal(moves, delivery_life_count);
    assert_null(delivery_next("delivered", DELIVERY_CANCEL));
    assert_null(delivery_next("unknown", DELIVERY_CLAIM));
}

static void what_may_have_gone_is_only_sent_again_by_a_person(void **state)
{
    (void)state;
    for (size_t i = 0; i < delivery_life_count; i++)
        if (strcmp(delivery_life[i].from, "unknown") == 0 && strcmp(delivery_life[i].to, "planned") == 0)
            assert_int_equal(delivery_life[i].event, DELIVERY_RESEND);
}

static void a_proof_has_the_form_of_its_way(void **state)
{
    static const struct {
        const char *channel, *kind, *proof;
        bool fits;
    } cases[] = {
        {"post", "post_number", "44300012345678", true},
        {"post", "post_number", "RA123456789RU", true},
        {"post", "post_number", "4430001234567", false},
        {"post", "post_number", "44300012345678\n", false},
        {"post", "signature", "44300012345678", false},
        {"call", "call_id", "c-77", true},
        {"call", "call_id", "c 77", false},
        {"office", "signature", "Иванова, 21.11.2026", true},
        {"office", "signature", "", false},
        {"edo", "edo_receipt", "2AE-1", true},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_int_equal(way_proof_fits(way_find(cases[i].channel), cases[i].kind, cases[i].proof), cases[i].fits);
}

static void a_failed_way_is_followed_by_one_that_has_an_address(void **state)
{
    static const struct {
        const char *failed, *applicant, *way, *address;
    } cases[] = {
        {"email", "{\"address\":\"Самара\",\"phone\":\"+79\"}", "post", "Самара"},
        {"email", "{\"phone\":\"+79\"}", "call", "+79"},
        {"post", "{\"address\":\"Самара\",\"phone\":\"+79\"}", "call", "+79"},
        {"email", "{}", "office", NULL},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        json_auto_t *applicant = json_loads(cases[i].applicant, 0, NULL);
        const char *address = "untouched";
        assert_string_equal(way_instead(cases[i].failed, applicant, &address)->channel, cases[i].way);
        if (cases[i].address)
            assert_string_equal(address, cases[i].address);
        else
            assert_null(address);
    }
    assert_null(way_find("pigeon"));
}

static void the_same_parts_give_the_same_id(void **state)
{
    char one[UUID_TEXT_SIZE], again[UUID_TEXT_SIZE], other[UUID_TEXT_SIZE];
    instant at = INT64_C(1763633702000000);
    (void)state;
    STABLE_ID(at, one, "response", "email", "a@b.ru");
    STABLE_ID(at, again, "response", "email", "a@b.ru");
    STABLE_ID(at, other, "response", "emaila", "@b.ru");
    assert_string_equal(one, again);
    assert_string_not_equal(one, other);
    assert_true(uuid_valid(one));
    assert_int_equal(uuid7_time(one), at);
}

RUN_TESTS(T(only_rows_of_the_table_move_a_delivery), T(what_may_have_gone_is_only_sent_again_by_a_person),
          T(a_proof_has_the_form_of_its_way), T(a_failed_way_is_followed_by_one_that_has_an_address),
          T(the_same_parts_give_the_same_id))
