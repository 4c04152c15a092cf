#include "bus_consumer.h"

#include "bus_topics.h"
#include "clock.h"
#include "log.h"

#include <string.h>

#include <glib.h>

#define QUIET_US (30 * USEC_PER_SEC)         /* between two log lines about one trouble */
#define STUCK_US (120 * USEC_PER_SEC)        /* without assignment or with all brokers down: a new client */
#define REFUSED_RETRY_US (60 * USEC_PER_SEC) /* after which an offset out of range is tried again */
#define ASK_US (USEC_PER_SEC)
#define UNASSIGNED_US (10 * USEC_PER_SEC) /* longer than any change of members takes */
#define UNPLACED_RETRY_US (USEC_PER_SEC / 2)
#define SETTLE_US (USEC_PER_SEC / 4) /* in which librdkafka has stopped what an assignment took away */
enum { CLOSE_STEP_MS = 100, HEAL_CLOSE_MS = 1000, METADATA_MS = 500 };

struct bus_consumer {
    struct bus_options options;
    char *group;
    char *instance;
    char **topics;
    rd_kafka_t *rk;
    GMutex wake_lock;
    rd_kafka_queue_t *polled;               /* what poll waits on, guarded by wake_lock; NULL: no client */
    rd_kafka_topic_partition_list_t *owned; /* what the group gave us; NULL: nothing yet */
    uint64_t generation;
    bool paused;
    bool compared;           /* what the group gave us first was compared with what there is */
    bool broken;             /* fatal error: a new client at the next poll */
    int64_t unplaced_us;     /* when `assign` last could not tell the offsets; 0: it could */
    int64_t waiting_us;      /* since when there is no assignment; 0: there is one */
    int64_t brokers_down_us; /* since when; 0: not */
    int64_t asked_us;        /* when a broker was last asked whether it is there */
    int64_t refused_us;      /* when a partition's offset was last refused; 0: none is */
    int64_t assigned_us;     /* when the last assignment was made; 0: none yet */
    int64_t warned_us;
    int64_t lost;
};

static void warn_once_a_while(struct bus_consumer *c, const char *msg, const char *detail)
{
    int64_t now = clock_monotonic_us();
    if (c->warned_us && now - c->warned_us < QUIET_US)
        return;
    c->warned_us = now;
    log_warn(msg, LOG_TEXT("group", c->group), LOG_TEXT("detail", detail));
}

/* librdkafka 2.0.2 stops a partition twice, and ends the process over the second answer, when it is taken away again
 * before it has stopped. Its other threads go on meanwhile. */
static void let_settle(struct bus_consumer *c)
{
    int64_t now = clock_monotonic_us();
    if (c->assigned_us && now - c->assigned_us < SETTLE_US)
        g_usleep((gulong)(c->assigned_us + SETTLE_US - now));
    c->assigned_us = clock_monotonic_us();
}

static void assign(struct bus_consumer *c, const rd_kafka_topic_partition_list_t *partitions)
{
    let_settle(c);
    c->generation++;
    rd_kafka_resp_err_t error = rd_kafka_assign(c->rk, partitions);
    if (error)
        warn_once_a_while(c, "assignment not taken", rd_kafka_err2str(error));
}

/* A member that reads nothing: it keeps its place in the group and what it owns. */
static void assign_nothing(struct bus_consumer *c)
{
    rd_kafka_topic_partition_list_t *none = rd_kafka_topic_partition_list_new(0);
    assign(c, none);
    rd_kafka_topic_partition_list_destroy(none);
}

/* Reads on from the places that the owner tells; where he cannot now, nothing is read until he can. */
static void place(struct bus_consumer *c)
{
    c->refused_us = 0;
    c->lost = 0;
    c->unplaced_us = 0;
    if (c->owned->cnt && !c->paused && c->options.assign(c->options.arg, c->owned) != ST_OK)
        c->unplaced_us = clock_monotonic_us();
    if (c->paused || c->unplaced_us)
        assign_nothing(c);
    else
        assign(c, c->owned);
}

static void forget_owned(struct bus_consumer *c)
{
    if (c->owned)
        rd_kafka_topic_partition_list_destroy(c->owned);
    c->owned = NULL;
    c->waiting_us = clock_monotonic_us();
}

static void on_assigned(struct bus_consumer *c, const rd_kafka_topic_partition_list_t *partitions)
{
    log_info("partitions assigned", LOG_TEXT("group", c->group), LOG_NUMBER("partitions", partitions->cnt));
    forget_owned(c);
    c->owned = rd_kafka_topic_partition_list_copy(partitions);
    c->waiting_us = 0;
    place(c);
}

static void on_revoked(struct bus_consumer *c, const rd_kafka_topic_partition_list_t *partitions)
{
    log_info("partitions revoked", LOG_TEXT("group", c->group), LOG_NUMBER("partitions", partitions->cnt));
    if (c->options.revoked)
        c->options.revoked(c->options.arg, partitions);
    forget_owned(c);
    assign(c, NULL);
}

static void on_rebalance(rd_kafka_t *rk, rd_kafka_resp_err_t error, rd_kafka_topic_partition_list_t *partitions,
                         void *arg)
{
    struct bus_consumer *c = arg;
    (void)rk;
    if (error == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS)
        return on_assigned(c, partitions);
    if (error != RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS)
        warn_once_a_while(c, "rebalance failed", rd_kafka_err2str(error));
    on_revoked(c, partitions);
}

/* Most errors are information: librdkafka goes on trying by itself. */
static void on_error(rd_kafka_t *rk, int error, const char *reason, void *arg)
{
    struct bus_consumer *c = arg;
    if (error == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN && !c->brokers_down_us)
        c->brokers_down_us = c->asked_us = clock_monotonic_us();
    if (error == RD_KAFKA_RESP_ERR__FATAL || rd_kafka_fatal_error(rk, NULL, 0))
        c->broken = true;
    warn_once_a_while(c, "bus", reason);
}

static enum status subscribe(struct bus_consumer *c)
{
    rd_kafka_resp_err_t error = bus_topics_subscribe(c->rk, c->topics);
    if (!error)
        return ST_OK;
    log_error("subscription refused", LOG_TEXT("group", c->group), LOG_TEXT("detail", rd_kafka_err2str(error)));
    return ST_INVALID;
}

/* Takes over `queue`. */
static void set_polled(struct bus_consumer *c, rd_kafka_queue_t *queue)
{
    g_mutex_lock(&c->wake_lock);
    if (c->polled)
        rd_kafka_queue_destroy(c->polled);
    c->polled = queue;
    g_mutex_unlock(&c->wake_lock);
}

void bus_consumer_wake(struct bus_consumer *c)
{
    if (!c)
        return;
    g_mutex_lock(&c->wake_lock);
    if (c->polled)
        rd_kafka_queue_yield(c->polled);
    g_mutex_unlock(&c->wake_lock);
}

static enum status connect_client(struct bus_consumer *c)
{
    forget_owned(c);
    c->broken = c->compared = false;
    c->brokers_down_us = 0;
    c->assigned_us = 0;
    const struct kafka_consumer_callbacks callbacks = {on_rebalance, on_error, c};
    const struct kafka_member member = {c->group, c->instance, c->options.gather_ms};
    c->rk = kafka_consumer_new(c->options.settings, &member, &callbacks);
    if (!c->rk)
        return ST_INVALID;
    rd_kafka_poll_set_consumer(c->rk);
    set_polled(c, rd_kafka_queue_get_consumer(c->rk));
    return subscribe(c);
}

/* Leaves the group within the time; the destruction itself may take as long as it likes elsewhere. */
static void disconnect_client(struct bus_consumer *c, int timeout_ms)
{
    if (!c->rk)
        return;
    set_polled(c, NULL);
    int64_t deadline = clock_monotonic_us() + (int64_t)timeout_ms * 1000;
    rd_kafka_queue_t *queue = rd_kafka_queue_new(c->rk);
    rd_kafka_error_t *error = rd_kafka_consumer_close_queue(c->rk, queue);
    while (!error && !rd_kafka_consumer_closed(c->rk) && clock_monotonic_us() < deadline) {
        /* Not rd_kafka_queue_poll_callback: it aborts the program over a message that was fetched meanwhile. */
        rd_kafka_message_t *late = rd_kafka_consume_queue(queue, CLOSE_STEP_MS);
        if (late)
            rd_kafka_message_destroy(late);
    }
    if (error)
        rd_kafka_error_destroy(error);
    rd_kafka_queue_destroy(queue);
    kafka_abandon(c->rk);
    c->rk = NULL;
}

struct bus_consumer *bus_consumer_open(const struct bus_options *options)
{
    struct bus_consumer *c = g_new0(struct bus_consumer, 1);
    c->options = *options;
    g_mutex_init(&c->wake_lock);
    c->group = g_strdup(options->group);
    c->instance = g_strdup(options->instance);
    c->topics = g_strdupv((char **)options->topics);
    if (connect_client(c) == ST_OK)
        return c;
    bus_consumer_close(c, 0);
    return NULL;
}

void bus_consumer_close(struct bus_consumer *c, int timeout_ms)
{
    if (!c)
        return;
    disconnect_client(c, timeout_ms);
    forget_owned(c);
    g_mutex_clear(&c->wake_lock);
    g_strfreev(c->topics);
    g_free(c->instance);
    g_free(c->group);
    g_free(c);
}

static bool past(int64_t since_us, int64_t limit_us)
{
    return since_us && clock_monotonic_us() - since_us > limit_us;
}

/* Nobody tells when the brokers are back while nothing is read: ask. */
static void ask_brokers(struct bus_consumer *c)
{
    const struct rd_kafka_metadata *metadata;
    if (!c->rk || !c->brokers_down_us || !past(c->asked_us, ASK_US))
        return;
    c->asked_us = clock_monotonic_us();
    if (rd_kafka_metadata(c->rk, 0, NULL, &metadata, METADATA_MS) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return;
    rd_kafka_metadata_destroy(metadata);
    c->brokers_down_us = 0;
}

/* A static member that is back before its session ended gets what it had, also when it subscribes to more by now, or a
 * topic was made meanwhile (Kafka compares nothing then). So it joins once more; who leads the group has it dealt anew.
 */
static void compare_with_topics(struct bus_consumer *c)
{
    if (c->compared || !c->owned)
        return;
    c->compared = true;
    if (!bus_topics_lack(c->rk, c->topics, c->owned, METADATA_MS))
        return;
    log_info("a topic is not among the partitions: joining the group again", LOG_TEXT("group", c->group));
    subscribe(c);
}

/* Heals what librdkafka does not heal itself: fatal errors (a fenced static member), clients stuck on an address that
 * is gone (librdkafka 4970), and places that could not be told before. */
static void heal(struct bus_consumer *c)
{
    ask_brokers(c);
    bool stuck = c->rk && (past(c->waiting_us, STUCK_US) || past(c->brokers_down_us, STUCK_US));
    if (!c->rk || c->broken || stuck) {
        log_warn("bus client is made anew", LOG_TEXT("group", c->group), LOG_TEXT("why", stuck ? "stuck" : "failed"));
        disconnect_client(c, HEAL_CLOSE_MS);
        if (connect_client(c) != ST_OK)
            disconnect_client(c, 0);
    } else if (past(c->unplaced_us, UNPLACED_RETRY_US) || past(c->refused_us, REFUSED_RETRY_US)) {
        bus_consumer_reassign(c);
    } else {
        compare_with_topics(c);
    }
}

/* The log no longer holds what comes next (or was made anew): going on would lose events, so this partition waits. */
static void on_offset_refused(struct bus_consumer *c, const rd_kafka_message_t *message)
{
    c->lost++;
    c->refused_us = clock_monotonic_us();
    log_error("offset is not in the broker's log", LOG_TEXT("group", c->group),
              LOG_TEXT("topic", message->rkt ? rd_kafka_topic_name(message->rkt) : ""),
              LOG_NUMBER("partition", message->partition), LOG_NUMBER("offset", message->offset),
              LOG_TEXT("detail", rd_kafka_message_errstr(message)));
}

static void on_message_error(struct bus_consumer *c, const rd_kafka_message_t *message)
{
    if (message->err == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET)
        on_offset_refused(c, message);
    else
        on_error(c->rk, message->err, rd_kafka_message_errstr(message), c);
}

rd_kafka_message_t *bus_consumer_poll(struct bus_consumer *c, int timeout_ms)
{
    heal(c);
    if (!c->rk) {
        g_usleep((gulong)timeout_ms * 1000);
        return NULL;
    }
    rd_kafka_message_t *message = rd_kafka_consumer_poll(c->rk, timeout_ms);
    if (!message)
        return NULL;
    bool reading = !c->paused && !c->unplaced_us;
    if (!message->err && reading) {
        c->brokers_down_us = 0;
        return message;
    }
    if (message->err)
        on_message_error(c, message);
    rd_kafka_message_destroy(message);
    return NULL;
}

uint64_t bus_consumer_generation(const struct bus_consumer *c)
{
    return c->generation;
}

int64_t bus_consumer_behind(const struct bus_consumer *c, const char *topic, int32_t partition, int64_t next)
{
    int64_t first, end;
    if (!c->rk || rd_kafka_get_watermark_offsets(c->rk, topic, partition, &first, &end) || end < 0)
        return 0;
    return MAX(end - (next < 0 ? MAX(first, 0) : next), 0);
}

const char *bus_consumer_trouble(const struct bus_consumer *c)
{
    if (c->lost)
        return "an offset is not in the broker's log";
    if (!c->rk || c->brokers_down_us)
        return "the bus does not answer";
    return past(c->waiting_us, UNASSIGNED_US) ? "the bus assigns nothing" : NULL;
}

void bus_consumer_reassign(struct bus_consumer *c)
{
    if (c->rk && c->owned)
        place(c);
}

void bus_consumer_pause(struct bus_consumer *c)
{
    c->paused = true;
    if (c->rk && c->owned)
        place(c);
}

void bus_consumer_resume(struct bus_consumer *c)
{
    c->paused = false;
    if (c->rk && c->owned)
        place(c);
}

void bus_consumer_commit(struct bus_consumer *c, const rd_kafka_topic_partition_list_t *offsets)
{
    if (c->rk && c->owned)
        rd_kafka_commit(c->rk, offsets, 1);
}

int64_t bus_consumer_lost(const struct bus_consumer *c)
{
    return c->lost;
}
