/* metrics_process.h: what Prometheus clients tell of their process. Internal to metrics. */
#ifndef OTKLIK_METRICS_PROCESS_H
#define OTKLIK_METRICS_PROCESS_H

#include <glib.h>

/* Appends process_* in text format; what /proc does not tell is left out. */
void metrics_process_render(GString *out);

#endif
