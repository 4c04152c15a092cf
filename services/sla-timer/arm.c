#include "log.h"
#include "metrics.h"
#include "rules/thresholds.h"
#include "sla_armed.h"
#include "sla_cleared.h"
#include "sla_timer.h"

#include <string.h>

static struct deadline_row *find_row(struct work *w, const struct appeal *appeal, const char *object,
                                     const char *stage_id, const char *duty)
{
    if (stage_id)
        return work_find(w, &deadline_table, "stage_id", stage_id);
    void **rows = work_list(w, &deadline_table, "appeal_id", appeal->id);
    for (; *rows; rows++) {
        struct deadline_row *row = *rows;
        if (row->cycle_no == appeal->cycle_no && strcmp(row->object, object) == 0 &&
            (!duty || strcmp(row->rule_code, duty) == 0))
            return row;
    }
    return NULL;
}

struct deadline_row *arm_row(struct work *w, const struct appeal *appeal, const char *object, const char *stage_id,
                             const char *duty)
{
    struct deadline_row *row = find_row(w, appeal, object, stage_id, duty);
    if (!row) {
        row = work_new(w, &deadline_table);
        text_set(&row->appeal_id, appeal->id);
        text_set(&row->object, object);
        text_set(&row->stage_id, stage_id);
        text_set(&row->rule_code, duty);
    }
    row->cycle_no = appeal->cycle_no;
    text_set(&row->number, appeal->number);
    text_set(&row->branch, appeal->branch);
    json_set_take(&row->excluded, json_incref(appeal->excluded));
    return row;
}

/* Before it is sent to work an appeal is in no cycle: who works on cycles need not wait for it. */
static int64_t told_cycle(struct work *w, const struct deadline_row *row)
{
    const struct appeal *appeal = work_find(w, &appeal_table, "id", row->appeal_id);
    return appeal && !appeal->sent ? 0 : row->cycle_no;
}

static void emit_armed(struct work *w, const struct deadline_row *row)
{
    emit(w, &sla_armed_event, row->appeal_id,
         &(struct sla_armed){
             .appeal_id = row->appeal_id,
             .deadline_id = row->id,
             .object = row->object,
             .stage_id = row->stage_id,
             .cycle_no = told_cycle(w, row),
             .rule_code = row->rule_code,
             .provisional = row->provisional,
             .legal_due_date = row->legal_due_date,
             .legal_due_at = row->legal_due_at,
             .control_due_date = row->control_due_date,
             .due_at = row->due_at,
             .explanation_ru = row->explanation_ru,
             .explanation_en = row->explanation_en,
             .negative_reserve = row->negative_reserve,
         });
}

void arm_timer(struct work *w, const struct deadline_row *row, instant at)
{
    struct timer *timer = work_new(w, &timer_table);
    text_set(&timer->deadline_id, row->id);
    timer->generation = row->generation;
    /* Never in the past: the firing job does not look below its low-water mark. */
    timer->due_at = MAX(at, work_now(w));
    app_note_timer(work_app(w), timer->due_at);
}

void arm_deadline(struct work *w, struct deadline_row *row, const struct warnings *warnings, json_t *inputs)
{
    json_t *thresholds = thresholds_to_json(warnings);
    struct warning first;
    bool watched = row->generation > 0 && strcmp(row->state, "cleared") != 0;
    bool same = watched && json_equal(thresholds, row->thresholds);
    json_set_take(&row->inputs, inputs);
    json_set_take(&row->thresholds, thresholds);
    if (!same) {
        text_set(&row->state, "armed");
        text_set(&row->end_reason, NULL);
        row->ended_at = 0;
        row->generation++;
        row->fired = 0;
        if (thresholds_get(row->thresholds, 0, &first))
            arm_timer(w, row, first.at);
    }
    row->armed_at = work_now(w);
    work_save(w, row);
    emit_armed(w, row);
}

static void set_day(char **member, civil_day day)
{
    char text[CIVIL_TEXT_SIZE];
    text_set(member, civil_format(day, text));
}

static void fill_from_term(struct deadline_row *row, const struct term *term)
{
    const struct deadline_choice *choice = &term->choice;
    text_set(&row->rule_code, choice->legal->rule->code);
    row->provisional = term->provisional;
    set_day(&row->legal_due_date, choice->legal_day);
    row->legal_due_at = choice->legal_at;
    set_day(&row->control_due_date, choice->control_day);
    row->due_at = choice->control_at;
    text_set(&row->explanation_ru, term->ru);
    text_set(&row->explanation_en, term->en);
}

METRIC_COUNTER(no_rule, "otklik_sla_no_rule_total", "Deadlines that no rule gives, by what they are of.", "object");

static const char *const object_names[] = {
    [OBJECT_ANSWER] = "answer", [OBJECT_REGISTRATION] = "registration", [OBJECT_DUTY] = "duty"};

enum status arm_compute(const struct appeal *appeal, struct question *question, enum rule_object object,
                        struct term *out)
{
    const char *name = object_names[object];
    question->request.object = object;
    enum status st = term_compute(&question->request, out);
    if (st != ST_OK) {
        metric_add(&no_rule, name, 1);
        log_error("no deadline rule applies", LOG_TEXT("appeal", appeal->id), LOG_TEXT("object", name),
                  LOG_TEXT("status", status_name(st)));
    }
    return st;
}

static void add_roles(json_t *roles, GStrv notify)
{
    for (size_t i = 0; notify && notify[i]; i++)
        json_array_append_new(roles, json_string(notify[i]));
}

/* Roles that the rules tell beside the holder: the legal one's, and those of the one that sets the control date. */
static json_t *notify_of(const struct deadline_choice *choice)
{
    json_t *roles = json_array();
    add_roles(roles, choice->legal->rule->notify);
    if (choice->control->rule != choice->legal->rule)
        add_roles(roles, choice->control->rule->notify);
    return roles;
}

void arm_with_term(struct work *w, struct deadline_row *row, const struct question *question, const struct term *term)
{
    struct warnings warnings;
    fill_from_term(row, term);
    row->rulebook = question->book->version;
    json_set_take(&row->notify, notify_of(&term->choice));
    warnings_of_rule(term->choice.control->rule, &question->site.own, work_now(w), row->due_at, &warnings);
    arm_deadline(w, row, &warnings, term_inputs(&question->request, term));
}

struct deadline_row *arm_term(struct work *w, const struct appeal *appeal, struct question *question,
                              enum rule_object object)
{
    struct term term;
    if (arm_compute(appeal, question, object, &term) != ST_OK)
        return NULL;
    struct deadline_row *row = arm_row(w, appeal, object_names[object], NULL, NULL);
    arm_with_term(w, row, question, &term);
    term_release(&term);
    return row;
}

void arm_clear(struct work *w, struct deadline_row *row, const char *reason, instant at)
{
    if (strcmp(row->state, "cleared") == 0)
        return;
    text_set(&row->state, "cleared");
    text_set(&row->end_reason, reason);
    row->ended_at = at;
    work_save(w, row);
    emit(w, &sla_cleared_event, row->appeal_id,
         &(struct sla_cleared){
             .appeal_id = row->appeal_id,
             .deadline_id = row->id,
             .object = row->object,
             .stage_id = row->stage_id,
             .cycle_no = row->cycle_no,
             .reason = row->end_reason,
             .at = at,
         });
}

void arm_clear_all(struct work *w, const char *appeal_id, const char *object, const char *reason, instant at)
{
    for (void **rows = work_list(w, &deadline_table, "appeal_id", appeal_id); *rows; rows++) {
        struct deadline_row *row = *rows;
        if (!object || strcmp(row->object, object) == 0)
            arm_clear(w, row, reason, at);
    }
}
