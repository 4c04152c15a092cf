#include "person.h"

#include "db.h"

#include <string.h>

#include <glib.h>

void person_free(struct person *person)
{
    if (!person)
        return;
    g_free(person->id);
    g_free(person->login);
    g_free(person->name);
    g_free(person->branch);
    g_free(person->department);
    g_strfreev(person->branches);
    g_strfreev(person->rights);
    g_strfreev(person->heads);
    g_strfreev(person->superiors);
    g_free(person->session);
    g_free(person->branches_literal);
    g_free(person->heads_literal);
    g_free(person->chain_literal);
    g_free(person);
}

static bool listed(char *const *list, const char *value)
{
    return list && value && g_strv_contains((const gchar *const *)list, value);
}

static bool same(const char *a, const char *b)
{
    return a && b && *a && strcmp(a, b) == 0;
}

bool person_may(const struct person *person, const char *right)
{
    return person && listed(person->rights, right);
}

bool person_sees_branch(const struct person *person, const char *branch)
{
    return person && (listed(person->branches, "*") || listed(person->branches, branch));
}

static bool among(const json_t *ids, const char *id)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)ids, i, one) if (same(json_string_value(one), id)) return true;
    return false;
}

bool person_excluded(const struct person *person, const json_t *excluded)
{
    if (among(excluded, person->id))
        return true;
    for (char **above = person->superiors; above && *above; above++)
        if (among(excluded, *above))
            return true;
    return false;
}

json_t *person_chain(const struct person *person)
{
    json_t *ids = json_array();

    if (person->id && *person->id)
        json_array_append_new(ids, json_string(person->id));
    for (char **above = person->superiors; above && *above; above++)
        json_array_append_new(ids, json_string(*above));
    return ids;
}

bool person_may_see(const struct person *person, const struct subject *subject)
{
    if (!person)
        return false;
    bool holder = same(person->id, subject->holder);
    bool head = listed(person->heads, subject->department);
    if (subject->confidential && !person->confidential && !holder && !head)
        return false;
    if (person_excluded(person, subject->excluded))
        return false;
    return person_sees_branch(person, subject->branch) || holder || head || among(subject->held_by, person->id) ||
           same(person->department, subject->department);
}

#define RIGHTS(branches, department, person, confidential, heads, chain)                                               \
    "((t.branch = ANY(" branches "::text[]) OR '*' = ANY(" branches "::text[])"                                        \
    " OR t.department = " department "::uuid"                                                                          \
    " OR t.holder = " person "::uuid"                                                                                  \
    " OR t.department = ANY(" heads "::uuid[])"                                                                        \
    " OR " person "::uuid = ANY(t.held_by))"                                                                           \
    " AND (t.confidential IS NOT TRUE OR " confidential "::boolean OR t.holder = " person "::uuid"                     \
    " OR t.department = ANY(" heads "::uuid[]))"                                                                       \
    " AND NOT (t.excluded && " chain "::uuid[]))"

const char *rights_sql(int first_parameter)
{
    static const char *const texts[] = {
        RIGHTS("$1", "$2", "$3", "$4", "$5", "$6"),
        RIGHTS("$2", "$3", "$4", "$5", "$6", "$7"),
        RIGHTS("$3", "$4", "$5", "$6", "$7", "$8"),
        RIGHTS("$4", "$5", "$6", "$7", "$8", "$9"),
    };
    g_assert(first_parameter >= 1 && first_parameter <= (int)G_N_ELEMENTS(texts));
    return texts[first_parameter - 1];
}

static const char *or_null(const char *text)
{
    return text && *text ? text : NULL;
}

static char *literal(const char *first, char *const *rest)
{
    auto_array list = db_array_new();

    if (first && *first)
        db_array_add(list, first);
    for (; rest && *rest; rest++)
        db_array_add(list, *rest);
    return g_strdup(db_array_text(list));
}

void rights_params(struct person *person, const char *out[RIGHTS_PARAMETERS])
{
    if (!person->branches_literal) {
        person->branches_literal = literal(NULL, person->branches);
        person->heads_literal = literal(NULL, person->heads);
        person->chain_literal = literal(person->id, person->superiors);
    }
    out[0] = person->branches_literal;
    out[1] = or_null(person->department);
    out[2] = or_null(person->id);
    out[3] = person->confidential ? "true" : "false";
    out[4] = person->heads_literal;
    out[5] = person->chain_literal;
}
