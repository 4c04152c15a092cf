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
    g_free(person->session);
    g_free(person->branches_literal);
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

static bool held_by(const struct person *person, const struct subject *subject)
{
    return person->id && *person->id && subject->held_by && g_strv_contains(subject->held_by, person->id);
}

bool person_may_see(const struct person *person, const struct subject *subject)
{
    if (!person)
        return false;
    bool holder = same(person->id, subject->holder);
    if (subject->confidential && !person->confidential && !holder)
        return false;
    return person_sees_branch(person, subject->branch) || holder || held_by(person, subject) ||
           same(person->department, subject->department);
}

#define RIGHTS(branches, department, person, confidential)                                                             \
    "((t.branch = ANY(" branches "::text[]) OR '*' = ANY(" branches "::text[])"                                        \
    " OR t.department = " department "::uuid"                                                                          \
    " OR t.holder = " person "::uuid"                                                                                  \
    " OR " person "::uuid = ANY(t.held_by))"                                                                           \
    " AND (t.confidential IS NOT TRUE OR " confidential "::boolean OR t.holder = " person "::uuid))"

const char *rights_sql(int first_parameter)
{
    static const char *const texts[] = {
        RIGHTS("$1", "$2", "$3", "$4"),
        RIGHTS("$2", "$3", "$4", "$5"),
        RIGHTS("$3", "$4", "$5", "$6"),
        RIGHTS("$4", "$5", "$6", "$7"),
    };
    g_assert(first_parameter >= 1 && first_parameter <= (int)G_N_ELEMENTS(texts));
    return texts[first_parameter - 1];
}

static const char *or_null(const char *text)
{
    return text && *text ? text : NULL;
}

void rights_params(struct person *person, const char *out[RIGHTS_PARAMETERS])
{
    if (!person->branches_literal) {
        auto_array list = db_array_new();
        for (char **branch = person->branches; branch && *branch; branch++)
            db_array_add(list, *branch);
        person->branches_literal = g_strdup(db_array_text(list));
    }
    out[0] = person->branches_literal;
    out[1] = or_null(person->department);
    out[2] = or_null(person->id);
    out[3] = person->confidential ? "true" : "false";
}
