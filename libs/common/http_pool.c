#include "http_pool.h"

#include "http_private.h"

#include <pthread.h>
#include <time.h>

#define WAIT_S 5

/* The last given back is taken first, so that a quiet service keeps few connections busy and their plans warm. Who came
 * first is served first: else a worker that gives one back takes it again for its next request, and others wait long.
 */
struct http_pool {
    const struct http_options *options;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    GQueue idle;    /* of struct db */
    GQueue waiting; /* addresses, one of each thread that waits; who came first is at the head */
    int may_open;
};

struct http_pool *http_pool_new(const struct http_options *options, int size)
{
    struct http_pool *pool = g_new0(struct http_pool, 1);
    pool->options = options;
    pool->may_open = size;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->changed, NULL);
    g_queue_init(&pool->idle);
    g_queue_init(&pool->waiting);
    return pool;
}

void http_pool_free(struct http_pool *pool)
{
    if (!pool)
        return;
    for (struct db *db; (db = g_queue_pop_head(&pool->idle));)
        pool->options->works->close(db);
    pthread_mutex_destroy(&pool->lock);
    pthread_cond_destroy(&pool->changed);
    g_free(pool);
}

static void give_place(struct http_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->may_open++;
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
}

static bool may_take(const struct http_pool *pool, const void *me)
{
    return (pool->idle.length || pool->may_open) && pool->waiting.head->data == me;
}

/* An idle connection, or NULL with *out_open when one may be opened. */
static struct db *wait_for_one(struct http_pool *pool, bool *out_open)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += WAIT_S;
    pthread_mutex_lock(&pool->lock);
    g_queue_push_tail(&pool->waiting, &until);
    while (!may_take(pool, &until) && pthread_cond_clockwait(&pool->changed, &pool->lock, CLOCK_MONOTONIC, &until) == 0)
        ;
    struct db *db = g_queue_pop_head(&pool->idle);
    *out_open = !db && pool->may_open > 0;
    pool->may_open -= *out_open;
    g_queue_remove(&pool->waiting, &until);
    /* There may be another one for the next. */
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
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
    pthread_mutex_lock(&pool->lock);
    g_queue_push_head(&pool->idle, db);
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
}
