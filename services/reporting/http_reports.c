#include "report/report_run.h"
#include "reporting.h"
#include "texts.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE_DEFAULT 50
#define PAGE_MAX 200

static json_t *branches_of(const struct person *person)
{
    json_t *list = json_array();

    for (char **one = person->branches; one && *one; one++)
        json_array_append_new(list, json_string(*one));
    return list;
}

/* The person's own name of what is made; a file of somebody else is as if it were not there. */
static struct report_run *mine(struct work *w, const struct request *rq)
{
    const char *id = http_param(rq, "id");
    struct report_run *run = uuid_valid(id) ? work_find(w, &report_run_table, "id", id) : NULL;

    return run && strcmp(run->requested_by, rq->person->id) == 0 ? run : NULL;
}

static void put_time(json_t *view, const char *name, instant at)
{
    char text[INSTANT_TEXT_SIZE];

    if (at)
        json_object_set_new(view, name, json_string(instant_format(at, text)));
}

static json_t *view_of(const struct report_run *run, const char *language)
{
    json_t *view = json_pack("{s:s, s:s, s:O, s:s, s:s, s:{s:I, s:I}}", "id", run->id, "code", run->code, "params",
                             run->params, "language", run->language, "state", run->state, "progress", "rows",
                             (json_int_t)run->rows_done, "total", (json_int_t)run->rows_total);

    put_time(view, "requested_at", run->requested_at);
    put_time(view, "started_at", run->started_at);
    put_time(view, "finished_at", run->finished_at);
    put_time(view, "expires_at", run->expires_at);
    if (run->error) {
        json_object_set_new(view, "error", json_string(run->error));
        json_object_set_new(view, "message", json_string(text_of(run->error, language)));
    }
    if (strcmp(run->state, "done") == 0) {
        json_object_set_new(view, "file_name", json_string(run->file_name));
        json_object_set_new(view, "file_size_bytes", json_integer(run->file_size_bytes));
    }
    return view;
}

struct order {
    char *code;
    json_t *params;
};

static const struct field order_fields[] = {
    FIELD(order, code, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(order, params, FIELD_JSON, FIELD_REQUIRED),
};
static const struct record_type order_type = RECORD(order, order_fields);

/* The body's schema has checked the shape; what it cannot say is the order of the dates. */
static bool order_is_right(struct request *rq, const struct order *order)
{
    const char *from = json_string_value(json_object_get(order->params, "from"));
    const char *to = json_string_value(json_object_get(order->params, "to"));

    if (strcmp(order->code, REPORT_EFFECTIVENESS) != 0)
        faults_add(&rq->faults, "/code", "not_in_list", REPORT_EFFECTIVENESS);
    if (!from || !to)
        faults_add(&rq->faults, from ? "/params/to" : "/params/from", "required", NULL);
    else if (strcmp(from, to) > 0)
        faults_add(&rq->faults, "/params/to", "out_of_range", from);
    return rq->faults.count == 0;
}

static enum status place(struct work *w, struct request *rq, struct answer *out, const struct order *order)
{
    const char *language = json_string_value(json_object_get(order->params, "lang"));
    if (!order_is_right(rq, order))
        return ST_INVALID;
    struct report_run *run = work_new(w, &report_run_table);
    text_set(&run->code, order->code);
    json_set_take(&run->params, json_incref(order->params));
    text_set(&run->language, language ? language : rq->language);
    text_set(&run->requested_by, rq->person->id);
    text_set(&run->requested_by_name, rq->person->name);
    json_set_take(&run->branches, branches_of(rq->person));
    run->confidential = rq->person->confidential;
    json_set_take(&run->people, person_chain(rq->person));
    text_set(&run->state, "queued");
    run->requested_at = work_now(w);
    out->location = g_strdup_printf("/v1/reports/%s", run->id);
    return answer_json_take(out, 201, view_of(run, rq->language));
}

enum status http_report_order(struct work *w, struct request *rq, struct answer *out)
{
    struct order order = {0};
    enum status status = http_body(rq, &order_type, &order);

    if (status == ST_OK)
        status = place(w, rq, out, &order);
    record_release(&order_type, &order);
    return status;
}

enum status http_report_list(struct work *w, struct request *rq, struct answer *out)
{
    int64_t limit = http_limit(rq, PAGE_DEFAULT, PAGE_MAX);
    const char *after = http_query(rq, "after");
    auto_rows rows = {0};
    if (after && !uuid_valid(after))
        faults_add(&rq->faults, "after", "bad_uuid", NULL);
    if (rq->faults.count)
        return ST_INVALID;
    g_autofree char *most = g_strdup_printf("%" G_GINT64_FORMAT, limit + 1);
    enum status status = db_run(work_db(w), &run_statements[RUN_PAGE], DB_PARAMS(rq->person->id, after, most), &rows);
    if (status != ST_OK)
        return status;
    json_t *items = json_array();
    int found = rows_count(&rows);
    for (int i = 0; i < found && i < limit; i++) {
        const struct report_run *run = work_find(w, &report_run_table, "id", rows_text(&rows, i, 0));
        if (run)
            json_array_append_new(items, view_of(run, rq->language));
    }
    return answer_json_take(out, 200,
                            http_page_take(items, found > limit ? rows_text(&rows, (int)limit - 1, 0) : NULL));
}

enum status http_report_get(struct work *w, struct request *rq, struct answer *out)
{
    const struct report_run *run = mine(w, rq);

    return run ? answer_json_take(out, 200, view_of(run, rq->language)) : ST_NOT_FOUND;
}

enum status http_report_file(struct work *w, struct request *rq, struct answer *out)
{
    const struct report_run *run = mine(w, rq);
    struct stat file;
    if (!run)
        return ST_NOT_FOUND;
    if (strcmp(run->state, "done") != 0)
        return answer_problem(out, 409, "report_not_ready", NULL);
    g_autofree char *path = report_run_path(reporting_folder(work_app(w)), run->id);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return ST_NOT_FOUND;
    if (fstat(fd, &file) != 0) {
        close(fd);
        return ST_NOT_FOUND;
    }
    out->file = fd;
    out->file_size_bytes = file.st_size;
    out->file_name = g_strdup(run->file_name);
    out->content_type = g_strdup("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    out->etag = g_strdup(run->id);
    return ST_OK;
}

/* A report in the making notices at its next progress that it is not wanted any more. */
enum status http_report_delete(struct work *w, struct request *rq, struct answer *out)
{
    struct report_run *run = mine(w, rq);
    if (!run)
        return ST_NOT_FOUND;
    g_autofree char *path = report_run_path(reporting_folder(work_app(w)), run->id);
    unlink(path);
    work_delete(w, run);
    out->status = 204;
    return ST_OK;
}
