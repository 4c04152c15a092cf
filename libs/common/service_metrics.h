/* service_metrics.h: the outbox's figures among the metrics. */
#ifndef OTKLIK_SERVICE_METRICS_H
#define OTKLIK_SERVICE_METRICS_H

#include "relay.h"

/* From now on /metrics tells of this relay; NULL: of none, before it is stopped. */
void service_metrics_follow(struct relay *relay);

#endif
