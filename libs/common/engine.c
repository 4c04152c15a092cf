#include "engine.h"

#include "crash.h"
#include "engine_private.h"
#include "log.h"
#include "news.h"

#include <string.h>

#define DUPLICATE_TRIES 3
#define CLOSE_MS 3000
#define PAUSE_FIRST_MS 50
#define PAUSE_LAST_MS 2000
#define GAP_US (15 * USEC_PER_SEC) /* longer than a try with all its rests */

static void set_trouble(struct engine *e, const char *trouble)
{
    atomic_store(&e->trouble, trouble);
}

const char *engine_trouble(const struct engine *engine)
{
    return engine ? atomic_load(&engine->trouble) : NULL;
}

const char *engine_group(const struct engine *engine)
{
    return engine ? engine->group : NULL;
}

const char *engine_lag(const struct engine *engine, size_t index, int64_t *out_events)
{
    return engine ? lag_topic(engine->lag, index, out_events) : NULL;
}

/* Called inside poll: the table says where to read from. */
static enum status on_assign(void *arg, rd_kafka_topic_partition_list_t *partitions)
{
    struct engine *e = arg;

    enum status status = places_assign(e->places, e->db, partitions);
    if (status == ST_OK)
        status = engine_look_for_parked(e);
    if (status == ST_OK)
        log_info("partitions assigned", LOG_NUMBER("count", partitions->cnt));
    return status == ST_OK ? ST_OK : ST_RETRY;
}

static bool open_consumer(struct engine *e)
{
    e->consumer = bus_consumer_open(&(struct bus_options){.settings = e->options.kafka,
                                                          .group = e->group,
                                                          .instance = e->instance,
                                                          .gather_ms = e->options.service->gather_ms,
                                                          .topics = (const char *const *)e->topics->pdata,
                                                          .assign = on_assign,
                                                          .arg = e});
    return e->consumer;
}

/* The database is away: membership goes on, nothing is fetched, and reading resumes from where the table says. */
static void wait_for_database(struct engine *e)
{
    int64_t delay_ms = 100;

    set_trouble(e, "database is away");
    log_warn("waiting for the database", LOG_TEXT("error", db_error(e->db)));
    bus_consumer_pause(e->consumer);
    while (!atomic_load(&e->stopping) && db_reconnect(e->db) != ST_OK) {
        rd_kafka_message_t *message = bus_consumer_poll(e->consumer, (int)delay_ms);
        if (message)
            rd_kafka_message_destroy(message);
        delay_ms = MIN(delay_ms * 2, 2000);
    }
    bus_consumer_resume(e->consumer);
    set_trouble(e, NULL);
}

/* The same trouble again and again (no room on disk, a lock held) is met ever slower. */
static void pause_after_failure(struct engine *e)
{
    gulong pause_ms = MIN(PAUSE_FIRST_MS << MIN(e->failures, 10), PAUSE_LAST_MS);
    if (e->failures++)
        g_usleep(pause_ms * 1000);
}

static void begin_again(struct engine *e)
{
    places_rollback(e->places);
    if (!db_alive(e->db)) {
        wait_for_database(e);
        return;
    }
    pause_after_failure(e);
    bus_consumer_reassign(e->consumer);
}

static void after_commit(struct engine *e, struct batch *batch)
{
    crash_point("after_commit");
    news_tell();
    if (batch->emitted)
        relay_wake(e->options.relay);
    e->parked_any |= batch->held;
}

struct batch engine_batch_of(struct engine *e, struct item *items, size_t count)
{
    return (struct batch){.service = e->options.service,
                          .db = e->db,
                          .app = e->options.app,
                          .items = items,
                          .count = count,
                          .replay = e->replay};
}

/* One item that cannot be saved: a lost race for a unique key is worth another try, anything else is a dead letter. */
enum status engine_run_single(struct engine *e, struct batch *batch)
{
    struct item *item = batch->items;
    enum status status = batch_run(batch);

    for (item->attempts = 1; status == ST_DUPLICATE && item->attempts < DUPLICATE_TRIES; item->attempts++)
        status = batch_run(batch);
    if (status != ST_OK && status != ST_RETRY) {
        item_kill(item, db_error(e->db));
        status = batch_run(batch);
    }
    return status;
}

/* Notes the item's place and number; an event that is dead has a number too. False: it must not run now, since a number
 * is missing before it (its partition waits), or it is none of ours any more. */
static bool note_item(struct engine *e, struct item *item)
{
    if (!places_next(e->places, &item->message))
        return false;
    enum number_verdict verdict = places_number(e->places, &item->event);
    if (verdict == NUMBER_GAP && !e->options.accept_gaps) {
        log_error("events are missing before this one: its partition waits", LOG_TEXT("source", item->event.source),
                  LOG_TEXT("topic", item->message.topic), LOG_NUMBER("partition", item->message.partition),
                  LOG_NUMBER("sequence", item->event.sequence));
        e->gap_us = clock_monotonic_us();
        return false;
    }
    if (verdict == NUMBER_REPEAT)
        item->fate = ITEM_SKIP;
    places_note(e->places, &item->message);
    return true;
}

static enum status commit_batch(struct engine *e, struct batch *batch,
                                enum status (*run)(struct engine *, struct batch *))
{
    int64_t started_us = clock_monotonic_us();
    places_of_batch(e->places, batch);
    enum status status = run(e, batch);
    engine_count(batch, status, started_us);
    if (status == ST_OK) {
        places_commit(e->places);
        after_commit(e, batch);
    }
    return status;
}

static enum status run_whole(struct engine *e, struct batch *batch)
{
    (void)e;
    return batch_run(batch);
}

/* The batch failed for a reason of its own: every item alone, so that the bad one costs only itself. */
static enum status run_one_by_one(struct engine *e, struct item *items, size_t count)
{
    enum status status = ST_OK;

    places_rollback(e->places);
    for (size_t i = 0; status == ST_OK && i < count; i++) {
        struct batch single = engine_batch_of(e, &items[i], 1);
        if (!note_item(e, &items[i]))
            return ST_RETRY;
        status = commit_batch(e, &single, engine_run_single);
    }
    return status;
}

static enum status run_batch(struct engine *e, struct item *items, size_t count)
{
    struct batch batch = engine_batch_of(e, items, count);
    enum status status = commit_batch(e, &batch, run_whole);

    if (status == ST_OK || status == ST_RETRY)
        return status;
    log_warn("batch failed, its events are run one by one", LOG_TEXT("error", db_error(e->db)),
             LOG_NUMBER("events", count));
    return run_one_by_one(e, items, count);
}

void engine_release_items(struct item *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        item_release(&items[i]);
    g_free(items);
}

static bool same_partition(const struct message *a, const struct message *b)
{
    return a->partition == b->partition && strcmp(a->topic, b->topic) == 0;
}

/* A partition in which one message waits takes no other either: their order is the point. */
static bool waits(const GArray *waiting, const struct message *message)
{
    for (guint i = 0; i < waiting->len; i++)
        if (same_partition(&g_array_index(waiting, struct message, i), message))
            return true;
    return false;
}

/* Reads what may run now into `items`; the partitions of the others go into `waiting`. Returns how many may run. */
static size_t read_items(struct engine *e, struct item *items, GArray *waiting)
{
    size_t count = 0;

    for (guint i = 0; i < e->messages->len; i++) {
        struct item *item = &items[count];
        message_from_kafka(e->arena, e->messages->pdata[i], &item->message);
        if (waits(waiting, &item->message))
            continue;
        item_read(item, e->arena, e->options.service->subscriptions);
        if (note_item(e, item)) {
            count++;
            continue;
        }
        g_array_append_val(waiting, item->message);
        item_release(item);
        *item = (struct item){0};
    }
    return count;
}

static void tell_broker(struct engine *e)
{
    rd_kafka_topic_partition_list_t *offsets = places_committed(e->places);
    bus_consumer_commit(e->consumer, offsets);
    rd_kafka_topic_partition_list_destroy(offsets);
}

/* A gap is met again at every try until it is filled; between the tries it is still there. */
static void tell_trouble(struct engine *e)
{
    const char *trouble = bus_consumer_trouble(e->consumer);

    if (e->gap_us && clock_monotonic_us() - e->gap_us < GAP_US)
        trouble = "events are missing on the bus";
    set_trouble(e, trouble);
}

/* False: it failed, or something waits: a moment was waited already. */
static bool deliver(struct engine *e)
{
    g_autoptr(GArray) waiting = g_array_new(FALSE, FALSE, sizeof(struct message));
    struct item *items = g_new0(struct item, e->messages->len);
    size_t count = read_items(e, items, waiting);
    enum status status = count ? run_batch(e, items, count) : ST_OK;

    engine_release_items(items, count);
    if (status != ST_OK) {
        begin_again(e);
        return false;
    }
    e->failures = 0;
    tell_broker(e);
    if (!waiting->len)
        return true;
    bus_consumer_reassign(e->consumer);
    g_usleep((gulong)USEC_PER_SEC);
    return false;
}

static bool open_all(struct engine *e)
{
    while (!atomic_load(&e->stopping)) {
        e->db = db_open(e->options.conninfo, e->group, 5 * USEC_PER_SEC);
        if (e->db)
            return open_consumer(e);
        set_trouble(e, "database is away");
    }
    return false;
}

static void *run(void *arg)
{
    struct engine *e = arg;

    if (!open_all(e))
        return NULL;
    set_trouble(e, NULL);
    while (!atomic_load(&e->stopping)) {
        engine_gather(e);
        int64_t started_us = clock_monotonic_us();
        bool done = e->messages->len && deliver(e);
        int64_t waited_us = engine_waited_us(e);
        tell_trouble(e);
        lag_measure(e->lag, e->consumer, e->places);
        g_ptr_array_set_size(e->messages, 0);
        event_arena_reset(e->arena);
        if (engine_replay_keys(e) != ST_OK || engine_replay_page(e) != ST_OK)
            begin_again(e);
        if (done && e->options.service->gather_ms)
            engine_make_way(e, started_us, waited_us);
    }
    return NULL;
}

static GPtrArray *topics_of(const struct subscription *subscriptions)
{
    GPtrArray *topics = g_ptr_array_new();

    for (const struct subscription *one = subscriptions; one && one->topic; one++)
        if (!g_ptr_array_find_with_equal_func(topics, one->topic, g_str_equal, NULL))
            g_ptr_array_add(topics, (char *)one->topic);
    g_ptr_array_add(topics, NULL);
    return topics;
}

struct engine *engine_start(const struct engine_options *options)
{
    if (!options->service->subscriptions || !options->service->subscriptions->topic)
        return NULL;
    struct engine *e = g_new0(struct engine, 1);
    e->options = *options;
    e->group = options->group ? g_strdup(options->group) : g_strdup_printf("otklik-%s", options->service->name);
    e->instance = g_strdup(options->instance);
    e->topics = topics_of(options->service->subscriptions);
    e->places = places_new();
    e->lag = lag_new((const char *const *)e->topics->pdata);
    e->arena = event_arena_new();
    e->pressure.file = PRESSURE_FILE;
    e->messages = g_ptr_array_new_with_free_func((GDestroyNotify)rd_kafka_message_destroy);
    e->replay = g_ptr_array_new_with_free_func(g_free);
    set_trouble(e, "starting");
    e->thread = g_thread_new("engine", run, e);
    return e;
}

void engine_stop(struct engine *e)
{
    if (!e)
        return;
    atomic_store(&e->stopping, true);
    bus_consumer_wake(atomic_load(&e->consumer));
    g_thread_join(e->thread);
    bus_consumer_close(e->consumer, CLOSE_MS);
    db_close(e->db);
    places_free(e->places);
    lag_free(e->lag);
    event_arena_free(e->arena);
    g_ptr_array_free(e->messages, TRUE);
    g_ptr_array_free(e->replay, TRUE);
    g_ptr_array_free(e->topics, TRUE);
    g_free(e->instance);
    g_free(e->group);
    g_free(e);
}
