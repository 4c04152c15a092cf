#include "billing.h"
#include "client_registry.h"

#include <string.h>

/* With Debezium's schema enabled the change stands under "payload". */
static const json_t *change_of(const json_t *value)
{
    const json_t *payload = json_object_get(value, "payload");
    return payload ? payload : value;
}

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static int64_t number_in(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_string(value) ? g_ascii_strtoll(json_string_value(value), NULL, 10) : json_integer_value(value);
}

/* Commit, change, redo record, statement: as texts of one width. A snapshot has no commit, only the change it saw. */
static char *order_of(const json_t *source)
{
    int64_t scn = number_in(source, "scn"), commit = number_in(source, "commit_scn");
    return g_strdup_printf("%020" G_GINT64_FORMAT ".%020" G_GINT64_FORMAT ".%s.%010" G_GINT64_FORMAT,
                           commit ? commit : scn, scn, text_in(source, "rs_id"), number_in(source, "ssn"));
}

bool billing_row_each(struct work *w, const struct event *e, billing_visit *visit, void *arg)
{
    const json_t *change = change_of(e->json), *source = json_object_get(change, "source");
    const struct mapping *mapping;
    struct billing_change said = {.gone = !strcmp(text_in(change, "op"), "d")};
    if (!registry_node(work_app(w), e->topic, text_in(source, "name"), &mapping, &said.node))
        return false;
    g_autofree char *kind = g_strjoin(".", text_in(source, "schema"), text_in(source, "table"), NULL);
    g_autofree char *order = order_of(source);
    said.object_kind = kind;
    said.order = order;
    said.content =
        mapping_apply(mapping, kind, json_object_get(change, said.gone ? "before" : "after"), said.node.zone);
    if (said.content)
        visit(w, &said, arg);
    json_decref(said.content);
    return true;
}

/* One row of Oracle billing as Debezium writes it: c, u, r bring values, d takes the row away. */
enum status on_billing_row(struct work *w, const struct event *e)
{
    const json_t *change = change_of(e->json), *source = json_object_get(change, "source");
    if (!e->json && e->size_bytes == 0)
        return ST_OK;
    if (!source || !json_object_get(change, "op"))
        return reject(w, "no change of Debezium: source or op is missing");
    if (!billing_row_each(w, e, billing_apply, NULL))
        return reject(w, "no mapping for connector %s", text_in(source, "name"));
    return ST_OK;
}
