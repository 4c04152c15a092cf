#include "notification.h"

#include <string.h>

enum status http_layout_list(struct work *w, struct request *rq, struct answer *out)
{
    (void)rq;
    auto_rows rows = {0};
    enum status status = layouts_all(work_db(w), &rows);
    if (status != ST_OK)
        return status;
    json_t *items = json_array();
    for (int i = 0; i < rows_count(&rows); i++)
        json_array_append_new(items, json_loads(rows_text(&rows, i, 0), 0, NULL));
    return answer_json_take(out, 200, http_page_take(items, NULL));
}

enum status http_layout_get(struct work *w, struct request *rq, struct answer *out)
{
    const struct layout *layout = work_find(w, &layout_table, "code", http_param(rq, "code"));
    if (!layout)
        return ST_NOT_FOUND;
    answer_version(out, layout->version);
    return answer_json_take(out, 200, json_incref(layout->doc));
}

static void change(struct work *w, const struct request *rq, struct layout *layout)
{
    layout->version++;
    json_set_take(&layout->doc, json_deep_copy(rq->body));
    layout->changed_at = work_now(w);
    text_set(&layout->changed_by, rq->person->id);
    work_save(w, layout);
}

/* The same text is no new version, so that a company can be loaded again and again. */
enum status http_layout_put(struct work *w, struct request *rq, struct answer *out)
{
    const char *code = http_param(rq, "code"), *said = json_string_value(json_object_get(rq->body, "code"));
    struct layout *layout = work_find(w, &layout_table, "code", code);
    bool is_new = !layout, same = layout && json_equal(layout->doc, (json_t *)rq->body);

    if (!said || strcmp(said, code) != 0) {
        faults_add(&rq->faults, "/code", "not_expected_value", code);
        return ST_INVALID;
    }
    if (*rq->if_match && !http_version_matches(rq, out, layout ? layout->version : 0))
        return ST_CONFLICT;
    if (is_new) {
        layout = work_new(w, &layout_table);
        text_set(&layout->code, code);
    }
    if (!same)
        change(w, rq, layout);
    answer_version(out, layout->version);
    return answer_json_take(
        out, is_new ? 201 : 200,
        json_pack("{s:s, s:I, s:b}", "code", code, "version", (json_int_t)layout->version, "changed", !same));
}
