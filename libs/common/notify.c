#include "notify.h"

#include "clock.h"

#include <pthread.h>
#include <stdatomic.h>

#include <systemd/sd-daemon.h>

static pthread_once_t watchdog_once = PTHREAD_ONCE_INIT;
static int64_t watchdog_every_us; /* 0: no watchdog */
static _Atomic int64_t watchdog_told_us;

void notify_ready(void)
{
    sd_notify(0, "READY=1");
}

void notify_stopping(void)
{
    sd_notify(0, "STOPPING=1");
}

static void watchdog_setup(void)
{
    uint64_t limit_us;
    if (sd_watchdog_enabled(0, &limit_us) <= 0)
        return;
    watchdog_every_us = (int64_t)(limit_us / 3);
    atomic_store(&watchdog_told_us, clock_monotonic_us() - watchdog_every_us);
}

void notify_watchdog(void)
{
    pthread_once(&watchdog_once, watchdog_setup);
    if (!watchdog_every_us)
        return;
    int64_t now_us = clock_monotonic_us(), told_us = atomic_load(&watchdog_told_us);
    if (now_us - told_us >= watchdog_every_us && atomic_compare_exchange_strong(&watchdog_told_us, &told_us, now_us))
        sd_notify(0, "WATCHDOG=1");
}
