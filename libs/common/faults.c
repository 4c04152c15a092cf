#include "faults.h"

#include "texts.h"

#include <string.h>

#include <glib.h>

void faults_init(struct faults *faults)
{
    *faults = (struct faults){0};
}

void faults_release(struct faults *faults)
{
    for (size_t i = 0; i < faults->count; i++) {
        g_free(faults->list[i].pointer);
        g_free(faults->list[i].code);
        g_free(faults->list[i].detail);
    }
    g_free(faults->list);
    faults_init(faults);
}

void faults_add(struct faults *faults, const char *pointer, const char *code, const char *detail)
{
    if (faults->count >= FAULTS_MAX)
        return;
    faults->list = g_renew(struct fault, faults->list, faults->count + 1);
    faults->list[faults->count++] = (struct fault){
        .pointer = g_utf8_make_valid(pointer, -1), /* made of the sender's member names */
        .code = g_strdup(code),
        .detail = detail ? g_utf8_make_valid(detail, -1) : NULL,
    };
}

static const char *text_in(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

void faults_add_stored(struct faults *faults, const json_t *stored)
{
    size_t i;
    json_t *fault;
    json_array_foreach((json_t *)stored, i, fault)
        faults_add(faults, text_in(fault, "pointer"), text_in(fault, "code"), text_in(fault, "detail"));
}

static json_t *fault_to_json(const struct fault *fault, const char *language)
{
    json_t *object = json_pack("{s:s, s:s}", "pointer", fault->pointer, "code", fault->code);
    if (fault->detail)
        json_object_set_new(object, "detail", json_string(fault->detail));
    if (language) {
        g_autofree char *message = text_format(fault->code, language, fault->detail);
        json_object_set_new(object, "message", json_string(message));
    }
    return object;
}

json_t *faults_to_json(const struct faults *faults, const char *language)
{
    json_t *array = json_array();
    for (size_t i = 0; i < faults->count; i++)
        json_array_append_new(array, fault_to_json(&faults->list[i], language));
    return array;
}
