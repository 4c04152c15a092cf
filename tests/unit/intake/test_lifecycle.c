/* The life cycle of an appeal: every pair of a state and an event is either a row of the table or a conflict. */
#include "lifecycle.h"
#include "unit.h"

#include <glib.h>

#define EVENTS (LIFE_CANCEL + 1)

/* One column an event, in the order of the enum; what stands there is the state that follows, "-" is a conflict. */
static const struct {
    const char *from;
    const char *to[EVENTS];
} expected[] = {
    /* draft, receive, register, send, prepare, rework, sign, deliver, solve, close, reopen, withdraw, cancel */
    {"", {"DRAFT", "RECEIVED", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"}},
    {"DRAFT", {"-", "-", "REGISTERED", "-", "-", "-", "-", "-", "-", "-", "-", "-", "CANCELLED"}},
    {"RECEIVED", {"-", "-", "REGISTERED", "-", "-", "-", "-", "-", "-", "-", "-", "WITHDRAWN", "CANCELLED"}},
    {"REGISTERED", {"-", "-", "-", "IN_WORK", "-", "-", "-", "-", "ANSWERED", "-", "-", "WITHDRAWN", "CANCELLED"}},
    {"IN_WORK", {"-", "-", "-", "-", "RESPONSE_PREP", "-", "-", "-", "-", "-", "-", "WITHDRAWN", "CANCELLED"}},
    {"RESPONSE_PREP", {"-", "-", "-", "-", "-", "IN_WORK", "SENDING", "-", "-", "-", "-", "WITHDRAWN", "CANCELLED"}},
    {"SENDING", {"-", "-", "-", "-", "-", "-", "-", "ANSWERED", "-", "-", "-", "-", "-"}},
    {"ANSWERED", {"-", "-", "-", "-", "-", "-", "-", "-", "-", "CLOSED", "IN_WORK", "-", "-"}},
    {"CLOSED", {"-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "IN_WORK", "-", "-"}},
    {"LEFT", {"-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "IN_WORK", "-", "-"}},
    {"WITHDRAWN", {"-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"}},
    {"CANCELLED", {"-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"}},
};

static bool known_state(const char *state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
        if (strcmp(expected[i].from, state) == 0)
            return true;
    return false;
}

static void every_pair_of_state_and_event_leads_where_the_table_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
        for (int event = 0; event < EVENTS; event++) {
            const struct transition *row = lifecycle_find(expected[i].from, (enum lifecycle_event)event);
            const char *to = row ? row->to : "-";
            if (strcmp(to, expected[i].to[event]) != 0)
                fail_msg("%s + %s leads to %s, not to %s", expected[i].from,
                         lifecycle_event_name((enum lifecycle_event)event), to, expected[i].to[event]);
        }
}

static void every_row_starts_and_ends_in_a_state_that_this_test_walks(void **state)
{
    (void)state;
    for (size_t i = 0; i < lifecycle_count; i++) {
        assert_true(known_state(lifecycle[i].from));
        assert_true(known_state(lifecycle[i].to));
    }
}

static void no_pair_has_two_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < lifecycle_count; i++)
        assert_ptr_equal(lifecycle_find(lifecycle[i].from, lifecycle[i].event), &lifecycle[i]);
}

static void what_is_told_outside_is_told_in_both_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < lifecycle_count; i++)
        assert_int_equal(lifecycle[i].ru != NULL, lifecycle[i].en != NULL);
}

static void an_appeal_without_a_state_is_new(void **state)
{
    (void)state;
    assert_string_equal(lifecycle_find(NULL, LIFE_RECEIVE)->to, "RECEIVED");
    assert_null(lifecycle_find(NULL, LIFE_SEND));
}

RUN_TESTS(T(every_pair_of_state_and_event_leads_where_the_table_says),
          T(every_row_starts_and_ends_in_a_state_that_this_test_walks), T(no_pair_has_two_rows),
          T(what_is_told_outside_is_told_in_both_languages), T(an_appeal_without_a_state_is_new))
