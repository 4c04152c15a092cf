/* pressure.h: are processors short? Asked by those who can wait, so that those for whom a person waits go first.
 * Niceness would not do: between processes of different sessions or control groups Linux does not look at it. */
#ifndef OTKLIK_PRESSURE_H
#define OTKLIK_PRESSURE_H

#include <stdint.h>

/* Set file and zero the rest. */
struct pressure {
    const char *file;  /* PRESSURE_FILE; another one in a test */
    int64_t waited_us; /* the file's total at the last look */
    int64_t looked_us; /* when that was; 0: never */
};

#define PRESSURE_FILE "/proc/pressure/cpu"

/* The share, 0 to 1, of the time since the last look in which somebody on this machine waited for a processor. 0 at the
 * first look and where the kernel does not tell. */
double pressure_look(struct pressure *p, int64_t now_us);

/* How long to rest after work of worked_us that can wait for patience_us more: not at all while processors suffice;
 * else so that a tenth of the time is worked, five seconds at most. Who has no patience left works on, or it would fall
 * behind for as long as processors are short. */
int64_t pressure_rest_us(double share, int64_t worked_us, int64_t patience_us);

#endif
