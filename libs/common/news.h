/* news.h: word that one of this process's transactions may have made work for a job, so that a job need not ask the
 * database every second while nothing happens. Any thread. */
#ifndef OTKLIK_NEWS_H
#define OTKLIK_NEWS_H

#include <stdbool.h>
#include <stdint.h>

/* How often there was news, never 0; a job remembers it before it looks. */
uint64_t news_count(void);

/* After a commit; also wakes who waits so that he sees that the service stops. */
void news_tell(void);

/* Waits at most so long for more news than `seen`; false: there was none. */
bool news_wait(uint64_t seen, int64_t limit_us);

#endif
