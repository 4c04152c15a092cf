#include "news.h"

#include <glib.h>

static GMutex lock;
static GCond told;
static uint64_t count = 1; /* so that 0 is before all news */

uint64_t news_count(void)
{
    g_mutex_lock(&lock);
    uint64_t now = count;
    g_mutex_unlock(&lock);
    return now;
}

void news_tell(void)
{
    g_mutex_lock(&lock);
    count++;
    g_cond_broadcast(&told);
    g_mutex_unlock(&lock);
}

bool news_wait(uint64_t seen, int64_t limit_us)
{
    gint64 until = g_get_monotonic_time() + limit_us;

    g_mutex_lock(&lock);
    while (count == seen && g_cond_wait_until(&told, &lock, until))
        ;
    bool news = count != seen;
    g_mutex_unlock(&lock);
    return news;
}
