/* test_engine.c: the engine without a service around it. otk-test-engine CONNINFO SERVICE BROKERS GROUP runs until
 * TERM. Every event of otklik.test.v1 adds a row to `effect` and counts in `total`, whose key is the event's key, and
 * is told on otklik.test-out.v1. Members of the payload steer it: "version" must not fall, "bad" is rejected,
 * "answered" refused, "needs" names a total that must be there, "behind" a version that must have been, "frees" replays
 * what is parked under that key, "same" makes a row whose unique column is taken the second time. */
#include "engine.h"
#include "log.h"

#include <signal.h>
#include <stdio.h>

#include <glib.h>

enum { STOP_MS = 2000, BATCH_MAX = 500 };

struct total {
    struct row row;
    char *key;
    int64_t seen, version;
};

static const struct field total_fields[] = {
    FIELD(total, key, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(total, seen, FIELD_INT, FIELD_REQUIRED),
    FIELD(total, version, FIELD_INT, FIELD_REQUIRED),
};
static const struct table total_table = {
    .name = "total", .record = RECORD(total, total_fields), .key = "key", .locked = true};

struct effect {
    struct row row;
    char id[UUID_TEXT_SIZE];
    char *key, *event, *same;
    int64_t version;
};

static const struct field effect_fields[] = {
    FIELD(effect, id, FIELD_UUID, FIELD_REQUIRED), FIELD(effect, key, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(effect, event, FIELD_TEXT, FIELD_REQUIRED), FIELD(effect, same, FIELD_TEXT, 0),
    FIELD(effect, version, FIELD_INT, FIELD_REQUIRED)};
static const struct table effect_table = {
    .name = "effect", .record = RECORD(effect, effect_fields), .key = "id", .append_only = true};

static struct total *total_of(struct work *w, const char *key)
{
    struct total *total = work_find(w, &total_table, "key", key);
    if (total)
        return total;
    total = work_new(w, &total_table);
    text_set(&total->key, key);
    return total;
}

static void note(struct work *w, const struct event *e, int64_t version)
{
    struct effect *effect = work_new(w, &effect_table);
    text_set(&effect->key, e->key);
    g_autofree char *place = g_strdup_printf("%d/%" G_GINT64_FORMAT, e->partition, e->offset);
    text_set(&effect->event, place);
    text_set(&effect->same, json_string_value(json_object_get(e->json, "same")));
    effect->version = version;
    emit_json_take(w, "otklik.test-out.v1", "test.counted", e->key, json_deep_copy(e->json));
}

static enum status on_changed(struct work *w, const struct event *e)
{
    const char *needs = json_string_value(json_object_get(e->json, "needs"));
    int64_t version = json_integer_value(json_object_get(e->json, "version"));
    struct total *total = total_of(w, e->key);

    if (needs && !work_find(w, &total_table, "key", needs))
        return park(w, needs);
    if (json_integer_value(json_object_get(e->json, "behind")) > total->version)
        return park(w, e->key);
    if (version < total->version)
        return reject(w, "version falls");
    if (json_object_get(e->json, "frees"))
        unpark(w, json_string_value(json_object_get(e->json, "frees")));
    total->version = version;
    total->seen++;
    work_save(w, total);
    note(w, e, version);
    if (json_object_get(e->json, "answered"))
        return reject_answered(w, "refused on purpose");
    if (json_object_get(e->json, "bad"))
        return reject(w, "bad on purpose");
    return ST_OK;
}

static const struct load loads[] = {{.table = &total_table, .column = "key", .field = "key"}, {0}};
static const struct subscription subscriptions[] = {
    {.topic = "otklik.test.v1", .type = "test.changed", .handle = on_changed, .loads = loads},
    {0},
};

int main(int argc, char **argv)
{
    int signal_no;
    sigset_t ends;
    if (argc != 5) {
        fprintf(stderr, "usage: otk-test-engine CONNINFO SERVICE BROKERS GROUP\n");
        return 2;
    }
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    log_setup("test-engine", LOG_INFO);
    const struct service service = {.name = argv[2], .subscriptions = subscriptions};
    struct kafka_settings *kafka = kafka_settings_new(argv[3], "otk-test-engine");
    struct relay *relay = relay_start(&(struct relay_options){argv[1], argv[2], kafka});
    struct engine *engine = engine_start(&(struct engine_options){.service = &service,
                                                                  .conninfo = argv[1],
                                                                  .kafka = kafka,
                                                                  .group = argv[4],
                                                                  .relay = relay,
                                                                  .batch_max = BATCH_MAX,
                                                                  .instance = "test"});
    sigwait(&ends, &signal_no);
    engine_stop(engine);
    relay_stop(relay, STOP_MS);
    kafka_settings_free(kafka);
    return 0;
}
