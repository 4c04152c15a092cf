#include "crash.h"
#include "dead_letter.h"
#include "engine_batch.h"
#include "log.h"
#include "work_private.h"

#include <inttypes.h>

static const struct statement *statement(enum engine_statement which)
{
    return &engine_statements[which];
}

static char *hex_of(const void *bytes, size_t size)
{
    const unsigned char *from = bytes;
    GString *hex = g_string_sized_new(size * 2);

    if (!bytes)
        return g_string_free(hex, TRUE);
    for (size_t i = 0; i < size; i++)
        g_string_append_printf(hex, "%02x", from[i]);
    return g_string_free(hex, FALSE);
}

/* The row by which people see, mend and retry it; the topic's copy is for the outside. */
static enum status keep_dead_letter(const struct batch *b, struct work *w, const struct item *item)
{
    const struct message *m = &item->message;
    char now[INSTANT_TEXT_SIZE];
    char at[INSTANT_TEXT_SIZE];
    g_autofree char *partition = g_strdup_printf("%d", m->partition);
    g_autofree char *offset = g_strdup_printf("%" PRId64, m->offset);
    g_autofree char *attempts = g_strdup_printf("%" PRId64, item->attempts + 1);
    g_autofree char *headers = message_headers_json(m);
    g_autofree char *key = hex_of(m->key, m->key_size);
    g_autofree char *value = hex_of(m->value, m->value_size);

    instant_format(work_now(w), now);
    instant_format(m->time ? m->time : work_now(w), at);
    return db_run(b->db, statement(ENGINE_DEAD_KEEP),
                  DB_PARAMS(work_id(w), now, item->reason, item->event.type, item->event.id, item->event.source,
                            m->topic, partition, offset, at, headers, key, value, attempts),
                  NULL);
}

static enum status add_dead_letter(const struct batch *b, struct work *w, const struct item *item)
{
    struct dead_letter letter;

    log_warn("event goes to the dead letters", LOG_TEXT("reason", item->reason), LOG_TEXT("type", item->event.type),
             LOG_TEXT("event", item->event.id), LOG_TEXT("topic", item->message.topic),
             LOG_NUMBER("partition", item->message.partition), LOG_NUMBER("offset", item->message.offset));
    dead_letter_make(&item->message, &item->event,
                     &(struct dead_letter_cause){.id = work_id(w),
                                                 .service = b->service->name,
                                                 .reason = item->reason,
                                                 .time = work_now(w),
                                                 .attempts = item->attempts + 1},
                     &letter);
    enum status status = db_run(b->db, statement(ENGINE_DEAD_ADD),
                                DB_PARAMS(letter.key, DEAD_LETTER_TYPE, letter.headers, letter.bytes), NULL);
    dead_letter_release(&letter);
    if (status == ST_OK)
        status = keep_dead_letter(b, w, item);
    crash_point("after_dead_letter");
    return status;
}

static enum status add_parked(const struct batch *b, const struct item *item)
{
    const struct message *m = &item->message;
    char at[INSTANT_TEXT_SIZE];
    g_autofree char *partition = g_strdup_printf("%d", m->partition);
    g_autofree char *offset = g_strdup_printf("%" PRId64, m->offset);
    g_autofree char *headers = message_headers_json(m);
    g_autofree char *key = hex_of(m->key, m->key_size);
    g_autofree char *value = hex_of(m->value, m->value_size);

    instant_format(m->time ? m->time : item->event.time, at);
    enum status status = db_run(b->db, statement(ENGINE_PARKED_ADD),
                                DB_PARAMS(item->park_key, m->topic, partition, offset, at, headers, key, value), NULL);
    crash_point("after_park");
    return status;
}

/* Of parked events those that are through leave the table; one that another replay took first undoes this batch. */
static enum status settle_parked(struct batch *b)
{
    auto_array done = db_array_new();
    auto_array kept = db_array_new();
    auto_array keys = db_array_new();
    auto_rows rows = {0};
    int leaving = 0;

    for (size_t i = 0; i < b->count; i++) {
        bool stays = b->items[i].fate == ITEM_PARK;
        db_array_add_int(stays ? kept : done, b->items[i].parked_id);
        if (stays)
            db_array_add(keys, b->items[i].park_key);
        leaving += !stays;
    }
    enum status status = db_run(b->db, statement(ENGINE_PARKED_DROP), DB_PARAMS(db_array_text(done)), &rows);
    if (status != ST_OK)
        return status;
    if (rows_count(&rows) != leaving)
        return batch_overtaken(b);
    return db_run(b->db, statement(ENGINE_PARKED_KEEP), DB_PARAMS(db_array_text(kept), db_array_text(keys)), NULL);
}

enum status batch_write_fates(struct batch *b, struct work *w)
{
    enum status status = b->parked ? settle_parked(b) : ST_OK;

    for (size_t i = 0; status == ST_OK && i < b->count; i++) {
        const struct item *item = &b->items[i];
        if (item->fate == ITEM_DEAD) {
            status = add_dead_letter(b, w, item);
            b->emitted = true;
        } else if (item->fate == ITEM_PARK && !b->parked) {
            status = add_parked(b, item);
            b->held = true;
        }
    }
    return status;
}
