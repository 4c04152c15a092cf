#include "report_query.h"

#include "log.h"

#include <glib.h>

enum { OPEN, NEXT, PIVOT, FIGURES };
enum { PARAMETERS = 10 };

#define PIECE_ROWS 500

#define ROWS                                                                                                           \
    "reporting.report_rows($1::timestamptz, $2::text, $3::text[], $4::boolean, $5::uuid[], $6::date, $7::date,\n"      \
    "                           $8::text[], $9::text[], $10::text[])"

/* One walk over all rows instead of pages: a page has to find its beginning and is planned for nobody's values, which
 * made each read and sort all that was left. The order of OPEN's columns is that of report_columns. */
const struct statement report_statements[] = {
    [OPEN] =
        {"report_open",
         "DECLARE report_rows NO SCROLL CURSOR FOR\n"
         "SELECT number, branch_name, month, channel_name, client_kind_name, service_name, category_name,\n"
         "       type_code, type_name, state_name, received, registered, sent, due, answered, closed, cycle_no,\n"
         "       result_name, justified, way_name, department_name, employee_name, is_answered, in_time, overdue,\n"
         "       days, days_in_work, returns\n"
         "FROM " ROWS "\n"
         "ORDER BY received_at, appeal_id"},
    [NEXT] = {"report_next", "FETCH FORWARD " G_STRINGIFY(PIECE_ROWS) " FROM report_rows"},
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
    const char *list[PARAMETERS];
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

/* Planned for the scope: a plan for any scope takes its rows for few. */
static enum status run(struct db *db, int statement, const struct report_scope *scope, struct rows *out)
{
    struct parameters p;

    parameters_init(&p, scope);
    enum status status = db_run_planned(db, &report_statements[statement], p.list, PARAMETERS, out);
    parameters_release(&p);
    return status;
}

static enum status ask_next(struct report_walk *walk)
{
    enum status status = db_send(walk->db, &report_statements[NEXT], DB_NO_PARAMS);
    walk->asked = status == ST_OK;
    return status;
}

enum status report_walk_begin(struct report_walk *walk, struct db *db, const struct report_scope *scope)
{
    auto_rows rows = {0};

    *walk = (struct report_walk){.db = db};
    enum status status = run(db, OPEN, scope, &rows);
    return status == ST_OK ? ask_next(walk) : status;
}

enum status report_walk_next(struct report_walk *walk, struct rows *out)
{
    if (!walk->asked)
        return ST_NOT_FOUND;
    walk->asked = false;
    enum status status = db_receive(walk->db, &report_statements[NEXT], out);
    if (status != ST_OK)
        return status;
    if (!rows_count(out))
        return ST_NOT_FOUND;
    return rows_count(out) == PIECE_ROWS ? ask_next(walk) : ST_OK;
}

void report_walk_end(struct report_walk *walk)
{
    auto_rows rows = {0};

    if (walk->asked && db_receive(walk->db, &report_statements[NEXT], &rows) != ST_OK)
        log_debug("rest of a report is dropped", LOG_TEXT("error", db_error(walk->db)));
    walk->asked = false;
}

enum status report_query_pivot(struct db *db, const struct report_scope *scope, struct rows *out)
{
    return run(db, PIVOT, scope, out);
}

enum status report_query_figures(struct db *db, const struct report_scope *scope, struct rows *out)
{
    return run(db, FIGURES, scope, out);
}
