#include "journal.h"

/* Under the reader's rights, by any of the filters. */
#define JOURNAL_FILTERED                                                                                               \
    "FROM intake.appeal AS t\n"                                                                                        \
    "WHERE (t.branch = ANY($1::text[]) OR '*' = ANY($1::text[]) OR t.department = $2::uuid OR t.holder = "             \
    "$3::uuid\n"                                                                                                       \
    "       OR $3::uuid = ANY(t.held_by))\n"                                                                           \
    "  AND (NOT t.confidential OR $4::boolean OR t.holder = $3::uuid)\n"                                               \
    "  AND ($5::uuid IS NULL OR t.id < $5::uuid)\n"                                                                    \
    "  AND ($6::text[] IS NULL OR t.branch = ANY($6::text[]))\n"                                                       \
    "  AND ($7::text[] IS NULL OR t.state = ANY($7::text[]))\n"                                                        \
    "  AND ($8::text[] IS NULL OR t.type_code = ANY($8::text[]))\n"                                                    \
    "  AND ($9::text[] IS NULL OR t.channel = ANY($9::text[]))\n"                                                      \
    "  AND ($10::uuid IS NULL OR t.holder = $10::uuid)\n"                                                              \
    "  AND ($11::uuid IS NULL OR t.client_id = $11::uuid)\n"                                                           \
    "  AND ($12::text IS NULL OR t.number = $12::text)\n"                                                              \
    "  AND ($13::boolean IS NULL OR t.overdue = $13::boolean\n"                                                        \
    "       OR ($13::boolean AND t.due_at < now() AND t.answered_at IS NULL))\n"                                       \
    "  AND ($14::boolean IS NULL OR (t.trouble IS NOT NULL) = $14::boolean)\n"                                         \
    "  AND ($15::date IS NULL OR t.received_at >= $15::date)\n"                                                        \
    "  AND ($16::date IS NULL OR t.received_at < $16::date + 1)\n"                                                     \
    "  AND ($17::text IS NULL OR t.id IN (SELECT a.id FROM intake.appeal_text AS a\n"                                  \
    "                                     WHERE a.words @@ websearch_to_tsquery('russian', $17::text)))\n"             \
    "  AND ($18::uuid IS NULL OR t.author = $18::uuid)\n"

/* The journal's page: newest first, one request a page. */
const struct statement journal_statements[] = {
    [JOURNAL_PAGE] =
        {"journal_page",
         "SELECT id, number, branch, state, channel, client_kind, service, type_code, client_name, subject, body,\n"
         "       received_at, registered_at, due_date, due_at, overdue, trouble, department_name, holder_name,\n"
         "       confidential, version, faults, match_result, answered_at, due_provisional\n" JOURNAL_FILTERED
         "ORDER BY t.id DESC\n"
         "LIMIT $19::bigint"},
    [JOURNAL_COUNT] = {"journal_count", "SELECT count(*)\n"
                                        "FROM (SELECT\n" JOURNAL_FILTERED "LIMIT $19::bigint) AS few"},
    [JOURNAL_ID_BY_NUMBER] = {"journal_id_by_number",
                              "SELECT appeal_id\nFROM intake.appeal_number\nWHERE number = $1::text"},
};
