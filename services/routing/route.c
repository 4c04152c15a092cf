#include "route.h"

#include "answer.h"
#include "assign.h"
#include "automatic.h"
#include "binding.h"
#include "condition.h"
#include "route_built.h"
#include "route_completed.h"
#include "route_failed.h"
#include "routing.h"
#include "say.h"
#include "stage_returned.h"

#include <string.h>

static const char *text_of(const json_t *object, const char *member)
{
    return json_string_value(json_object_get(object, member));
}

static bool is_automatic(const char *action)
{
    return g_strcmp0(action, "automatic") == 0;
}

static void plan_stage(struct work *w, const struct case_file *c, const json_t *plan)
{
    struct stage *s = work_new(w, &stage_table);
    const json_t *period = json_object_get(plan, "period");

    text_set(&s->appeal_id, c->id);
    s->version = 1;
    s->cycle_no = c->cycle_no;
    s->seq = json_integer_value(json_object_get(plan, "seq"));
    text_set(&s->grp, text_of(plan, "group"));
    s->join_all = g_strcmp0(text_of(plan, "join"), "any") != 0;
    text_set(&s->role, text_of(plan, "role"));
    text_set(&s->action, text_of(plan, "action"));
    text_set(&s->automatic, text_of(plan, "automatic"));
    text_set(&s->cond, text_of(plan, "cond"));
    json_set_take(&s->results, json_deep_copy(json_object_get(plan, "results")));
    s->is_last = json_is_true(json_object_get(plan, "last"));
    text_set(&s->state, "PLANNED");
    text_set(&s->number, c->number);
    text_set(&s->branch, c->branch);
    text_set(&s->type_code, c->type_code);
    s->priority = c->priority;
    s->confidential = c->confidential;
    s->period_n = json_integer_value(json_object_get(period, "n"));
    text_set(&s->period_unit, text_of(period, "unit"));
}

/* The first role of the route that has no department here; NULL when all have. */
static const char *unbound_role(struct work *w, const struct case_file *c)
{
    size_t i;
    json_t *plan;

    json_array_foreach(c->route, i, plan) if (!is_automatic(text_of(plan, "action")) &&
                                              !binding_resolve(w, c, text_of(plan, "role"))) return text_of(plan,
                                                                                                            "role");
    return NULL;
}

static void fail(struct work *w, struct case_file *c, const char *role)
{
    text_set(&c->state, "FAILED");
    text_set(&c->trouble, "route_not_bound");
    text_set(&c->trouble_role, role);
    emit(w, &route_failed_event, c->id,
         &(struct route_failed){.appeal_id = c->id,
                                .cycle_no = c->cycle_no,
                                .version = c->version,
                                .branch = c->branch,
                                .excluded = c->excluded,
                                .role = (char *)role,
                                .type_code = c->type_code,
                                .reason = "route_not_bound",
                                .at = work_now(w)});
}

void route_start(struct work *w, struct case_file *c)
{
    const char *role = unbound_role(w, c);
    size_t i;
    json_t *plan;

    c->version++;
    if (role) {
        fail(w, c, role);
        return;
    }
    text_set(&c->state, "ACTIVE");
    text_set(&c->trouble, NULL);
    text_set(&c->trouble_role, NULL);
    json_array_foreach(c->route, i, plan) plan_stage(w, c, plan);
    emit(w, &route_built_event, c->id,
         &(struct route_built){.appeal_id = c->id,
                               .cycle_no = c->cycle_no,
                               .version = c->version,
                               .number = c->number,
                               .stages = c->route,
                               .at = work_now(w)});
    route_advance(w, c);
}

/* A binding that was taken away meanwhile stops here and is told; the administrator's retry goes on from here. */
static void enter(struct work *w, struct case_file *c, struct stage *s)
{
    const struct department *department = binding_resolve(w, c, s->role);

    if (!department) {
        fail(w, c, s->role);
        return;
    }
    text_set(&s->state, "QUEUED");
    text_set(&s->department, department->id);
    text_set(&s->department_name, department->ru);
    text_set(&s->mode, department->mode);
    s->entered_at = work_now(w);
    s->version++;
    work_save(w, s);
    text_set(&c->department, department->id);
    text_set(&c->holder, NULL);
    c->version++;
    work_save(w, c);
    say_queued(w, c, s, department);
    assign_on_entry(w, c, s, department);
}

static void end_stage(struct work *w, struct stage *s, const char *state)
{
    text_set(&s->state, state);
    s->done_at = work_now(w);
    s->version++;
    work_save(w, s);
}

static void close_stage(struct work *w, struct case_file *c, struct stage *s, const char *state, const char *reason)
{
    bool was_open = stage_is_open(s);

    end_stage(w, s, state);
    if (was_open)
        say_cancelled(w, c, s, reason);
}

/* «any»: the first who is done ends the work of the others in the group. */
static void settle_group(struct work *w, struct case_file *c, struct stage *const *stages, const struct stage *done)
{
    if (!done->grp || done->join_all)
        return;
    for (; *stages; stages++)
        if ((*stages) != done && g_strcmp0((*stages)->grp, done->grp) == 0 && stage_is_open(*stages))
            close_stage(w, c, *stages, "SKIPPED", "group_done");
}

/* The result of a stage is the appeal's when it is one of the type's results. */
static bool is_result(const struct case_file *c, const char *result)
{
    size_t i;
    json_t *one;

    json_array_foreach(c->results, i, one) if (g_strcmp0(json_string_value(one), result) == 0) return true;
    return false;
}

static void finish_work(struct work *w, struct case_file *c, const struct actor *by, bool automatic)
{
    text_set(&c->state, "RESPONSE");
    if (!c->result)
        text_set(&c->result, json_string_value(json_array_get(c->results, 0)));
    c->version++;
    work_save(w, c);
    emit(w, &route_completed_event, c->id,
         &(struct route_completed){.appeal_id = c->id,
                                   .cycle_no = c->cycle_no,
                                   .version = c->version,
                                   .result = c->result ? c->result : "explained",
                                   .justified = c->justified,
                                   .completed_by = (char *)(by ? by->id : NULL),
                                   .automatic = automatic,
                                   .at = work_now(w)});
    answer_draft(w, c, by);
}

static void run_automatic(struct work *w, struct case_file *c, struct stage *s)
{
    s->entered_at = work_now(w);
    text_set(&s->result, automatic_result(c, s->automatic));
    if (is_result(c, s->result))
        text_set(&c->result, s->result);
    end_stage(w, s, "DONE");
}

static void enter_group(struct work *w, struct case_file *c, struct stage *const *stages, struct stage *first)
{
    enter(w, c, first);
    for (; first->grp && *stages; stages++)
        if (*stages != first && g_strcmp0((*stages)->grp, first->grp) == 0 && strcmp((*stages)->state, "PLANNED") == 0)
            enter(w, c, *stages);
}

static bool any_open(struct stage *const *stages)
{
    for (; *stages; stages++)
        if (stage_is_open(*stages))
            return true;
    return false;
}

/* Conditions of a group are looked at together, before any of its stages is entered. */
static void skip_by_condition(struct work *w, const struct case_file *c, struct stage *const *stages,
                              const struct stage *next)
{
    for (; *stages; stages++) {
        struct stage *s = *stages;
        bool same_turn = s == next || (next->grp && g_strcmp0(s->grp, next->grp) == 0);
        if (same_turn && strcmp(s->state, "PLANNED") == 0 && s->cond && !condition_holds(w, c, s->cond))
            end_stage(w, s, "SKIPPED");
    }
}

static struct stage *next_planned(struct stage *const *stages)
{
    for (; *stages; stages++)
        if (strcmp((*stages)->state, "PLANNED") == 0)
            return *stages;
    return NULL;
}

static bool nobody_worked(struct stage *const *stages)
{
    for (; *stages; stages++)
        if (stage_is_work(*stages) && strcmp((*stages)->state, "DONE") == 0 && !is_automatic((*stages)->action))
            return false;
    return true;
}

/* The work is done: signing follows, or the office's signature at once; sending follows the signature. */
static void leave_work(struct work *w, struct case_file *c, struct stage *const *stages, struct stage *next)
{
    const struct stage *last = route_last_worked(w, c);
    const struct actor by = {last ? last->holder : NULL, last ? last->holder_name : NULL};

    if (strcmp(c->state, "ACTIVE") == 0)
        finish_work(w, c, &by, nobody_worked(stages));
    if (next && strcmp(next->action, "sign_response") == 0)
        enter(w, c, next);
    else if (strcmp(c->state, "RESPONSE") == 0)
        answer_sign_by_office(w, c, &by);
}

void route_advance(struct work *w, struct case_file *c)
{
    for (;;) {
        g_autofree struct stage **stages = route_stages(w, c);
        struct stage *next = next_planned(stages);
        if (any_open(stages) || strcmp(c->state, "FAILED") == 0)
            return;
        if (next)
            skip_by_condition(w, c, stages, next);
        if (next && strcmp(next->state, "PLANNED") != 0)
            continue;
        if (next && is_automatic(next->action)) {
            run_automatic(w, c, next);
            continue;
        }
        if (next && stage_is_work(next))
            enter_group(w, c, stages, next);
        else if (next && strcmp(c->state, "DONE") == 0)
            enter(w, c, next);
        else if (strcmp(c->state, "DONE") != 0)
            leave_work(w, c, stages, next);
        else
            return;
        if (strcmp(c->state, "DONE") != 0 || !next || stage_is_open(next))
            return;
    }
}

void route_complete(struct work *w, struct case_file *c, struct stage *s, const struct actor *by, const char *result)
{
    text_set(&s->result, result);
    if (by->id && !s->holder) {
        text_set(&s->holder, by->id);
        text_set(&s->holder_name, by->name);
    }
    end_stage(w, s, "DONE");
    if (stage_is_work(s) && is_result(c, result))
        text_set(&c->result, result);
    c->version++;
    work_save(w, c);
    say_completed(w, c, s);
    g_autofree struct stage **stages = route_stages(w, c);
    settle_group(w, c, stages, s);
    route_advance(w, c);
}

/* A copy of a stage for another turn: same place in the route, its first employee. */
static struct stage *plan_again(struct work *w, const struct case_file *c, const struct stage *from)
{
    struct stage *s = work_new(w, &stage_table);
    g_autofree char *id = g_strdup(s->id);
    struct row row = s->row;

    record_release(&stage_table.record, s);
    record_copy(&stage_table.record, s, from);
    s->row = row;
    text_set(&s->id, id);
    s->cycle_no = c->cycle_no;
    s->version = 1;
    text_set(&s->state, "PLANNED");
    text_set(&s->holder, NULL);
    text_set(&s->holder_name, NULL);
    text_set(&s->result, NULL);
    text_set(&s->comment, NULL);
    text_set(&s->return_reason, NULL);
    text_set(&s->cond, NULL);
    s->entered_at = s->taken_at = s->due_at = s->done_at = 0;
    s->returns = from->returns + 1;
    return s;
}

void route_return(struct work *w, struct case_file *c, struct stage *s, const struct stage *to, const struct actor *by,
                  const char *reason)
{
    struct stage *again = plan_again(w, c, to);
    const char *unit;

    route_return_period(to->period_n, to->period_unit, &again->period_n, &unit);
    text_set(&again->period_unit, unit);
    /* For who gets the work back: he must know why. */
    text_set(&again->return_reason, reason);
    plan_again(w, c, s);
    text_set(&s->return_reason, reason);
    end_stage(w, s, "RETURNED");
    text_set(&c->state, "ACTIVE");
    c->version++;
    work_save(w, c);
    emit(w, &stage_returned_event, c->id,
         &(struct stage_returned){.appeal_id = c->id,
                                  .stage_id = s->id,
                                  .to_stage_id = again->id,
                                  .cycle_no = c->cycle_no,
                                  .version = c->version,
                                  .reason = (char *)reason,
                                  .returned_by = (char *)by->id,
                                  .at = work_now(w)});
    route_advance(w, c);
}

void route_cancel(struct work *w, struct case_file *c, const char *reason)
{
    g_autofree struct stage **stages = route_stages(w, c);

    for (struct stage **s = stages; *s; s++)
        if (stage_is_open(*s) || strcmp((*s)->state, "PLANNED") == 0)
            close_stage(w, c, *s, "CANCELLED", reason);
    answer_drop(w, c, reason);
    text_set(&c->state, "CANCELLED");
    text_set(&c->holder, NULL);
    c->version++;
    work_save(w, c);
}
