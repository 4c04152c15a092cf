#include "audit_chain.h"
#include "unit.h"

static struct audit example(void)
{
    return (struct audit){.at = INT64_C(1700000000) * USEC_PER_SEC,
                          .service = "staff",
                          .action = "sign_in",
                          .entity = "employee",
                          .entity_id = "00101",
                          .outcome = "done"};
}

/* Adds the row to a fresh chain; only the hash matters. Caller frees. */
static char *hash_alone(struct audit row)
{
    struct audit_head head = {.hash = g_strdup("")};

    audit_chain_add(&head, &row);
    g_free(head.hash);
    g_free(row.prev_hash);
    return row.hash;
}

static void each_row_names_the_one_before(void **state)
{
    (void)state;
    struct audit_head head = {.hash = g_strdup("")};
    struct audit first = example(), second = example();

    audit_chain_add(&head, &first);
    audit_chain_add(&head, &second);
    assert_int_equal(second.seq, 2);
    assert_string_equal(second.prev_hash, first.hash);
    assert_string_equal(head.hash, second.hash);
    assert_string_not_equal(first.hash, second.hash);
    g_free(head.hash);
    g_free(first.hash);
    g_free(first.prev_hash);
    g_free(second.hash);
    g_free(second.prev_hash);
}

/* sha256 of "\n1\n2023-11-14T22:13:20.000000Z\nstaff\n\n\nsign_in\nemployee\n00101\n\n\ndone\n\n", by sha256sum. */
static void the_hash_is_of_the_documented_lines(void **state)
{
    (void)state;
    g_autofree char *hash = hash_alone(example());
    assert_string_equal(hash, "43e944408b19f2e593c00ffe57f4a9cae8d29e7fb5d2a57fa5abf978646d8deb");
}

static void every_member_is_part_of_the_hash(void **state)
{
    (void)state;
    g_autofree char *plain = hash_alone(example());
    struct audit changed[] = {example(), example(), example(), example()};
    json_auto_t *changes = json_pack("{s:i}", "a", 1);

    changed[0].at++;
    changed[1].login = "root";
    changed[2].outcome = "refused";
    changed[3].changes = changes;
    for (size_t i = 0; i < G_N_ELEMENTS(changed); i++) {
        g_autofree char *hash = hash_alone(changed[i]);
        assert_string_not_equal(hash, plain);
    }
}

static void a_value_counts_in_its_own_place(void **state)
{
    (void)state;
    struct audit one = example(), other = example();

    one.branch = "HQ";
    other.peer = "HQ";
    g_autofree char *first = hash_alone(one), *second = hash_alone(other);
    assert_string_not_equal(first, second);
}

RUN_TESTS(T(each_row_names_the_one_before), T(the_hash_is_of_the_documented_lines), T(every_member_is_part_of_the_hash),
          T(a_value_counts_in_its_own_place))
