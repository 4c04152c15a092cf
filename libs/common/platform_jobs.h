/* platform_jobs.h: the jobs that every service has beside its own. */
#ifndef OTKLIK_PLATFORM_JOBS_H
#define OTKLIK_PLATFORM_JOBS_H

#include "service.h"

extern const struct job platform_jobs[];  /* ends with {0} */
extern const struct store platform_store; /* their statements */

#endif
