#include "answer.h"
#include "assign.h"
#include "below.h"
#include "commands.h"
#include "route.h"
#include "statements.h"

#include <string.h>

#define RESPONSE_TEXT "/response_text" /* where a body has the text of the answer */

static struct employee *me(struct work *w, const struct request *rq)
{
    return work_find(w, &employee_table, "id", rq->person->id);
}

static enum status conflict(struct answer *out, const struct stage *stage)
{
    return answer_problem(out, 409, "stage_conflict", stage->state);
}

/* «Взять следующее»: the row lock on the case makes the winner; who meets a taken one looks for the next. */
static struct stage *take_top(struct work *w, struct person *person, struct case_file **out_case,
                              enum status *out_status)
{
    const char *rights[RIGHTS_PARAMETERS];
    auto_rows rows = {0};

    rights_params(person, rights);
    *out_status = db_run(work_db(w), &stage_statements[STAGE_NEXT], DB_PARAMS(rights[1], rights[5]), &rows);
    if (*out_status != ST_OK || !rows_count(&rows))
        return NULL;
    struct stage *stage = work_find(w, &stage_table, "id", rows_text(&rows, 0, 0));
    /* Found a moment ago, they can be missing all the same: the connection may end in between. */
    *out_case = stage ? work_find(w, &case_file_table, "id", stage->appeal_id) : NULL;
    if (*out_case && strcmp(stage->state, "QUEUED") == 0)
        return stage;
    *out_status = ST_RETRY;
    return NULL;
}

enum status http_stage_take_next(struct work *w, struct request *rq, struct answer *out)
{
    const struct employee *employee = me(w, rq);
    struct case_file *c = NULL;
    enum status status;

    if (!employee || !rq->person->department)
        return answer_problem(out, 409, "no_department", NULL);
    struct stage *stage = take_top(w, rq->person, &c, &status);
    if (!stage)
        return status == ST_OK ? answer_problem(out, 404, "queue_empty", NULL) : status;
    assign_to(w, c, stage, employee, "pool", rq->person->id);
    return command_answer(out, &(struct command){c, stage, {0}});
}

/* Out of order: a right of its own. */
enum status http_stage_take(struct work *w, struct request *rq, struct answer *out)
{
    struct command command;
    enum status status = command_begin(w, rq, out, &command);
    if (status != ST_OK)
        return status;
    const struct employee *employee = me(w, rq);
    if (!employee || g_strcmp0(command.stage->department, rq->person->department) != 0)
        return ST_FORBIDDEN;
    if (strcmp(command.stage->state, "QUEUED") != 0)
        return conflict(out, command.stage);
    assign_to(w, command.c, command.stage, employee, "pool", rq->person->id);
    return command_answer(out, &command);
}

enum status http_stage_assign(struct work *w, struct request *rq, struct answer *out)
{
    const char *employee_id = json_string_value(json_object_get(rq->body, "employee_id"));
    struct command command;
    bool substituted;
    enum status status = command_begin(w, rq, out, &command);
    if (status != ST_OK)
        return status;
    if (!command_by_head(w, rq, command.stage))
        return ST_FORBIDDEN;
    if (!stage_is_open(command.stage))
        return conflict(out, command.stage);
    const struct employee *employee = assign_present(w, employee_id, &substituted);
    if (!employee || g_strcmp0(employee->department_id, command.stage->department) != 0) {
        faults_add(&rq->faults, "/employee_id", employee_id ? "not_in_department" : "required", NULL);
        return ST_INVALID;
    }
    if (below_excluded(w, command.c, employee)) {
        faults_add(&rq->faults, "/employee_id", "employee_excluded", NULL);
        return ST_INVALID;
    }
    bool first = strcmp(command.stage->state, "QUEUED") == 0;
    assign_to(w, command.c, command.stage, employee,
              substituted ? "substitute"
              : first     ? "head"
                          : "manual",
              rq->person->id);
    return command_answer(out, &command);
}

static void check_result(struct request *rq, const struct stage *stage, const char *result)
{
    size_t i;
    json_t *one;

    json_array_foreach(stage->results, i, one) if (g_strcmp0(json_string_value(one), result) == 0) return;
    char *list = json_dumps(stage->results, JSON_COMPACT);
    faults_add(&rq->faults, "/result", result ? "not_in_list" : "required", list);
    free(list);
}

static bool holds(const struct request *rq, const struct stage *stage)
{
    return strcmp(stage->state, "ASSIGNED") == 0 && g_strcmp0(stage->holder, rq->person->id) == 0;
}

/* Where nobody signs, the text of the template goes out with the last stage. */
static void check_sent(struct request *rq, const struct response *r)
{
    if (r && strcmp(r->state, "SIGNED") == 0)
        answer_check_blank(&rq->faults, RESPONSE_TEXT, r->body);
}

/* A text written on the way: the draft of the answer, kept with the result. */
static void take_draft(struct work *w, struct command *command, const char *text)
{
    if (!text)
        return;
    answer_draft(w, command->c, &command->by);
    struct response *r = answer_of(w, command->c);
    text_set(&r->body, text);
    work_save(w, r);
}

enum status http_stage_complete(struct work *w, struct request *rq, struct answer *out)
{
    const char *result = json_string_value(json_object_get(rq->body, "result"));
    const char *text = json_string_value(json_object_get(rq->body, "response_text"));
    struct command command;
    enum status status = command_begin(w, rq, out, &command);
    if (status != ST_OK)
        return status;
    if (!holds(rq, command.stage))
        return stage_is_open(command.stage) ? answer_problem(out, 403, "not_holder", NULL)
                                            : conflict(out, command.stage);
    if (!stage_is_work(command.stage))
        return answer_problem(out, 409, "stage_ends_itself", command.stage->action);
    check_result(rq, command.stage, result);
    answer_check_blank(&rq->faults, RESPONSE_TEXT, text);
    if (rq->faults.count)
        return ST_INVALID;
    text_set(&command.stage->comment, json_string_value(json_object_get(rq->body, "comment")));
    take_draft(w, &command, text);
    route_complete(w, command.c, command.stage, &command.by, result);
    check_sent(rq, answer_of(w, command.c));
    return rq->faults.count ? ST_INVALID : command_answer(out, &command);
}

/* To the stage named in the body, else to the one worked last. */
static struct stage *return_target(struct work *w, const struct command *command, const json_t *body)
{
    const char *id = json_string_value(json_object_get(body, "to_stage_id"));
    struct stage *to = id ? work_find(w, &stage_table, "id", id) : route_last_worked(w, command->c);

    if (!to || g_strcmp0(to->appeal_id, command->c->id) != 0 || strcmp(to->state, "DONE") != 0 || !to->department)
        return NULL;
    return to;
}

enum status http_stage_return(struct work *w, struct request *rq, struct answer *out)
{
    const char *reason = json_string_value(json_object_get(rq->body, "reason"));
    struct command command;
    enum status status = command_begin(w, rq, out, &command);
    if (status != ST_OK)
        return status;
    if (!holds(rq, command.stage))
        return stage_is_open(command.stage) ? answer_problem(out, 403, "not_holder", NULL)
                                            : conflict(out, command.stage);
    struct stage *to = return_target(w, &command, rq->body);
    if (!reason || !*reason)
        faults_add(&rq->faults, "/reason", "required", NULL);
    if (!to)
        faults_add(&rq->faults, "/to_stage_id", "not_in_list", NULL);
    if (rq->faults.count)
        return ST_INVALID;
    route_return(w, command.c, command.stage, to, &command.by, reason);
    return command_answer(out, &command);
}
