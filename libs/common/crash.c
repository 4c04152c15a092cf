#include "crash.h"

#include "log.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_once_t crash_once = PTHREAD_ONCE_INIT;
static atomic_bool crash_unset; /* known to be not asked for: the fast way out */
static const char *crash_name;  /* not terminated; crash_length bytes */
static size_t crash_length;
static _Atomic long passes_left = 1;

static void crash_setup(void)
{
    crash_name = getenv("OTKLIK_CRASH_AT");
    if (!crash_name || !*crash_name) {
        atomic_store(&crash_unset, true);
        return;
    }
    const char *colon = strrchr(crash_name, ':');
    crash_length = colon ? (size_t)(colon - crash_name) : strlen(crash_name);
    if (colon)
        atomic_store(&passes_left, strtol(colon + 1, NULL, 10));
}

void crash_point(const char *name)
{
    if (atomic_load_explicit(&crash_unset, memory_order_relaxed))
        return;
    pthread_once(&crash_once, crash_setup);
    if (atomic_load(&crash_unset) || strlen(name) != crash_length || strncmp(name, crash_name, crash_length) != 0)
        return;
    if (atomic_fetch_sub(&passes_left, 1) != 1)
        return;
    log_warn("crash point reached", LOG_TEXT("point", name));
    _exit(CRASH_EXIT_STATUS);
}
