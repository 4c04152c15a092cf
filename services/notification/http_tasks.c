#include "letter.h"
#include "notification.h"
#include "rows_json.h"

#include <string.h>

#define PAGE_DEFAULT 50
#define PAGE_MAX 200

struct task_done {
    char *proof_kind;
    char *proof;
    instant at;
};

static const struct field done_fields[] = {
    FIELD(task_done, proof_kind, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(task_done, proof, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(task_done, at, FIELD_TIME, 0),
};
static const struct record_type done_type = RECORD(task_done, done_fields);

/* Whom it is for where the client is not known. */
static void put_applicant(json_t *line, const struct rows *rows, int row, int column)
{
    json_auto_t *applicant = rows_null(rows, row, column) ? NULL : json_loads(rows_text(rows, row, column), 0, NULL);
    g_autofree char *name = applicant_name(applicant);
    if (*name)
        json_object_set_new(line, "client_name", json_string(name));
}

static json_t *task_line(const struct rows *rows, int row)
{
    static const char *const names[] = {"id",     "version",    "appeal_id", "response_id", "number",
                                        "branch", "department", "channel",   "address",     "state",
                                        "reason", "created_at", "follows",   "client_name", "out_number"};
    json_t *line = json_object();

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        rows_put_text(line, names[i], rows, row, (int)i);
    json_object_set_new(line, "version", json_integer(rows_int(rows, row, 1)));
    rows_put_time(line, "created_at", rows, row, 11);
    if (!json_object_get(line, "client_name"))
        put_applicant(line, rows, row, 15);
    const struct way *way = way_find(rows_text(rows, row, 7));
    json_object_set_new(line, "proof_kind", json_string(way->proof_kind));
    return line;
}

static void check_id(struct request *rq, const char *value, const char *pointer)
{
    if (value && !uuid_valid(value))
        faults_add(&rq->faults, pointer, "bad_uuid", NULL);
}

enum status http_task_list(struct work *w, struct request *rq, struct answer *out)
{
    auto_rows rows = {0};
    struct task_filter filter = {http_query(rq, "after"), http_query(rq, "branch"), http_query(rq, "department"),
                                 http_query(rq, "channel"), http_limit(rq, PAGE_DEFAULT, PAGE_MAX)};
    check_id(rq, filter.after, "/after");
    check_id(rq, filter.department, "/department");
    if (filter.channel && !way_find(filter.channel))
        faults_add(&rq->faults, "/channel", "not_in_list", "office, post, edo, email, lk, call");
    if (rq->faults.count)
        return ST_INVALID;
    enum status status = delivery_tasks(work_db(w), rq->person, &filter, &rows);
    if (status != ST_OK)
        return status;
    int count = rows_count(&rows);
    bool more = count > filter.limit;
    json_t *items = json_array();
    for (int i = 0; i < count - more; i++)
        json_array_append_new(items, task_line(&rows, i));
    return answer_json_take(out, 200, http_page_take(items, more ? rows_text(&rows, count - 2, 0) : NULL));
}

/* The delivery under the path's id, where the person may work on it and names its version; else *status says why. */
static struct delivery *task_of(struct work *w, struct request *rq, struct answer *out, enum status *status)
{
    const char *id = http_param(rq, "id");
    struct delivery *d = uuid_valid(id) ? work_find(w, &delivery_table, "id", id) : NULL;
    const struct response *r = d ? work_find(w, &response_table, "id", d->response_id) : NULL;
    struct subject subject = {.branch = d ? d->branch : NULL,
                              .department = d ? d->department : NULL,
                              .confidential = d && d->confidential,
                              .excluded = r ? r->excluded : NULL};

    *status = ST_NOT_FOUND;
    if (!d || !person_may_see(rq->person, &subject))
        return NULL;
    *status = ST_CONFLICT;
    return http_version_matches(rq, out, d->version) ? d : NULL;
}

static bool is_open(const struct delivery *d)
{
    return strcmp(d->state, "task") == 0 || strcmp(d->state, "unknown") == 0;
}

static enum status shown(struct answer *out, const struct delivery *d)
{
    answer_version(out, d->version);
    return answer_json_take(out, 200,
                            json_pack("{s:s, s:I, s:s, s:s}", "id", d->id, "version", (json_int_t)d->version, "state",
                                      d->state, "channel", d->channel));
}

static void check_proof(struct work *w, struct request *rq, const struct way *way, struct task_done *done)
{
    if (!done->at)
        done->at = work_now(w);
    if (done->at > work_now(w))
        faults_add(&rq->faults, "/at", "in_the_future", NULL);
    if (strcmp(done->proof_kind, way->proof_kind) != 0)
        faults_add(&rq->faults, "/proof_kind", "not_in_list", way->proof_kind);
    else if (!way_proof_fits(way, done->proof_kind, done->proof))
        faults_add(&rq->faults, "/proof", "wrong_form", NULL);
}

static enum status finish(struct work *w, struct request *rq, struct answer *out, struct task_done *done)
{
    enum status status;
    struct delivery *d = task_of(w, rq, out, &status);
    if (!d)
        return status;
    if (!is_open(d))
        return answer_problem(out, 409, "conflict", d->state);
    check_proof(w, rq, way_find(d->channel), done);
    if (rq->faults.count)
        return ST_INVALID;
    status = delivery_sent(w, d, &(struct proof){done->proof_kind, done->proof, done->at, rq->person->id});
    return status == ST_OK ? shown(out, d) : status;
}

enum status http_task_done(struct work *w, struct request *rq, struct answer *out)
{
    struct task_done done = {0};
    enum status status = http_body(rq, &done_type, &done);

    if (status == ST_OK)
        status = finish(w, rq, out, &done);
    record_release(&done_type, &done);
    return status;
}

/* The body's schema asks for a reason. */
enum status http_task_failed(struct work *w, struct request *rq, struct answer *out)
{
    const char *reason = json_string_value(json_object_get(rq->body, "reason"));
    enum status status;
    struct delivery *d = task_of(w, rq, out, &status);
    if (!d)
        return status;
    if (!is_open(d))
        return answer_problem(out, 409, "conflict", d->state);
    if (!reason || !*reason) {
        faults_add(&rq->faults, "/reason", "required", NULL);
        return ST_INVALID;
    }
    status = delivery_failed(w, d, reason, rq->person->id);
    return status == ST_OK ? shown(out, d) : status;
}

/* Somebody has looked and takes it upon himself that the client may get the letter twice. */
enum status http_task_resend(struct work *w, struct request *rq, struct answer *out)
{
    enum status status;
    struct delivery *d = task_of(w, rq, out, &status);
    if (!d)
        return status;
    if (delivery_change(w, d, DELIVERY_RESEND) != ST_OK)
        return answer_problem(out, 409, "conflict", d->state);
    d->next_at = work_now(w);
    d->reached = false;
    text_set(&d->done_by, rq->person->id);
    return shown(out, d);
}

/* The client has it: the personal account's word, or the post's receipt that came back. */
enum status http_delivery_confirm(struct work *w, struct request *rq, struct answer *out)
{
    const char *said = json_string_value(json_object_get(rq->body, "proof"));
    enum status status;
    struct delivery *d = task_of(w, rq, out, &status);
    if (!d)
        return status;
    if (strcmp(d->state, "delivered") == 0)
        return shown(out, d);
    const struct proof proof = {"confirmation", said, work_now(w), rq->person->id};
    if (delivery_confirmed(w, d, &proof) != ST_OK)
        return answer_problem(out, 409, "conflict", d->state);
    return shown(out, d);
}
