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

static void take_object(struct work *w, const struct mapping *mapping, const struct mapping_node *node,
                        const json_t *object, const char *order)
{
    const char *type = json_string_value(json_object_get(object, "Тип"));
    json_t *content = mapping_apply(mapping, type, object, node->zone);
    if (content)
        billing_apply(w, &(struct billing_change){*node, type, order, content});
    json_decref(content);
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
    const struct mapping *mapping = registry_mapping(work_app(w), e->topic);
    const char *name = json_string_value(json_object_get(e->json, "Узел"));
    const json_t *number = json_object_get(e->json, "НомерСообщения"), *object;
    const json_t *objects = json_object_get(e->json, "Объекты");
    struct mapping_node node;
    size_t index;
    if (!name || !json_is_integer(number) || !json_is_array(objects))
        return reject(w, "no package of 1C: Узел, НомерСообщения or Объекты is missing");
    if (!mapping || mapping_node(mapping, name, &node) != ST_OK)
        return reject(w, "no mapping for node %s", name);
    g_autofree char *order = order_of(json_integer_value(number));
    json_array_foreach(objects, index, object) take_object(w, mapping, &node, object, order);
    acknowledge(w, name, node.system, note_number(w, &node, json_integer_value(number)));
    return ST_OK;
}
