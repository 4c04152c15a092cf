#include "hops.h"

#include "clock.h"

#include <string.h>

#define KEPT 2000 /* messages that wait for the reply */

struct hops {
    const struct otk *otk;
    char *external_id;
    char *appeal_id;
    char *number;
    bool refused, ended;
    int64_t began_us, last_us;
    GPtrArray *waiting; /* messages of any appeal, until the reply tells ours */
};

static void destroy(void *message)
{
    rd_kafka_message_destroy(message);
}

struct hops *hops_new(const struct otk *otk, const char *external_id)
{
    struct hops *hops = g_new0(struct hops, 1);

    hops->otk = otk;
    hops->external_id = g_strdup(external_id);
    hops->began_us = hops->last_us = clock_monotonic_us();
    hops->waiting = g_ptr_array_new_with_free_func(destroy);
    return hops;
}

void hops_free(struct hops *hops)
{
    if (!hops)
        return;
    g_ptr_array_free(hops->waiting, TRUE);
    g_free(hops->external_id);
    g_free(hops->appeal_id);
    g_free(hops->number);
    g_free(hops);
}

const char *hops_number(const struct hops *hops)
{
    return hops->number;
}

bool hops_refused(const struct hops *hops)
{
    return hops->refused;
}

bool hops_ended(const struct hops *hops)
{
    return hops->ended;
}

double hops_quiet_s(const struct hops *hops)
{
    return (double)(clock_monotonic_us() - hops->last_us) / USEC_PER_SEC;
}

static bool key_is(const rd_kafka_message_t *message, const char *key)
{
    return key && message->key_len == strlen(key) && memcmp(message->key, key, message->key_len) == 0;
}

static json_t *payload_of(const rd_kafka_message_t *message)
{
    return json_loadb(message->payload ? message->payload : "", message->len, 0, NULL);
}

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

/* What a reader wants to see of an event beside its name: the first of these that it has. */
static const char *detail_of(const json_t *payload)
{
    static const char *const names[] = {"number",        "state",  "due_date", "department_name",
                                        "employee_name", "result", "reason",   "channel",
                                        "match_result",  "name",   NULL};

    for (const char *const *name = names; *name; name++)
        if (*text_in(payload, *name))
            return text_in(payload, *name);
    return "";
}

static void print(struct hops *hops, const rd_kafka_message_t *message)
{
    g_autofree char *type = bus_header(message, "ce_type");
    g_autofree char *source = bus_header(message, "ce_source");
    json_auto_t *payload = payload_of(message);
    double at = (double)(clock_monotonic_us() - hops->began_us) / USEC_PER_SEC;
    const char *name = type ? type : "?";

    hops->last_us = clock_monotonic_us();
    hops->ended |= g_str_has_suffix(name, "appeal.answered") || g_str_has_suffix(name, "appeal.closed") ||
                   g_str_has_suffix(name, "appeal.cancelled");
    if (hops->otk->json)
        otk_print_take(json_pack("{s:f, s:s, s:s, s:s, s:O?}", "seconds", at, "type", name, "source",
                                 source ? source : "", "topic", rd_kafka_topic_name(message->rkt), "data", payload));
    else
        otk_say(hops->otk, "%7.3f s  %-24s %-28s %s", at, source ? source : "", name, detail_of(payload));
}

static void flush_waiting(struct hops *hops)
{
    for (guint i = 0; i < hops->waiting->len; i++)
        if (key_is(hops->waiting->pdata[i], hops->appeal_id))
            print(hops, hops->waiting->pdata[i]);
    g_ptr_array_set_size(hops->waiting, 0);
}

static void take_reply(struct hops *hops, const rd_kafka_message_t *message)
{
    g_autofree char *type = bus_header(message, "ce_type");
    json_auto_t *payload = payload_of(message);

    hops->refused = type && g_str_has_suffix(type, "appeal.refused");
    hops->ended = hops->refused;
    if (!hops->refused) {
        hops->appeal_id = g_strdup(text_in(payload, "appeal_id"));
        hops->number = g_strdup(text_in(payload, "number"));
    }
    print(hops, message);
    flush_waiting(hops);
}

void hops_take(struct hops *hops, rd_kafka_message_t *message)
{
    bool reply = strcmp(rd_kafka_topic_name(message->rkt), "otklik.appeal-replies.v1") == 0;

    if (reply && !hops->appeal_id && key_is(message, hops->external_id)) {
        take_reply(hops, message);
    } else if (!hops->appeal_id && hops->waiting->len < KEPT) {
        g_ptr_array_add(hops->waiting, message);
        return;
    } else if (key_is(message, hops->appeal_id)) {
        print(hops, message);
    }
    rd_kafka_message_destroy(message);
}
