#include "journal.h"

/* Under the reader's rights, by any of the filters; planned for each call's values, so that absent ones cost nothing.
 * Numbers are asked first and give an id: a condition that joins inside an OR would be asked of every appeal. */
#define JOURNAL_FILTERED                                                                                               \
    "FROM intake.appeal AS t\n"                                                                                        \
    "WHERE (t.branch = ANY($1::text[]) OR '*' = ANY($1::text[]) OR t.department = $2::uuid OR t.holder = $3::uuid\n"   \
    "       OR t.department = ANY($5::uuid[]) OR (t.held_by <> '{}' AND t.held_by @> ARRAY[$3::uuid]))\n"              \
    "  AND (NOT t.confidential OR $4::boolean OR t.holder = $3::uuid OR t.department = ANY($5::uuid[])\n"              \
    "       OR (t.author = $3::uuid AND t.holder IS NULL AND t.cycle_no = 0))\n"                                       \
    "  AND NOT (t.excluded && $6::uuid[])\n"                                                                           \
    "  AND ($7::uuid IS NULL OR t.id < $7::uuid)\n"                                                                    \
    "  AND ($8::text[] IS NULL OR t.branch = ANY($8::text[]))\n"                                                       \
    "  AND ($9::text[] IS NULL OR t.state = ANY($9::text[]))\n"                                                        \
    "  AND ($10::text[] IS NULL OR t.type_code = ANY($10::text[]))\n"                                                  \
    "  AND ($11::text[] IS NULL OR t.channel = ANY($11::text[]))\n"                                                    \
    "  AND ($12::uuid IS NULL OR t.holder = $12::uuid)\n"                                                              \
    "  AND ($13::uuid IS NULL OR t.client_id = $13::uuid)\n"                                                           \
    "  AND ($14::text IS NULL OR t.id = (SELECT n.appeal_id FROM intake.appeal_number AS n\n"                          \
    "                                    WHERE n.number = $14::text))\n"                                               \
    "  AND ($15::boolean IS NULL OR t.overdue = $15::boolean\n"                                                        \
    "       OR ($15::boolean AND t.due_at < now() AND t.answered_at IS NULL))\n"                                       \
    "  AND ($16::boolean IS NULL OR (t.trouble IS NOT NULL) = $16::boolean)\n"                                         \
    "  AND ($17::date IS NULL OR t.received_at >= $17::date)\n"                                                        \
    "  AND ($18::date IS NULL OR t.received_at < $18::date + 1)\n"                                                     \
    "  AND ($20::uuid IS NULL OR t.author = $20::uuid)\n"                                                              \
    "  AND ($22::uuid IS NULL OR t.id >= $22::uuid)\n"                                                                 \
    "  AND (NOT $23::boolean OR intake.entered_late(t.id, t.received_at))\n"

/* A condition of its own, so that the planner knows how many have the words and begins with them or ends with them. */
#define JOURNAL_WORDS                                                                                                  \
    "  AND t.id IN (SELECT a.id FROM intake.appeal_text AS a\n"                                                        \
    "               WHERE a.words @@ websearch_to_tsquery('russian', $19::text)\n"                                     \
    "                 AND ($7::uuid IS NULL OR a.id < $7::uuid) AND ($22::uuid IS NULL OR a.id >= $22::uuid))\n"

#define JOURNAL_NO_WORDS "  AND $19::text IS NULL\n"

#define JOURNAL_COLUMNS                                                                                                \
    "SELECT id, number, branch, state, channel, client_kind, service, type_code, client_name, subject, body,\n"        \
    "       received_at, registered_at, due_date, due_at, overdue, trouble, department_name, holder_name,\n"           \
    "       confidential, version, faults, match_result, answered_at, due_provisional\n"

#define JOURNAL_NEWEST "ORDER BY t.id DESC\nLIMIT $21::bigint"
/* OFFSET 0: the filters find their few rows and those are sorted; the order is no reason to walk all rows for them. */
#define JOURNAL_FEW(found) JOURNAL_COLUMNS "FROM (SELECT t.*\n" found "OFFSET 0) AS t\n" JOURNAL_NEWEST
#define JOURNAL_AT_MOST(found) "SELECT count(*)\nFROM (SELECT\n" found "LIMIT $21::bigint) AS few"

/* The journal's page: newest first, one request a page. */
const struct statement journal_statements[] = {
    [JOURNAL_PAGE] = {"journal_page", JOURNAL_COLUMNS JOURNAL_FILTERED JOURNAL_NO_WORDS JOURNAL_NEWEST},
    [JOURNAL_PAGE_WORDS] = {"journal_page_words", JOURNAL_COLUMNS JOURNAL_FILTERED JOURNAL_WORDS JOURNAL_NEWEST},
    [JOURNAL_FEW_PAGE] = {"journal_few_page", JOURNAL_FEW(JOURNAL_FILTERED JOURNAL_NO_WORDS)},
    [JOURNAL_FEW_PAGE_WORDS] = {"journal_few_page_words", JOURNAL_FEW(JOURNAL_FILTERED JOURNAL_WORDS)},
    [JOURNAL_COUNT] = {"journal_count", JOURNAL_AT_MOST(JOURNAL_FILTERED JOURNAL_NO_WORDS)},
    [JOURNAL_COUNT_WORDS] = {"journal_count_words", JOURNAL_AT_MOST(JOURNAL_FILTERED JOURNAL_WORDS)},
    [JOURNAL_ID_BY_NUMBER] = {"journal_id_by_number",
                              "SELECT appeal_id\nFROM intake.appeal_number\nWHERE number = $1::text"},
};
