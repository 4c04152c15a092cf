#include "pressure.h"

#include <inttypes.h>
#include <stdio.h>

#include <glib.h>

#define SHORT_SHARE 0.5
#define REST_TIMES 9
#define REST_LAST_US ((int64_t)5 * G_USEC_PER_SEC)

/* "some avg10=1.53 avg60=1.20 avg300=0.90 total=58761459"; the total is in microseconds. -1: not told. */
static int64_t read_total(const char *path)
{
    int64_t total = -1;
    FILE *file = fopen(path, "re");

    if (!file)
        return -1;
    if (fscanf(file, "some avg10=%*f avg60=%*f avg300=%*f total=%" SCNd64, &total) != 1)
        total = -1;
    fclose(file);
    return total;
}

double pressure_look(struct pressure *p, int64_t now_us)
{
    int64_t total = read_total(p->file);
    double share = 0;

    if (total < 0)
        return 0;
    if (p->looked_us && now_us > p->looked_us)
        share = CLAMP((double)(total - p->waited_us) / (double)(now_us - p->looked_us), 0, 1);
    p->waited_us = total;
    p->looked_us = now_us;
    return share;
}

int64_t pressure_rest_us(double share, int64_t worked_us, int64_t patience_us)
{
    return share > SHORT_SHARE ? CLAMP(worked_us * REST_TIMES, 0, MIN(REST_LAST_US, MAX(patience_us, 0))) : 0;
}
