#include "engine_item.h"

#include <string.h>

static const char *subscribed_type(const struct subscription *subscription)
{
    if (subscription->type)
        return subscription->type;
    return subscription->event ? subscription->event->name : "";
}

/* A raw subscription takes whatever its topic brings; others are chosen by the type. */
static const struct subscription *find(const struct subscription *list, const struct event *event)
{
    for (const struct subscription *one = list; one->topic; one++)
        if (topic_fits(one->topic, event->topic) && (one->raw || strcmp(subscribed_type(one), event->type) == 0))
            return one;
    return NULL;
}

/* What our services tell others is nothing to us; what comes from outside and cannot be read is a dead letter, whatever
 * its headers call it. */
static enum event_need need_of(const struct event *event, const void *subscriptions)
{
    const struct subscription *subscription = find(subscriptions, event);
    if (!subscription)
        return topic_is_internal(event->topic) ? EVENT_NOTHING : EVENT_ALL;
    return subscription->event && !subscription->raw ? EVENT_HEADERS : EVENT_ALL;
}

static bool topic_is_ours(const struct subscription *list, const char *topic)
{
    for (const struct subscription *one = list; one->topic; one++)
        if (topic_fits(one->topic, topic))
            return true;
    return false;
}

void item_kill(struct item *item, const char *reason)
{
    item->fate = ITEM_DEAD;
    item->refused = false;
    if (!item->reason)
        item->reason = g_strdup(reason);
}

void item_park(struct item *item, const char *key)
{
    item->fate = ITEM_PARK;
    g_free(item->park_key);
    item->park_key = g_strdup(key);
}

static void decode(struct item *item)
{
    const struct record_type *type = &item->subscription->event->data;
    auto_faults faults;

    faults_init(&faults);
    void *record = g_malloc0(type->size);
    if (record_from_json(type, item->event.json, record, &faults) == ST_OK) {
        item->record = record;
        item->event.data = record;
        return;
    }
    g_free(record);
    GString *reason = g_string_new("payload does not fit");
    for (size_t i = 0; i < faults.count; i++)
        g_string_append_printf(reason, "; %s %s", faults.list[i].pointer, faults.list[i].code);
    item_kill(item, reason->str);
    g_string_free(reason, TRUE);
}

/* The payload in one pass, as our own services write it. False: it must be read as a document, which also tells what is
 * wrong with it. */
static bool scan(struct item *item)
{
    const struct event_type *type = item->subscription ? item->subscription->event : NULL;
    if (!type || !item->message.value || item->message.value_size > EVENT_MAX_BYTES)
        return false;
    void *record = g_malloc0(type->data.size);
    if (!record_scan(&type->data, item->message.value, item->message.value_size, record)) {
        g_free(record);
        return false;
    }
    item->record = record;
    item->event.data = record;
    return true;
}

void item_read(struct item *item, struct event_arena *arena, const struct subscription *subscriptions)
{
    const char *reason = NULL;
    const struct event_filter filter = {need_of, subscriptions};
    enum status status = event_parse(arena, &item->message, &filter, &item->event, &reason);

    item->subscription = find(subscriptions, &item->event);
    if (status == ST_OK && !item->event.json) {
        if (scan(item))
            return;
        status = event_parse(arena, &item->message, NULL, &item->event, &reason);
    }
    bool raw = item->subscription && item->subscription->raw;
    if (status == ST_INVALID && !raw && topic_is_ours(subscriptions, item->message.topic))
        item_kill(item, reason);
    else if (!item->subscription)
        item->fate = ITEM_SKIP;
    else if (item->subscription->event)
        decode(item);
}

void item_release(struct item *item)
{
    if (item->record) {
        record_release(&item->subscription->event->data, item->record);
        g_free(item->record);
    }
    g_free(item->reason);
    g_free(item->park_key);
}

/* NULL where the event has none. */
static const char *member_text(const struct item *item, const char *name, GString *scratch)
{
    if (strcmp(name, "key") == 0)
        return item->event.key;
    if (!item->record)
        return NULL;
    const struct field *field = record_field(&item->subscription->event->data, name);
    if (!field)
        g_error("event %s has no member %s to load by", item->event.type, name);
    return record_text(field, item->record, scratch);
}

void item_load_values(struct work *w, const struct item *item, const struct load *load, GPtrArray *out)
{
    if (load->values) {
        load->values(w, &item->event, out);
        return;
    }
    g_autoptr(GString) scratch = g_string_new(NULL);
    g_ptr_array_add(out, g_strdup(member_text(item, load->field, scratch)));
}
