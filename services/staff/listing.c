#include "staff.h"

#define PARAMETERS_MAX 12
#define LIMIT_USUAL 50
#define LIMIT_MAX 200

/* The object as it was loaded is for exports, that ask for it. */
static json_t *item_of(const struct rows *rows, int row, bool full)
{
    json_t *item = json_loads(rows_text(rows, row, 1), 0, NULL);

    if (!full)
        json_object_del(item, "doc");
    return item;
}

enum status listing_page(struct work *w, struct request *rq, struct answer *out, const struct statement *statement,
                         const char *const *filters, int count)
{
    int64_t limit = http_limit(rq, LIMIT_USUAL, LIMIT_MAX);
    const char *after = http_query(rq, "after");
    g_autofree char *wanted = g_strdup_printf("%" G_GINT64_FORMAT, limit + 1);
    const char *parameters[PARAMETERS_MAX] = {after ? after : "", wanted};
    auto_rows rows = {0};

    for (int i = 0; i < count; i++)
        parameters[2 + i] = filters[i];
    enum status status = rq->faults.count ? ST_INVALID : db_run(work_db(w), statement, parameters, 2 + count, &rows);
    if (status != ST_OK)
        return status;
    json_t *items = json_array();
    int found = rows_count(&rows);
    for (int i = 0; i < found && i < limit; i++)
        json_array_append_new(items, item_of(&rows, i, http_query(rq, "full") != NULL));
    return answer_json_take(out, 200,
                            http_page_take(items, found > limit ? rows_text(&rows, (int)limit - 1, 0) : NULL));
}

enum status listing_one(struct work *w, struct request *rq, struct answer *out, const struct statement *statement,
                        const char *key)
{
    auto_rows rows = {0};
    enum status status = db_run(work_db(w), statement, DB_PARAMS(key), &rows);

    if (status != ST_OK)
        return status;
    if (!rows_count(&rows))
        return ST_NOT_FOUND;
    json_t *item = item_of(&rows, 0, http_query(rq, "full") != NULL);
    answer_version(out, json_integer_value(json_object_get(item, "version")));
    return answer_json_take(out, 200, item);
}
