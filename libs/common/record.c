#include "record.h"

#include "json_text.h"
#include "record_kind.h"

#include <string.h>

static void *member_of(const struct field *field, void *record)
{
    return (char *)record + field->offset;
}

static const void *member_in(const struct field *field, const void *record)
{
    return (const char *)record + field->offset;
}

static void field_clear(const struct field *field, void *record)
{
    const struct record_kind *kind = record_kind(field->type);
    void *member = member_of(field, record);
    if (kind->release)
        kind->release(member);
    memset(member, 0, kind->size);
}

void record_release(const struct record_type *type, void *record)
{
    for (size_t i = 0; i < type->count; i++)
        field_clear(&type->fields[i], record);
}

void record_copy(const struct record_type *type, void *to, const void *from)
{
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        const struct record_kind *kind = record_kind(field->type);
        if (kind->copy)
            kind->copy(member_of(field, to), member_in(field, from));
        else
            memcpy(member_of(field, to), member_in(field, from), kind->size);
    }
}

json_t *record_to_json(const struct record_type *type, const void *record)
{
    json_t *object = json_object();
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        json_t *value = record_kind(field->type)->to_json(member_in(field, record));
        if (value)
            json_object_set_new(object, field->name, value);
    }
    return object;
}

void record_add_json(const struct record_type *type, const void *record, GString *out)
{
    gsize start = out->len;
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        gsize before = out->len;
        g_string_append_c(out, before == start ? '{' : ',');
        json_text_add(out, field->name, -1);
        g_string_append_c(out, ':');
        if (!record_kind(field->type)->add_json(out, member_in(field, record)))
            g_string_truncate(out, before);
    }
    g_string_append(out, out->len == start ? "{}" : "}");
}

static enum status field_fault(const struct field *field, const char *code, struct faults *faults)
{
    if (!faults)
        return ST_INVALID;
    g_autofree char *pointer = g_strconcat("/", field->name, NULL);
    bool typed = strcmp(code, "wrong_type") == 0;
    faults_add(faults, pointer, code, typed ? record_kind(field->type)->json_type : NULL);
    return ST_INVALID;
}

static enum status field_from_json(const struct field *field, const json_t *value, void *record, struct faults *faults)
{
    if (!value || json_is_null(value))
        return field->flags & FIELD_REQUIRED ? field_fault(field, "required", faults) : ST_OK;
    const char *code = record_kind(field->type)->from_json(member_of(field, record), value);
    return code ? field_fault(field, code, faults) : ST_OK;
}

enum status record_from_json(const struct record_type *type, const json_t *object, void *record, struct faults *faults)
{
    if (!json_is_object(object)) {
        if (faults)
            faults_add(faults, "", "wrong_type", "object");
        return ST_INVALID;
    }
    enum status status = ST_OK;
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        if (field_from_json(field, json_object_get(object, field->name), record, faults) != ST_OK)
            status = ST_INVALID;
    }
    if (status != ST_OK)
        record_release(type, record);
    return status;
}

const struct field *record_field(const struct record_type *type, const char *name)
{
    for (size_t i = 0; i < type->count; i++)
        if (strcmp(type->fields[i].name, name) == 0)
            return &type->fields[i];
    return NULL;
}

const char *record_text(const struct field *field, const void *record, GString *scratch)
{
    return record_kind(field->type)->to_text(member_in(field, record), scratch);
}

enum status record_set_text(const struct field *field, void *record, const char *text)
{
    if (!text) {
        field_clear(field, record);
        return ST_OK;
    }
    return record_kind(field->type)->from_text(member_of(field, record), text) ? ST_OK : ST_INVALID;
}

bool record_is_text(const struct field *field, const void *record, const char *text, GString *scratch)
{
    return record_kind(field->type)->is_text(member_in(field, record), text, scratch);
}

/* The copy is made first: value may point into the old text. */
void text_set(char **member, const char *value)
{
    char *copy = g_strdup(value);
    g_free(*member);
    *member = copy;
}

void json_set_take(json_t **member, json_t *value)
{
    json_t *old = *member;
    *member = value;
    json_decref(old);
}
