#include "relay_row.h"

#include "cloudevents.h"
#include "log.h"
#include "murmur2.h"

#include <string.h>

/* Keys go where every Kafka client puts them; rows without a key are spread by id, the same way at every reading. */
static int32_t partition_of(const struct rows *rows, int row, int32_t partitions)
{
    if (rows_null(rows, row, PIECE_KEY))
        return (int32_t)(rows_int(rows, row, PIECE_ID) % partitions);
    const char *key = rows_text(rows, row, PIECE_KEY);
    return murmur2_partition(key, strlen(key), partitions);
}

static enum status send_value(struct sender *sender, struct sending *message, const struct rows *rows, int row)
{
    if (rows_null(rows, row, PIECE_BYTEA)) {
        const char *payload = rows_text(rows, row, PIECE_PAYLOAD);
        message->value = rows_null(rows, row, PIECE_PAYLOAD) ? NULL : payload;
        message->value_size = strlen(payload);
        return sender_send(sender, message);
    }
    unsigned char *bytes =
        PQunescapeBytea((const unsigned char *)rows_text(rows, row, PIECE_BYTEA), &message->value_size);
    message->value = bytes;
    enum status status = sender_send(sender, message);
    PQfreemem(bytes);
    return status;
}

enum status relay_row_send(struct sender *sender, struct cursor *cursor, const struct rows *rows, int row)
{
    const char *topic = rows_text(rows, row, PIECE_TOPIC);
    struct lane *lane = cursor_lane(cursor, topic);
    int32_t partition = partition_of(rows, row, lane->partitions);
    rd_kafka_headers_t *headers =
        event_headers_for_kafka(rows_text(rows, row, PIECE_HEADERS), cursor->epoch, lane->next[partition]);
    if (!headers) {
        log_error("outbox row has no readable headers", LOG_NUMBER("id", rows_int(rows, row, PIECE_ID)));
        return ST_INVALID;
    }
    lane->next[partition]++;
    struct sending message = {
        .topic = topic,
        .partition = partition,
        .key = rows_null(rows, row, PIECE_KEY) ? NULL : rows_text(rows, row, PIECE_KEY),
        .headers = headers,
    };
    return send_value(sender, &message, rows, row);
}
