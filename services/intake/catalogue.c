#include "catalogue.h"

#include "catalogue_statements.h"
#include "intake.h"
#include "log.h"

#include <string.h>

struct catalogue_view {
    GHashTable *types;        /* code -> struct appeal_type, owned */
    GHashTable *fields;       /* code -> json_t *, borrowed from dictionaries */
    GHashTable *dictionaries; /* name -> json_t *, owned */
    GHashTable *exprs;        /* text -> struct expr, owned */
};

struct catalogue {
    GMutex lock;
    struct catalogue_view *view; /* under lock */
    char *mark;                  /* what the view was read at */
};

const struct statement catalogue_statements[] = {
    [CATALOGUE_TYPES] = {"catalogue_types",
                         "SELECT DISTINCT ON (code) id, code, config_version, ru, en, category, service, sha256, doc,\n"
                         "       published_at, published_by\n"
                         "FROM intake.appeal_type\n"
                         "ORDER BY code, config_version DESC"},
    [CATALOGUE_DICTIONARIES] = {"catalogue_dictionaries", "SELECT name, doc\nFROM intake.dictionary"},
    [CATALOGUE_MARK] = {"catalogue_mark", "SELECT (SELECT last FROM intake.config_counter) || '/' ||\n"
                                          "       (SELECT coalesce(sum(version), 0) FROM intake.dictionary)"},
};

static void type_free(void *arg)
{
    record_release(&appeal_type_table.record, arg);
    g_free(arg);
}

static void view_clear(void *arg)
{
    struct catalogue_view *view = arg;
    g_hash_table_destroy(view->types);
    g_hash_table_destroy(view->fields);
    g_hash_table_destroy(view->dictionaries);
    g_hash_table_destroy(view->exprs);
}

static struct catalogue_view *view_new(void)
{
    struct catalogue_view *view = g_atomic_rc_box_new0(struct catalogue_view);
    view->types = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, type_free);
    view->fields = g_hash_table_new(g_str_hash, g_str_equal);
    view->dictionaries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)json_decref);
    view->exprs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)expr_free);
    return view;
}

static void compile(struct catalogue_view *view, const char *text, const char *where)
{
    struct expr_error error;

    if (!text || g_hash_table_contains(view->exprs, text))
        return;
    struct expr *expr = expr_compile(text, &error);
    if (!expr)
        log_error("a condition of the catalogue cannot be read", LOG_TEXT("where", where),
                  LOG_TEXT("reason", error.reason));
    else
        g_hash_table_insert(view->exprs, g_strdup(text), expr);
}

/* Conditions stand anywhere in a type, always under these names. */
static void compile_all(struct catalogue_view *view, const json_t *node, const char *where)
{
    static const char *const names[] = {"when", "check", "required_if", "waive_if", "cond"};
    const char *name;
    size_t i;
    json_t *child;

    if (json_is_array(node))
        json_array_foreach((json_t *)node, i, child) compile_all(view, child, where);
    if (!json_is_object(node))
        return;
    for (size_t n = 0; n < G_N_ELEMENTS(names); n++)
        compile(view, json_string_value(json_object_get(node, names[n])), where);
    json_object_foreach((json_t *)node, name, child) compile_all(view, child, where);
}

static void index_fields(struct catalogue_view *view)
{
    size_t i;
    json_t *field;

    json_array_foreach(json_object_get(view_dictionary(view, "fields"), "fields"), i, field)
        g_hash_table_insert(view->fields, (char *)json_string_value(json_object_get(field, "code")), field);
}

static enum status read_types(struct catalogue_view *view, struct db *db)
{
    auto_rows rows = {0};
    enum status status = db_run(db, &catalogue_statements[CATALOGUE_TYPES], DB_NO_PARAMS, &rows);

    for (int i = 0; status == ST_OK && i < rows_count(&rows); i++) {
        struct appeal_type *type = table_row_from(&appeal_type_table, &rows, i);
        g_hash_table_insert(view->types, type->code, type);
        compile_all(view, type->doc, type->code);
    }
    return status;
}

static enum status read_dictionaries(struct catalogue_view *view, struct db *db)
{
    auto_rows rows = {0};
    enum status status = db_run(db, &catalogue_statements[CATALOGUE_DICTIONARIES], DB_NO_PARAMS, &rows);

    for (int i = 0; status == ST_OK && i < rows_count(&rows); i++) {
        json_t *doc = json_loads(rows_text(&rows, i, 1), 0, NULL);
        if (doc)
            g_hash_table_insert(view->dictionaries, g_strdup(rows_text(&rows, i, 0)), doc);
    }
    index_fields(view);
    return status;
}

static struct appeal_type *type_of(json_t *doc)
{
    struct appeal_type *type = g_new0(struct appeal_type, 1);
    text_set(&type->code, json_string_value(json_object_get(doc, "code")));
    text_set(&type->ru, json_string_value(json_object_get(doc, "ru")));
    text_set(&type->en, json_string_value(json_object_get(doc, "en")));
    text_set(&type->category, json_string_value(json_object_get(doc, "category")));
    text_set(&type->service, json_string_value(json_object_get(doc, "service")));
    type->doc = json_incref(doc);
    return type;
}

struct catalogue_view *catalogue_view_of(json_t *types, json_t *dictionaries)
{
    struct catalogue_view *view = view_new();
    const char *name;
    size_t i;
    json_t *doc;

    json_array_foreach(types, i, doc)
    {
        struct appeal_type *type = type_of(doc);
        g_hash_table_insert(view->types, type->code, type);
        compile_all(view, doc, type->code);
    }
    json_object_foreach(dictionaries, name, doc)
        g_hash_table_insert(view->dictionaries, g_strdup(name), json_incref(doc));
    index_fields(view);
    return view;
}

enum status catalogue_refresh(struct catalogue *catalogue, struct db *db)
{
    auto_rows mark = {0};
    enum status status = db_run(db, &catalogue_statements[CATALOGUE_MARK], DB_NO_PARAMS, &mark);
    if (status != ST_OK || g_strcmp0(catalogue->mark, rows_text(&mark, 0, 0)) == 0)
        return status;

    struct catalogue_view *view = view_new();
    status = read_types(view, db);
    if (status == ST_OK)
        status = read_dictionaries(view, db);
    if (status != ST_OK) {
        g_atomic_rc_box_release_full(view, view_clear);
        return status;
    }
    g_mutex_lock(&catalogue->lock);
    struct catalogue_view *old = catalogue->view;
    catalogue->view = view;
    g_mutex_unlock(&catalogue->lock);
    text_set(&catalogue->mark, rows_text(&mark, 0, 0));
    if (old)
        g_atomic_rc_box_release_full(old, view_clear);
    log_info("catalogue read", LOG_NUMBER("types", g_hash_table_size(view->types)));
    return ST_OK;
}

struct catalogue *catalogue_new(struct db *db)
{
    struct catalogue *catalogue = g_new0(struct catalogue, 1);
    if (catalogue_refresh(catalogue, db) == ST_OK)
        return catalogue;
    catalogue_free(catalogue);
    return NULL;
}

void catalogue_free(struct catalogue *catalogue)
{
    if (catalogue->view)
        g_atomic_rc_box_release_full(catalogue->view, view_clear);
    g_free(catalogue->mark);
    g_free(catalogue);
}

struct catalogue_view *catalogue_acquire(struct catalogue *catalogue)
{
    g_mutex_lock(&catalogue->lock);
    struct catalogue_view *view = g_atomic_rc_box_acquire(catalogue->view);
    g_mutex_unlock(&catalogue->lock);
    return view;
}

void catalogue_release(struct catalogue_view **view)
{
    g_atomic_rc_box_release_full(*view, view_clear);
}

const struct appeal_type *view_type(const struct catalogue_view *view, const char *code)
{
    return code ? g_hash_table_lookup(view->types, code) : NULL;
}

const json_t *view_field(const struct catalogue_view *view, const char *code)
{
    return code ? g_hash_table_lookup(view->fields, code) : NULL;
}

const json_t *view_dictionary(const struct catalogue_view *view, const char *name)
{
    return g_hash_table_lookup(view->dictionaries, name);
}

static bool switched_off(const json_t *patterns, const char *code)
{
    size_t i;
    json_t *pattern;

    json_array_foreach((json_t *)patterns, i,
                       pattern) if (json_is_string(pattern) &&
                                    g_pattern_match_simple(json_string_value(pattern), code)) return true;
    return false;
}

bool view_active(const struct catalogue_view *view, const char *branch, const char *type_code)
{
    size_t i;
    json_t *one;

    json_array_foreach(json_object_get(view_dictionary(view, "activity"), "activity"), i, one)
    {
        const char *code = json_string_value(json_object_get(one, "branch"));
        if (branch && g_strcmp0(code, branch) == 0 && switched_off(json_object_get(one, "off"), type_code))
            return false;
    }
    return true;
}

const json_t *view_base(const struct catalogue_view *view, const char *code)
{
    size_t i;
    json_t *set;

    json_array_foreach(json_object_get(view_dictionary(view, "base_fields"), "base_fields"), i,
                       set) if (code && strcmp(json_string_value(json_object_get(set, "code")), code) ==
                                            0) return json_object_get(set, "groups");
    return NULL;
}

const struct expr *view_expr(const struct catalogue_view *view, const char *text)
{
    return g_hash_table_lookup(view->exprs, text);
}

bool view_holds(const struct catalogue_view *view, const json_t *condition, const json_t *variables)
{
    bool holds = false;

    if (!condition)
        return true;
    const struct expr *expr = view_expr(view, json_string_value(condition));
    return expr && expr_test(expr, variables, &holds, NULL) == ST_OK && holds;
}

static int by_code(const void *a, const void *b)
{
    return strcmp((*(struct appeal_type *const *)a)->code, (*(struct appeal_type *const *)b)->code);
}

void view_each(const struct catalogue_view *view, void (*each)(const struct appeal_type *type, void *arg), void *arg)
{
    g_autoptr(GPtrArray) types = g_ptr_array_new();
    GHashTableIter iter;
    void *type;

    g_hash_table_iter_init(&iter, view->types);
    while (g_hash_table_iter_next(&iter, NULL, &type))
        g_ptr_array_add(types, type);
    g_ptr_array_sort(types, by_code);
    for (guint i = 0; i < types->len; i++)
        each(types->pdata[i], arg);
}
