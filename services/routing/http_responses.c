#include "answer.h"
#include "commands.h"
#include "response_returned.h"
#include "route.h"
#include "statements.h"

#include <string.h>

#define TEXT_MAX_BYTES 200000

static enum status answer_response(struct answer *out, const struct response *r)
{
    answer_version(out, r->version);
    return answer_json_take(out, 200, record_to_json(&response_table.record, r));
}

static bool may_write(struct work *w, const struct request *rq, const struct case_file *c)
{
    g_autofree struct stage **stages = route_stages(w, c);

    for (struct stage **s = stages; *s; s++)
        if (strcmp((*s)->state, "ASSIGNED") == 0 && g_strcmp0((*s)->holder, rq->person->id) == 0)
            return true;
    return false;
}

/* The draft is written by who holds a stage of the appeal, also the signer. */
enum status http_response_put(struct work *w, struct request *rq, struct answer *out)
{
    const char *text = json_string_value(json_object_get(rq->body, "body"));
    const char *subject = json_string_value(json_object_get(rq->body, "subject"));
    const char *template = json_string_value(json_object_get(rq->body, "template"));
    struct case_file *c = work_find(w, &case_file_table, "id", http_param(rq, "id"));
    if (!c || !case_visible(c, rq->person))
        return ST_NOT_FOUND;
    if (!may_write(w, rq, c))
        return answer_problem(out, 403, "not_holder", NULL);
    if (!text || !*text)
        faults_add(&rq->faults, "/body", "required", NULL);
    else if (strlen(text) > TEXT_MAX_BYTES)
        faults_add(&rq->faults, "/body", "too_long", "200000");
    if (template && !work_find(w, &template_table, "code", template))
        faults_add(&rq->faults, "/template", "not_found", template);
    if (rq->faults.count)
        return ST_INVALID;
    struct response *r = answer_of(w, c);
    if (r && strcmp(r->state, "SIGNED") == 0)
        return answer_problem(out, 409, "response_signed", NULL);
    if (r && !http_version_matches(rq, out, r->version))
        return ST_CONFLICT;
    answer_draft(w, c, &(struct actor){rq->person->id, rq->person->name});
    r = answer_of(w, c);
    text_set(&r->body, text);
    if (subject)
        text_set(&r->subject, subject);
    if (template)
        text_set(&r->template, template);
    text_set(&r->state, "DRAFT");
    work_save(w, r);
    return answer_response(out, r);
}

/* Texts for the appeal's category, filled in, so that who writes the answer chooses by reading. */
static json_t *offer_of(struct work *w, const struct case_file *c, const struct template *t)
{
    const char *usual = json_string_value(json_object_get(c->templates, c->result ? c->result : ""));
    g_autofree char *body = answer_from_template(w, c, t);
    return json_pack("{s:s, s:s*, s:s, s:b}", "code", t->code, "result",
                     json_string_value(json_object_get(t->doc, "result")), "body", body, "usual",
                     g_strcmp0(t->code, usual) == 0);
}

static json_t *offers_of(struct work *w, const struct case_file *c, const struct rows *rows)
{
    json_t *items = json_array();

    for (int i = 0; i < rows_count(rows); i++) {
        struct template *t = table_row_from(&template_table, rows, i);
        if (g_strcmp0(json_string_value(json_object_get(t->doc, "category")), c->category) == 0)
            json_array_append_new(items, offer_of(w, c, t));
        record_release(&template_table.record, t);
        g_free(t);
    }
    return items;
}

enum status http_template_offer(struct work *w, struct request *rq, struct answer *out)
{
    const char *id = http_param(rq, "id");
    const struct case_file *c = uuid_valid(id) ? work_find(w, &case_file_table, "id", id) : NULL;
    auto_rows rows = {0};

    if (!c || !case_visible(c, rq->person))
        return ST_NOT_FOUND;
    enum status status = db_run(work_db(w), &settings_statements[TEMPLATE_LIST], DB_NO_PARAMS, &rows);
    if (status != ST_OK)
        return status;
    return answer_json_take(out, 200, http_page_take(offers_of(w, c, &rows), NULL));
}

enum status http_response_approve(struct work *w, struct request *rq, struct answer *out)
{
    struct command command;
    struct response *r;
    enum status status = command_begin_response(w, rq, out, &command, &r);
    if (status != ST_OK)
        return status;
    if (strcmp(r->state, "DRAFT") != 0)
        return answer_problem(out, 409, "response_conflict", r->state);
    answer_check_blank(&rq->faults, "/body", r->body);
    if (rq->faults.count)
        return ST_INVALID;
    text_set(&r->state, "APPROVED");
    text_set(&r->approved_by, rq->person->id);
    r->approved_at = work_now(w);
    r->version++;
    work_save(w, r);
    return answer_response(out, r);
}

/* The open stage of signing, when this person works in its department; it becomes his by the act. */
static struct stage *signing_stage(struct work *w, const struct request *rq, const struct case_file *c)
{
    g_autofree struct stage **stages = route_stages(w, c);

    for (struct stage **s = stages; *s; s++)
        if (strcmp((*s)->action, "sign_response") == 0 && stage_is_open(*s) &&
            (g_strcmp0((*s)->holder, rq->person->id) == 0 || g_strcmp0((*s)->department, rq->person->department) == 0))
            return *s;
    return NULL;
}

static void hold(struct stage *s, const struct actor *by)
{
    text_set(&s->holder, by->id);
    text_set(&s->holder_name, by->name);
}

enum status http_response_sign(struct work *w, struct request *rq, struct answer *out)
{
    struct command command;
    struct response *r;
    enum status status = command_begin_response(w, rq, out, &command, &r);
    if (status != ST_OK)
        return status;
    struct stage *s = signing_stage(w, rq, command.c);
    if (strcmp(r->state, "DRAFT") != 0 && strcmp(r->state, "APPROVED") != 0)
        return answer_problem(out, 409, "response_conflict", r->state);
    if (strcmp(command.c->state, "RESPONSE") != 0 || !s)
        return answer_problem(out, 409, "nothing_to_sign", command.c->state);
    answer_check_blank(&rq->faults, "/body", r->body);
    if (rq->faults.count)
        return ST_INVALID;
    hold(s, &command.by);
    answer_sign(w, command.c, r, &command.by, "personal");
    route_complete(w, command.c, s, &command.by, "done");
    return answer_response(out, r);
}

enum status http_response_return(struct work *w, struct request *rq, struct answer *out)
{
    const char *reason = json_string_value(json_object_get(rq->body, "reason"));
    struct command command;
    struct response *r;
    enum status status = command_begin_response(w, rq, out, &command, &r);
    if (status != ST_OK)
        return status;
    struct stage *s = signing_stage(w, rq, command.c);
    struct stage *to = route_last_worked(w, command.c);
    if (!reason || !*reason) {
        faults_add(&rq->faults, "/reason", "required", NULL);
        return ST_INVALID;
    }
    if (strcmp(command.c->state, "RESPONSE") != 0 || !s || !to)
        return answer_problem(out, 409, "nothing_to_sign", command.c->state);
    hold(s, &command.by);
    text_set(&r->state, "RETURNED");
    text_set(&r->return_reason, reason);
    r->version++;
    work_save(w, r);
    emit(w, &response_returned_event, command.c->id,
         &(struct response_returned){.appeal_id = command.c->id,
                                     .response_id = r->id,
                                     .cycle_no = command.c->cycle_no,
                                     .version = command.c->version,
                                     .reason = (char *)reason,
                                     .returned_by = rq->person->id,
                                     .at = work_now(w)});
    route_return(w, command.c, s, to, &command.by, reason);
    return answer_response(out, r);
}
