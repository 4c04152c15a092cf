#include "record_kind.h"

#include "json_text.h"

#include <stdlib.h>
#include <string.h>

/* UUID, DATE and TEXT: owned texts, NULL = null. */

static void text_release(void *member)
{
    g_free(*(char **)member);
}

static void text_copy(void *to, const void *from)
{
    *(char **)to = g_strdup(*(char *const *)from);
}

static json_t *text_to_json(const void *member)
{
    const char *text = *(char *const *)member;
    return text ? json_string(text) : NULL;
}

static bool text_add_json(GString *out, const void *member)
{
    const char *text = *(char *const *)member;
    if (text)
        json_text_add(out, text, -1);
    return text;
}

static const char *text_to_text(const void *member, GString *scratch)
{
    (void)scratch;
    return *(char *const *)member;
}

static bool text_from_text(void *member, const char *text)
{
    text_set(member, text);
    return true;
}

static bool text_is_text(const void *member, const char *text, GString *scratch)
{
    (void)scratch;
    return g_strcmp0(*(char *const *)member, text) == 0;
}

/* Ids are compared as text, so they are kept in lower case as PostgreSQL prints them. */
static bool uuid_from_text(void *member, const char *text)
{
    if (!uuid_valid(text))
        return false;
    char *lower = g_ascii_strdown(text, -1);
    g_free(*(char **)member);
    *(char **)member = lower;
    return true;
}

/* A date is right when midnight of it is a time: the calendar stands in clock.c alone. */
static bool date_from_text(void *member, const char *text)
{
    instant ignored;
    g_autofree char *midnight = g_strconcat(text, "T00:00:00Z", NULL);
    if (instant_parse(midnight, &ignored) != ST_OK)
        return false;
    text_set(member, text);
    return true;
}

static const char *text_from_json(void *member, const json_t *value)
{
    if (!json_is_string(value))
        return "wrong_type";
    text_set(member, json_string_value(value));
    return NULL;
}

static const char *uuid_from_json(void *member, const json_t *value)
{
    if (!json_is_string(value))
        return "wrong_type";
    return uuid_from_text(member, json_string_value(value)) ? NULL : "bad_uuid";
}

static const char *date_from_json(void *member, const json_t *value)
{
    if (!json_is_string(value))
        return "wrong_type";
    return date_from_text(member, json_string_value(value)) ? NULL : "bad_date";
}

static json_t *int_to_json(const void *member)
{
    return json_integer(*(const int64_t *)member);
}

static bool int_add_json(GString *out, const void *member)
{
    g_string_append_printf(out, "%" G_GINT64_FORMAT, *(const int64_t *)member);
    return true;
}

/* 5.0 is an integer for JSON Schema too; beyond 2^53 a real no longer says which. */
static const char *int_from_json(void *member, const json_t *value)
{
    double real = json_real_value(value);
    if (json_is_integer(value))
        *(int64_t *)member = json_integer_value(value);
    else if (json_is_real(value) && real >= -0x1p53 && real <= 0x1p53 && (double)(int64_t)real == real)
        *(int64_t *)member = (int64_t)real;
    else
        return "wrong_type";
    return NULL;
}

static const char *int_to_text(const void *member, GString *scratch)
{
    g_string_printf(scratch, "%" G_GINT64_FORMAT, *(const int64_t *)member);
    return scratch->str;
}

static bool int_from_text(void *member, const char *text)
{
    gint64 number;
    if (!g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, &number, NULL))
        return false;
    *(int64_t *)member = number;
    return true;
}

static bool int_is_text(const void *member, const char *text, GString *scratch)
{
    (void)scratch;
    return *(const int64_t *)member == (text ? strtoll(text, NULL, 10) : 0);
}

static json_t *bool_to_json(const void *member)
{
    return json_boolean(*(const bool *)member);
}

static bool bool_add_json(GString *out, const void *member)
{
    g_string_append(out, *(const bool *)member ? "true" : "false");
    return true;
}

static const char *bool_from_json(void *member, const json_t *value)
{
    if (!json_is_boolean(value))
        return "wrong_type";
    *(bool *)member = json_is_true(value);
    return NULL;
}

static const char *bool_to_text(const void *member, GString *scratch)
{
    (void)scratch;
    return *(const bool *)member ? "true" : "false";
}

static bool bool_from_text(void *member, const char *text)
{
    bool yes = strcmp(text, "t") == 0 || strcmp(text, "true") == 0;
    if (!yes && strcmp(text, "f") != 0 && strcmp(text, "false") != 0)
        return false;
    *(bool *)member = yes;
    return true;
}

static bool bool_is_text(const void *member, const char *text, GString *scratch)
{
    (void)scratch;
    return *(const bool *)member == (text && *text == 't');
}

static const char *time_to_text(const void *member, GString *scratch)
{
    instant at = *(const instant *)member;
    if (!at)
        return NULL;
    g_string_set_size(scratch, INSTANT_TEXT_SIZE);
    instant_format(at, scratch->str);
    g_string_set_size(scratch, strlen(scratch->str));
    return scratch->str;
}

static json_t *time_to_json(const void *member)
{
    instant at = *(const instant *)member;
    char text[INSTANT_TEXT_SIZE];
    return at ? json_string(instant_format(at, text)) : NULL;
}

static bool time_add_json(GString *out, const void *member)
{
    instant at = *(const instant *)member;
    char text[INSTANT_TEXT_SIZE];
    if (at)
        json_text_add(out, instant_format(at, text), -1);
    return at;
}

static const char *time_from_json(void *member, const json_t *value)
{
    if (!json_is_string(value))
        return "wrong_type";
    return instant_parse(json_string_value(value), member) == ST_OK ? NULL : "bad_time";
}

static bool time_from_string(void *member, const char *text)
{
    return instant_parse(text, member) == ST_OK;
}

static bool time_from_text(void *member, const char *text)
{
    return instant_parse_sql(text, member) == ST_OK || instant_parse(text, member) == ST_OK;
}

static bool time_is_text(const void *member, const char *text, GString *scratch)
{
    instant was = 0;
    (void)scratch;
    return (!text || time_from_text(&was, text)) && *(const instant *)member == was;
}

static void json_release(void *member)
{
    json_decref(*(json_t **)member);
}

/* Deep, always: a row that is changed in place must not change the event it came from. */
static void json_copy_member(void *to, const void *from)
{
    *(json_t **)to = json_deep_copy(*(json_t *const *)from);
}

static json_t *json_to_json(const void *member)
{
    return json_deep_copy(*(json_t *const *)member);
}

static const char *json_from_json(void *member, const json_t *value)
{
    json_set_take(member, json_deep_copy(value));
    return NULL;
}

static int append_dump(const char *buffer, size_t size, void *scratch)
{
    g_string_append_len(scratch, buffer, (gssize)size);
    return 0;
}

/* 15 digits print 123.45 as it was written, where jansson's 17 would show the binary remainder. */
static bool json_add_json(GString *out, const void *member)
{
    const json_t *value = *(json_t *const *)member;
    if (value)
        json_dump_callback(value, append_dump, out, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    return value;
}

static const char *json_to_text(const void *member, GString *scratch)
{
    g_string_truncate(scratch, 0);
    return json_add_json(scratch, member) ? scratch->str : NULL;
}

static bool json_from_text(void *member, const char *text)
{
    json_t *value = json_loads(text, JSON_DECODE_ANY, NULL);
    if (value)
        json_set_take(member, value);
    return value != NULL;
}

/* Printed as jsonb prints it; what both print differently (1.0, rare escapes) only costs a needless write. */
static bool json_is_text(const void *member, const char *text, GString *scratch)
{
    const json_t *value = *(json_t *const *)member;
    if (!value || !text)
        return !value && !text;
    g_string_truncate(scratch, 0);
    json_dump_callback(value, append_dump, scratch, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    return strcmp(scratch->str, text) == 0;
}

/* An array of ids is PostgreSQL's "{...}" in SQL; ids need no quotes there. */
static const char *ids_to_text(const void *member, GString *scratch)
{
    const json_t *ids = *(json_t *const *)member;
    size_t i;
    json_t *id;

    g_string_assign(scratch, "{");
    json_array_foreach((json_t *)ids, i, id)
        g_string_append_printf(scratch, "%s%s", i ? "," : "", json_string_value(id));
    g_string_append_c(scratch, '}');
    return scratch->str;
}

static bool ids_from_text(void *member, const char *text)
{
    g_autofree char *inner = g_strndup(text + 1, strlen(text) < 2 ? 0 : strlen(text) - 2);
    g_auto(GStrv) ids = g_strsplit(inner, ",", -1);
    json_t *array = json_array();

    for (char **id = ids; *id; id++)
        if (uuid_valid(*id))
            json_array_append_new(array, json_string(*id));
    json_set_take(member, array);
    return *text == '{';
}

static bool ids_is_text(const void *member, const char *text, GString *scratch)
{
    return text && strcmp(ids_to_text(member, scratch), text) == 0;
}

static const char *ids_from_json(void *member, const json_t *value)
{
    size_t i;
    json_t *id;

    if (!json_is_array(value))
        return "wrong_type";
    json_array_foreach((json_t *)value, i, id) if (!uuid_valid(json_string_value(id))) return "bad_uuid";
    return json_from_json(member, value);
}

const struct record_kind *record_kind(enum field_type type)
{
    static const struct record_kind kinds[] = {
        [FIELD_UUID] = {sizeof(char *), "string", text_release, text_copy, text_to_json, text_add_json, uuid_from_json,
                        uuid_from_text, text_to_text, uuid_from_text, text_is_text},
        [FIELD_TEXT] = {sizeof(char *), "string", text_release, text_copy, text_to_json, text_add_json, text_from_json,
                        text_from_text, text_to_text, text_from_text, text_is_text},
        [FIELD_INT] = {sizeof(int64_t), "integer", NULL, NULL, int_to_json, int_add_json, int_from_json, NULL,
                       int_to_text, int_from_text, int_is_text},
        [FIELD_BOOL] = {sizeof(bool), "boolean", NULL, NULL, bool_to_json, bool_add_json, bool_from_json, NULL,
                        bool_to_text, bool_from_text, bool_is_text},
        [FIELD_TIME] = {sizeof(instant), "string", NULL, NULL, time_to_json, time_add_json, time_from_json,
                        time_from_string, time_to_text, time_from_text, time_is_text},
        [FIELD_DATE] = {sizeof(char *), "string", text_release, text_copy, text_to_json, text_add_json, date_from_json,
                        date_from_text, text_to_text, date_from_text, text_is_text},
        [FIELD_JSON] = {sizeof(json_t *), "any", json_release, json_copy_member, json_to_json, json_add_json,
                        json_from_json, NULL, json_to_text, json_from_text, json_is_text},
        [FIELD_IDS] = {sizeof(json_t *), "array", json_release, json_copy_member, json_to_json, json_add_json,
                       ids_from_json, NULL, ids_to_text, ids_from_text, ids_is_text},
    };
    return &kinds[type];
}
