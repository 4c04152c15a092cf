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

struct wanted {
    const char *branches; /* array literal */
    const char *branch;
    int64_t limit;
};

static enum status run(struct db *db, const struct query *query, const struct wanted *wanted, const struct place *after,
                       struct rows *out)
{
    g_autofree char *limit = g_strdup_printf("%" G_GINT64_FORMAT, wanted->limit);
    bool person = query->kind == QUERY_PERSON, company = query->kind == QUERY_COMPANY;
    g_autofree char *end = g_strconcat(person ? query->more : query->value, AFTER_PREFIX, NULL);
    const char *params[] = {query->value, wanted->branches, wanted->branch, after->id, limit,
                            end,          after->name,      query->more};
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

/* Adds one reading's rows; *next is set when the page is full. */
static enum status add_reading(struct db *db, GArray *readings, guint reading, const struct wanted *wanted,
                               const struct place *after, json_t *items, char **next)
{
    const struct query *query = &g_array_index(readings, struct query, reading);
    auto_rows rows = {0};
    enum status status = run(db, query, wanted, after, &rows);
    if (status != ST_OK)
        return status;
    for (int i = 0; i < rows_count(&rows); i++) {
        if (!shown(items, rows_text(&rows, i, 0)))
            json_array_append_new(items, item_of(&rows, i, query));
        if ((int64_t)json_array_size(items) < wanted->limit)
            continue;
        *next = place_text(reading, rows_text(&rows, i, 0), rows_text(&rows, i, 6));
        return ST_OK;
    }
    return ST_OK;
}

static enum status search(struct db *db, GArray *readings, const struct wanted *wanted, const struct place *after,
                          json_t *items, char **next)
{
    const struct place begin = {0, "", FIRST_ID};
    enum status status = ST_OK;
    for (guint i = after->reading; status == ST_OK && !*next && i < readings->len; i++)
        status = add_reading(db, readings, i, wanted, i == after->reading ? after : &begin, items, next);
    return status;
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
    g_autofree char *branches = branches_of(rq->person);
    struct wanted wanted = {branches, text_in(rq->body, "branch"), limit_of(rq)};
    check_line(rq, line);
    if (rq->faults.count)
        return ST_INVALID;
    g_autoptr(GArray) readings = query_read(line);
    g_autofree char *next = NULL;
    json_t *items = json_array();
    struct place after;
    place_read(text_in(rq->body, "after"), &after);
    enum status status = search(work_db(w), readings, &wanted, &after, items, &next);
    place_release(&after);
    if (status != ST_OK) {
        json_decref(items);
        return status;
    }
    http_audit(w, rq, &(struct audit_subject){"client.search", "client", "", wanted.branch});
    return answer_json_take(out, 200, http_page_take(items, next));
}
