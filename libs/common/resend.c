#include "resend.h"

#include "clock.h"
#include "db.h"
#include "log.h"
#include "migrate.h"
#include "relay_cursor.h"
#include "relay_row.h"
#include "relay_session.h"

#define PIECE_LIMIT_US (60 * USEC_PER_SEC) /* in which the bus has taken a piece or told an end, or it is away */
#define ASK_AGAIN_US (USEC_PER_SEC / 4)
enum { ASK_MS = 10000 };

struct resend {
    struct db *db;
    struct cursor cursor;
    struct sender sender;
    int64_t give_up_us;
    int64_t sent;
};

static const struct statement path_sql = {
    "resend_path", "SELECT set_config('search_path', quote_ident($1::text) || ', public', false)"};
static const struct statement places_sql = {"resend_places",
                                            "SELECT topic, partition\n"
                                            "FROM bus_offset\n"
                                            "WHERE topic LIKE 'otklik.%' AND topic LIKE $1::text AND next >= 0\n"
                                            "ORDER BY topic, partition"};
static const struct statement place_sql = {"resend_place", "UPDATE bus_offset\n"
                                                           "SET next = $3::bigint\n"
                                                           "WHERE topic = $1::text AND partition = $2::int"};

static bool give_up(void *arg)
{
    const struct resend *r = arg;
    return clock_monotonic_us() >= r->give_up_us;
}

/* Topics that were first met inside the window have no lane in what was noted when it was opened. */
static enum status send_row(struct resend *r, const struct rows *rows, int row)
{
    int32_t partitions;
    const char *topic = rows_text(rows, row, PIECE_TOPIC);

    if (!cursor_lane(&r->cursor, topic)) {
        if (sender_partitions(&r->sender, topic, &partitions) != ST_OK)
            return ST_RETRY;
        cursor_widen(&r->cursor, topic, partitions);
    }
    return relay_row_send(&r->sender, &r->cursor, rows, row);
}

static enum status send_piece(struct resend *r, int64_t upto)
{
    auto_rows rows = {0};
    enum status status = cursor_piece(&r->cursor, r->db, upto, &rows);
    int count = rows_count(&rows);

    r->give_up_us = clock_monotonic_us() + PIECE_LIMIT_US;
    for (int row = 0; status == ST_OK && row < count; row++)
        status = send_row(r, &rows, row);
    if (status == ST_OK)
        status = sender_wait(&r->sender);
    if (status != ST_OK)
        return status;
    r->sent += count;
    bool cut = count && rows_int(&rows, 0, PIECE_FOUND) > count;
    r->cursor.last_id = cut ? rows_int(&rows, count - 1, PIECE_ID) : upto;
    return ST_OK;
}

static enum status send_window(struct resend *r)
{
    int64_t least, greatest;
    enum status status = cursor_bounds(&r->cursor, r->db, &least, &greatest);

    if (status == ST_OK && least)
        r->cursor.last_id = least - 1;
    while (status == ST_OK && r->cursor.last_id < greatest)
        status = send_piece(r, MIN(r->cursor.last_id + PIECE_ROWS, greatest));
    return status;
}

static enum status send_windows(struct resend *r, const char *since)
{
    int64_t id;
    enum status status = cursor_first_window(r->db, since, &id);

    if (status == ST_OK && !id)
        return ST_NOT_FOUND;
    while (status == ST_OK && (status = cursor_window(&r->cursor, r->db, &id)) == ST_OK) {
        status = send_window(r);
        id++;
    }
    return status == ST_NOT_FOUND ? ST_OK : status;
}

enum status resend_since(const struct relay_options *options, const char *since, int64_t *out_sent)
{
    g_autofree char *schema = migrate_schema(options->service);
    struct resend r = {.db = db_open(options->conninfo, "otklik resend", 0), .sender = {.settings = options->kafka}};
    r.sender.give_up = give_up;
    r.sender.arg = &r;
    enum status status = r.db ? relay_session_lead(r.db, schema) : ST_RETRY;
    if (status == ST_NOT_FOUND)
        status = ST_CONFLICT;
    if (status == ST_OK)
        status = cursor_load(&r.cursor, r.db);
    if (status == ST_OK)
        status = send_windows(&r, since);
    if (status != ST_OK && r.db)
        log_error("not sent again", LOG_TEXT("status", status_name(status)), LOG_TEXT("detail", db_error(r.db)));
    *out_sent = r.sent;
    sender_release(&r.sender);
    cursor_release(&r.cursor);
    db_close(r.db);
    return status;
}

/* A broker that has just started, or a topic that was just made, has no leader for a moment. */
static rd_kafka_resp_err_t ask_end(rd_kafka_t *kafka, const char *topic, int32_t partition, int64_t *out_end)
{
    int64_t first, until = clock_monotonic_us() + PIECE_LIMIT_US;
    rd_kafka_resp_err_t error;

    while ((error = rd_kafka_query_watermark_offsets(kafka, topic, partition, &first, out_end, ASK_MS)) &&
           clock_monotonic_us() < until)
        g_usleep(ASK_AGAIN_US);
    return error;
}

static enum status read_from_end(struct db *db, rd_kafka_t *kafka, const struct rows *places, int row)
{
    int64_t end;
    const char *topic = rows_text(places, row, 0);
    rd_kafka_resp_err_t error = ask_end(kafka, topic, (int32_t)rows_int(places, row, 1), &end);
    if (error) {
        log_error("the end of a topic is not known", LOG_TEXT("topic", topic),
                  LOG_TEXT("detail", rd_kafka_err2str(error)));
        return ST_RETRY;
    }
    g_autofree char *next = g_strdup_printf("%" G_GINT64_FORMAT, end);
    return db_run(db, &place_sql, DB_PARAMS(topic, rows_text(places, row, 1), next), NULL);
}

/* All places or none. */
static enum status read_from_ends(struct db *db, rd_kafka_t *kafka, const char *topics, int64_t *out_partitions)
{
    auto_rows places = {0};
    enum status status = db_command(db, "BEGIN");
    if (status == ST_OK)
        status = db_run(db, &places_sql, DB_PARAMS(topics), &places);
    for (int row = 0; status == ST_OK && row < rows_count(&places); row++)
        status = read_from_end(db, kafka, &places, row);
    *out_partitions = rows_count(&places);
    return status == ST_OK ? db_command(db, "COMMIT") : status;
}

enum status resend_read_from_ends(const struct relay_options *options, const char *topics, int64_t *out_partitions)
{
    g_autofree char *schema = migrate_schema(options->service);
    struct db *db = db_open(options->conninfo, "otklik resend", 0);
    rd_kafka_t *kafka = db ? kafka_admin_new(options->kafka) : NULL;
    enum status status = kafka ? db_run(db, &path_sql, DB_PARAMS(schema), NULL) : ST_RETRY;
    if (status == ST_OK)
        status = read_from_ends(db, kafka, topics, out_partitions);
    if (status != ST_OK && db)
        log_error("places not set", LOG_TEXT("status", status_name(status)), LOG_TEXT("detail", db_error(db)));
    if (kafka)
        rd_kafka_destroy(kafka);
    db_close(db);
    return status;
}
