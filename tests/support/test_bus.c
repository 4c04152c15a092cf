/* test_bus.c: the consumer and the topic table without a service.
 * otk-test-bus apply|check BROKERS FILE
 *     compares the broker with the table and prints what it found or did; status 1: they differ
 * otk-test-bus consume BROKERS GROUP TOPIC COUNT [PARTITION=OFFSET]...
 *     prints COUNT messages, "partition offset value" a line, from these offsets or else the earliest; after half of
 *     them it pauses and resumes a few times in a row, and goes on. Status 3: an offset is not in the log. */
#include "bus_consumer.h"
#include "clock.h"
#include "log.h"
#include "topics.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

enum { PARTITIONS_MAX = 64, POLL_MS = 100, CLOSE_MS = 3000, FLAPS = 3 };

struct reader {
    int64_t next[PARTITIONS_MAX];
    bool away; /* the first question for offsets is answered as if the database were away */
};

static enum status place(void *arg, rd_kafka_topic_partition_list_t *partitions)
{
    struct reader *reader = arg;
    if (reader->away) {
        reader->away = false;
        return ST_RETRY;
    }
    for (int i = 0; i < partitions->cnt; i++)
        partitions->elems[i].offset = reader->next[partitions->elems[i].partition];
    return ST_OK;
}

static void take(struct reader *reader, const rd_kafka_message_t *message)
{
    reader->next[message->partition] = message->offset + 1;
    printf("%d %" PRId64 " %.*s\n", message->partition, message->offset, (int)message->len, (char *)message->payload);
    fflush(stdout);
}

static int consume(struct reader *reader, const struct bus_options *options, int count)
{
    struct bus_consumer *consumer = bus_consumer_open(options);
    for (int taken = 0; taken < count && !bus_consumer_lost(consumer);) {
        rd_kafka_message_t *message = bus_consumer_poll(consumer, POLL_MS);
        if (!message)
            continue;
        take(reader, message);
        rd_kafka_message_destroy(message);
        for (int times = ++taken == count / 2 ? FLAPS : 0; times > 0; times--) {
            bus_consumer_pause(consumer);
            bus_consumer_resume(consumer);
        }
    }
    int64_t lost = bus_consumer_lost(consumer);
    bus_consumer_close(consumer, CLOSE_MS);
    return lost ? 3 : 0;
}

static int run_consumer(struct kafka_settings *kafka, char **arguments)
{
    struct reader reader = {.away = true};
    const char *topics[] = {arguments[1], NULL};
    for (int i = 0; i < PARTITIONS_MAX; i++)
        reader.next[i] = BUS_EARLIEST;
    for (char **offset = arguments + 3; *offset; offset++)
        reader.next[atoi(*offset) % PARTITIONS_MAX] = atoll(strchr(*offset, '=') + 1);
    const struct bus_options options = {
        .settings = kafka, .group = arguments[0], .topics = topics, .assign = place, .arg = &reader};
    return consume(&reader, &options, atoi(arguments[2]));
}

static int run_topics(const struct kafka_settings *kafka, const char *path, bool apply)
{
    g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
    struct topics *topics = topics_load(path, report);
    enum status status = ST_INVALID;
    if (topics)
        status = apply ? topics_apply(kafka, topics, report) : topics_check(kafka, topics, report);
    for (guint i = 0; i < report->len; i++)
        puts(report->pdata[i]);
    topics_free(topics);
    return status != ST_OK;
}

int main(int argc, char **argv)
{
    int code = 2;
    log_setup("test-bus", LOG_INFO);
    struct kafka_settings *kafka = kafka_settings_new(argc > 2 ? argv[2] : "", "otk-test-bus");
    if (argc == 4 && (!strcmp(argv[1], "apply") || !strcmp(argv[1], "check")))
        code = run_topics(kafka, argv[3], !strcmp(argv[1], "apply"));
    else if (argc >= 6 && !strcmp(argv[1], "consume"))
        code = run_consumer(kafka, argv + 3);
    kafka_settings_free(kafka);
    return code;
}
