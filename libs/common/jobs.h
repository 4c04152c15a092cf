/* jobs.h: runs a service's periodic jobs, each in its own thread with its own connection, each run one transaction;
 * effects outside follow its commit (service.h: after). */
#ifndef OTKLIK_JOBS_H
#define OTKLIK_JOBS_H

#include "relay.h"
#include "service.h"

struct jobs;

/* Starts a thread for each job of the table (ends with {0}; may be NULL). The relay may be NULL. */
struct jobs *jobs_start(const struct service *service, const char *conninfo, struct relay *relay, void *app);
/* Lets running jobs finish their transaction, then frees. NULL is allowed. */
void jobs_stop(struct jobs *jobs);

#endif
