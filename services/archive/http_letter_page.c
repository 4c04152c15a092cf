#include "archive.h"
#include "store/statements.h"
#include "store/tables.h"

#include <string.h>

#define PAGE_DEFAULT 50
#define PAGE_MAX 200

static bool is_date(const char *text)
{
    int year, month, day;
    char end;
    return strlen(text) == 10 && sscanf(text, "%4d-%2d-%2d%c", &year, &month, &day, &end) == 3 &&
           g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

static bool is_yes_no(const char *text)
{
    return !strcmp(text, "true") || !strcmp(text, "false");
}

static bool is_direction(const char *text)
{
    return !strcmp(text, "in") || !strcmp(text, "out");
}

/* A query parameter that is absent or of the right form; else a fault. */
static const char *query(struct request *rq, const char *name, bool (*fits)(const char *text))
{
    const char *value = http_query(rq, name);
    g_autofree char *pointer = g_strdup_printf("/%s", name);
    if (value && fits && !fits(value))
        faults_add(&rq->faults, pointer, "wrong_form", NULL);
    return value;
}

static json_t *line_of(const struct rows *rows, int row)
{
    struct letter *letter = table_row_from(&letter_table, rows, row);
    json_t *line = record_to_json(&letter_table.record, letter);
    json_object_del(line, "appeal");
    record_release(&letter_table.record, letter);
    g_free(letter);
    return line;
}

static enum status answer_page(const struct rows *rows, int64_t limit, struct answer *out)
{
    bool more = rows_count(rows) > limit;
    int count = rows_count(rows) - more;
    json_t *items = json_array();

    for (int i = 0; i < count; i++)
        json_array_append_new(items, line_of(rows, i));
    return answer_json_take(out, 200, http_page_take(items, more ? rows_text(rows, count - 1, 0) : NULL));
}

enum status http_letter_page(struct work *w, struct request *rq, struct answer *out)
{
    const char *rights[RIGHTS_PARAMETERS]; /* branches, department, person, confidential, heads, chain */
    auto_rows rows = {0};
    int64_t limit = http_limit(rq, PAGE_DEFAULT, PAGE_MAX);
    const char *after = query(rq, "after", uuid_valid);
    const char *branch = query(rq, "branch", NULL);
    const char *direction = query(rq, "direction", is_direction);
    const char *from = query(rq, "from", is_date);
    const char *to = query(rq, "to", is_date);
    const char *number = query(rq, "number", NULL);
    const char *is_appeal = query(rq, "is_appeal", is_yes_no);

    if (rq->faults.count)
        return ST_INVALID;
    rights_params(rq->person, rights);
    g_autofree char *wanted = g_strdup_printf("%" G_GINT64_FORMAT, limit + 1);
    enum status status = db_run(work_db(w), &letter_statements[LETTER_PAGE],
                                DB_PARAMS(rights[0], rights[2], rights[3], rights[4], rights[5], after, branch,
                                          direction, from, to, number, is_appeal, wanted),
                                &rows);
    return status == ST_OK ? answer_page(&rows, limit, out) : status;
}
