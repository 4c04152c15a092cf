#include "engine_batch.h"

#include "crash.h"
#include "log.h"
#include "work_private.h"

#include <string.h>

#define LOAD_ROUNDS 3

static const struct statement *statement(enum engine_statement which)
{
    return &engine_statements[which];
}

enum status batch_overtaken(struct batch *b)
{
    b->overtaken = true;
    return ST_RETRY;
}

/* When one partition was moved by somebody else, this batch has no effect at all. */
static enum status move_places(struct batch *b)
{
    auto_array topics = db_array_new();
    auto_array partitions = db_array_new();
    auto_array expected = db_array_new();
    auto_array next = db_array_new();
    auto_rows rows = {0};

    for (size_t i = 0; i < b->place_count; i++) {
        db_array_add(topics, b->places[i].topic);
        db_array_add_int(partitions, b->places[i].partition);
        db_array_add_int(expected, b->places[i].expected);
        db_array_add_int(next, b->places[i].next);
    }
    if (!b->place_count)
        return ST_OK;
    enum status status = db_run(
        b->db, statement(ENGINE_PLACE_MOVE),
        DB_PARAMS(db_array_text(topics), db_array_text(partitions), db_array_text(expected), db_array_text(next)),
        &rows);
    if (status != ST_OK)
        return status;
    crash_point("after_cas");
    return (size_t)rows_count(&rows) == b->place_count ? ST_OK : batch_overtaken(b);
}

static enum status set_numbers(const struct batch *b)
{
    auto_array sources = db_array_new();
    auto_array topics = db_array_new();
    auto_array partitions = db_array_new();
    auto_array epochs = db_array_new();
    auto_array sequences = db_array_new();

    if (!b->number_count)
        return ST_OK;
    for (size_t i = 0; i < b->number_count; i++) {
        db_array_add(sources, b->numbers[i].source);
        db_array_add(topics, b->numbers[i].topic);
        db_array_add_int(partitions, b->numbers[i].partition);
        db_array_add_int(epochs, b->numbers[i].epoch);
        db_array_add_int(sequences, b->numbers[i].sequence);
    }
    return db_run(b->db, statement(ENGINE_NUMBER_SET),
                  DB_PARAMS(db_array_text(sources), db_array_text(topics), db_array_text(partitions),
                            db_array_text(epochs), db_array_text(sequences)),
                  NULL);
}

/* All values wanted of one (table, column), so that one statement reads them. */
struct wish {
    const struct table *table;
    const char *column;
    GPtrArray *values;
};

static void wish_clear(void *arg)
{
    g_ptr_array_free(((struct wish *)arg)->values, TRUE);
}

static GPtrArray *values_of(GArray *wishes, const struct load *load)
{
    for (guint i = 0; i < wishes->len; i++) {
        struct wish *wish = &g_array_index(wishes, struct wish, i);
        if (wish->table == load->table && strcmp(wish->column, load->column) == 0)
            return wish->values;
    }
    struct wish wish = {load->table, load->column, g_ptr_array_new_with_free_func(g_free)};
    g_array_append_val(wishes, wish);
    return wish.values;
}

static void gather(struct work *w, const struct item *item, int round, GArray *wishes)
{
    if (item->fate != ITEM_HANDLE || !item->subscription->loads)
        return;
    for (const struct load *load = item->subscription->loads; load->table; load++)
        if (load->round == round)
            item_load_values(w, item, load, values_of(wishes, load));
}

static enum status preload(const struct batch *b, struct work *w)
{
    enum status status = ST_OK;

    for (int round = 0; status == ST_OK && round < LOAD_ROUNDS; round++) {
        g_autoptr(GArray) wishes = g_array_new(FALSE, FALSE, sizeof(struct wish));
        g_array_set_clear_func(wishes, wish_clear);
        for (size_t i = 0; i < b->count; i++)
            gather(w, &b->items[i], round, wishes);
        for (guint i = 0; status == ST_OK && i < wishes->len; i++) {
            const struct wish *wish = &g_array_index(wishes, struct wish, i);
            status = work_preload(w, wish->table, wish->column, wish->values);
        }
    }
    return status;
}

static char *held_key(const char *key, const char *topic)
{
    return g_strdup_printf("%s\x1f%s", topic, key);
}

/* A replay may bring a parked event without an earlier one of its key (another park key, another page): it stays. */
static enum status keep_behind(struct batch *b)
{
    auto_array ids = db_array_new();
    auto_rows rows = {0};

    for (size_t i = 0; i < b->count; i++)
        db_array_add_int(ids, b->items[i].parked_id);
    enum status status = db_run(b->db, statement(ENGINE_PARKED_BEHIND), DB_PARAMS(db_array_text(ids)), &rows);
    for (int row = 0; status == ST_OK && row < rows_count(&rows); row++)
        for (size_t i = 0; i < b->count; i++)
            if (b->items[i].fate == ITEM_HANDLE && b->items[i].parked_id == rows_int(&rows, row, 0))
                item_park(&b->items[i], b->items[i].event.key);
    return status;
}

/* Keys with parked events, by topic: a later event of the same key and topic waits behind them. */
static enum status find_held(struct batch *b, GHashTable *held)
{
    auto_array keys = db_array_new();
    auto_rows rows = {0};
    bool any = false;

    if (b->parked)
        return keep_behind(b);
    for (size_t i = 0; i < b->count; i++)
        if (b->items[i].fate == ITEM_HANDLE && b->items[i].event.key) {
            db_array_add(keys, b->items[i].event.key);
            any = true;
        }
    if (!any)
        return ST_OK;
    enum status status = db_run(b->db, statement(ENGINE_PARKED_KEYS), DB_PARAMS(db_array_text(keys)), &rows);
    for (int i = 0; status == ST_OK && i < rows_count(&rows); i++)
        g_hash_table_add(held, held_key(rows_text(&rows, i, 0), rows_text(&rows, i, 1)));
    return status;
}

/* What the handler answered becomes the item's fate. True: its traces are in the work, which must be made anew. */
static bool judge(struct item *item, enum status status, const struct work_verdict *verdict)
{
    if (status == ST_OK)
        return false;
    if (status == ST_PARKED && verdict->park_key) {
        item_park(item, verdict->park_key);
    } else if (status == ST_INVALID && verdict->reason) {
        item_kill(item, verdict->reason);
        item->refused = verdict->stands;
        return verdict->touched && !verdict->stands;
    } else {
        g_autofree char *reason = g_strdup_printf("handler answered '%s' without a reason", status_name(status));
        log_error("a handler's answer is a bug", LOG_TEXT("type", item->event.type),
                  LOG_TEXT("answer", status_name(status)));
        item_kill(item, reason);
    }
    return verdict->touched;
}

static enum status handle(struct work *w, struct item *item, bool *out_again)
{
    const struct event *e = &item->event;

    /* What is made of an event belongs to what it is about. A key from outside says nothing of that. */
    const char *elder = topic_is_internal(e->topic) ? e->key : NULL;
    work_enter(w, &(struct work_cause){e->branch, e->correlation, e->traceparent, elder});
    log_trace(e->traceparent);
    enum status answer = item->subscription->handle(w, e);
    log_trace(NULL);
    if (work_failure(w) != ST_OK)
        return work_failure(w);
    *out_again |= judge(item, answer, work_verdict(w));
    return ST_OK;
}

static enum status handle_all(struct batch *b, struct work *w, bool *out_again)
{
    g_autoptr(GHashTable) held = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    enum status status = find_held(b, held);

    for (size_t i = 0; status == ST_OK && i < b->count; i++) {
        struct item *item = &b->items[i];
        if (item->fate == ITEM_SKIP || (item->fate == ITEM_DEAD && !item->refused))
            continue;
        const char *key = item->event.key ? item->event.key : "";
        g_autofree char *behind = held_key(key, item->event.topic);
        if (item->fate == ITEM_HANDLE && *key && g_hash_table_contains(held, behind))
            item_park(item, key);
        else if (item->fate != ITEM_PARK)
            status = handle(w, item, out_again);
        if (item->fate == ITEM_PARK)
            g_hash_table_add(held, g_steal_pointer(&behind));
    }
    return status;
}

static void collect_replay(struct batch *b, struct work *w)
{
    GPtrArray *unparked = work_unparked(w);

    for (size_t i = 0; i < b->count; i++)
        if (b->items[i].fate == ITEM_HANDLE && b->items[i].event.key && *b->items[i].event.key)
            g_ptr_array_add(b->replay, g_strdup(b->items[i].event.key));
    for (guint i = 0; i < unparked->len; i++)
        g_ptr_array_add(b->replay, g_strdup(unparked->pdata[i]));
}

static enum status attempt(struct batch *b, struct work *w, bool *out_again)
{
    enum status status = work_open(w);
    if (status == ST_OK)
        status = move_places(b);
    if (status == ST_OK)
        status = set_numbers(b);
    if (status == ST_OK)
        status = preload(b, w);
    if (status == ST_OK)
        status = handle_all(b, w, out_again);
    if (status != ST_OK || *out_again)
        return status;
    status = batch_write_fates(b, w);
    if (status == ST_OK)
        status = work_commit(w);
    if (status == ST_OK) {
        b->emitted |= work_emits(w);
        collect_replay(b, w);
    }
    return status;
}

/* Each further attempt has at least one item less to handle, so this ends. */
enum status batch_run(struct batch *b)
{
    enum status status;
    bool again;

    do {
        struct work *w = work_begin(b->db, b->app, clock_now(), b->service->name);
        again = false;
        status = attempt(b, w, &again);
        work_free(w);
    } while (status == ST_OK && again);
    return status;
}
