#include "check.h"

#include <string.h>

/* One value, the place it stands at, and what is said of it in the type and in the dictionary of fields. */
struct subject {
    const json_t *rule;
    const json_t *entry;
    const json_t *value;
    const char *pointer;
};

/* The type's own word goes before the dictionary's. */
static const json_t *setting(const struct subject *s, const char *name)
{
    const json_t *own = json_object_get(s->rule, name);
    return own ? own : json_object_get(s->entry, name);
}

static const char *check_text(const struct subject *s)
{
    const json_t *limit = setting(s, "max_length");
    const json_t *pattern = setting(s, "pattern");

    if (!json_is_string(s->value))
        return "wrong_type";
    const char *text = json_string_value(s->value);
    if (limit && g_utf8_strlen(text, -1) > json_integer_value(limit))
        return "too_long";
    if (pattern && !g_regex_match_simple(json_string_value(pattern), text, 0, 0))
        return "bad_format";
    return NULL;
}

static const char *check_range(const struct subject *s)
{
    const json_t *min = setting(s, "min");
    const json_t *max = setting(s, "max");
    double value = json_number_value(s->value);

    if ((min && value < json_number_value(min)) || (max && value > json_number_value(max)))
        return "out_of_range";
    return NULL;
}

static const char *check_number(const struct subject *s)
{
    return json_is_number(s->value) ? check_range(s) : "wrong_type";
}

static const char *check_int(const struct subject *s)
{
    return json_is_integer(s->value) ? check_range(s) : "wrong_type";
}

static bool is_date(const json_t *value)
{
    instant at;
    const char *text = json_string_value(value);
    if (!text)
        return false;
    g_autofree char *midnight = g_strconcat(text, "T00:00:00Z", NULL);
    return instant_parse(midnight, &at) == ST_OK;
}

static const char *check_date(const struct subject *s)
{
    if (!json_is_string(s->value))
        return "wrong_type";
    return is_date(s->value) ? NULL : "bad_date";
}

static const char *check_datetime(const struct subject *s)
{
    instant at;

    if (!json_is_string(s->value))
        return "wrong_type";
    return instant_parse(json_string_value(s->value), &at) == ST_OK ? NULL : "bad_time";
}

static const char *check_period(const struct subject *s)
{
    const json_t *from = json_object_get(s->value, "from");
    const json_t *to = json_object_get(s->value, "to");

    if (!json_is_object(s->value))
        return "wrong_type";
    if (!is_date(from) || !is_date(to))
        return "bad_date";
    return strcmp(json_string_value(from), json_string_value(to)) <= 0 ? NULL : "out_of_range";
}

static const char *check_enum(const struct subject *s)
{
    const json_t *values = setting(s, "values");
    size_t i;
    json_t *one;

    if (!json_is_string(s->value))
        return "wrong_type";
    json_array_foreach((json_t *)values, i, one) if (g_strcmp0(json_string_value(json_object_get(one, "code")),
                                                               json_string_value(s->value)) == 0) return NULL;
    return values ? "not_in_list" : NULL;
}

static const char *check_bool(const struct subject *s)
{
    return json_is_boolean(s->value) ? NULL : "wrong_type";
}

static const char *check_table(const struct subject *s)
{
    const json_t *min = setting(s, "min");
    const json_t *max = setting(s, "max");
    json_int_t rows = (json_int_t)json_array_size(s->value);
    size_t i;
    json_t *row;

    if (!json_is_array(s->value))
        return "wrong_type";
    json_array_foreach((json_t *)s->value, i, row) if (!json_is_object(row)) return "wrong_type";
    if ((min && rows < json_integer_value(min)) || (max && rows > json_integer_value(max)))
        return "out_of_range";
    return NULL;
}

static const char *check_email(const struct subject *s)
{
    const char *text = json_string_value(s->value);
    const char *at = text ? strchr(text, '@') : NULL;

    if (!text)
        return "wrong_type";
    return at && at != text && strchr(at, '.') && !strchr(text, ' ') ? NULL : "bad_format";
}

static const char *check_phone(const struct subject *s)
{
    const char *text = json_string_value(s->value);
    size_t digits = 0;

    if (!text)
        return "wrong_type";
    for (const char *c = text; *c; c++)
        digits += g_ascii_isdigit(*c) != 0;
    return digits >= 6 && digits <= 15 ? NULL : "bad_format";
}

static const struct {
    const char *datatype;
    const char *(*check)(const struct subject *s); /* the code of a fault or NULL */
} datatypes[] = {
    {"text", check_text},     {"address", check_text}, {"ref", check_text},  {"int", check_int},
    {"number", check_number}, {"money", check_number}, {"date", check_date}, {"datetime", check_datetime},
    {"period", check_period}, {"enum", check_enum},    {"bool", check_bool}, {"table", check_table},
    {"email", check_email},   {"phone", check_phone},
};

static const char *fault_of(const struct subject *s)
{
    const char *datatype = json_string_value(setting(s, "datatype"));

    for (size_t i = 0; i < G_N_ELEMENTS(datatypes); i++)
        if (g_strcmp0(datatypes[i].datatype, datatype) == 0)
            return datatypes[i].check(s);
    return "wrong_type";
}

static bool is_required(const struct catalogue_view *view, const json_t *rule, const json_t *document)
{
    const json_t *condition = json_object_get(rule, "required_if");

    return json_is_true(json_object_get(rule, "required")) || (condition && view_holds(view, condition, document));
}

static bool advises(const json_t *rule)
{
    return g_strcmp0(json_string_value(json_object_get(rule, "severity")), "warn") == 0;
}

void check_field(const struct catalogue_view *view, const json_t *rule, const json_t *document, struct faults *faults)
{
    const char *code = json_string_value(json_object_get(rule, "field"));
    g_autofree char *pointer = g_strdup_printf("/fields/%s", code);
    const json_t *value = json_object_get(json_object_get(document, "fields"), code);
    const struct subject subject = {rule, view_field(view, code), value, pointer};
    const json_t *name = json_object_get(subject.entry, "ru");

    if (!view_holds(view, json_object_get(rule, "when"), document))
        return;
    if (!value || json_is_null(value)) {
        if (is_required(view, rule, document))
            faults_add(faults, pointer, "required", json_string_value(name));
        return;
    }
    const char *fault = fault_of(&subject);
    if (fault)
        faults_add(faults, pointer, fault, json_string_value(json_object_get(subject.entry, "datatype")));
    else if (!view_holds(view, json_object_get(rule, "check"), document))
        faults_add(faults, pointer, advises(rule) ? "check_advised" : "check_failed",
                   json_string_value(json_object_get(rule, "ru")));
}
