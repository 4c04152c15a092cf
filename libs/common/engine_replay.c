#include "engine_private.h"
#include "ids.h"
#include "metrics.h"

#include <string.h>

METRIC_GAUGE(parked, "otklik_parked_events", "Events that wait for what they need, counted up to 10,000.", NULL);

#define REPLAY_EVERY_US (5 * USEC_PER_SEC)

enum status engine_look_for_parked(struct engine *e)
{
    auto_rows rows = {0};
    enum status status = db_run(e->db, &engine_statements[ENGINE_PARKED_COUNT], DB_NO_PARAMS, &rows);
    if (status != ST_OK)
        return status;
    e->parked_any = rows_int(&rows, 0, 0) > 0;
    metric_set(&parked, NULL, rows_int(&rows, 0, 0));
    return ST_OK;
}

static const char *unhex(struct event_arena *arena, const char *hex, size_t *out_size)
{
    size_t size = strlen(hex) / 2;
    char *bytes = event_arena_bytes(arena, size);

    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)hex_byte(hex + 2 * i);
    *out_size = size;
    return bytes;
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
    struct batch batch = engine_batch_of(e, items, count);

    for (size_t i = 0; i < count; i++)
        item_from_parked(e, rows, (int)i, &items[i]);
    batch.parked = true;
    enum status status = batch_run(&batch);
    for (size_t i = 0; status != ST_OK && status != ST_RETRY && i < count; i++) {
        struct batch single = engine_batch_of(e, &items[i], 1);
        single.parked = true;
        enum status one = engine_run_single(e, &single);
        batch.emitted |= single.emitted;
        if (one == ST_RETRY)
            status = ST_RETRY;
    }
    if (batch.emitted)
        relay_wake(e->options.relay);
    engine_release_items(items, count);
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
    for (int row = 0; row < rows_count(&rows); row++)
        *out_last = MAX(*out_last, rows_int(&rows, row, 0));
    return replay_rows(e, &rows);
}

/* The events of a key may free others in turn, hence the loop. */
enum status engine_replay_keys(struct engine *e)
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

enum status engine_replay_page(struct engine *e)
{
    int64_t now = clock_monotonic_us();

    if (now - e->replayed_at < REPLAY_EVERY_US)
        return ST_OK;
    e->replayed_at = now;
    enum status status = engine_look_for_parked(e);
    if (status == ST_OK && e->parked_any)
        status = replay(e, NULL, e->replay_after, &e->replay_after);
    return status;
}
