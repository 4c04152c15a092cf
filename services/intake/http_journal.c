#include "card.h"
#include "intake.h"
#include "journal.h"
#include "journal_spans.h"
#include "rows_json.h"

#include <string.h>

#define PAGE_DEFAULT 50
#define PAGE_MAX 200
#define TITLE_CHARACTERS 160
#define COUNT_MAX 999

/* The filters of a page; every member may be absent. Lists are arrays of codes. */
struct journal_filter {
    char *after;
    json_t *branch;
    json_t *state;
    json_t *type;
    json_t *channel;
    char *holder;
    char *client;
    char *number;
    char *overdue;
    char *trouble;
    char *from;
    char *to;
    char *text;
    char *author;
    int64_t limit;
};

static const struct field filter_fields[] = {
    FIELD(journal_filter, after, FIELD_UUID, 0),   FIELD(journal_filter, branch, FIELD_JSON, 0),
    FIELD(journal_filter, state, FIELD_JSON, 0),   FIELD(journal_filter, type, FIELD_JSON, 0),
    FIELD(journal_filter, channel, FIELD_JSON, 0), FIELD(journal_filter, holder, FIELD_UUID, 0),
    FIELD(journal_filter, client, FIELD_UUID, 0),  FIELD(journal_filter, number, FIELD_TEXT, 0),
    FIELD(journal_filter, overdue, FIELD_TEXT, 0), FIELD(journal_filter, trouble, FIELD_TEXT, 0),
    FIELD(journal_filter, from, FIELD_DATE, 0),    FIELD(journal_filter, to, FIELD_DATE, 0),
    FIELD(journal_filter, text, FIELD_TEXT, 0),    FIELD(journal_filter, author, FIELD_UUID, 0),
    FIELD(journal_filter, limit, FIELD_INT, 0),
};
static const struct record_type filter_type = RECORD(journal_filter, filter_fields);

static struct db_array *words(const json_t *list)
{
    struct db_array *array = db_array_new();
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)list, i, one) if (json_is_string(one)) db_array_add(array, json_string_value(one));
    return array;
}

static const char *words_or_null(const json_t *list, struct db_array *array)
{
    return json_array_size(list) ? db_array_text(array) : NULL;
}

/* The rights of a person are asked of the filter's branches alone: beyond them there is nothing of his to find. */
static struct db_array *seen_branches(const struct person *person, const json_t *asked)
{
    struct db_array *seen = db_array_new();
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)asked, i, one)
    {
        if (json_is_string(one) && person_sees_branch(person, json_string_value(one)))
            db_array_add(seen, json_string_value(one));
    }
    return seen;
}

static enum status ask(struct work *w, const struct person *person, enum journal_statement statement,
                       const struct journal_filter *f, const struct journal_span *span, struct rows *rows)
{
    const char *rights[RIGHTS_PARAMETERS];
    auto_array seen = seen_branches(person, f->branch);
    auto_array branches = words(f->branch);
    auto_array states = words(f->state);
    auto_array types = words(f->type);
    auto_array channels = words(f->channel);
    g_autofree char *limit = g_strdup_printf("%" G_GINT64_FORMAT, span->limit);

    rights_params((struct person *)person, rights);
    if (json_array_size(f->branch))
        rights[0] = db_array_text(seen);
    return db_run_planned(
        work_db(w), &journal_statements[f->text ? statement + 1 : statement],
        DB_PARAMS(rights[0], rights[1], rights[2], rights[3], rights[4], rights[5], *span->below ? span->below : NULL,
                  words_or_null(f->branch, branches), words_or_null(f->state, states), words_or_null(f->type, types),
                  words_or_null(f->channel, channels), f->holder, f->client, f->number, f->overdue, f->trouble, f->from,
                  f->to, f->text, f->author, limit, *span->since ? span->since : NULL, span->late ? "true" : "false"),
        rows);
}

/* The beginning of the subject or of the text: a list shows one line. */
static void put_title(json_t *line, const struct rows *rows, int row)
{
    const char *text = rows_text(rows, row, rows_null(rows, row, 9) ? 10 : 9);
    g_autofree char *title = g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), TITLE_CHARACTERS));
    json_object_set_new(line, "title", json_string(title));
}

static json_t *line_of(const struct rows *rows, int row)
{
    static const char *const texts[] = {"id",          "number",  "branch",    "state",      "channel",
                                        "client_kind", "service", "type_code", "client_name"};
    json_t *line = json_object();

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        rows_put_text(line, texts[i], rows, row, (int)i);
    put_title(line, rows, row);
    rows_put_time(line, "received_at", rows, row, 11);
    rows_put_time(line, "registered_at", rows, row, 12);
    rows_put_text(line, "due_date", rows, row, 13);
    rows_put_time(line, "due_at", rows, row, 14);
    json_object_set_new(line, "overdue", json_boolean(rows_bool(rows, row, 15)));
    rows_put_text(line, "trouble", rows, row, 16);
    rows_put_text(line, "department_name", rows, row, 17);
    rows_put_text(line, "holder_name", rows, row, 18);
    json_object_set_new(line, "confidential", json_boolean(rows_bool(rows, row, 19)));
    json_object_set_new(line, "version", json_integer(rows_int(rows, row, 20)));
    json_t *faults = json_loads(rows_text(rows, row, 21), 0, NULL);
    json_object_set_new(line, "faults", json_integer((json_int_t)json_array_size(faults)));
    json_decref(faults);
    rows_put_text(line, "match_result", rows, row, 22);
    rows_put_time(line, "answered_at", rows, row, 23);
    json_object_set_new(line, "due_provisional", json_boolean(rows_bool(rows, row, 24)));
    return line;
}

static bool filter_is_right(struct faults *faults, struct journal_filter *f)
{
    static const char *const yes_no[] = {"true", "false", NULL};

    if (!f->limit)
        f->limit = PAGE_DEFAULT;
    if (f->limit < 1 || f->limit > PAGE_MAX)
        faults_add(faults, "/limit", "out_of_range", "1..200");
    if (f->overdue && !g_strv_contains(yes_no, f->overdue))
        faults_add(faults, "/overdue", "not_in_list", "true, false");
    if (f->trouble && !g_strv_contains(yes_no, f->trouble))
        faults_add(faults, "/trouble", "not_in_list", "true, false");
    return faults->count == 0;
}

/* Filters whose rows are few whatever else is asked. */
static bool finds_few(const struct journal_filter *f)
{
    return f->holder || f->client || f->number || f->author || g_strcmp0(f->trouble, "true") == 0;
}

/* ST_NOT_FOUND: no appeal has the number that is asked for. `number` holds its row. */
static enum status range_of(struct work *w, const struct journal_filter *f, struct rows *number,
                            struct journal_range *out)
{
    *out = (struct journal_range){.now = work_now(w), .after = f->after, .from = f->from, .to = f->to};
    if (!f->number)
        return ST_OK;
    enum status status = db_run(work_db(w), &journal_statements[JOURNAL_ID_BY_NUMBER], DB_PARAMS(f->number), number);
    if (status != ST_OK || !rows_count(number))
        return status == ST_OK ? ST_NOT_FOUND : status;
    out->only = rows_text(number, 0, 0);
    return ST_OK;
}

/* 0 spans: nothing can be found. */
static enum status spans_of(struct work *w, const struct journal_filter *f, struct journal_span out[JOURNAL_SPANS_MAX],
                            int *out_count)
{
    auto_rows number = {0};
    struct journal_range range;
    enum status status = range_of(w, f, &number, &range);

    if (status == ST_OK)
        *out_count = journal_spans(&range, finds_few(f), out);
    if (status == ST_NOT_FOUND)
        *out_count = 0;
    return status == ST_NOT_FOUND ? ST_OK : status;
}

static enum status add_lines(struct work *w, const struct person *person, const struct journal_filter *f,
                             const struct journal_span *span, json_t *items)
{
    auto_rows rows = {0};
    enum status status = ask(w, person, span->few ? JOURNAL_FEW_PAGE : JOURNAL_PAGE, f, span, &rows);

    for (int i = 0; status == ST_OK && i < rows_count(&rows); i++)
        json_array_append_new(items, line_of(&rows, i));
    return status;
}

/* One more than a page is asked for, so that it is known whether another follows. */
static enum status page(struct work *w, struct request *rq, struct answer *out, struct journal_filter *f)
{
    if (!filter_is_right(&rq->faults, f))
        return ST_INVALID;
    json_auto_t *items = json_array();
    struct journal_span spans[JOURNAL_SPANS_MAX];
    int count = 0;
    enum status status = spans_of(w, f, spans, &count);
    if (status != ST_OK)
        return status;
    for (int i = 0; i < count && (int64_t)json_array_size(items) <= f->limit; i++) {
        spans[i].limit = f->limit + 1 - (int64_t)json_array_size(items);
        status = add_lines(w, rq->person, f, &spans[i], items);
        if (status != ST_OK)
            return status;
    }
    bool more = (int64_t)json_array_size(items) > f->limit;
    if (more)
        json_array_remove(items, (size_t)f->limit);
    const json_t *last = more ? json_array_get(items, (size_t)f->limit - 1) : NULL;
    return answer_json_take(out, 200,
                            http_page_take(json_incref(items), json_string_value(json_object_get(last, "id"))));
}

enum status http_journal_page(struct work *w, struct request *rq, struct answer *out)
{
    struct journal_filter filter = {0};
    enum status status = http_body(rq, &filter_type, &filter);

    if (status == ST_OK)
        status = page(w, rq, out, &filter);
    record_release(&filter_type, &filter);
    return status;
}

/* Counted up to one more than COUNT_MAX. */
static enum status count_spans(struct work *w, const struct person *person, const struct journal_filter *f,
                               int64_t *out_found)
{
    struct journal_span spans[JOURNAL_SPANS_MAX];
    int count = 0;
    int64_t found = 0;
    enum status status = spans_of(w, f, spans, &count);

    for (int i = 0; status == ST_OK && i < count && found <= COUNT_MAX; i++) {
        auto_rows rows = {0};
        spans[i].limit = COUNT_MAX + 1 - found;
        status = ask(w, person, JOURNAL_COUNT, f, &spans[i], &rows);
        found += status == ST_OK ? rows_int(&rows, 0, 0) : 0;
    }
    *out_found = found;
    return status;
}

/* How many a filter finds, counted up to COUNT_MAX: a tab says "999+". */
static enum status count_one(struct work *w, struct request *rq, const json_t *body, json_t *counts)
{
    struct journal_filter filter = {0};
    int64_t found = 0;
    enum status status = record_from_json(&filter_type, body, &filter, &rq->faults);

    if (status == ST_OK && filter_is_right(&rq->faults, &filter))
        status = count_spans(w, rq->person, &filter, &found);
    record_release(&filter_type, &filter);
    if (status != ST_OK || rq->faults.count)
        return status == ST_OK ? ST_INVALID : status;
    json_array_append_new(
        counts, json_pack("{s:I, s:b}", "count", (json_int_t)MIN(found, COUNT_MAX), "more", found > COUNT_MAX));
    return ST_OK;
}

enum status http_journal_counts(struct work *w, struct request *rq, struct answer *out)
{
    json_auto_t *counts = json_array();
    size_t i;
    json_t *filter;

    json_array_foreach(json_object_get(rq->body, "filters"), i, filter)
    {
        enum status status = count_one(w, rq, filter, counts);
        if (status != ST_OK)
            return status;
    }
    return answer_json_take(out, 200, json_pack("{s:O}", "counts", counts));
}

static struct appeal *visible(struct work *w, const struct request *rq, const char *id)
{
    struct appeal *a = work_find(w, &appeal_table, "id", id);
    return a && card_visible(a, rq->person) ? a : NULL;
}

enum status http_appeal_get(struct work *w, struct request *rq, struct answer *out)
{
    struct appeal *a = visible(w, rq, http_param(rq, "id"));
    if (!a)
        return ST_NOT_FOUND;
    answer_version(out, a->version);
    return answer_json_take(out, 200, card_to_json(w, a, rq->language));
}

/* The tab «Статус» by number: what an agent reads aloud while the client is on the line. */
enum status http_appeal_status(struct work *w, struct request *rq, struct answer *out)
{
    auto_rows rows = {0};
    enum status status =
        db_run(work_db(w), &journal_statements[JOURNAL_ID_BY_NUMBER], DB_PARAMS(http_param(rq, "number")), &rows);
    if (status != ST_OK || !rows_count(&rows))
        return status == ST_OK ? ST_NOT_FOUND : status;
    struct appeal *a = visible(w, rq, rows_text(&rows, 0, 0));
    if (!a)
        return ST_NOT_FOUND;
    answer_version(out, a->version);
    return answer_json_take(out, 200, card_to_json(w, a, rq->language));
}
