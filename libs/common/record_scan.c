/* Reads a record out of JSON text in one pass. Building a document only to copy its members out took more time than
 * all else that is done with an event. */
#include "record_kind.h"

#include <string.h>

enum { MAX_DEPTH = 32, MAX_FIELDS = 64, MAX_DIGITS = 18 };

struct scan {
    const struct record_type *type;
    void *record;
    const char *at, *end;
    guint64 seen; /* one bit a field */
    size_t next;  /* the field that probably comes: members are mostly written in their order */
    GString *text;
};

/* A value as it is written. */
struct raw {
    const char *text;
    size_t size;
};

static bool raw_is(struct raw raw, const char *word)
{
    return raw.size == strlen(word) && memcmp(raw.text, word, raw.size) == 0;
}

static void skip_space(struct scan *s)
{
    while (s->at < s->end && strchr(" \t\r\n", *s->at) && *s->at)
        s->at++;
}

/* With the space around it. */
static bool take_char(struct scan *s, char wanted)
{
    skip_space(s);
    if (s->at == s->end || *s->at != wanted)
        return false;
    s->at++;
    skip_space(s);
    return true;
}

/* Stands on a quote; goes behind the one that ends the string. */
static bool skip_string(struct scan *s)
{
    for (s->at++; s->at < s->end && *s->at != '"'; s->at++)
        if (*s->at == '\\')
            s->at++;
    return s->at++ < s->end;
}

/* Whether the brackets fit is left to whoever reads what is between them. */
static bool skip_nested(struct scan *s)
{
    int depth = 0;
    do {
        if (*s->at == '"') {
            if (!skip_string(s))
                return false;
            continue;
        }
        depth += (*s->at == '{' || *s->at == '[') - (*s->at == '}' || *s->at == ']');
        s->at++;
    } while (depth && depth <= MAX_DEPTH && s->at < s->end);
    return !depth;
}

static bool take_raw(struct scan *s, struct raw *out)
{
    const char *start = s->at;
    bool whole = s->at < s->end;
    if (whole && *s->at == '"')
        whole = skip_string(s);
    else if (whole && (*s->at == '{' || *s->at == '['))
        whole = skip_nested(s);
    else
        while (s->at < s->end && !strchr(",} \t\r\n", *s->at))
            s->at++;
    *out = (struct raw){start, (size_t)(s->at - start)};
    return whole && out->size;
}

/* A string without escapes: what stands between its quotes is the text. */
static bool is_plain_string(struct raw raw)
{
    for (size_t i = 1; i + 1 < raw.size; i++)
        if ((unsigned char)raw.text[i] < ' ' || raw.text[i] == '\\')
            return false;
    return *raw.text == '"' && g_utf8_validate_len(raw.text + 1, raw.size - 2, NULL);
}

static bool take_text(const struct record_kind *kind, void *member, struct raw raw, GString *scratch)
{
    g_string_truncate(scratch, 0);
    g_string_append_len(scratch, raw.text + 1, (gssize)raw.size - 2);
    return kind->from_string(member, scratch->str);
}

/* Digits without a leading zero. */
static bool is_plain_int(struct raw raw)
{
    size_t first = *raw.text == '-';
    if (raw.size <= first || raw.size > MAX_DIGITS || (raw.text[first] == '0' && raw.size > first + 1))
        return false;
    for (size_t i = first; i < raw.size; i++)
        if (!g_ascii_isdigit(raw.text[i]))
            return false;
    return true;
}

/* Everything else is read by jansson, but only this value. */
static bool take_document(const struct field *field, void *member, struct raw raw)
{
    json_auto_t *value = json_loadb(raw.text, raw.size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    if (value && field->type == FIELD_JSON) {
        json_set_take(member, json_incref(value));
        return true;
    }
    return value && !record_kind(field->type)->from_json(member, value);
}

static bool take_value(struct scan *s, const struct field *field, struct raw raw)
{
    const struct record_kind *kind = record_kind(field->type);
    void *member = (char *)s->record + field->offset;
    if (raw_is(raw, "null"))
        return !(field->flags & FIELD_REQUIRED);
    if (kind->from_string && is_plain_string(raw))
        return take_text(kind, member, raw, s->text);
    if (field->type == FIELD_INT && is_plain_int(raw)) {
        *(int64_t *)member = g_ascii_strtoll(raw.text, NULL, 10);
        return true;
    }
    if (field->type == FIELD_BOOL && (raw_is(raw, "true") || raw_is(raw, "false"))) {
        *(bool *)member = *raw.text == 't';
        return true;
    }
    return take_document(field, member, raw);
}

/* NULL: no field has this name, or it was there already. */
static const struct field *take_field(struct scan *s, struct raw name)
{
    for (size_t n = 0; n < s->type->count; n++) {
        size_t i = (s->next + n) % s->type->count;
        const struct field *field = &s->type->fields[i];
        if (strlen(field->name) != name.size - 2 || memcmp(field->name, name.text + 1, name.size - 2) != 0)
            continue;
        bool again = s->seen >> i & 1;
        s->seen |= (guint64)1 << i;
        s->next = i + 1;
        return again ? NULL : field;
    }
    return NULL;
}

static bool take_member(struct scan *s)
{
    struct raw name, value;
    if (!take_raw(s, &name) || *name.text != '"' || !take_char(s, ':') || !take_raw(s, &value))
        return false;
    const struct field *field = take_field(s, name);
    return field && take_value(s, field, value);
}

static bool take_object(struct scan *s)
{
    if (!take_char(s, '{'))
        return false;
    if (take_char(s, '}'))
        return s->at == s->end;
    do {
        if (!take_member(s))
            return false;
    } while (take_char(s, ','));
    return take_char(s, '}') && s->at == s->end;
}

static bool has_required(const struct scan *s)
{
    for (size_t i = 0; i < s->type->count; i++)
        if (s->type->fields[i].flags & FIELD_REQUIRED && !(s->seen >> i & 1))
            return false;
    return true;
}

bool record_scan(const struct record_type *type, const char *text, size_t size, void *record)
{
    g_autoptr(GString) scratch = g_string_new(NULL);
    struct scan scan = {.type = type, .record = record, .at = text, .end = text + size, .text = scratch};

    if (type->count <= MAX_FIELDS && take_object(&scan) && has_required(&scan))
        return true;
    record_release(type, record);
    return false;
}
