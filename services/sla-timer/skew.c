#include "log.h"
#include "metrics.h"
#include "sla_timer.h"

METRIC_GAUGE(skew, "otklik_sla_clock_skew_ms", "The database's clock less the service's, in milliseconds.", NULL);
METRIC_GAUGE(late, "otklik_sla_late_timers", "Timers whose time is over, counted up to 100,000.", NULL);

#define SKEW_LIMIT (5 * USEC_PER_SEC)

static void tell_change(struct sla_timer *app, bool skewed, int64_t difference)
{
    if (skewed == app_skewed(app))
        return;
    app_set_skewed(app, skewed);
    if (skewed)
        log_error("clocks of service and database differ, nothing is fired",
                  LOG_NUMBER("difference_ms", difference / 1000));
    else
        log_info("clocks agree again, deadlines are fired");
}

/* A wrong clock would fire deadlines early or hold them back: then nothing is fired, and what waits is counted. */
enum status skew_check(struct work *w)
{
    instant there;
    int64_t count;
    instant before = clock_real();
    enum status st = timers_clock(work_db(w), &there);
    if (st != ST_OK)
        return st;
    int64_t difference = there - (before + clock_real()) / 2;
    metric_set(&skew, NULL, difference / 1000);
    tell_change(work_app(w), ABS(difference) > SKEW_LIMIT, difference);
    st = timers_late(work_db(w), work_now(w), &count);
    if (st != ST_OK)
        return st;
    metric_set(&late, NULL, count);
    return ST_NOT_FOUND;
}

const char *skew_trouble(void *app)
{
    return app_skewed(app) ? "clocks of service and database differ by more than 5 s" : NULL;
}
