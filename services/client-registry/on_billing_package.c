#include "billing.h"
#include "client_registry.h"

#include <string.h>

#define ACKS_TOPIC "otklik.billing-acks.v1"
#define ACK_TYPE "billing.package_taken"

/* Numbers of one width compare as texts. */
static char *order_of(int64_t number)
{
    return g_strdup_printf("%020" G_GINT64_FORMAT, number);
}

bool billing_package_each(struct work *w, const struct event *e, billing_visit *visit, void *arg)
{
    const char *name = json_string_value(json_object_get(e->json, "Узел"));
    const struct mapping *mapping;
    g_autofree char *order = order_of(json_integer_value(json_object_get(e->json, "НомерСообщения")));
    struct billing_change said = {.order = order};
    const json_t *object;
    size_t index;
    if (!registry_node(work_app(w), e->topic, name, &mapping, &said.node))
        return false;
    json_array_foreach(json_object_get(e->json, "Объекты"), index, object)
    {
        said.object_kind = json_string_value(json_object_get(object, "Тип"));
        said.content = mapping_apply(mapping, said.object_kind, object, said.node.zone);
        if (said.content)
            visit(w, &said, arg);
        json_decref(said.content);
    }
    return true;
}

/* The highest number taken, whatever order packages come in: a package holds all that was not acknowledged before it.
 */
static int64_t note_number(struct work *w, const struct mapping_node *node, int64_t number)
{
    struct billing_source *source = work_find(w, &billing_source_table, "source", node->system);
    if (!source) {
        source = work_new(w, &billing_source_table);
        text_set(&source->source, node->system);
    }
    source->last_number = MAX(source->last_number, number);
    source->last_at = work_now(w);
    work_save(w, source);
    return source->last_number;
}

static void acknowledge(struct work *w, const char *node, const char *system, int64_t number)
{
    json_t *ack = json_pack("{s:s, s:I}", "Узел", node, "НомерПринятого", (json_int_t)number);
    emit_json_take(w, ACKS_TOPIC, ACK_TYPE, system, ack);
}

/* One exchange message of 1C: applied object by object, acknowledged also when it is sent again. */
enum status on_billing_package(struct work *w, const struct event *e)
{
    const char *name = json_string_value(json_object_get(e->json, "Узел"));
    const json_t *number = json_object_get(e->json, "НомерСообщения");
    const struct mapping *mapping;
    struct mapping_node node;
    if (!name || !json_is_integer(number) || !json_is_array(json_object_get(e->json, "Объекты")))
        return reject(w, "no package of 1C: Узел, НомерСообщения or Объекты is missing");
    if (!registry_node(work_app(w), e->topic, name, &mapping, &node))
        return reject(w, "no mapping for node %s", name);
    billing_package_each(w, e, billing_apply, NULL);
    acknowledge(w, name, node.system, note_number(w, &node, json_integer_value(number)));
    return ST_OK;
}
