#include "crash.h"

#include "log.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_once_t crash_once = PTHREAD_ONCE_INIT;
static atomic_bool crash_unset; /* known to be not asked for: the fast way out */
static const char *crash_name;  /* not terminated; crash_length bytes */
static size_t crash_length;
static const char *crash_file; /* not NULL: it names the point, whenever it is there */
static _Atomic long passes_left = 1;

static void crash_setup(void)
{
    crash_name = getenv("OTKLIK_CRASH_AT");
    if (!crash_name || !*crash_name) {
        atomic_store(&crash_unset, true);
        return;
    }
    if (*crash_name == '@') {
        crash_file = crash_name + 1;
        return;
    }
    const char *colon = strrchr(crash_name, ':');
    crash_length = colon ? (size_t)(colon - crash_name) : strlen(crash_name);
    if (colon)
        atomic_store(&passes_left, strtol(colon + 1, NULL, 10));
}

/* Of several threads at the point the one that removes the file is it. */
static bool named_by_file(const char *name)
{
    char text[64] = "";
    FILE *file = fopen(crash_file, "re");
    if (!file)
        return false;
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    bool stop = *text == '~';
    if (strcmp(text + stop, name) != 0 || unlink(crash_file) != 0)
        return false;
    if (stop)
        raise(SIGSTOP);
    return !stop;
}

static bool is_the_pass(const char *name)
{
    if (crash_file)
        return named_by_file(name);
    return strlen(name) == crash_length && strncmp(name, crash_name, crash_length) == 0 &&
           atomic_fetch_sub(&passes_left, 1) == 1;
}

bool crash_asked(void)
{
    if (atomic_load_explicit(&crash_unset, memory_order_relaxed))
        return false;
    pthread_once(&crash_once, crash_setup);
    return !atomic_load(&crash_unset);
}

void crash_point(const char *name)
{
    if (!crash_asked() || !is_the_pass(name))
        return;
    log_warn("crash point reached", LOG_TEXT("point", name));
    _exit(CRASH_EXIT_STATUS);
}
