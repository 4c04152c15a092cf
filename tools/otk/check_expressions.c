#include "check.h"
#include "expr.h"

#include <string.h>

/* What an expression may name, in docs/catalogue.md: of the card, of a stage, of a document's folder. */
static const char *const card_names[] = {"client_kind",     "service",   "type",     "channel",
                                         "received_on",     "applicant", "auth",     "payment_posted",
                                         "court_confirmed", "attached",  "archived", NULL};
static const char *const stage_names[] = {"result", NULL};
static const char *const folder_names[] = {"doc_type", "doc_category", "appeal_type", "appeal_category",
                                           "service",  "direction",    NULL};

static const struct {
    const char *part, *path;
    const char *const *names;
    const char *const *more; /* may be NULL */
} places[] = {
    {"types", "fields[].when", card_names, NULL},         {"types", "fields[].required_if", card_names, NULL},
    {"types", "fields[].check", card_names, NULL},        {"types", "docs[].when", card_names, NULL},
    {"types", "docs[].waive_if", card_names, NULL},       {"types", "rules[].when", card_names, NULL},
    {"types", "routes[].when", card_names, NULL},         {"types", "routes[].stages[].cond", card_names, stage_names},
    {"folder_templates", "criteria", folder_names, NULL},
};

struct place {
    struct check *check;
    const char *label;
    const char *const *names, *const *more;
    GHashTable *fields; /* the type's own */
};

static bool known(const struct place *place, const char *name)
{
    return g_strv_contains(place->names, name) || (place->more && g_strv_contains(place->more, name)) ||
           g_hash_table_contains(place->fields, name);
}

static void read_one(const char *text, void *arg)
{
    const struct place *place = arg;
    struct expr_error error;
    struct expr *expr = expr_compile(text, &error);

    if (!expr) {
        check_hole(place->check, HOLE_EXPRESSION, tr("%s: %s at %zu in '%s'"), place->label, error.reason,
                   error.position, text);
        return;
    }
    for (const char *const *name = expr_names(expr); *name; name++)
        if (!known(place, *name))
            check_hole(place->check, HOLE_EXPRESSION, tr("%s: unknown name %s in '%s'"), place->label, *name, text);
    expr_free(expr);
}

static void add_field(const char *text, void *arg)
{
    g_hash_table_add(arg, g_strdup(text));
}

static void read_all(struct check *check, size_t n, const json_t *object)
{
    g_autoptr(GHashTable) fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    struct place place = {check, check_label(object), places[n].names, places[n].more, fields};

    check_walk(object, "fields[].field", add_field, fields);
    check_walk(object, places[n].path, read_one, &place);
}

void check_expressions(struct check *check)
{
    size_t i;
    json_t *object;

    for (size_t n = 0; n < G_N_ELEMENTS(places); n++)
        json_array_foreach((json_t *)check_rows(check, places[n].part), i, object) read_all(check, n, object);
}
