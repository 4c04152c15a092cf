#include "clock.h"
#include "commands.h"
#include "hops.h"
#include "ids.h"

#define TOPIC "in.appeals.v1"
#define STEP_MS 100

static char *source;
static gboolean watching, public_only;
static int limit_s = 60, quiet_s = 5;

const GOptionEntry cmd_submit_options[] = {
    {"watch", 0, 0, G_OPTION_ARG_NONE, &watching, "follow the appeal until it rests", NULL},
    {"source", 0, 0, G_OPTION_ARG_STRING, &source, "source instead of the file's", "NAME"},
    {"public", 0, 0, G_OPTION_ARG_NONE, &public_only, "with --watch: the public topics alone", NULL},
    {"limit", 0, 0, G_OPTION_ARG_INT, &limit_s, "wait at most so long for the reply", "SECONDS"},
    {"quiet", 0, 0, G_OPTION_ARG_INT, &quiet_s, "with --watch: end when nothing came for so long", "SECONDS"},
    {0},
};

static const char *const public_topics[] = {"otklik.appeal-replies.v1", "otklik.appeal-events.v1", NULL};

static void add_header(rd_kafka_headers_t *headers, const char *name, const char *value)
{
    rd_kafka_header_add(headers, name, -1, value, -1);
}

static rd_kafka_headers_t *headers_of(const char *from)
{
    rd_kafka_headers_t *headers = rd_kafka_headers_new(8);
    char id[UUID_TEXT_SIZE], time[INSTANT_TEXT_SIZE];
    instant now = clock_now();

    uuid7_make(now, id);
    add_header(headers, "content-type", "application/json");
    add_header(headers, "ce_specversion", "1.0");
    add_header(headers, "ce_id", id);
    add_header(headers, "ce_source", from);
    add_header(headers, "ce_type", "appeal.submitted");
    add_header(headers, "ce_time", instant_format(now, time));
    return headers;
}

/* Until the reply has come, with --watch until the appeal rests. */
static void follow(struct bus_tail *tail, struct hops *hops)
{
    int64_t until = clock_monotonic_us() + limit_s * USEC_PER_SEC;

    for (;;) {
        rd_kafka_message_t *message = bus_tail_next(tail, STEP_MS);
        if (message)
            hops_take(hops, message);
        bool replied = hops_number(hops) || hops_refused(hops);
        if (replied ? !watching || hops_ended(hops) || hops_quiet_s(hops) > quiet_s : clock_monotonic_us() > until)
            return;
    }
}

static enum otk_exit send_and_follow(struct otk *otk, const char *from, const char *external_id, const char *value)
{
    struct bus_tail *tail = bus_tail_open(otk->config, watching && !public_only ? bus_hop_topics : public_topics);
    if (!tail)
        return OTK_UNREACHABLE;
    struct hops *hops = hops_new(otk, external_id);
    enum otk_exit result = bus_send(otk->config, TOPIC, external_id, value, headers_of(from));
    if (result == OTK_DONE) {
        follow(tail, hops);
        if (hops_number(hops))
            otk_say(otk, "%s", hops_number(hops));
        else
            result = otk_fail(OTK_FAILED, "%s", hops_refused(hops) ? tr("refused") : tr("no reply in time"));
    }
    hops_free(hops);
    bus_tail_close(tail);
    return result;
}

/* The file is a submission, or an envelope with the submission under "data". */
enum otk_exit cmd_submit(struct otk *otk, char **arguments)
{
    json_error_t error;
    json_auto_t *file = json_load_file(arguments[0], 0, &error);
    if (!file)
        return otk_fail(OTK_USAGE, "%s:%d: %s", arguments[0], error.line, error.text);
    const json_t *data = json_object_get(file, "data") ? json_object_get(file, "data") : file;
    const char *from = source ? source : json_string_value(json_object_get(file, "source"));
    const char *external_id = json_string_value(json_object_get(data, "external_id"));
    if (!from || !external_id)
        return otk_fail(OTK_USAGE, "%s: %s", arguments[0], tr("no source or no external_id"));
    g_autofree char *value = json_dumps(data, JSON_COMPACT);
    return send_and_follow(otk, from, external_id, value);
}
