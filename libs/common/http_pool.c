#include "http_private.h"

#define WAIT_US (5 * G_USEC_PER_SEC)

/* The last given back is taken first, so that a quiet service keeps few connections busy and their plans warm. */
struct http_pool {
    const struct http_options *options;
    GMutex lock;
    GCond given;
    GQueue idle; /* of struct db */
    int may_open;
};

struct http_pool *http_pool_new(const struct http_options *options, int size)
{
    struct http_pool *pool = g_new0(struct http_pool, 1);
    pool->options = options;
    pool->may_open = size;
    g_mutex_init(&pool->lock);
    g_cond_init(&pool->given);
    g_queue_init(&pool->idle);
    return pool;
}

void http_pool_free(struct http_pool *pool)
{
    if (!pool)
        return;
    for (struct db *db; (db = g_queue_pop_head(&pool->idle));)
        pool->options->works->close(db);
    g_mutex_clear(&pool->lock);
    g_cond_clear(&pool->given);
    g_free(pool);
}

static void give_place(struct http_pool *pool)
{
    g_mutex_lock(&pool->lock);
    pool->may_open++;
    g_cond_signal(&pool->given);
    g_mutex_unlock(&pool->lock);
}

/* An idle connection, or NULL with *out_open when one may be opened. */
static struct db *wait_for_one(struct http_pool *pool, bool *out_open)
{
    gint64 until = g_get_monotonic_time() + WAIT_US;
    g_mutex_lock(&pool->lock);
    while (!pool->idle.length && !pool->may_open && g_cond_wait_until(&pool->given, &pool->lock, until))
        ;
    struct db *db = g_queue_pop_head(&pool->idle);
    *out_open = !db && pool->may_open > 0;
    pool->may_open -= *out_open;
    g_mutex_unlock(&pool->lock);
    return db;
}

struct db *http_pool_take(struct http_pool *pool)
{
    bool open;
    struct db *db = wait_for_one(pool, &open);
    if (open) {
        db = pool->options->works->open(pool->options->conninfo, pool->options->service);
        if (!db)
            give_place(pool);
        return db;
    }
    if (db && !pool->options->works->ready(db)) {
        pool->options->works->close(db);
        give_place(pool);
        return NULL;
    }
    return db;
}

void http_pool_give(struct http_pool *pool, struct db *db)
{
    g_mutex_lock(&pool->lock);
    g_queue_push_head(&pool->idle, db);
    g_cond_signal(&pool->given);
    g_mutex_unlock(&pool->lock);
}
