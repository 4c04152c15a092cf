#include "relay_cursor.h"

#include "log.h"

#include <jansson.h>

/* Rows not visible in a snapshot are those of transactions that began after it and of those it saw in progress: said
 * this way, a long transaction elsewhere does not widen what is read. */
#define NOT_IN_PREV                                                                                                    \
    "  (xid >= pg_snapshot_xmax($1::pg_snapshot)\n"                                                                    \
    "   OR xid = ANY (ARRAY(SELECT pg_snapshot_xip($1::pg_snapshot))))\n"                                              \
    "  AND created_at >= $2::timestamptz - interval '1 day'\n"
#define IN_WINDOW                                                                                                      \
    NOT_IN_PREV "  AND xid < pg_snapshot_xmax($3::pg_snapshot) AND pg_visible_in_snapshot(xid, $3::pg_snapshot)\n"
/* At most 5000 rows and 16 MiB, but the first row always. Where that ends is found from ids and sizes alone: window
 * functions over whole rows would write them to disk twice. The sizes are those of uncompressed columns, so nothing is
 * read to know them. "+ 0" keeps the planner from the index of ids: all of a day's rows are below the end. */
#define PIECE(condition)                                                                                               \
    "WITH sized AS (\n"                                                                                                \
    "  SELECT id, coalesce(pg_column_size(payload), 0) + coalesce(pg_column_size(bytes), 0) AS size\n"                 \
    "  FROM outbox\n"                                                                                                  \
    "  WHERE " condition "  ORDER BY id\n"                                                                             \
    "  LIMIT 5000\n"                                                                                                   \
    "), summed AS (\n"                                                                                                 \
    "  SELECT id, sum(size) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) - size AS before\n"                            \
    "  FROM sized\n"                                                                                                   \
    "), cut AS (\n"                                                                                                    \
    "  SELECT max(id) FILTER (WHERE before < 16777216) AS id, count(*) AS found\n"                                     \
    "  FROM summed\n"                                                                                                  \
    ")\n"                                                                                                              \
    "SELECT outbox.id, topic, key, headers, payload, bytes, found, pg_current_snapshot()\n"                            \
    "FROM cut, outbox\n"                                                                                               \
    "WHERE " condition "  AND outbox.id + 0 <= cut.id\n"                                                               \
    "ORDER BY outbox.id"
/* The numbers of one in so many windows are noted: some hundred bytes instead of a kilobyte a window. */
enum { NOTED_EVERY = 64 };

/* Only a repeat is risked by losing it: the numbers were committed with the window. */
#define NOT_DURABLE "WITH lazily AS (SELECT set_config('synchronous_commit', 'off', true))\n"

static const struct statement restored_sql = {"relay_restored",
                                              "SELECT outbox_restored()\n"
                                              "FROM outbox_cursor\n"
                                              "WHERE pg_snapshot_xmax(prev) > pg_snapshot_xmax(pg_current_snapshot())"};
static const struct statement load_sql = {"relay_load", "SELECT epoch, prev, prev_at, cur, last_id, base\n"
                                                        "FROM outbox_cursor"};
static const struct statement peek_sql = {"relay_peek", PIECE(NOT_IN_PREV)};
static const struct statement open_sql = {
    "relay_open", "WITH noted AS (\n"
                  "  INSERT INTO outbox_window (epoch, opened_at, prev, prev_at, cur, base)\n"
                  "  SELECT epoch, clock_timestamp(), prev, prev_at, $1::pg_snapshot,\n"
                  "         CASE WHEN $3::boolean THEN $2::jsonb END\n"
                  "  FROM outbox_cursor\n"
                  ")\n"
                  "UPDATE outbox_cursor\n"
                  "SET cur = $1::pg_snapshot, opened_at = clock_timestamp(), last_id = 0, base = $2::jsonb"};
static const struct statement lanes_sql = {"relay_lanes", "UPDATE outbox_cursor\n"
                                                          "SET base = $1::jsonb"};
static const struct statement bounds_sql = {"relay_bounds", "SELECT min(id), max(id)\n"
                                                            "FROM outbox\n"
                                                            "WHERE " IN_WINDOW "  AND id > $4::bigint"};
static const struct statement piece_sql = {
    "relay_piece", PIECE(IN_WINDOW "  AND outbox.id > $4::bigint AND outbox.id <= $5::bigint\n")};
static const struct statement progress_sql = {"relay_progress",
                                              NOT_DURABLE "UPDATE outbox_cursor\n"
                                                          "SET last_id = $1::bigint, base = $2::jsonb\n"
                                                          "FROM lazily"};
static const struct statement advance_sql = {
    "relay_advance", NOT_DURABLE "UPDATE outbox_cursor\n"
                                 "SET prev = cur, prev_at = opened_at, cur = NULL, opened_at = NULL, base = $1::jsonb\n"
                                 "FROM lazily\n"
                                 "RETURNING prev_at"};
/* From the last window that was open at $1 on. */
static const struct statement first_window_sql = {"relay_first_window", "SELECT coalesce(max(id), 0)\n"
                                                                        "FROM outbox_window\n"
                                                                        "WHERE opened_at <= $1::timestamptz\n"
                                                                        "  AND base IS NOT NULL"};
static const struct statement window_sql = {"relay_window", "SELECT id, prev, prev_at, cur, base\n"
                                                            "FROM outbox_window\n"
                                                            "WHERE id >= $1::bigint AND epoch = $2::bigint\n"
                                                            "ORDER BY id\n"
                                                            "LIMIT 1"};

static void lane_free(void *arg)
{
    struct lane *lane = arg;
    g_free(lane->next);
    g_free(lane);
}

void cursor_release(struct cursor *cursor)
{
    g_free(cursor->prev);
    g_free(cursor->prev_at);
    g_free(cursor->cur);
    if (cursor->lanes)
        g_hash_table_destroy(cursor->lanes);
    *cursor = (struct cursor){0};
}

struct lane *cursor_lane(const struct cursor *cursor, const char *topic)
{
    return g_hash_table_lookup(cursor->lanes, topic);
}

bool cursor_widen(struct cursor *cursor, const char *topic, int32_t partitions)
{
    struct lane *lane = cursor_lane(cursor, topic);
    if (!lane) {
        lane = g_new0(struct lane, 1);
        g_hash_table_insert(cursor->lanes, g_strdup(topic), lane);
    }
    if (partitions <= lane->partitions)
        return false;
    lane->next = g_renew(int64_t, lane->next, partitions);
    for (int32_t i = lane->partitions; i < partitions; i++)
        lane->next[i] = 0;
    lane->partitions = partitions;
    return true;
}

/* {"topic": [next number of partition 0, of 1, ...]} */
static char *lanes_text(const struct cursor *cursor)
{
    GHashTableIter iter;
    void *topic, *value;
    json_auto_t *base = json_object();
    g_hash_table_iter_init(&iter, cursor->lanes);
    while (g_hash_table_iter_next(&iter, &topic, &value)) {
        const struct lane *lane = value;
        json_t *next = json_array();
        for (int32_t i = 0; i < lane->partitions; i++)
            json_array_append_new(next, json_integer(lane->next[i]));
        json_object_set_new(base, topic, next);
    }
    return json_dumps(base, JSON_COMPACT);
}

static enum status lanes_read(struct cursor *cursor, const char *text)
{
    const char *topic;
    json_t *next;
    json_auto_t *base = json_loads(text, 0, NULL);
    if (!json_is_object(base))
        return ST_INVALID;
    cursor->lanes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, lane_free);
    json_object_foreach(base, topic, next)
    {
        cursor_widen(cursor, topic, (int32_t)json_array_size(next));
        for (size_t i = 0; i < json_array_size(next); i++)
            cursor_lane(cursor, topic)->next[i] = json_integer_value(json_array_get(next, i));
    }
    return ST_OK;
}

static enum status notice_restore(struct db *db)
{
    auto_rows rows = {0};
    enum status status = db_run(db, &restored_sql, DB_NO_PARAMS, &rows);
    if (status == ST_OK && rows_count(&rows))
        log_warn("outbox came out of a backup: new epoch", LOG_NUMBER("unsent", rows_int(&rows, 0, 0)));
    return status;
}

enum status cursor_load(struct cursor *cursor, struct db *db)
{
    auto_rows rows = {0};
    enum status status = notice_restore(db);
    if (status == ST_OK)
        status = db_run(db, &load_sql, DB_NO_PARAMS, &rows);
    if (status != ST_OK)
        return status;
    if (rows_count(&rows) != 1)
        return ST_INVALID;
    cursor_release(cursor);
    cursor->epoch = rows_int(&rows, 0, 0);
    cursor->prev = g_strdup(rows_text(&rows, 0, 1));
    cursor->prev_at = g_strdup(rows_text(&rows, 0, 2));
    cursor->cur = rows_null(&rows, 0, 3) ? NULL : g_strdup(rows_text(&rows, 0, 3));
    cursor->last_id = rows_int(&rows, 0, 4);
    return lanes_read(cursor, rows_text(&rows, 0, 5));
}

enum status cursor_peek(const struct cursor *cursor, struct db *db, struct rows *out)
{
    return db_run(db, &peek_sql, DB_PARAMS(cursor->prev, cursor->prev_at), out);
}

enum status cursor_open(struct cursor *cursor, struct db *db, const char *snapshot)
{
    g_autofree char *base = lanes_text(cursor);
    bool notes = cursor->windows % NOTED_EVERY == 0;
    enum status status = db_run(db, &open_sql, DB_PARAMS(snapshot, base, notes ? "true" : "false"), NULL);
    if (status != ST_OK)
        return status;
    cursor->windows++;
    cursor->cur = g_strdup(snapshot);
    cursor->last_id = 0;
    return ST_OK;
}

enum status cursor_store_lanes(struct cursor *cursor, struct db *db)
{
    g_autofree char *base = lanes_text(cursor);
    return db_run(db, &lanes_sql, DB_PARAMS(base), NULL);
}

enum status cursor_bounds(const struct cursor *cursor, struct db *db, int64_t *out_least, int64_t *out_greatest)
{
    auto_rows rows = {0};
    g_autofree char *last = g_strdup_printf("%" G_GINT64_FORMAT, cursor->last_id);
    enum status status = db_run(db, &bounds_sql, DB_PARAMS(cursor->prev, cursor->prev_at, cursor->cur, last), &rows);
    if (status != ST_OK)
        return status;
    *out_least = rows_int(&rows, 0, 0);
    *out_greatest = rows_int(&rows, 0, 1);
    return ST_OK;
}

enum status cursor_piece(const struct cursor *cursor, struct db *db, int64_t upto, struct rows *out)
{
    g_autofree char *last = g_strdup_printf("%" G_GINT64_FORMAT, cursor->last_id);
    g_autofree char *end = g_strdup_printf("%" G_GINT64_FORMAT, upto);
    return db_run(db, &piece_sql, DB_PARAMS(cursor->prev, cursor->prev_at, cursor->cur, last, end), out);
}

enum status cursor_progress(struct cursor *cursor, struct db *db, int64_t last_id)
{
    g_autofree char *base = lanes_text(cursor);
    g_autofree char *last = g_strdup_printf("%" G_GINT64_FORMAT, last_id);
    enum status status = db_run(db, &progress_sql, DB_PARAMS(last, base), NULL);
    if (status == ST_OK)
        cursor->last_id = last_id;
    return status;
}

enum status cursor_advance(struct cursor *cursor, struct db *db)
{
    auto_rows rows = {0};
    g_autofree char *base = lanes_text(cursor);
    enum status status = db_run(db, &advance_sql, DB_PARAMS(base), &rows);
    if (status != ST_OK)
        return status;
    g_free(cursor->prev);
    g_free(cursor->prev_at);
    cursor->prev = g_steal_pointer(&cursor->cur);
    cursor->prev_at = g_strdup(rows_text(&rows, 0, 0));
    return ST_OK;
}

enum status cursor_first_window(struct db *db, const char *since, int64_t *out_id)
{
    auto_rows rows = {0};
    enum status status = db_run(db, &first_window_sql, DB_PARAMS(since), &rows);
    if (status == ST_OK)
        *out_id = rows_int(&rows, 0, 0);
    return status;
}

enum status cursor_window(struct cursor *cursor, struct db *db, int64_t *id)
{
    auto_rows rows = {0};
    g_autofree char *from = g_strdup_printf("%" G_GINT64_FORMAT, *id);
    g_autofree char *epoch = g_strdup_printf("%" G_GINT64_FORMAT, cursor->epoch);
    enum status status = db_run(db, &window_sql, DB_PARAMS(from, epoch), &rows);
    if (status != ST_OK)
        return status;
    if (!rows_count(&rows))
        return ST_NOT_FOUND;
    bool follows = rows_null(&rows, 0, 4);
    if (follows && g_strcmp0(cursor->cur, rows_text(&rows, 0, 1)) != 0)
        return ST_INVALID;
    struct cursor window = {.epoch = cursor->epoch,
                            .prev = g_strdup(rows_text(&rows, 0, 1)),
                            .prev_at = g_strdup(rows_text(&rows, 0, 2)),
                            .cur = g_strdup(rows_text(&rows, 0, 3)),
                            .lanes = follows ? g_steal_pointer(&cursor->lanes) : NULL};
    cursor_release(cursor);
    *cursor = window;
    *id = rows_int(&rows, 0, 0);
    return follows ? ST_OK : lanes_read(cursor, rows_text(&rows, 0, 4));
}
