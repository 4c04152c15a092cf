/* footprint.h: what a service need not cost while nothing happens (docs/performance.md has the figures). */
#ifndef OTKLIK_FOOTPRINT_H
#define OTKLIK_FOOTPRINT_H

/* Called once at the start, before any thread is made: threads inherit the timers' slack. */
void footprint_reduce(void);

#endif
