#include "dead_letter_http.h"

#include "ids.h"
#include "rows_json.h"

#include <string.h>

enum { DEAD_PAGE, DEAD_GET, DEAD_RETRY, DEAD_DISCARD };

#define DEAD_COLUMNS                                                                                                   \
    "id, at, reason, type, event_id, source, topic, partition, message_offset, attempts, state, changed_at,\n"         \
    "       changed_by, note"

const struct statement dead_letter_statements[] = {
    [DEAD_PAGE] = {"dead_letter_page", "SELECT " DEAD_COLUMNS "\n"
                                       "FROM dead_letter\n"
                                       "WHERE state = $1::text\n"
                                       "  AND ($2::uuid IS NULL OR id < $2::uuid)\n"
                                       "ORDER BY id DESC\n"
                                       "LIMIT $3::bigint"},
    [DEAD_GET] = {"dead_letter_get", "SELECT " DEAD_COLUMNS ",\n"
                                     "       headers, encode(key, 'escape'), encode(value, 'hex')\n"
                                     "FROM dead_letter\n"
                                     "WHERE id = $1::uuid"},
    /* The engine takes it up among the parked events; a mended value replaces the bytes. No row: not open. */
    [DEAD_RETRY] =
        {"dead_letter_retry",
         "WITH letter AS (\n"
         "    UPDATE dead_letter\n"
         "    SET state = 'retried', changed_at = $2::timestamptz, changed_by = $3::uuid\n"
         "    WHERE id = $1::uuid\n"
         "      AND state = 'open'\n"
         "    RETURNING id, topic, partition, message_offset, message_time, headers, key, value\n"
         ")\n"
         "INSERT INTO parked (park_key, topic, partition, message_offset, message_time, headers, key, value)\n"
         "SELECT 'dead-letter/' || id, topic, partition, message_offset, message_time, headers, key,\n"
         "       coalesce(convert_to($4::text, 'UTF8'), value)\n"
         "FROM letter\n"
         "RETURNING 1"},
    [DEAD_DISCARD] = {"dead_letter_discard",
                      "UPDATE dead_letter\n"
                      "SET state = 'discarded', changed_at = $2::timestamptz, changed_by = $3::uuid, note = $4::text\n"
                      "WHERE id = $1::uuid\n"
                      "  AND state = 'open'\n"
                      "RETURNING 1"},
};
const size_t dead_letter_statement_count = sizeof dead_letter_statements / sizeof *dead_letter_statements;

/* Columns as DEAD_COLUMNS names them. */
static json_t *line_of(const struct rows *rows, int row)
{
    static const struct {
        const char *name;
        int column;
    } texts[] = {{"id", 0},    {"reason", 2}, {"type", 3},        {"event_id", 4}, {"source", 5},
                 {"topic", 6}, {"state", 10}, {"changed_by", 12}, {"note", 13}};
    json_t *line = json_object();

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        rows_put_text(line, texts[i].name, rows, row, texts[i].column);
    rows_put_time(line, "at", rows, row, 1);
    rows_put_time(line, "changed_at", rows, row, 11);
    json_object_set_new(line, "partition", json_integer(rows_int(rows, row, 7)));
    json_object_set_new(line, "offset", json_integer(rows_int(rows, row, 8)));
    json_object_set_new(line, "attempts", json_integer(rows_int(rows, row, 9)));
    return line;
}

static enum status list_letters(struct work *w, struct request *rq, struct answer *out)
{
    const char *state = http_query(rq, "state");
    const char *after = http_query(rq, "after");
    int64_t limit = http_limit(rq, 50, 200);
    g_autofree char *limit_text = g_strdup_printf("%" G_GINT64_FORMAT, limit + 1);
    auto_rows rows = {0};

    if (after && !uuid_valid(after))
        faults_add(&rq->faults, "/after", "bad_uuid", NULL);
    if (rq->faults.count)
        return ST_INVALID;
    enum status status = db_run(work_db(w), &dead_letter_statements[DEAD_PAGE],
                                DB_PARAMS(state ? state : "open", after, limit_text), &rows);
    if (status != ST_OK)
        return status;
    bool more = rows_count(&rows) > limit;
    json_t *items = json_array();
    for (int i = 0; i < rows_count(&rows) - more; i++)
        json_array_append_new(items, line_of(&rows, i));
    return answer_json_take(out, 200, http_page_take(items, more ? rows_text(&rows, (int)limit - 1, 0) : NULL));
}

/* As text where it is UTF-8, so that it can be read and mended; else in base64. */
static void put_value(json_t *letter, const char *hex)
{
    g_autoptr(GString) bytes = g_string_sized_new(strlen(hex) / 2);

    for (; hex[0] && hex[1]; hex += 2)
        g_string_append_c(bytes, (char)hex_byte(hex));
    if (g_utf8_validate(bytes->str, (gssize)bytes->len, NULL)) {
        json_object_set_new(letter, "value", json_stringn(bytes->str, bytes->len));
        return;
    }
    g_autofree char *base64 = g_base64_encode((const guchar *)bytes->str, bytes->len);
    json_object_set_new(letter, "value_base64", json_string(base64));
}

static enum status get_letter(struct work *w, struct request *rq, struct answer *out)
{
    auto_rows rows = {0};
    enum status status = db_run(work_db(w), &dead_letter_statements[DEAD_GET], DB_PARAMS(http_param(rq, "id")), &rows);

    if (status != ST_OK || !rows_count(&rows))
        return status == ST_OK ? ST_NOT_FOUND : status;
    json_t *letter = line_of(&rows, 0);
    json_object_set_new(letter, "headers", json_loads(rows_text(&rows, 0, 14), 0, NULL));
    rows_put_text(letter, "key", &rows, 0, 15);
    if (!rows_null(&rows, 0, 16))
        put_value(letter, rows_text(&rows, 0, 16));
    return answer_json_take(out, 200, letter);
}

static enum status settle(struct work *w, struct request *rq, struct answer *out, int statement, const char *last)
{
    char now[INSTANT_TEXT_SIZE];
    auto_rows rows = {0};
    const char *id = http_param(rq, "id");
    enum status status = db_run(work_db(w), &dead_letter_statements[statement],
                                DB_PARAMS(id, instant_format(work_now(w), now), rq->person->id, last), &rows);

    if (status != ST_OK)
        return status;
    if (!rows_count(&rows))
        return answer_problem(out, 409, "dead_letter_settled", NULL);
    return answer_json_take(out, 200, json_pack("{s:s}", "id", id));
}

/* {"value": ...}: the mended message, as text or as the JSON itself. */
static enum status retry_letter(struct work *w, struct request *rq, struct answer *out)
{
    const json_t *value = json_object_get(rq->body, "value");
    char *dumped = value && !json_is_string(value) ? json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    enum status status = settle(w, rq, out, DEAD_RETRY, dumped ? dumped : json_string_value(value));

    free(dumped);
    return status;
}

static enum status discard_letter(struct work *w, struct request *rq, struct answer *out)
{
    const char *reason = json_string_value(json_object_get(rq->body, "reason"));

    if (!reason || !*reason) {
        faults_add(&rq->faults, "/reason", "required", NULL);
        return ST_INVALID;
    }
    return settle(w, rq, out, DEAD_DISCARD, reason);
}

const struct route dead_letter_routes[] = {
    {"GET", "/v1/dead-letters", list_letters, "dlq.read", ROUTE_READ, "What this service could not process", NULL,
     "dead_letter_page", "state after limit:integer"},
    {"GET", "/v1/dead-letters/{id}", get_letter, "dlq.read", ROUTE_READ | ROUTE_AUDITED, "A dead letter with its bytes",
     NULL, "dead_letter", NULL},
    {"POST", "/v1/dead-letters/{id}/retry", retry_letter, "dlq.manage", 0, "Try it again, mended or as it is",
     "dead_letter_retry", "id", NULL},
    {"POST", "/v1/dead-letters/{id}/discard", discard_letter, "dlq.manage", 0, "Give it up, with a reason", "reason",
     "id", NULL},
    {0},
};
