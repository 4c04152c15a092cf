#include "notify.h"

#include "clock.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static pthread_once_t watchdog_once = PTHREAD_ONCE_INIT;
static int64_t watchdog_every_us; /* 0: no watchdog */
static _Atomic int64_t watchdog_told_us;

/* The protocol is one datagram; libsystemd for it would cost every service a megabyte. '@' is an abstract name. */
static void tell(const char *text)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = path ? strlen(path) : 0;

    if (!length || length >= sizeof address.sun_path)
        return;
    memcpy(address.sun_path, path, length);
    if (*path == '@')
        address.sun_path[0] = '\0';
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    /* Whoever does not listen to it need not be told. */
    (void)!sendto(fd, text, strlen(text), MSG_NOSIGNAL, (const struct sockaddr *)&address, size);
    close(fd);
}

void notify_ready(void)
{
    tell("READY=1");
}

void notify_stopping(void)
{
    tell("STOPPING=1");
}

static void watchdog_setup(void)
{
    const char *limit_us = getenv("WATCHDOG_USEC");
    const char *pid = getenv("WATCHDOG_PID");

    if (!limit_us || (pid && strtol(pid, NULL, 10) != getpid()))
        return;
    watchdog_every_us = strtoll(limit_us, NULL, 10) / 3;
    atomic_store(&watchdog_told_us, clock_monotonic_us() - watchdog_every_us);
}

void notify_watchdog(void)
{
    pthread_once(&watchdog_once, watchdog_setup);
    if (!watchdog_every_us)
        return;
    int64_t now_us = clock_monotonic_us(), told_us = atomic_load(&watchdog_told_us);
    if (now_us - told_us >= watchdog_every_us && atomic_compare_exchange_strong(&watchdog_told_us, &told_us, now_us))
        tell("WATCHDOG=1");
}
