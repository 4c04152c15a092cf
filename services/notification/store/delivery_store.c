#include "store/tables.h"

#include <glib.h>

static const struct field columns[] = {
    FIELD(delivery, id, FIELD_UUID, 0),
    FIELD(delivery, version, FIELD_INT, 0),
    FIELD(delivery, response_id, FIELD_UUID, 0),
    FIELD(delivery, appeal_id, FIELD_UUID, 0),
    FIELD(delivery, cycle_no, FIELD_INT, 0),
    FIELD(delivery, number, FIELD_TEXT, 0),
    FIELD(delivery, branch, FIELD_TEXT, 0),
    FIELD(delivery, department, FIELD_UUID, 0),
    FIELD(delivery, confidential, FIELD_BOOL, 0),
    FIELD(delivery, channel, FIELD_TEXT, 0),
    FIELD(delivery, address, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(delivery, state, FIELD_TEXT, 0),
    FIELD(delivery, attempts, FIELD_INT, 0),
    FIELD(delivery, next_at, FIELD_TIME, 0),
    FIELD(delivery, reached, FIELD_BOOL, 0),
    FIELD(delivery, withdrawn, FIELD_BOOL, 0),
    FIELD(delivery, reason, FIELD_TEXT, 0),
    FIELD(delivery, proof_kind, FIELD_TEXT, 0),
    FIELD(delivery, proof, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(delivery, created_at, FIELD_TIME, 0),
    FIELD(delivery, sent_at, FIELD_TIME, 0),
    FIELD(delivery, delivered_at, FIELD_TIME, 0),
    FIELD(delivery, done_by, FIELD_UUID, 0),
    FIELD(delivery, follows, FIELD_UUID, 0),
};

const struct table delivery_table = {.name = "notification.delivery",
                                     .record = RECORD(delivery, columns),
                                     .key = "id",
                                     .locked = true,
                                     .monthly = true,
                                     .elder = "appeal_id"};

enum { SENDING, DUE, MARK, TASKS };

const struct statement delivery_statements[DELIVERY_STATEMENTS] = {
    [SENDING] = {"deliveries_sending", "SELECT id\n"
                                       "FROM notification.delivery\n"
                                       "WHERE state = 'sending'\n"
                                       "ORDER BY id"},
    [DUE] = {"delivery_due", "SELECT id\n"
                             "FROM notification.delivery\n"
                             "WHERE state = 'planned' AND channel = 'email' AND next_at <= $1::timestamptz\n"
                             "ORDER BY next_at\n"
                             "LIMIT 1"},
    [MARK] = {"delivery_mark_reached", "UPDATE notification.delivery\n"
                                       "SET reached = true\n"
                                       "WHERE id = $1::uuid AND state = 'sending' AND attempts = $2::bigint\n"
                                       "RETURNING id"},
    [TASKS] = {"delivery_tasks",
               "SELECT t.id, t.version, t.appeal_id, t.response_id, t.number, t.branch, t.department, t.channel,\n"
               "       t.address, t.state, t.reason, t.created_at, t.follows, r.client_name, r.out_number,\n"
               "       r.applicant\n"
               "FROM notification.delivery AS t\n"
               "JOIN notification.response AS r ON r.id = t.response_id\n"
               "WHERE t.state IN ('task', 'unknown')\n"
               "  AND (t.branch = ANY($1::text[]) OR '*' = ANY($1::text[]) OR t.department = $2::uuid\n"
               "       OR t.department = ANY($4::uuid[]))\n"
               "  AND (NOT t.confidential OR $3::boolean OR t.department = ANY($4::uuid[]))\n"
               "  AND NOT (r.excluded && $5::uuid[])\n"
               "  AND ($6::uuid IS NULL OR t.id > $6::uuid)\n"
               "  AND ($7::text IS NULL OR t.branch = $7::text)\n"
               "  AND ($8::uuid IS NULL OR t.department = $8::uuid)\n"
               "  AND ($9::text IS NULL OR t.channel = $9::text)\n"
               "ORDER BY t.id\n"
               "LIMIT $10::bigint"},
};

enum status deliveries_sending(struct db *db, struct rows *out)
{
    return db_run(db, &delivery_statements[SENDING], DB_NO_PARAMS, out);
}

enum status delivery_due(struct db *db, instant now, struct rows *out)
{
    char at[INSTANT_TEXT_SIZE];
    return db_run(db, &delivery_statements[DUE], DB_PARAMS(instant_format(now, at)), out);
}

enum status delivery_mark_reached(struct db *db, const char *id, int64_t attempts, struct rows *out)
{
    g_autofree char *attempt = g_strdup_printf("%" G_GINT64_FORMAT, attempts);
    return db_run(db, &delivery_statements[MARK], DB_PARAMS(id, attempt), out);
}

enum status delivery_tasks(struct db *db, struct person *person, const struct task_filter *f, struct rows *out)
{
    const char *rights[RIGHTS_PARAMETERS]; /* branches, department, person, confidential, heads, chain */
    g_autofree char *limit = g_strdup_printf("%" G_GINT64_FORMAT, f->limit + 1);

    rights_params(person, rights);
    return db_run(db, &delivery_statements[TASKS],
                  DB_PARAMS(rights[0], rights[1], rights[3], rights[4], rights[5], f->after, f->branch, f->department,
                            f->channel, limit),
                  out);
}
