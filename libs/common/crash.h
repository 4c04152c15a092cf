/* crash.h: named places where a test lets the process die as by kill -9 (docs/architecture.md lists them). */
#ifndef OTKLIK_CRASH_H
#define OTKLIK_CRASH_H

#include <stdbool.h>

#define CRASH_EXIT_STATUS 86

/* When OTKLIK_CRASH_AT is "name" or "name:N", the process ends here at once, without any clean-up, with status 86, at
 * the first or N-th pass of any thread, after one log line that names the point. Otherwise costs one atomic read. The
 * variable is read at the first pass of the process.
 * "@PATH" lets a test choose while the process runs: it ends at the next pass of the point that the file of that path
 * names; while there is no such file it goes on. The file is removed first, so that the next process goes on too. With
 * "~" before the name the process is stopped there (SIGSTOP) and goes on when it is continued. */
void crash_point(const char *name);
/* Whether the process may end at some point: who holds back what a point's name says is done, lets go of it before. */
bool crash_asked(void);

#endif
