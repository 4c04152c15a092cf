#include "clock.h"
#include "commands.h"

#define STEP_MS 200

static gboolean everything;
static int limit_s;

const GOptionEntry cmd_watch_options[] = {
    {"all", 0, 0, G_OPTION_ARG_NONE, &everything, "internal events too", NULL},
    {"for", 0, 0, G_OPTION_ARG_INT, &limit_s, "end after so long; 0: never", "SECONDS"},
    {0},
};

static const char *const public_topics[] = {"otklik.appeal-events.v1", NULL};

static void print(const struct otk *otk, const rd_kafka_message_t *message)
{
    g_autofree char *type = bus_header(message, "ce_type");
    g_autofree char *time = bus_header(message, "ce_time");
    json_auto_t *data = json_loadb(message->payload ? message->payload : "", message->len, 0, NULL);
    const char *number = json_string_value(json_object_get(data, "number"));
    const char *state = json_string_value(json_object_get(data, "state"));

    if (otk->json)
        otk_print_take(json_pack("{s:s?, s:s?, s:s, s:s%, s:O?}", "time", time, "type", type, "topic",
                                 rd_kafka_topic_name(message->rkt), "key", message->key ? message->key : "",
                                 message->key_len, "data", data));
    else
        otk_say(otk, "%s  %-28s %.*s  %s %s", time ? time : "", type ? type : "?", (int)message->key_len,
                message->key ? (const char *)message->key : "", number ? number : "", state ? state : "");
}

enum otk_exit cmd_watch(struct otk *otk, char **arguments)
{
    (void)arguments;
    struct bus_tail *tail = bus_tail_open(otk->config, everything ? bus_hop_topics : public_topics);
    if (!tail)
        return OTK_UNREACHABLE;
    int64_t until = clock_monotonic_us() + limit_s * USEC_PER_SEC;
    while (!limit_s || clock_monotonic_us() < until) {
        rd_kafka_message_t *message = bus_tail_next(tail, STEP_MS);
        if (!message)
            continue;
        print(otk, message);
        rd_kafka_message_destroy(message);
    }
    bus_tail_close(tail);
    return OTK_DONE;
}
