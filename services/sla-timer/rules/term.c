#include "rules/term.h"

#include "rules/explain.h"

#include <string.h>

/* When the event is not known yet, the deadline counts from the one before it, which is never later. */
static const enum rule_start stands_for[START_COUNT] = {
    [START_RECEIVED] = START_RECEIVED,
    [START_REGISTERED] = START_RECEIVED,
    [START_SENT_TO_WORK] = START_REGISTERED,
    /* A card is registered when its data are complete (life cycle, T3). */
    [START_DOCS_COMPLETE] = START_REGISTERED,
    [START_DELIVERED_TO_CLIENT] = START_RECEIVED,
    [START_DEBT_CLEARED] = START_RECEIVED,
    [START_REQUEST_DATE] = START_RECEIVED,
    [START_DUE] = START_REGISTERED,
    [START_EVENT] = START_RECEIVED,
};

static civil_day field_day(const json_t *fields, const char *name)
{
    civil_day day = CIVIL_NONE;
    const char *text = name ? json_string_value(json_object_get(fields, name)) : NULL;
    return text && civil_parse(text, &day) == ST_OK ? day : CIVIL_NONE;
}

/* Finds the start of a rule; true when a registration that has not happened was assumed. */
static bool find_start(const struct term_request *request, enum rule_start start, struct deadline_input *out)
{
    bool registration = start == START_REGISTERED;
    while (request->starts[start] == 0 && stands_for[start] != start) {
        start = stands_for[start];
        registration |= start == START_REGISTERED;
    }
    out->start_at = request->starts[start];
    out->start_day = CIVIL_NONE;
    if (!registration || start != START_RECEIVED)
        return false;
    out->start_day = place_registration_day(&request->branch, out->start_at);
    return true;
}

static struct deadline_input input_of(const struct term_request *request, const struct rule *rule, bool *provisional)
{
    struct deadline_input input = {.rule = rule, .pauses = request->pauses, .pause_count = request->pause_count};
    *provisional |= find_start(request, rule->start, &input);
    civil_day asked_on = field_day(request->fields, rule_start_name(START_REQUEST_DATE));
    if (rule->start == START_REQUEST_DATE && asked_on != CIVIL_NONE)
        input.start_day = asked_on;
    input.field_day = field_day(request->fields, rule->field);
    input.place = rule->calendar == CALENDAR_FEDERAL ? &request->federal : &request->branch;
    return input;
}

static GPtrArray *rules_of(const struct term_request *request)
{
    struct rule_facts facts = request->facts;
    facts.on = civil_of(request->starts[START_RECEIVED], request->branch.zone);
    if (!request->codes)
        return rule_select(request->book->rules, &facts, request->object);
    GPtrArray *rules = g_ptr_array_new();
    for (size_t i = 0; request->codes[i]; i++)
        g_ptr_array_add(rules, (gpointer)rulebook_rule(request->book, request->codes[i]));
    return rules;
}

static enum status compute_all(const struct term_request *request, const GPtrArray *rules, struct term *out)
{
    out->list = g_new0(struct deadline, rules->len + 1);
    for (guint i = 0; i < rules->len; i++) {
        if (!rules->pdata[i])
            return ST_INVALID;
        struct deadline_input input = input_of(request, rules->pdata[i], &out->provisional);
        enum status st = deadline_compute(&input, &out->list[out->count++]);
        if (st != ST_OK)
            return st;
    }
    struct deadline_choice choice;
    enum status st = deadline_choose(out->list, out->count, &choice);
    if (st == ST_OK)
        out->choice = choice;
    return st;
}

enum status term_compute(const struct term_request *request, struct term *out)
{
    g_autoptr(GPtrArray) rules = rules_of(request);
    struct term made = {0};
    enum status st = compute_all(request, rules, &made);
    if (st != ST_OK) {
        term_release(&made);
        return st;
    }
    made.provisional |= made.choice.provisional;
    made.ru = explain_choice(&made.choice, "ru");
    made.en = explain_choice(&made.choice, "en");
    *out = made;
    return ST_OK;
}

void term_release(struct term *term)
{
    g_free(term->list);
    g_free(term->ru);
    g_free(term->en);
    *term = (struct term){0};
}

static json_t *starts_json(const struct term_request *request)
{
    json_t *starts = json_object();
    for (int i = 0; i < START_COUNT; i++) {
        char text[INSTANT_TEXT_SIZE];
        if (request->starts[i])
            json_object_set_new(starts, rule_start_name((enum rule_start)i),
                                json_string(instant_format(request->starts[i], text)));
    }
    return starts;
}

/* The dates given in the appeal that the rules look at. */
static json_t *dates_json(const struct term_request *request, const struct term *term)
{
    json_t *dates = json_object();
    for (size_t i = 0; i < term->count; i++) {
        const struct rule *rule = term->list[i].rule;
        const char *names[] = {rule->field, rule->start == START_REQUEST_DATE ? rule_start_name(rule->start) : NULL};
        for (size_t n = 0; n < G_N_ELEMENTS(names); n++) {
            if (names[n] && field_day(request->fields, names[n]) != CIVIL_NONE)
                json_object_set(dates, names[n], json_object_get(request->fields, names[n]));
        }
    }
    return dates;
}

json_t *term_inputs(const struct term_request *request, const struct term *term)
{
    json_t *rules = json_array();
    for (size_t i = 0; i < term->count; i++)
        json_array_append_new(rules, json_string(term->list[i].rule->code));
    return json_pack("{s:I, s:o, s:o, s:o, s:s?, s:s?, s:s?, s:s, s:s}", "rulebook", (json_int_t)request->book->version,
                     "rules", rules, "starts", starts_json(request), "dates", dates_json(request, term), "type",
                     request->facts.type, "client_kind", request->facts.client_kind, "channel", request->facts.channel,
                     "calendar", calendar_code(request->branch.calendar), "zone",
                     g_time_zone_get_identifier(request->branch.zone));
}

char *term_category(const char *type_code)
{
    return type_code ? g_strndup(type_code, strcspn(type_code, "-")) : NULL;
}
