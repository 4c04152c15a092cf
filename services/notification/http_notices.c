#include "notification.h"

#include <string.h>

#define PAGE_DEFAULT 20
#define PAGE_MAX 100
#define UNREAD_CAP 99

static json_t *lines_of(const struct app *app, const struct rows *rows, int count)
{
    json_t *items = json_array();

    for (int i = 0; i < count; i++) {
        struct notice *notice = table_row_from(&notice_table, rows, i);
        json_array_append_new(items, notice_to_json(notice, app->public_url));
        record_release(&notice_table.record, notice);
        g_free(notice);
    }
    return items;
}

/* Mine, newest first, with how many are unread ("99+" beyond what anybody counts). The ETag is a hash of the body, so a
 * console that asks again and again gets 304. */
enum status http_notice_list(struct work *w, struct request *rq, struct answer *out)
{
    auto_rows rows = {0};
    int64_t unread = 0;
    const char *after = http_query(rq, "after"), *only = http_query(rq, "unread");
    int64_t limit = http_limit(rq, PAGE_DEFAULT, PAGE_MAX);
    if (after && !uuid_valid(after))
        faults_add(&rq->faults, "/after", "bad_uuid", NULL);
    if (rq->faults.count)
        return ST_INVALID;
    bool unread_only = only && strcmp(only, "true") == 0;
    enum status status = notices_page(work_db(w), rq->person->id, after, unread_only, limit, &rows);
    if (status == ST_OK)
        status = notices_unread(work_db(w), rq->person->id, UNREAD_CAP, &unread);
    if (status != ST_OK)
        return status;
    int count = rows_count(&rows);
    bool more = count > limit;
    json_t *items = lines_of(work_app(w), &rows, count - more);
    json_t *body = http_page_take(items, more ? rows_text(&rows, count - 2, 0) : NULL);
    json_object_set_new(body, "unread", json_integer(MIN(unread, UNREAD_CAP)));
    json_object_set_new(body, "unread_more", json_boolean(unread > UNREAD_CAP));
    answer_version(out, unread);
    return answer_json_take(out, 200, body);
}

enum status http_notice_read(struct work *w, struct request *rq, struct answer *out)
{
    const char *id = http_param(rq, "id");
    struct notice *notice = uuid_valid(id) ? work_find(w, &notice_table, "id", id) : NULL;

    if (!notice || strcmp(notice->recipient, rq->person->id) != 0)
        return ST_NOT_FOUND;
    if (!notice->read_at) {
        notice->read_at = work_now(w);
        work_save(w, notice);
    }
    out->status = 204;
    return ST_OK;
}

enum status http_notice_read_all(struct work *w, struct request *rq, struct answer *out)
{
    out->status = 204;
    return notices_read_all(work_db(w), rq->person->id, work_now(w));
}
