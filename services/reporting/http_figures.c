#include "report/report_query.h"
#include "reporting.h"

enum { LEVEL, CODE, NAME, COUNT, REGISTERED, ANSWERED, IN_TIME, OVERDUE, DAYS, TYPE_NAME };
enum { LEVEL_ALL, LEVEL_BRANCH, LEVEL_TYPE };

static const char *date_of(struct request *rq, const char *name)
{
    const char *text = http_query(rq, name);
    int year, month, day, end = 0;

    if (!text)
        faults_add(&rq->faults, name, "required", NULL);
    else if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) != 3 || end != 10 || text[end] ||
             !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        faults_add(&rq->faults, name, "bad_date", NULL);
    return text;
}

static json_t *figures_of(const struct rows *rows, int row)
{
    json_t *one = json_pack(
        "{s:I, s:I, s:I, s:I, s:I}", "appeals", (json_int_t)rows_int(rows, row, COUNT), "registered",
        (json_int_t)rows_int(rows, row, REGISTERED), "answered", (json_int_t)rows_int(rows, row, ANSWERED), "in_time",
        (json_int_t)rows_int(rows, row, IN_TIME), "overdue", (json_int_t)rows_int(rows, row, OVERDUE));

    if (!rows_null(rows, row, DAYS))
        json_object_set_new(one, "average_days", json_real(g_ascii_strtod(rows_text(rows, row, DAYS), NULL)));
    if (rows_int(rows, row, LEVEL) == LEVEL_ALL)
        return one;
    bool branch = rows_int(rows, row, LEVEL) == LEVEL_BRANCH;
    json_object_set_new(one, "code", json_string(rows_text(rows, row, CODE)));
    json_object_set_new(one, "name", json_string(rows_text(rows, row, branch ? NAME : TYPE_NAME)));
    return one;
}

static json_t *board_of(const struct report_scope *scope, const struct rows *rows)
{
    char as_of[INSTANT_TEXT_SIZE];
    json_t *board = json_pack("{s:s, s:s, s:s, s:[], s:[]}", "from", scope->from, "to", scope->to, "as_of",
                              instant_format(scope->as_of, as_of), "branches", "types");

    for (int i = 0; i < rows_count(rows); i++) {
        int64_t level = rows_int(rows, i, LEVEL);
        json_t *one = figures_of(rows, i);
        if (level == LEVEL_ALL)
            json_object_set_new(board, "total", one);
        else
            json_array_append_new(json_object_get(board, level == LEVEL_BRANCH ? "branches" : "types"), one);
    }
    return board;
}

static json_t *allowed_branches(const struct person *person)
{
    json_t *list = json_array();

    for (char **one = person->branches; one && *one; one++)
        json_array_append_new(list, json_string(*one));
    return list;
}

enum status http_figures(struct work *w, struct request *rq, struct answer *out)
{
    const char *branch = http_query(rq, "branch");
    json_auto_t *allowed = allowed_branches(rq->person);
    json_auto_t *people = person_chain(rq->person);
    json_auto_t *only = branch ? json_pack("[s]", branch) : NULL;
    struct report_scope scope = {.as_of = work_now(w),
                                 .language = rq->language,
                                 .allowed = allowed,
                                 .confidential = rq->person->confidential,
                                 .people = people,
                                 .from = date_of(rq, "from"),
                                 .to = date_of(rq, "to"),
                                 .branches = only};
    auto_rows rows = {0};
    if (rq->faults.count)
        return ST_INVALID;
    enum status status = report_query_figures(work_db(w), &scope, &rows);
    return status == ST_OK ? answer_json_take(out, 200, board_of(&scope, &rows)) : status;
}
