#include "crash.h"
#include "engine_private.h"

#define POLL_MS 2000 /* a message or engine_stop ends it earlier */
#define BATCH_BYTES ((size_t)8 << 20)
#define REST_STEP_US 20000

/* The time of the broker, whatever clock the service has in a test. */
int64_t engine_waited_us(const struct engine *e)
{
    if (!e->messages->len)
        return 0;
    return g_get_real_time() - rd_kafka_message_timestamp(e->messages->pdata[e->messages->len - 1], NULL) * 1000;
}

void engine_make_way(struct engine *e, int64_t started_us, int64_t waited_us)
{
    int64_t now_us = clock_monotonic_us();
    int64_t patience_us = e->options.service->may_wait_s * G_USEC_PER_SEC - waited_us;
    double share = pressure_look(&e->pressure, now_us);
    int64_t until_us = now_us + pressure_rest_us(share, now_us - started_us, patience_us);

    while (!atomic_load(&e->stopping) && clock_monotonic_us() < until_us)
        g_usleep(REST_STEP_US);
}

static int ms_until(int64_t until_us)
{
    return (int)(MAX(until_us - clock_monotonic_us(), 0) / 1000);
}

void engine_gather(struct engine *e)
{
    size_t bytes = 0;

    g_ptr_array_set_size(e->messages, 0);
    rd_kafka_message_t *message = bus_consumer_poll(e->consumer, POLL_MS);
    uint64_t generation = bus_consumer_generation(e->consumer);
    int64_t until_us = clock_monotonic_us() + e->options.service->gather_ms * 1000;

    while (message) {
        g_ptr_array_add(e->messages, message);
        bytes += message->len;
        if (e->messages->len >= (guint)e->options.batch_max || bytes > BATCH_BYTES)
            break;
        message = bus_consumer_poll(e->consumer, atomic_load(&e->stopping) ? 0 : ms_until(until_us));
    }
    if (generation != bus_consumer_generation(e->consumer)) {
        g_ptr_array_set_size(e->messages, 0);
        bus_consumer_reassign(e->consumer);
    }
    if (e->messages->len)
        crash_point("after_poll");
}
