#include "entity.h"

#include <string.h>

static void *member(const struct table *table, void *row, const char *name)
{
    return (char *)row + record_field(&table->record, name)->offset;
}

static int64_t *version_of(const struct table *table, void *row)
{
    return member(table, row, "version");
}

static json_t **doc_of(const struct table *table, void *row)
{
    return member(table, row, "doc");
}

void entity_need(struct work *w, struct request *rq, const struct table *table, const char *column, const char *value,
                 const char *pointer)
{
    if (value && !work_find(w, table, column, value))
        faults_add(&rq->faults, pointer, "unknown", value);
}

static enum status answer_put(const struct entity *entity, void *row, bool made, bool changed, struct answer *out)
{
    int64_t version = *version_of(entity->table, row);
    json_t *body = json_pack("{s:s, s:I, s:b}", entity->key, *(char **)member(entity->table, row, entity->key),
                             "version", (json_int_t)version, "changed", changed);

    answer_version(out, version);
    return answer_json_take(out, made ? 201 : 200, body);
}

/* The body as a row; NULL: it does not fit, faults are told. */
static void *decode(struct request *rq, const struct entity *entity)
{
    const char *key = http_param(rq, entity->key);
    void *fresh = g_malloc0(entity->table->record.size);

    if (record_from_json(&entity->table->record, rq->body, fresh, &rq->faults) != ST_OK) {
        g_free(fresh);
        return NULL;
    }
    if (g_strcmp0(*(char **)member(entity->table, fresh, entity->key), key) == 0)
        return fresh;
    g_autofree char *pointer = g_strdup_printf("/%s", entity->key);
    faults_add(&rq->faults, pointer, "not_expected_value", key);
    record_release(&entity->table->record, fresh);
    g_free(fresh);
    return NULL;
}

static void keep(const struct entity *entity, void *to, const void *from)
{
    g_autoptr(GString) scratch = g_string_new(NULL);

    for (const char *const *name = entity->kept; name && *name; name++) {
        const struct field *field = record_field(&entity->table->record, *name);
        if (record_set_text(field, to, record_text(field, from, scratch)) != ST_OK)
            g_error("column %s refuses its own text", *name);
    }
}

/* Names of members that differ: the trail tells what was touched without repeating personal data. */
static json_t *differing(const json_t *before, const json_t *after)
{
    json_t *names = json_array();
    const char *name;
    json_t *value;

    json_object_foreach((json_t *)after, name, value)
    {
        if (!before || !json_equal(json_object_get(before, name), value))
            json_array_append_new(names, json_string(name));
    }
    json_object_foreach((json_t *)before, name, value)
    {
        if (!json_object_get(after, name))
            json_array_append_new(names, json_string(name));
    }
    return json_pack("{s:o}", "members", names);
}

/* Puts the fresh values into the row and saves it. Takes `fresh` over. */
static void replace(struct work *w, struct request *rq, const struct entity *entity, void *row, void *fresh)
{
    const struct record_type *type = &entity->table->record;
    int64_t version = *version_of(entity->table, row);

    keep(entity, fresh, row);
    record_release(type, row);
    record_copy(type, row, fresh);
    record_release(type, fresh);
    g_free(fresh);
    *version_of(entity->table, row) = version + 1;
    json_set_take(doc_of(entity->table, row), json_deep_copy(rq->body));
    entity->complete(w, rq, row);
    work_save(w, row);
}

static enum status put(struct work *w, struct request *rq, struct answer *out, const struct entity *entity, void *row)
{
    void *fresh = decode(rq, entity);
    if (!fresh)
        return ST_INVALID;
    bool made = !row;
    if (made)
        row = work_new(w, entity->table);
    json_t *changes = differing(*doc_of(entity->table, row), rq->body);
    replace(w, rq, entity, row, fresh);
    if (rq->faults.count) {
        json_decref(changes);
        return ST_INVALID;
    }
    g_autofree char *action = g_strdup_printf("%s.%s", entity->name, made ? "created" : "changed");
    audit_say(w, rq, action, entity->name, http_param(rq, entity->key), "done", changes);
    if (entity->announce)
        entity->announce(w, row);
    return answer_put(entity, row, made, true, out);
}

enum status entity_put(struct work *w, struct request *rq, struct answer *out, const struct entity *entity)
{
    if (!json_is_object(rq->body))
        return answer_problem(out, 400, "body_needed", NULL);
    void *row = work_find(w, entity->table, entity->key, http_param(rq, entity->key));
    if (row && !http_version_matches(rq, out, *version_of(entity->table, row)))
        return ST_CONFLICT;
    if (row && json_equal(*doc_of(entity->table, row), rq->body))
        return answer_put(entity, row, false, false, out);
    return put(w, rq, out, entity, row);
}
