#include "footprint.h"

#include <malloc.h>
#include <sys/prctl.h>

#define ARENAS 2 /* dozens of mostly idle threads would each keep what they once needed in an arena of its own */

/* librdkafka before 2.4 cuts its main thread's sleep to whole milliseconds and turns without sleep until the timer is
 * due (librdkafka 4684): half of the CPU of an idle service. A sleep that may end this much later ends after the timer.
 */
#define TIMER_SLACK_NS 2000000UL

/* Asked by GnuTLS when it is loaded (GNUTLS_SKIP_GLOBAL_INIT in its header): behind libcurl and libldap it is always
 * loaded and never used; who uses it initialises it first. Saves each service two megabytes of RSS. */
int _gnutls_global_init_skip(void);

int _gnutls_global_init_skip(void)
{
    return 1;
}

/* Read by jemalloc, where a service is linked with it: two arenas as well, and what is free goes back in a second. */
extern const char *malloc_conf;
const char *malloc_conf = "narenas:2,dirty_decay_ms:1000,muzzy_decay_ms:0,lg_tcache_max:12";

void footprint_reduce(void)
{
    mallopt(M_ARENA_MAX, ARENAS);
    prctl(PR_SET_TIMERSLACK, TIMER_SLACK_NS, 0, 0, 0);
}
