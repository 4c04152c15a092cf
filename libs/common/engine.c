#include "engine.h"

#include "bus_consumer.h"
#include "crash.h"
#include "engine_batch.h"
#include "engine_place.h"
#include "log.h"

#include <stdatomic.h>
#include <string.h>

#define POLL_MS 200
#define REPLAY_EVERY_US (5 * USEC_PER_SEC)
#define DUPLICATE_TRIES 3

struct engine {
    struct engine_options options;
    char *group;
    GPtrArray *topics; /* of the subscriptions, NULL-terminated */
    GThread *thread;
    atomic_bool stopping;
    _Atomic(const char *) trouble;
    struct db *db;
    struct bus_consumer *consumer;
    struct places *places;
    struct event_arena *arena;
    GPtrArray *messages;  /* rd_kafka_message_t of the batch */
    GPtrArray *replay;    /* park keys to look at after a commit */
    bool parked_any;      /* there may be parked events */
    int64_t replayed_at;  /* monotonic */
    int64_t replay_after; /* id of the last parked event that the round of all has seen */
};

static void set_trouble(struct engine *e, const char *trouble)
{
    atomic_store(&e->trouble, trouble);
}

const char *engine_trouble(const struct engine *engine)
{
    return engine ? atomic_load(&engine->trouble) : NULL;
}

static enum status look_for_parked(struct engine *e)
{
    auto_rows rows = {0};
    enum status status = db_run(e->db, &engine_statements[ENGINE_PARKED_ANY], DB_NO_PARAMS, &rows);
    if (status == ST_OK)
        e->parked_any = rows_count(&rows) > 0;
    return status;
}

/* Called inside poll: the table says where to read from. */
static enum status on_assign(void *arg, rd_kafka_topic_partition_list_t *partitions)
{
    struct engine *e = arg;

    enum status status = places_assign(e->places, e->db, partitions);
    if (status == ST_OK)
        status = look_for_parked(e);
    if (status == ST_OK)
        log_info("partitions assigned", LOG_NUMBER("count", partitions->cnt));
    return status == ST_OK ? ST_OK : ST_RETRY;
}

static bool open_consumer(struct engine *e)
{
    e->consumer = bus_consumer_open(&(struct bus_options){.settings = e->options.kafka,
                                                          .group = e->group,
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

static void begin_again(struct engine *e)
{
    places_rollback(e->places);
    if (!db_alive(e->db))
        wait_for_database(e);
    else
        bus_consumer_reassign(e->consumer);
}

static void after_commit(struct engine *e, struct batch *batch)
{
    crash_point("after_commit");
    if (batch->emitted)
        relay_wake(e->options.relay);
    e->parked_any |= batch->held;
}

static struct batch batch_of(struct engine *e, struct item *items, size_t count)
{
    return (struct batch){.service = e->options.service,
                          .db = e->db,
                          .app = e->options.app,
                          .items = items,
                          .count = count,
                          .replay = e->replay};
}

/* One item that cannot be saved: a lost race for a unique key is worth another try, anything else is a dead letter. */
static enum status run_single(struct engine *e, struct batch *batch)
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

/* Notes the item's place and number. False: a number is missing before it, its partition must wait. */
static bool note_item(struct engine *e, struct item *item)
{
    enum number_verdict verdict = item->fate == ITEM_DEAD ? NUMBER_NEW : places_number(e->places, &item->event);

    if (verdict == NUMBER_GAP && !e->options.accept_gaps) {
        log_error("events are missing before this one: its partition waits", LOG_TEXT("source", item->event.source),
                  LOG_TEXT("topic", item->message.topic), LOG_NUMBER("partition", item->message.partition),
                  LOG_NUMBER("sequence", item->event.sequence));
        set_trouble(e, "events are missing on the bus");
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
    places_of_batch(e->places, batch);
    enum status status = run(e, batch);
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
        struct batch single = batch_of(e, &items[i], 1);
        if (!note_item(e, &items[i]))
            return ST_RETRY;
        status = commit_batch(e, &single, run_single);
    }
    return status;
}

static enum status run_batch(struct engine *e, struct item *items, size_t count)
{
    struct batch batch = batch_of(e, items, count);
    enum status status = commit_batch(e, &batch, run_whole);

    if (status == ST_OK || status == ST_RETRY)
        return status;
    log_warn("batch failed, its events are run one by one", LOG_TEXT("error", db_error(e->db)),
             LOG_NUMBER("events", count));
    return run_one_by_one(e, items, count);
}

static void release_items(struct item *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        item_release(&items[i]);
    g_free(items);
}

/* Everything up to the first gap; the rest is read again after a pause. */
static size_t read_items(struct engine *e, struct item *items)
{
    for (guint i = 0; i < e->messages->len; i++) {
        message_from_kafka(e->arena, e->messages->pdata[i], &items[i].message);
        item_read(&items[i], e->arena, e->options.service->subscriptions);
        if (!note_item(e, &items[i]))
            return i;
    }
    return e->messages->len;
}

static void deliver(struct engine *e)
{
    struct item *items = g_new0(struct item, e->messages->len);
    size_t count = read_items(e, items);
    bool gap = count < e->messages->len;
    enum status status = count ? run_batch(e, items, count) : ST_OK;

    release_items(items, gap ? count + 1 : count);
    if (status != ST_OK) {
        begin_again(e);
        return;
    }
    if (gap) {
        bus_consumer_reassign(e->consumer);
        g_usleep((gulong)USEC_PER_SEC);
        return;
    }
    set_trouble(e, NULL);
    rd_kafka_topic_partition_list_t *offsets = places_committed(e->places);
    bus_consumer_commit(e->consumer, offsets);
    rd_kafka_topic_partition_list_destroy(offsets);
}

/* What is queued, at most batch_max: one message is waited for, the rest is taken as it lies there. */
static void gather(struct engine *e)
{
    g_ptr_array_set_size(e->messages, 0);
    rd_kafka_message_t *message = bus_consumer_poll(e->consumer, POLL_MS);
    uint64_t generation = bus_consumer_generation(e->consumer);

    while (message) {
        g_ptr_array_add(e->messages, message);
        if (e->messages->len >= (guint)e->options.batch_max)
            break;
        message = bus_consumer_poll(e->consumer, 0);
    }
    if (generation != bus_consumer_generation(e->consumer))
        g_ptr_array_set_size(e->messages, 0);
    crash_point("after_poll");
}

static gpointer unhex(struct event_arena *arena, const char *hex, size_t *out_size)
{
    size_t size = strlen(hex) / 2;
    char *bytes = g_malloc(size + 1);

    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)(g_ascii_xdigit_value(hex[2 * i]) << 4 | g_ascii_xdigit_value(hex[2 * i + 1]));
    const char *kept = event_arena_text(arena, bytes, size);
    g_free(bytes);
    *out_size = size;
    return (gpointer)kept;
}

/* Columns as ENGINE_PARKED_TAKE names them. */
static void item_from_parked(struct engine *e, const struct rows *rows, int row, struct item *item)
{
    struct message *m = &item->message;

    item->parked_id = rows_int(rows, row, 0);
    m->topic = rows_text(rows, row, 1);
    m->partition = (int32_t)rows_int(rows, row, 2);
    m->offset = rows_int(rows, row, 3);
    m->time = rows_time(rows, row, 4);
    if (message_headers_parse(e->arena, rows_text(rows, row, 5), m) != ST_OK)
        item_kill(item, "headers of a parked event cannot be read");
    if (!rows_null(rows, row, 6))
        m->key = unhex(e->arena, rows_text(rows, row, 6), &m->key_size);
    if (!rows_null(rows, row, 7))
        m->value = unhex(e->arena, rows_text(rows, row, 7), &m->value_size);
    item->attempts = rows_int(rows, row, 8);
    item_read(item, e->arena, e->options.service->subscriptions);
}

/* Hands the parked events of these rows to their handlers again, all at once, else each alone. */
static enum status replay_rows(struct engine *e, const struct rows *rows)
{
    size_t count = (size_t)rows_count(rows);
    struct item *items = g_new0(struct item, count);
    struct batch batch = batch_of(e, items, count);

    for (size_t i = 0; i < count; i++)
        item_from_parked(e, rows, (int)i, &items[i]);
    batch.parked = true;
    enum status status = batch_run(&batch);
    for (size_t i = 0; status != ST_OK && status != ST_RETRY && i < count; i++) {
        struct batch single = batch_of(e, &items[i], 1);
        single.parked = true;
        enum status one = run_single(e, &single);
        batch.emitted |= single.emitted;
        if (one == ST_RETRY)
            status = ST_RETRY;
    }
    if (batch.emitted)
        relay_wake(e->options.relay);
    release_items(items, count);
    event_arena_reset(e->arena);
    return status == ST_RETRY && !batch.overtaken ? ST_RETRY : ST_OK;
}

static enum status replay(struct engine *e, const char *keys, int64_t after, int64_t *out_last)
{
    auto_rows rows = {0};
    g_autofree char *after_text = g_strdup_printf("%" PRId64, after);
    enum status status = db_run(e->db, &engine_statements[ENGINE_PARKED_TAKE], DB_PARAMS(keys, after_text), &rows);

    *out_last = 0;
    if (status != ST_OK || !rows_count(&rows))
        return status;
    *out_last = rows_int(&rows, rows_count(&rows) - 1, 0);
    return replay_rows(e, &rows);
}

/* Keys on which something has just happened. Their events may free others in turn, hence the loop. */
static enum status replay_keys(struct engine *e)
{
    enum status status = ST_OK;

    while (status == ST_OK && e->parked_any && e->replay->len) {
        auto_array keys = db_array_new();
        int64_t last;
        for (guint i = 0; i < e->replay->len; i++)
            db_array_add(keys, e->replay->pdata[i]);
        g_ptr_array_set_size(e->replay, 0);
        status = replay(e, db_array_text(keys), 0, &last);
        if (!last)
            break;
    }
    g_ptr_array_set_size(e->replay, 0);
    return status;
}

/* A page of all parked events every few seconds: what they wait for may have come in another way. */
static enum status replay_page(struct engine *e)
{
    int64_t now = clock_monotonic_us();

    if (now - e->replayed_at < REPLAY_EVERY_US)
        return ST_OK;
    e->replayed_at = now;
    enum status status = look_for_parked(e);
    if (status == ST_OK && e->parked_any)
        status = replay(e, NULL, e->replay_after, &e->replay_after);
    g_ptr_array_set_size(e->replay, 0);
    return status;
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
        gather(e);
        if (e->messages->len)
            deliver(e);
        g_ptr_array_set_size(e->messages, 0);
        event_arena_reset(e->arena);
        if (replay_keys(e) != ST_OK || replay_page(e) != ST_OK)
            begin_again(e);
    }
    bus_consumer_close(e->consumer, 3000);
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
    e->group = g_strdup_printf("otklik-%s", options->service->name);
    e->topics = topics_of(options->service->subscriptions);
    e->places = places_new();
    e->arena = event_arena_new();
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
    g_thread_join(e->thread);
    db_close(e->db);
    places_free(e->places);
    event_arena_free(e->arena);
    g_ptr_array_free(e->messages, TRUE);
    g_ptr_array_free(e->replay, TRUE);
    g_ptr_array_free(e->topics, TRUE);
    g_free(e->group);
    g_free(e);
}
