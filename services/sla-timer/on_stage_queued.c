#include "rules/explain.h"
#include "sla_timer.h"
#include "stage_queued.h"

/* A stage's plan with the later periods it points at. */
struct plan {
    struct site site;
    struct stage_plan stage;
    struct period *later;
};

static enum status read_periods(struct plan *plan, const struct stage_queued *queued)
{
    plan->stage.period.n = (int)CLAMP(queued->period_n, 0, 100000);
    plan->stage.period.unit = rule_unit_of(queued->period_unit);
    if (plan->stage.period.unit == UNIT_COUNT)
        return ST_INVALID;
    plan->later = g_new0(struct period, json_array_size(queued->later_periods) + 1);
    plan->stage.later = plan->later;
    for (size_t i = 0; i < json_array_size(queued->later_periods); i++) {
        const json_t *period = json_array_get(queued->later_periods, i);
        if (period_from_json(period, true, &plan->later[plan->stage.later_count++]) != ST_OK)
            return ST_INVALID;
    }
    return ST_OK;
}

static enum status find_site(struct work *w, const struct question *question, const struct stage_queued *queued,
                             struct plan *plan)
{
    const struct department *department = work_find(w, &department_table, "id", queued->department_id);
    const char *calendar = queued->calendar ? queued->calendar : department ? department->calendar : NULL;
    const struct branch *branch = work_find(w, &branch_table, "code", department ? department->branch : queued->branch);
    if (!branch)
        branch = work_find(w, &branch_table, "code", queued->branch);
    struct site_names names = {branch->tz, calendar ? calendar : branch->calendar,
                               department ? department->hours : NULL};
    return site_of(work_app(w), question->book, &names, &plan->site);
}

static json_t *inputs_of(const struct stage_queued *queued, const struct plan *plan, const struct stage_due *due)
{
    char entered[INSTANT_TEXT_SIZE], legal[INSTANT_TEXT_SIZE], own[INSTANT_TEXT_SIZE];
    return json_pack("{s:I, s:s, s:O?, s:s, s:s?, s:s, s:s, s:s}", "period_n", (json_int_t)queued->period_n,
                     "period_unit", queued->period_unit, "later_periods", queued->later_periods, "entered_at",
                     instant_format(plan->stage.entered_at, entered), "legal_due_at",
                     plan->stage.legal_due_at ? instant_format(plan->stage.legal_due_at, legal) : NULL, "plan_at",
                     instant_format(due->plan_at, own), "calendar", calendar_code(plan->site.own.calendar), "zone",
                     g_time_zone_get_identifier(plan->site.own.zone));
}

static void fill_row(struct deadline_row *row, const struct stage_queued *queued, const struct plan *plan,
                     const struct stage_due *due)
{
    char day[CIVIL_TEXT_SIZE];
    g_autofree char *ru = explain_stage(&plan->stage, due, "ru");
    g_autofree char *en = explain_stage(&plan->stage, due, "en");
    text_set(&row->rule_code, queued->role);
    text_set(&row->control_due_date, civil_format(civil_of(due->due_at, plan->site.own.zone), day));
    row->legal_due_at = plan->stage.legal_due_at;
    row->due_at = due->due_at;
    row->provisional = due->provisional;
    row->negative_reserve = due->negative_reserve;
    text_set(&row->explanation_ru, ru);
    text_set(&row->explanation_en, en);
    text_set(&row->department_id, queued->department_id);
    text_set(&row->head_id, queued->head_id);
    text_set(&row->employee_id, NULL);
}

static enum status arm_stage(struct work *w, const struct appeal *appeal, const struct stage_queued *queued,
                             struct plan *plan)
{
    struct stage_due due;
    struct warnings warnings;
    plan->stage.entered_at = queued->entered_at;
    plan->stage.legal_due_at = appeal->legal_due_at;
    plan->stage.place = &plan->site.own;
    if (stage_due_compute(&plan->stage, &due) != ST_OK)
        return reject(w, "stage period %" G_GINT64_FORMAT " %s cannot be computed", queued->period_n,
                      queued->period_unit);
    struct deadline_row *row = arm_row(w, appeal, "stage", queued->stage_id, NULL);
    fill_row(row, queued, plan, &due);
    warnings_of_stage(&plan->site.own, queued->entered_at, work_now(w), due.due_at, &warnings);
    arm_deadline(w, row, &warnings, inputs_of(queued, plan, &due));
    return ST_OK;
}

enum status on_stage_queued(struct work *w, const struct event *e)
{
    const struct stage_queued *queued = e->data;
    auto_question question = {0};
    struct plan plan = {0};
    const struct appeal *appeal = work_find(w, &appeal_table, "id", queued->appeal_id);
    if (appeal && (appeal->cycle_no > queued->cycle_no || (appeal->cycle_no == queued->cycle_no && appeal->ended)))
        return ST_OK;
    if (!appeal || appeal->cycle_no < queued->cycle_no || !appeal->sent)
        return park(w, queued->appeal_id);
    enum status st = question_begin_or_park(w, &question, queued->branch);
    if (st != ST_OK)
        return st;
    st = find_site(w, &question, queued, &plan);
    if (st == ST_OK)
        st = read_periods(&plan, queued);
    st = st == ST_OK ? arm_stage(w, appeal, queued, &plan)
                     : reject(w, "stage period is not readable: %s", queued->period_unit);
    g_free(plan.later);
    return st;
}
