#include "numbers.h"

#include <glib.h>

/* Who takes numbers one after the other takes twice as many at a time as before, up to this many. */
#define MOST_AT_ONCE 64
#define SOON_US 100000

const struct statement number_statements[] = {
    [NUMBER_TAKE] = {"number_take", "INSERT INTO number_counter AS counter (id, last)\n"
                                    "VALUES ($1::text, $2::bigint)\n"
                                    "ON CONFLICT (id) DO UPDATE SET last = counter.last + excluded.last\n"
                                    "RETURNING last"},
};

/* Numbers that were taken from the counter and are not given yet: next to last. */
struct block {
    int64_t next;
    int64_t last;
    int64_t size;
    int64_t taken_us; /* monotonic */
};

struct numbers {
    GMutex lock;
    char *conninfo;
    struct db *db;
    GHashTable *blocks; /* counter -> struct block */
};

struct numbers *numbers_new(const char *conninfo)
{
    struct numbers *numbers = g_new0(struct numbers, 1);
    g_mutex_init(&numbers->lock);
    numbers->conninfo = g_strdup(conninfo);
    numbers->blocks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return numbers;
}

void numbers_free(struct numbers *numbers)
{
    g_hash_table_unref(numbers->blocks);
    db_close(numbers->db);
    g_free(numbers->conninfo);
    g_mutex_clear(&numbers->lock);
    g_free(numbers);
}

static enum status connect(struct numbers *numbers)
{
    if (!numbers->db)
        numbers->db = db_open(numbers->conninfo, "numbers", 0);
    else if (!db_alive(numbers->db))
        return db_reconnect(numbers->db);
    return numbers->db ? ST_OK : ST_RETRY;
}

static struct block *block_of(struct numbers *numbers, const char *counter)
{
    struct block *block = g_hash_table_lookup(numbers->blocks, counter);
    if (block)
        return block;
    block = g_new0(struct block, 1);
    block->last = -1;
    g_hash_table_insert(numbers->blocks, g_strdup(counter), block);
    return block;
}

/* One at a time while they are wanted now and then, so that a quiet branch counts without gaps. */
static int64_t size_of_next(const struct block *block, int64_t now)
{
    return block->size && now - block->taken_us < SOON_US ? MIN(block->size * 2, MOST_AT_ONCE) : 1;
}

/* On the disk before any of them is given: a server that crashed and forgot the block would give its numbers again. */
static enum status take_block(struct numbers *numbers, const char *counter, struct block *block)
{
    int64_t now = g_get_monotonic_time();
    int64_t size = size_of_next(block, now);
    g_autofree char *size_text = g_strdup_printf("%" G_GINT64_FORMAT, size);
    auto_rows rows = {0};

    enum status st = connect(numbers);
    if (st == ST_OK)
        st = db_run(numbers->db, &number_statements[NUMBER_TAKE], DB_PARAMS(counter, size_text), &rows);
    if (st != ST_OK)
        return st;
    int64_t last = rows_int(&rows, 0, 0);
    *block = (struct block){.next = last - size + 1, .last = last, .size = size, .taken_us = now};
    return ST_OK;
}

enum status numbers_take(struct numbers *numbers, const char *counter, int64_t *out)
{
    g_mutex_lock(&numbers->lock);
    struct block *block = block_of(numbers, counter);
    enum status st = block->next > block->last ? take_block(numbers, counter, block) : ST_OK;
    if (st == ST_OK)
        *out = block->next++;
    g_mutex_unlock(&numbers->lock);
    return st;
}
