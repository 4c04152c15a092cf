#include "rules/rule.h"

#include <string.h>

struct word {
    const char *word;
    int value;
};

static const struct word kinds[] = {{"legal", RULE_LEGAL}, {"company", RULE_COMPANY}, {0}};
static const struct word objects[] = {{"answer", OBJECT_ANSWER},
                                      {"registration", OBJECT_REGISTRATION},
                                      {"duty", OBJECT_DUTY},
                                      {"guard", OBJECT_GUARD},
                                      {0}};
static const struct word starts[] = {{"received", START_RECEIVED},
                                     {"registered", START_REGISTERED},
                                     {"sent_to_work", START_SENT_TO_WORK},
                                     {"docs_complete", START_DOCS_COMPLETE},
                                     {"delivered_to_client", START_DELIVERED_TO_CLIENT},
                                     {"debt_cleared", START_DEBT_CLEARED},
                                     {"request_date", START_REQUEST_DATE},
                                     {"due", START_DUE},
                                     {"event", START_EVENT},
                                     {0}};
static const struct word shifts[] = {
    {"same_day", SHIFT_SAME_DAY}, {"next_day", SHIFT_NEXT_DAY}, {"next_working_day", SHIFT_NEXT_WORKING_DAY}, {0}};
static const struct word ends[] = {{"none", END_NONE}, {"forward", END_FORWARD}, {"backward", END_BACKWARD}, {0}};
static const struct word calendars[] = {
    {"federal", CALENDAR_FEDERAL}, {"branch", CALENDAR_BRANCH}, {"department", CALENDAR_DEPARTMENT}, {0}};
static const struct word dues[] = {{"dispatch", false}, {"office", true}, {0}};
/* The first word of a unit is the rules' own; "h" of the routes is office time (docs/contracts.md). */
static const struct word units[] = {{"min", UNIT_MIN},
                                    {"h_24x7", UNIT_H_24X7},
                                    {"h_work", UNIT_H_WORK},
                                    {"h", UNIT_H_WORK},
                                    {"cal_day", UNIT_CAL_DAY},
                                    {"cd", UNIT_CAL_DAY},
                                    {"work_day", UNIT_WORK_DAY},
                                    {"wd", UNIT_WORK_DAY},
                                    {"month", UNIT_MONTH},
                                    {"fixed_date_field", UNIT_FIXED_DATE_FIELD},
                                    {"day_of_next_month", UNIT_DAY_OF_NEXT_MONTH},
                                    {0}};

#define PERIOD_MAX 100000

static int word_value(const struct word *words, const char *text, int otherwise)
{
    for (; words->word; words++) {
        if (text && strcmp(words->word, text) == 0)
            return words->value;
    }
    return otherwise;
}

enum rule_unit rule_unit_of(const char *text)
{
    return (enum rule_unit)word_value(units, text, UNIT_COUNT);
}

enum rule_start rule_start_of(const char *text)
{
    return (enum rule_start)word_value(starts, text, START_COUNT);
}

const char *rule_start_name(enum rule_start start)
{
    return starts[start].word;
}

enum status period_from_json(const json_t *json, bool zero, struct period *out)
{
    const json_t *n = json_object_get(json, "n");
    enum rule_unit unit = rule_unit_of(json_string_value(json_object_get(json, "unit")));
    json_int_t value = json_integer_value(n);
    if (!json_is_integer(n) || value < (zero ? 0 : 1) || value > PERIOD_MAX || unit == UNIT_COUNT)
        return ST_INVALID;
    *out = (struct period){(int)value, unit};
    return ST_OK;
}

/* One rule being read: where faults go. */
struct reading {
    const json_t *json;
    const char *pointer;
    struct faults *faults;
    bool failed;
};

static void reading_fault(struct reading *in, const char *member, const char *code)
{
    g_autofree char *pointer = g_strdup_printf("%s/%s", in->pointer, member);
    in->failed = true;
    if (in->faults)
        faults_add(in->faults, pointer, code, NULL);
}

static void reading_fault_words(struct reading *in, const char *member, const struct word *words)
{
    g_autoptr(GString) list = g_string_new(NULL);
    g_autofree char *pointer = g_strdup_printf("%s/%s", in->pointer, member);
    for (; words->word; words++)
        g_string_append_printf(list, "%s%s", list->len ? ", " : "", words->word);
    in->failed = true;
    if (in->faults)
        faults_add(in->faults, pointer, "not_in_list", list->str);
}

static char *read_text(struct reading *in, const char *member, bool required)
{
    const json_t *value = json_object_get(in->json, member);
    if (!value && !required)
        return NULL;
    if (!json_is_string(value) || json_string_length(value) == 0)
        reading_fault(in, member, value ? "wrong_type" : "required");
    return g_strdup(json_string_value(value));
}

/* `fallback` < 0: the member is required. */
static int read_word(struct reading *in, const char *member, const struct word *words, int fallback)
{
    const json_t *value = json_object_get(in->json, member);
    if (!value && fallback >= 0)
        return fallback;
    int found = word_value(words, json_string_value(value), -1);
    if (found < 0 && value)
        reading_fault_words(in, member, words);
    else if (found < 0)
        reading_fault(in, member, "required");
    return MAX(found, 0);
}

static bool read_bool(struct reading *in, const char *member)
{
    const json_t *value = json_object_get(in->json, member);
    if (value && !json_is_boolean(value))
        reading_fault(in, member, "wrong_type");
    return json_is_true(value);
}

static GStrv read_words(struct reading *in, const char *member)
{
    const json_t *list = json_object_get(in->json, member);
    if (!list || (json_is_array(list) && json_array_size(list) == 0))
        return NULL;
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    size_t index;
    json_t *word;
    json_array_foreach(list, index, word)
    {
        if (json_is_string(word))
            g_strv_builder_add(builder, json_string_value(word));
        else
            reading_fault(in, member, "wrong_type");
    }
    if (!json_is_array(list))
        reading_fault(in, member, "wrong_type");
    return g_strv_builder_end(builder);
}

static civil_day read_date(struct reading *in, const char *member, bool required)
{
    const json_t *value = json_object_get(in->json, member);
    civil_day day = CIVIL_NONE;
    if (!value && !required)
        return day;
    if (civil_parse(json_string_value(value), &day) != ST_OK)
        reading_fault(in, member, value ? "bad_date" : "required");
    return day;
}

static void read_warnings(struct reading *in, struct rule *rule)
{
    const json_t *list = json_object_get(in->json, "warn");
    rule->warn = g_new0(struct period, json_array_size(list) + 1);
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item)
    {
        if (period_from_json(item, true, &rule->warn[rule->warn_count]) == ST_OK)
            rule->warn_count++;
        else
            reading_fault(in, "warn", "wrong_type");
    }
}

static void read_scope(struct reading *in, struct rule *rule)
{
    rule->is_default = read_bool(in, "default");
    rule->types = read_words(in, "types");
    rule->categories = read_words(in, "categories");
    rule->client_kinds = read_words(in, "client_kinds");
    rule->services = read_words(in, "services");
    rule->channels = read_words(in, "channels");
    rule->valid_from = read_date(in, "valid_from", true);
    rule->valid_to = read_date(in, "valid_to", false);
}

static void read_n_min(struct reading *in, struct rule *rule)
{
    const json_t *value = json_object_get(in->json, "n_min");
    if (!value)
        return;
    rule->n_min = (int)json_integer_value(value);
    if (!json_is_integer(value) || rule->n_min < 1 || rule->n_min > rule->period.n ||
        rule->period.unit != UNIT_WORK_DAY)
        reading_fault(in, "n_min", "out_of_range");
}

static void read_arithmetic(struct reading *in, struct rule *rule)
{
    rule->start = (enum rule_start)read_word(in, "start", starts, -1);
    rule->start_shift = (enum rule_shift)read_word(in, "start_shift", shifts, -1);
    rule->end_shift = (enum rule_end)read_word(in, "end_shift", ends, -1);
    rule->calendar = (enum rule_calendar)read_word(in, "calendar", calendars, CALENDAR_FEDERAL);
    rule->due_at_closing = read_word(in, "due", dues, false);
    if (period_from_json(in->json, true, &rule->period) != ST_OK)
        reading_fault(in, "unit", "wrong_type");
    read_n_min(in, rule);
    rule->field = read_text(in, "field", rule->period.unit == UNIT_FIXED_DATE_FIELD || rule->n_min);
}

struct rule *rule_from_json(const json_t *json, const char *pointer, struct faults *faults)
{
    struct reading in = {json, pointer, faults, false};
    struct rule *rule = g_new0(struct rule, 1);
    rule->code = read_text(&in, "code", true);
    rule->ru = read_text(&in, "ru", true);
    rule->en = read_text(&in, "en", true);
    rule->basis = read_text(&in, "basis", true);
    rule->kind = (enum rule_kind)read_word(&in, "kind", kinds, -1);
    rule->object = (enum rule_object)read_word(&in, "object", objects, -1);
    rule->pausable = read_bool(&in, "pausable");
    rule->extendable_once = read_bool(&in, "extendable_once");
    rule->hard = read_bool(&in, "hard");
    rule->blocked = read_bool(&in, "blocked");
    rule->notify = read_words(&in, "notify");
    rule->ends_role = read_text(&in, "ends_role", false);
    read_scope(&in, rule);
    read_arithmetic(&in, rule);
    read_warnings(&in, rule);
    if (!in.failed)
        return rule;
    rule_free(rule);
    return NULL;
}

void rule_free(struct rule *rule)
{
    if (!rule)
        return;
    char *texts[] = {rule->code, rule->ru, rule->en, rule->basis, rule->field, rule->ends_role};
    GStrv lists[] = {rule->types, rule->categories, rule->client_kinds, rule->services, rule->channels, rule->notify};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        g_strfreev(lists[i]);
    g_free(rule->warn);
    g_free(rule);
}
