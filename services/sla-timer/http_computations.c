#include "http.h"
#include "rules/explain.h"
#include "sla_timer.h"

#include <string.h>

#define PAUSES_MAX 20

/* The body of POST /v1/computations. */
struct computation {
    char *object;
    json_t *rules;
    bool only_rules;
    char *type_code;
    char *client_kind;
    char *service;
    char *channel;
    char *branch;
    char *calendar;
    json_t *starts;
    json_t *fields;
    json_t *pauses;
};

static const struct field members[] = {
    FIELD(computation, object, FIELD_TEXT, 0),      FIELD(computation, rules, FIELD_JSON, 0),
    FIELD(computation, only_rules, FIELD_BOOL, 0),  FIELD(computation, type_code, FIELD_TEXT, 0),
    FIELD(computation, client_kind, FIELD_TEXT, 0), FIELD(computation, service, FIELD_TEXT, 0),
    FIELD(computation, channel, FIELD_TEXT, 0),     FIELD(computation, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(computation, calendar, FIELD_TEXT, 0),    FIELD(computation, starts, FIELD_JSON, FIELD_REQUIRED),
    FIELD(computation, fields, FIELD_JSON, 0),      FIELD(computation, pauses, FIELD_JSON, 0),
};

static const struct record_type computation_type = RECORD(computation, members);

/* "2026-04-03" is noon of that local day: the day counts, not the hour. */
static enum status read_start(const char *text, GTimeZone *zone, instant *out)
{
    civil_day day;
    if (text && civil_parse(text, &day) == ST_OK) {
        *out = civil_instant(day, CIVIL_DAY_SECONDS / 2, zone);
        return ST_OK;
    }
    return text ? instant_parse(text, out) : ST_INVALID;
}

static void read_starts(struct request *rq, const struct computation *body, struct term_request *request)
{
    const char *name;
    json_t *value;
    json_object_foreach(body->starts, name, value)
    {
        g_autofree char *pointer = g_strdup_printf("/starts/%s", name);
        enum rule_start start = rule_start_of(name);
        if (start == START_COUNT)
            faults_add(&rq->faults, pointer, "unknown_member", NULL);
        else if (read_start(json_string_value(value), request->branch.zone, &request->starts[start]) != ST_OK)
            faults_add(&rq->faults, pointer, "bad_time", NULL);
    }
    if (request->starts[START_RECEIVED] == 0)
        request->starts[START_RECEIVED] = request->starts[START_REGISTERED];
    for (int i = 0; i < START_COUNT && request->starts[START_RECEIVED] == 0; i++)
        request->starts[START_RECEIVED] = request->starts[i];
    if (json_object_size(body->starts) == 0)
        faults_add(&rq->faults, "/starts", "required", NULL);
}

static void read_pauses(struct request *rq, const struct computation *body, struct term_request *request,
                        struct pause pauses[PAUSES_MAX])
{
    if (json_array_size(body->pauses) > PAUSES_MAX)
        faults_add(&rq->faults, "/pauses", "too_many", G_STRINGIFY(PAUSES_MAX));
    request->pause_count = MIN(json_array_size(body->pauses), PAUSES_MAX);
    request->pauses = pauses;
    for (size_t i = 0; i < request->pause_count; i++) {
        const json_t *item = json_array_get(body->pauses, i);
        GTimeZone *zone = request->branch.zone;
        if (read_start(json_string_value(json_object_get(item, "from")), zone, &pauses[i].from) != ST_OK ||
            read_start(json_string_value(json_object_get(item, "to")), zone, &pauses[i].to) != ST_OK ||
            pauses[i].to < pauses[i].from)
            faults_add(&rq->faults, "/pauses", "bad_time", NULL);
    }
}

static void check_codes(struct request *rq, const struct question *question)
{
    for (size_t i = 0; question->named[i]; i++) {
        if (!rulebook_rule(question->book, question->named[i]))
            faults_add(&rq->faults, "/rules", "not_found", NULL);
    }
}

static json_t *deadline_json(const struct deadline *d)
{
    char raw[CIVIL_TEXT_SIZE], legal[CIVIL_TEXT_SIZE], control[CIVIL_TEXT_SIZE];
    char legal_at[INSTANT_TEXT_SIZE], control_at[INSTANT_TEXT_SIZE];
    g_autofree char *legal_ru = explain_deadline(d, false, "ru"), *legal_en = explain_deadline(d, false, "en");
    g_autofree char *control_ru = explain_deadline(d, true, "ru"), *control_en = explain_deadline(d, true, "en");
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:s, s:s, s:s}", "rule", d->rule->code, "kind",
                     d->rule->kind == RULE_LEGAL ? "legal" : "company", "raw_date", civil_format(d->raw_day, raw),
                     "legal_due_date", civil_format(d->legal_day, legal), "legal_due_at",
                     instant_format(d->legal_at, legal_at), "control_due_date", civil_format(d->control_day, control),
                     "control_due_at", instant_format(d->control_at, control_at), "provisional", d->provisional,
                     "legal_ru", legal_ru, "legal_en", legal_en, "control_ru", control_ru, "control_en", control_en);
}

static json_t *warnings_json(const struct term *term, const struct term_request *request)
{
    struct warnings warnings;
    json_t *list = json_array();
    warnings_of_rule(term->choice.control->rule, &request->branch, 0, term->choice.control_at, &warnings);
    for (size_t i = 0; i < warnings.count; i++) {
        char at[INSTANT_TEXT_SIZE];
        json_array_append_new(list, json_pack("{s:s, s:s}", "threshold", warnings.list[i].threshold, "at",
                                              instant_format(warnings.list[i].at, at)));
    }
    return list;
}

static json_t *term_json(const struct term *term, const struct term_request *request)
{
    const struct deadline_choice *choice = &term->choice;
    char legal[CIVIL_TEXT_SIZE], control[CIVIL_TEXT_SIZE], legal_at[INSTANT_TEXT_SIZE], control_at[INSTANT_TEXT_SIZE];
    json_t *deadlines = json_array();
    for (size_t i = 0; i < term->count; i++)
        json_array_append_new(deadlines, deadline_json(&term->list[i]));
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:s, s:o, s:o, s:o}", "legal_rule",
                     choice->legal->rule->code, "legal_due_date", civil_format(choice->legal_day, legal),
                     "legal_due_at", instant_format(choice->legal_at, legal_at), "control_rule",
                     choice->control->rule->code, "control_due_date", civil_format(choice->control_day, control),
                     "due_at", instant_format(choice->control_at, control_at), "provisional", term->provisional,
                     "explanation_ru", term->ru, "explanation_en", term->en, "deadlines", deadlines, "thresholds",
                     warnings_json(term, request), "inputs", term_inputs(request, term));
}

static enum rule_object object_of(const char *word)
{
    if (g_strcmp0(word, "registration") == 0)
        return OBJECT_REGISTRATION;
    return g_strcmp0(word, "duty") == 0 ? OBJECT_DUTY : OBJECT_ANSWER;
}

static enum status compute(struct request *rq, const struct computation *body, struct question *question,
                           struct answer *out)
{
    struct term term;
    struct pause pauses[PAUSES_MAX];
    question_facts(question,
                   &(struct rule_facts){.type = body->type_code,
                                        .client_kind = body->client_kind,
                                        .service = body->service,
                                        .channel = body->channel},
                   body->rules);
    struct term_request request = question->request;
    check_codes(rq, question);
    request.codes = body->only_rules ? question->named : NULL;
    request.fields = body->fields;
    request.object = object_of(body->object);
    if (body->calendar)
        request.branch.calendar = rulebook_calendar(question->book, body->calendar);
    read_starts(rq, body, &request);
    read_pauses(rq, body, &request, pauses);
    if (rq->faults.count)
        return ST_INVALID;
    enum status st = term_compute(&request, &term);
    if (st != ST_OK)
        return answer_problem(out, 409, "conflict", "no deadline rule applies");
    st = answer_json_take(out, 200, term_json(&term, &request));
    term_release(&term);
    return st;
}

/* A dry run: nothing is stored. */
enum status http_computation(struct work *w, struct request *rq, struct answer *out)
{
    struct computation body = {0};
    auto_question question = {0};
    const char *missing;
    if (http_body(rq, &computation_type, &body) != ST_OK)
        return ST_INVALID;
    enum status st = question_begin(w, &question, body.branch, &missing);
    if (st == ST_OK)
        st = compute(rq, &body, &question, out);
    else if (st == ST_NOT_FOUND && strcmp(missing, RULEBOOK_NAME) != 0)
        faults_add(&rq->faults, "/branch", "not_found", NULL);
    record_release(&computation_type, &body);
    return rq->faults.count ? ST_INVALID : st;
}
