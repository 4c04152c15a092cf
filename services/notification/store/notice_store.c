#include "store/tables.h"

#include <glib.h>

static const struct field columns[] = {
    FIELD(notice, id, FIELD_UUID, 0),         FIELD(notice, recipient, FIELD_UUID, 0),
    FIELD(notice, event, FIELD_TEXT, 0),      FIELD(notice, object, FIELD_TEXT, 0),
    FIELD(notice, threshold, FIELD_TEXT, 0),  FIELD(notice, appeal_id, FIELD_UUID, 0),
    FIELD(notice, number, FIELD_TEXT, 0),     FIELD(notice, branch, FIELD_TEXT, 0),
    FIELD(notice, detail, FIELD_TEXT, 0),     FIELD(notice, due_at, FIELD_TIME, 0),
    FIELD(notice, created_at, FIELD_TIME, 0), FIELD(notice, read_at, FIELD_TIME, 0),
};

const struct table notice_table = {
    .name = "notification.notice", .record = RECORD(notice, columns), .key = "id", .monthly = true};

enum { PAGE, UNREAD, READ_ALL };

const struct statement notice_statements[NOTICE_STATEMENTS] = {
    [PAGE] = {"notices_page",
              "SELECT id, recipient, event, object, threshold, appeal_id, number, branch, detail, due_at, created_at,\n"
              "       read_at\n"
              "FROM notification.notice\n"
              "WHERE recipient = $1::uuid\n"
              "  AND ($2::uuid IS NULL OR id < $2::uuid)\n"
              "  AND (NOT $3::boolean OR read_at IS NULL)\n"
              "ORDER BY id DESC\n"
              "LIMIT $4::bigint"},
    [UNREAD] = {"notices_unread", "SELECT count(*)\n"
                                  "FROM (SELECT FROM notification.notice\n"
                                  "      WHERE recipient = $1::uuid AND read_at IS NULL\n"
                                  "      LIMIT $2::bigint) AS unread"},
    [READ_ALL] = {"notices_read_all", "UPDATE notification.notice\n"
                                      "SET read_at = $2::timestamptz\n"
                                      "WHERE recipient = $1::uuid AND read_at IS NULL"},
};

enum status notices_page(struct db *db, const char *recipient, const char *after, bool unread, int64_t limit,
                         struct rows *out)
{
    g_autofree char *count = g_strdup_printf("%" G_GINT64_FORMAT, limit + 1);
    return db_run(db, &notice_statements[PAGE], DB_PARAMS(recipient, after, unread ? "true" : "false", count), out);
}

enum status notices_unread(struct db *db, const char *recipient, int64_t cap, int64_t *out_count)
{
    auto_rows rows = {0};
    g_autofree char *limit = g_strdup_printf("%" G_GINT64_FORMAT, cap + 1);
    enum status status = db_run(db, &notice_statements[UNREAD], DB_PARAMS(recipient, limit), &rows);
    if (status == ST_OK)
        *out_count = rows_int(&rows, 0, 0);
    return status;
}

enum status notices_read_all(struct db *db, const char *recipient, instant now)
{
    char at[INSTANT_TEXT_SIZE];
    return db_run(db, &notice_statements[READ_ALL], DB_PARAMS(recipient, instant_format(now, at)), NULL);
}
