#include "client_registry.h"
#include "query.h"
#include "store/stores.h"

#include <string.h>

#define LIMIT_DEFAULT 20
#define LIMIT_MAX 100
#define QUERY_LONGEST 200
#define FIRST_ID "00000000-0000-0000-0000-000000000000"
#define AFTER_PREFIX "\xf4\x8f\xbf\xbf" /* no name goes on with it */

/* Where a page ended: which reading of the line, and the last row. */
struct place {
    guint reading;
    char *name;
    char *id;
};

static void place_release(struct place *place)
{
    g_free(place->name);
    g_free(place->id);
}

static void place_read(const char *after, struct place *out)
{
    gsize size = 0;
    g_autofree guchar *bytes = after && *after ? g_base64_decode(after, &size) : NULL;
    g_autofree char *text = g_strndup(bytes ? (const char *)bytes : "", size);
    g_auto(GStrv) parts = g_strsplit(text, "|", 3);
    bool right = g_strv_length(parts) == 3 && uuid_valid(parts[1]) && g_utf8_validate(parts[2], -1, NULL);
    out->reading = right ? (guint)g_ascii_strtoull(parts[0], NULL, 10) : 0;
    out->id = g_strdup(right ? parts[1] : FIRST_ID);
    out->name = g_strdup(right ? parts[2] : "");
}

static char *place_text(guint reading, const char *id, const char *name)
{
    g_autofree char *text = g_strdup_printf("%u|%s|%s", reading, id, name);
    return g_base64_encode((const guchar *)text, strlen(text));
}

/* One page on its way: what is asked, where it goes on, what was found. */
struct page {
    GArray *readings;     /* of the line: struct query */
    const char *branches; /* array literal */
    const char *branch;
    int64_t limit;
    struct place after;
    json_t *items;
    char *next; /* set when the page is full */
};

static enum status run(struct db *db, const struct page *page, guint reading, struct rows *out)
{
    const struct query *query = &g_array_index(page->readings, struct query, reading);
    bool person = query->kind == QUERY_PERSON, company = query->kind == QUERY_COMPANY,
         goes_on = reading == page->after.reading;
    g_autofree char *limit = g_strdup_printf("%" G_GINT64_FORMAT, page->limit);
    g_autofree char *end = g_strconcat(person ? query->more : query->value, AFTER_PREFIX, NULL);
    const char *params[] = {query->value,
                            page->branches,
                            page->branch,
                            goes_on ? page->after.id : FIRST_ID,
                            limit,
                            end,
                            goes_on ? page->after.name : "",
                            query->more};
    return db_run(db, &search_statements[query->kind], params, person ? 8 : company ? 7 : 5, out);
}

static json_t *item_of(const struct rows *rows, int row, const struct query *query)
{
    return json_pack("{s:s, s:I, s:s, s:s, s:s, s:s, s:s}", "id", rows_text(rows, row, 0), "version",
                     (json_int_t)rows_int(rows, row, 1), "kind", rows_text(rows, row, 2), "display_name",
                     rows_text(rows, row, 3), "branch", rows_text(rows, row, 4), "status", rows_text(rows, row, 5),
                     "found_by", query_kind_name(query->kind));
}

static bool shown(const json_t *items, const char *id)
{
    const json_t *item;
    size_t index;
    json_array_foreach(items, index, item) if (!strcmp(json_string_value(json_object_get(item, "id")), id)) return true;
    return false;
}

static enum status add_reading(struct db *db, struct page *page, guint reading)
{
    const struct query *query = &g_array_index(page->readings, struct query, reading);
    auto_rows rows = {0};
    enum status status = run(db, page, reading, &rows);
    for (int i = 0; status == ST_OK && !page->next && i < rows_count(&rows); i++) {
        if (!shown(page->items, rows_text(&rows, i, 0)))
            json_array_append_new(page->items, item_of(&rows, i, query));
        if ((int64_t)json_array_size(page->items) >= page->limit)
            page->next = place_text(reading, rows_text(&rows, i, 0), rows_text(&rows, i, 6));
    }
    return status;
}

static enum status search(struct db *db, struct page *page)
{
    enum status status = ST_OK;
    for (guint i = page->after.reading; status == ST_OK && !page->next && i < page->readings->len; i++)
        status = add_reading(db, page, i);
    return status;
}

static void page_release(struct page *page)
{
    g_array_unref(page->readings);
    place_release(&page->after);
    json_decref(page->items);
    g_free(page->next);
}

static int64_t limit_of(struct request *rq)
{
    const json_t *limit = json_object_get(rq->body, "limit");
    int64_t number = limit ? json_integer_value(limit) : LIMIT_DEFAULT;
    if (number < 1 || number > LIMIT_MAX)
        faults_add(&rq->faults, "/limit", "out_of_range", "1-100");
    return number;
}

static char *branches_of(const struct person *person)
{
    struct db_array *array = db_array_new();
    for (char **branch = person->branches; branch && *branch; branch++)
        db_array_add(array, *branch);
    char *text = g_strdup(db_array_text(array));
    db_array_free(array);
    return text;
}

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static void check_line(struct request *rq, const char *line)
{
    if (!*line)
        faults_add(&rq->faults, "/q", "required", NULL);
    else if (g_utf8_strlen(line, -1) > QUERY_LONGEST)
        faults_add(&rq->faults, "/q", "too_long", "200");
}

enum status http_client_search(struct work *w, struct request *rq, struct answer *out)
{
    const char *line = text_in(rq->body, "q");
    int64_t limit = limit_of(rq);
    check_line(rq, line);
    if (rq->faults.count)
        return ST_INVALID;
    g_autofree char *branches = branches_of(rq->person);
    struct page page = {query_read(line), branches, text_in(rq->body, "branch"), limit, .items = json_array()};
    place_read(text_in(rq->body, "after"), &page.after);
    enum status status = search(work_db(w), &page);
    if (status == ST_OK) {
        http_audit(w, rq, &(struct audit_subject){"client.search", "client", NULL, page.branch});
        answer_json_take(out, 200, http_page_take(json_incref(page.items), page.next));
    }
    page_release(&page);
    return status;
}
