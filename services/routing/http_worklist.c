#include "answer.h"
#include "commands.h"
#include "route.h"
#include "rows_json.h"
#include "statements.h"

#include <string.h>

static const struct {
    const char *kind;
    enum stage_statement statement;
    bool of_department; /* else of the person */
    const char *mode;   /* of WORKLIST_QUEUE */
} lists[] = {{"mine", WORKLIST_MINE, false, NULL},
             {"pool", WORKLIST_QUEUE, true, "POOL"},
             {"distribution", WORKLIST_QUEUE, true, "HEAD"},
             {"signature", WORKLIST_SIGN, true, NULL}};

static void put(json_t *line, const struct rows *rows, int row, int column)
{
    const char *name = PQfname(rows->result, column);

    if (rows_null(rows, row, column))
        return;
    if (g_str_has_suffix(name, "_at"))
        rows_put_time(line, name, rows, row, column);
    else if (strcmp(name, "priority") == 0 || strcmp(name, "version") == 0 || strcmp(name, "returns") == 0)
        json_object_set_new(line, name, json_integer(rows_int(rows, row, column)));
    else if (strcmp(name, "results") == 0)
        json_object_set_new(line, name, json_loads(rows_text(rows, row, column), 0, NULL));
    else
        rows_put_text(line, name, rows, row, column);
}

static json_t *lines_of(const struct rows *rows, int count)
{
    json_t *items = json_array();

    for (int row = 0; row < count; row++) {
        json_t *line = json_object();
        for (int column = 0; column < PQnfields(rows->result); column++)
            put(line, rows, row, column);
        json_array_append_new(items, line);
    }
    return items;
}

/* "due time~id" of the last line: opaque to the caller. */
static char *cursor_of(const json_t *items)
{
    const json_t *last = json_array_get(items, json_array_size(items) - 1);
    const char *due = json_string_value(json_object_get(last, "due_at"));
    return g_strdup_printf("%s~%s", due ? due : "9999-01-01T00:00:00Z", json_string_value(json_object_get(last, "id")));
}

static enum status page(struct work *w, struct request *rq, struct answer *out, size_t list)
{
    const char *after = http_query(rq, "after");
    g_auto(GStrv) place = g_strsplit(after ? after : "", "~", 2);
    const char *due = place[0] && place[1] ? place[0] : NULL;
    const char *id = due ? place[1] : NULL;
    int64_t limit = http_limit(rq, 50, 200);
    g_autofree char *limit_text = g_strdup_printf("%" G_GINT64_FORMAT, limit + 1);
    const char *whose = lists[list].of_department ? rq->person->department : rq->person->id;
    const char *rights[RIGHTS_PARAMETERS];
    rights_params((struct person *)rq->person, rights);
    const char *params[] = {whose, due, id, limit_text, rights[5], lists[list].mode};
    auto_rows rows = {0};

    instant at = 0;
    if (due && instant_parse(due, &at) != ST_OK)
        faults_add(&rq->faults, "/after", "bad_time", NULL);
    if (id && !uuid_valid(id))
        faults_add(&rq->faults, "/after", "bad_uuid", NULL);
    if (rq->faults.count)
        return ST_INVALID;
    enum status status =
        db_run(work_db(w), &stage_statements[lists[list].statement], params, lists[list].mode ? 6 : 5, &rows);
    if (status != ST_OK)
        return status;
    bool more = rows_count(&rows) > limit;
    json_t *items = lines_of(&rows, rows_count(&rows) - more);
    g_autofree char *next = more ? cursor_of(items) : NULL;
    return answer_json_take(out, 200, http_page_take(items, next));
}

enum status http_worklist(struct work *w, struct request *rq, struct answer *out)
{
    const char *kind = http_param(rq, "kind");

    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        if (strcmp(lists[i].kind, kind) == 0)
            return page(w, rq, out, i);
    return ST_NOT_FOUND;
}

/* Who of the department has how much: the head distributes by it. */
enum status http_load(struct work *w, struct request *rq, struct answer *out)
{
    auto_rows rows = {0};
    json_t *items = json_array();
    enum status status =
        db_run(work_db(w), &stage_statements[DEPARTMENT_LOAD], DB_PARAMS(rq->person->department), &rows);

    for (int i = 0; status == ST_OK && i < rows_count(&rows); i++)
        json_array_append_new(items, json_pack("{s:s, s:s, s:I, s:I}", "employee_id", rows_text(&rows, i, 0), "name",
                                               rows_text(&rows, i, 1), "open", (json_int_t)rows_int(&rows, i, 2),
                                               "overdue", (json_int_t)rows_int(&rows, i, 3)));
    if (status == ST_OK)
        return answer_json_take(out, 200, http_page_take(items, NULL));
    json_decref(items);
    return status;
}

enum status http_case_get(struct work *w, struct request *rq, struct answer *out)
{
    struct case_file *c = work_find(w, &case_file_table, "id", http_param(rq, "id"));
    if (!c || !case_visible(c, rq->person))
        return ST_NOT_FOUND;
    json_t *body = record_to_json(&case_file_table.record, c);
    json_t *list = json_array();
    g_autofree struct stage **stages = route_stages(w, c);
    const struct response *r = answer_of(w, c);

    for (struct stage **s = stages; *s; s++)
        json_array_append_new(list, record_to_json(&stage_table.record, *s));
    json_object_set_new(body, "stages", list);
    if (r)
        json_object_set_new(body, "response", record_to_json(&response_table.record, r));
    answer_version(out, c->version);
    return answer_json_take(out, 200, body);
}

enum status http_unrouted(struct work *w, struct request *rq, struct answer *out)
{
    const char *rights[RIGHTS_PARAMETERS];
    int64_t limit = http_limit(rq, 50, 200);
    g_autofree char *limit_text = g_strdup_printf("%" G_GINT64_FORMAT, limit);
    auto_rows rows = {0};

    if (rq->faults.count)
        return ST_INVALID;
    rights_params((struct person *)rq->person, rights);
    enum status status =
        db_run(work_db(w), &stage_statements[UNROUTED], DB_PARAMS(rights[0], limit_text, rights[5]), &rows);
    if (status != ST_OK)
        return status;
    return answer_json_take(out, 200, http_page_take(lines_of(&rows, rows_count(&rows)), NULL));
}
