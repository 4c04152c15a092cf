#include "store/statements.h"
#include "store/tables.h"

static const struct field letter_fields[] = {
    FIELD(letter, id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(letter, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(letter, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(letter, direction, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(letter, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(letter, correspondent, FIELD_TEXT, FIELD_REQUIRED | FIELD_PERSONAL),
    FIELD(letter, corr_number, FIELD_TEXT, 0),
    FIELD(letter, corr_date, FIELD_DATE, 0),
    FIELD(letter, received_on, FIELD_DATE, 0),
    FIELD(letter, delivery, FIELD_TEXT, 0),
    FIELD(letter, rpo, FIELD_TEXT, 0),
    FIELD(letter, pages, FIELD_INT, 0),
    FIELD(letter, subject, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(letter, client_id, FIELD_UUID, 0),
    FIELD(letter, is_appeal, FIELD_BOOL, 0),
    FIELD(letter, appeal, FIELD_JSON, FIELD_PERSONAL),
    FIELD(letter, files, FIELD_JSON, FIELD_PERSONAL),
    FIELD(letter, registered_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(letter, registered_by, FIELD_UUID, FIELD_REQUIRED),
};

const struct table letter_table = {
    .name = "archive.letter", .record = RECORD(letter, letter_fields), .key = "id", .locked = true, .monthly = true};

static const struct field letter_number_fields[] = {
    FIELD(letter_number, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(letter_number, letter_id, FIELD_UUID, FIELD_REQUIRED),
};

const struct table letter_number_table = {.name = "archive.letter_number",
                                          .record = RECORD(letter_number, letter_number_fields),
                                          .key = "number",
                                          .append_only = true};

const struct statement letter_statements[] = {
    [LETTER_COUNT] = {"letter_count", "INSERT INTO archive.letter_counter AS counter (id, last)\n"
                                      "VALUES ($1::text, 1)\n"
                                      "ON CONFLICT (id) DO UPDATE SET last = counter.last + 1\n"
                                      "RETURNING last"},
    [LETTER_HOLD] = {"letter_hold", "SELECT pg_advisory_xact_lock(hashtextextended($1::text, 1))"},
    /* NULL equals NULL here: two letters without number on the same date may be one. */
    [LETTER_DOUBLE] = {"letter_double", "SELECT id, number, registered_at\n"
                                        "FROM archive.letter\n"
                                        "WHERE branch = $1::text\n"
                                        "  AND direction = $2::text\n"
                                        "  AND lower(correspondent) = lower($3::text)\n"
                                        "  AND corr_number IS NOT DISTINCT FROM $4::text\n"
                                        "  AND corr_date IS NOT DISTINCT FROM $5::date\n"
                                        "ORDER BY id\n"
                                        "LIMIT 1"},
    [LETTER_PAGE] = {"letter_page",
                     "SELECT l.id, version, number, direction, l.branch, correspondent, corr_number, corr_date,\n"
                     "       received_on, delivery, rpo, pages, subject, l.client_id, is_appeal, appeal, files,\n"
                     "       registered_at, registered_by\n"
                     "FROM archive.letter AS l\n"
                     "LEFT JOIN archive.appeal AS t ON t.id = l.id\n"
                     "WHERE (l.branch = ANY($1::text[]) OR '*' = ANY($1::text[]))\n"
                     "  AND (t.confidential IS NOT TRUE OR $3::boolean OR t.holder = $2::uuid\n"
                     "       OR t.department = ANY($4::uuid[]))\n"
                     "  AND (t.excluded && $5::uuid[]) IS NOT TRUE\n"
                     "  AND ($6::uuid IS NULL OR l.id < $6::uuid)\n"
                     "  AND ($7::text IS NULL OR l.branch = $7::text)\n"
                     "  AND ($8::text IS NULL OR direction = $8::text)\n"
                     "  AND ($9::date IS NULL OR received_on >= $9::date)\n"
                     "  AND ($10::date IS NULL OR received_on <= $10::date)\n"
                     "  AND ($11::text IS NULL OR number = $11::text)\n"
                     "  AND ($12::boolean IS NULL OR is_appeal = $12::boolean)\n"
                     "ORDER BY l.id DESC\n"
                     "LIMIT $13::bigint"},
};
