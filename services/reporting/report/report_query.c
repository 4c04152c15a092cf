#include "report_query.h"

#include <glib.h>

enum { COUNT, PAGE, PIVOT, FIGURES };
enum { SCOPE_PARAMETERS = 10, PARAMETERS_MAX = SCOPE_PARAMETERS + 3 };

#define ROWS                                                                                                           \
    "reporting.report_rows($1::timestamptz, $2::text, $3::text[], $4::boolean, $5::uuid[], $6::date, $7::date,\n"      \
    "                           $8::text[], $9::text[], $10::text[])"

/* The order of PAGE's columns behind the place is that of report_columns. */
const struct statement report_statements[] = {
    [COUNT] = {"report_count", "SELECT count(*)\nFROM " ROWS},
    [PAGE] =
        {"report_page",
         "SELECT received_at, appeal_id, number, branch_name, month, channel_name, client_kind_name, service_name,\n"
         "       category_name, type_code, type_name, state_name, received, registered, sent, due, answered, "
         "closed,\n"
         "       cycle_no, result_name, justified, way_name, department_name, employee_name, is_answered, in_time,\n"
         "       overdue, days, days_in_work, returns\n"
         "FROM " ROWS "\n"
         "WHERE (received_at, appeal_id) > (coalesce($11::timestamptz, '-infinity'),\n"
         "                                  coalesce($12::uuid, '00000000-0000-0000-0000-000000000000'))\n"
         "ORDER BY received_at, appeal_id\n"
         "LIMIT $13::bigint"},
    [PIVOT] = {"report_pivot",
               "SELECT branch_name, category_name, GROUPING(branch_name, category_name), count(*), avg(in_time),\n"
               "       sum(overdue), avg(days)\n"
               "FROM " ROWS "\n"
               "GROUP BY GROUPING SETS ((branch_name, category_name), (branch_name), ())\n"
               "ORDER BY GROUPING(branch_name), branch_name, GROUPING(category_name), category_name"},
    [FIGURES] = {"report_figures",
                 "SELECT CASE GROUPING(branch, type_code) WHEN 3 THEN 0 WHEN 1 THEN 1 ELSE 2 END,\n"
                 "       coalesce(branch, type_code), coalesce(min(branch_name), min(type_name)), count(*),\n"
                 "       coalesce(sum(is_registered), 0), coalesce(sum(is_answered), 0), coalesce(sum(in_time), 0),\n"
                 "       coalesce(sum(overdue), 0), avg(days), min(type_name)\n"
                 "FROM " ROWS "\n"
                 "GROUP BY GROUPING SETS ((), (branch), (type_code))\n"
                 "ORDER BY 1, 2"},
};

struct parameters {
    const char *list[PARAMETERS_MAX];
    char as_of[INSTANT_TEXT_SIZE];
    struct db_array *arrays[5];
};

static const char *array_text(const json_t *list, struct db_array **out)
{
    size_t i;
    json_t *one;

    if (!json_array_size(list))
        return NULL;
    *out = db_array_new();
    json_array_foreach((json_t *)list, i, one) db_array_add(*out, json_string_value(one));
    return db_array_text(*out);
}

static void parameters_init(struct parameters *p, const struct report_scope *scope)
{
    *p = (struct parameters){0};
    p->list[0] = instant_format(scope->as_of, p->as_of);
    p->list[1] = scope->language;
    p->list[2] = array_text(scope->allowed, &p->arrays[0]);
    p->list[3] = scope->confidential ? "true" : "false";
    p->list[4] = array_text(scope->people, &p->arrays[4]);
    p->list[5] = scope->from;
    p->list[6] = scope->to;
    p->list[7] = array_text(scope->branches, &p->arrays[1]);
    p->list[8] = array_text(scope->services, &p->arrays[2]);
    p->list[9] = array_text(scope->types, &p->arrays[3]);
}

static void parameters_release(struct parameters *p)
{
    for (size_t i = 0; i < G_N_ELEMENTS(p->arrays); i++)
        if (p->arrays[i])
            db_array_free(p->arrays[i]);
}

static enum status run(struct db *db, int statement, const struct report_scope *scope, struct rows *out)
{
    struct parameters p;

    parameters_init(&p, scope);
    enum status status = db_run(db, &report_statements[statement], p.list, SCOPE_PARAMETERS, out);
    parameters_release(&p);
    return status;
}

enum status report_query_count(struct db *db, const struct report_scope *scope, int64_t *out_count)
{
    auto_rows rows = {0};
    enum status status = run(db, COUNT, scope, &rows);
    if (status == ST_OK)
        *out_count = rows_int(&rows, 0, 0);
    return status;
}

enum status report_query_page(struct db *db, const struct report_scope *scope, const char *after_time,
                              const char *after_id, int limit, struct rows *out)
{
    g_autofree char *most = g_strdup_printf("%d", limit);
    struct parameters p;

    parameters_init(&p, scope);
    p.list[SCOPE_PARAMETERS] = after_time;
    p.list[SCOPE_PARAMETERS + 1] = after_id;
    p.list[SCOPE_PARAMETERS + 2] = most;
    enum status status = db_run(db, &report_statements[PAGE], p.list, PARAMETERS_MAX, out);
    parameters_release(&p);
    return status;
}

enum status report_query_pivot(struct db *db, const struct report_scope *scope, struct rows *out)
{
    return run(db, PIVOT, scope, out);
}

enum status report_query_figures(struct db *db, const struct report_scope *scope, struct rows *out)
{
    return run(db, FIGURES, scope, out);
}
