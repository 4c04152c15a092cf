#include "rules/rulebook.h"

#include <string.h>

static void free_rule(void *rule)
{
    rule_free(rule);
}

static void free_calendar(void *calendar)
{
    calendar_free(calendar);
}

struct rulebook *rulebook_new(int64_t version)
{
    struct rulebook *book = g_new0(struct rulebook, 1);
    book->refs = 1;
    book->version = version;
    book->rules = g_ptr_array_new_with_free_func(free_rule);
    book->calendars = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_calendar);
    return book;
}

struct rulebook *rulebook_ref(struct rulebook *book)
{
    g_atomic_int_inc(&book->refs);
    return book;
}

void rulebook_unref(struct rulebook *book)
{
    if (!book || !g_atomic_int_dec_and_test(&book->refs))
        return;
    g_ptr_array_unref(book->rules);
    g_hash_table_unref(book->calendars);
    g_free(book);
}

void rulebook_cleanup(struct rulebook **book)
{
    rulebook_unref(*book);
}

bool rulebook_add_rule(struct rulebook *book, const json_t *json, const char *pointer, struct faults *faults)
{
    struct rule *rule = rule_from_json(json, pointer, faults);
    if (rule)
        g_ptr_array_add(book->rules, rule);
    return rule != NULL;
}

bool rulebook_add_calendar(struct rulebook *book, const json_t *json, const char *pointer, struct faults *faults)
{
    const char *base_code = json_string_value(json_object_get(json, "base"));
    const struct calendar *base = base_code ? g_hash_table_lookup(book->calendars, base_code) : NULL;
    if (base_code && !base) {
        g_autofree char *place = g_strdup_printf("%s/base", pointer);
        if (faults)
            faults_add(faults, place, "not_found", NULL);
        return false;
    }
    struct calendar *calendar = calendar_from_json(json, base, pointer, faults);
    if (!calendar)
        return false;
    g_hash_table_replace(book->calendars, g_strdup(calendar_code(calendar)), calendar);
    if (strcmp(calendar_code(calendar), CALENDAR_FEDERAL_CODE) == 0)
        book->federal = calendar;
    return true;
}

bool rulebook_ready(const struct rulebook *book)
{
    return book->federal && book->rules->len > 0;
}

const struct calendar *rulebook_calendar(const struct rulebook *book, const char *code)
{
    const struct calendar *found = code ? g_hash_table_lookup(book->calendars, code) : NULL;
    return found ? found : book->federal;
}

const struct rule *rulebook_rule(const struct rulebook *book, const char *code)
{
    for (guint i = 0; i < book->rules->len; i++) {
        const struct rule *rule = book->rules->pdata[i];
        if (strcmp(rule->code, code) == 0)
            return rule;
    }
    return NULL;
}
