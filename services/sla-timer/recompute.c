#include "log.h"
#include "sla_timer.h"

#include <string.h>

/* Asks again what was asked when the deadline was armed, of the rules in force now. */
static void ask_again(struct question *question, const json_t *inputs)
{
    const char *name;
    json_t *value;
    struct term_request *request = &question->request;
    question_facts(question,
                   &(struct rule_facts){.type = json_string_value(json_object_get(inputs, "type")),
                                        .client_kind = json_string_value(json_object_get(inputs, "client_kind")),
                                        .channel = json_string_value(json_object_get(inputs, "channel"))},
                   json_object_get(inputs, "rules"));
    request->codes = question->named;
    request->fields = json_object_get(inputs, "dates");
    json_object_foreach(json_object_get(inputs, "starts"), name, value)
    {
        enum rule_start start = rule_start_of(name);
        if (start != START_COUNT && instant_parse(json_string_value(value), &request->starts[start]) != ST_OK)
            request->starts[start] = 0;
    }
}

static bool moved(const struct deadline_row *row, const struct term *term)
{
    return row->legal_due_at != term->choice.legal_at || row->due_at != term->choice.control_at ||
           row->provisional != term->provisional;
}

/* People are told again by sla.armed; the log has both dates. */
static void follow(struct work *w, struct deadline_row *row, const struct question *question, const struct term *term)
{
    char before[INSTANT_TEXT_SIZE], after[INSTANT_TEXT_SIZE];
    log_info("deadline follows newer rules", LOG_TEXT("deadline", row->id),
             LOG_TEXT("before", instant_format(row->due_at, before)),
             LOG_TEXT("after", instant_format(term->choice.control_at, after)));
    arm_with_term(w, row, question, term);
}

/* True when the deadline is up to date now. The appeal is locked first, as handlers do. */
static bool recompute(struct work *w, const char *appeal_id, const char *deadline_id)
{
    struct term term;
    const char *missing;
    auto_question question = {0};
    const struct appeal *appeal = work_find(w, &appeal_table, "id", appeal_id);
    struct deadline_row *row = work_find(w, &deadline_table, "id", deadline_id);
    /* Since it was listed, a handler may have ended it. */
    if (!appeal || !row || strcmp(row->state, "armed") != 0 ||
        question_begin(w, &question, row->branch, &missing) != ST_OK)
        return false;
    ask_again(&question, row->inputs);
    enum rule_object object = strcmp(row->object, "answer") == 0 ? OBJECT_ANSWER : OBJECT_REGISTRATION;
    row->rulebook = question.book->version;
    json_object_set_new(row->inputs, "rulebook", json_integer(row->rulebook));
    work_save(w, row);
    if (arm_compute(appeal, &question, object, &term) != ST_OK)
        return true;
    if (moved(row, &term))
        follow(w, row, &question, &term);
    term_release(&term);
    return true;
}

/* A deadline over a year without a calendar is provisional until the calendar is published. One that has been reached
 * is never changed: it is known to be late. */
enum status recompute_outdated(struct work *w)
{
    auto_rows rows = {0};
    auto_rulebook book = app_rulebook(w);
    if (!book)
        return ST_NOT_FOUND;
    int done = 0;
    enum status st = deadlines_outdated(work_db(w), book->version, &rows);
    for (int i = 0; st == ST_OK && i < rows_count(&rows); i++)
        done += recompute(w, rows_text(&rows, i, 1), rows_text(&rows, i, 0));
    return st == ST_OK && done == 0 ? ST_NOT_FOUND : st;
}
