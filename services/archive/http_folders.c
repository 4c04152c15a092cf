#include "archive.h"
#include "document.h"
#include "filing_rule.h"
#include "store/statements.h"

#include <string.h>

#define PAGE_DEFAULT 50
#define PAGE_MAX 200

static const struct record_type *template_type = &folder_template_table.record;

enum status http_template_list(struct work *w, struct request *rq, struct answer *out)
{
    (void)rq;
    auto_rows rows = {0};
    enum status status = db_run(work_db(w), &folder_statements[FOLDER_TEMPLATES], DB_NO_PARAMS, &rows);
    if (status != ST_OK)
        return status;
    json_t *items = json_array();
    for (int i = 0; i < rows_count(&rows); i++) {
        struct folder_template *template = table_row_from(&folder_template_table, &rows, i);
        json_array_append_new(items, record_to_json(template_type, template));
        record_release(template_type, template);
        g_free(template);
    }
    return answer_json_take(out, 200, http_page_take(items, NULL));
}

static const char *member(const struct request *rq, const char *name)
{
    return json_string_value(json_object_get(rq->body, name));
}

static bool template_is_right(struct request *rq)
{
    struct expr_error error;
    const char *criteria = member(rq, "criteria");
    const char *fault = criteria ? filing_criteria_fault(criteria, &error) : NULL;

    if (fault)
        faults_add(&rq->faults, "/criteria", "bad_expression", fault);
    if (g_strcmp0(member(rq, "client_kind"), http_param(rq, "kind")) != 0)
        faults_add(&rq->faults, "/client_kind", "not_expected_value", http_param(rq, "kind"));
    if (g_strcmp0(member(rq, "code"), http_param(rq, "code")) != 0)
        faults_add(&rq->faults, "/code", "not_expected_value", http_param(rq, "code"));
    return rq->faults.count == 0;
}

/* True when something is new in it. */
static bool apply(struct work *w, const struct request *rq, struct folder_template *template)
{
    int64_t order = json_integer_value(json_object_get(rq->body, "order"));
    bool same = template->version && template->ord == order && !g_strcmp0(template->ru, member(rq, "ru")) &&
                !g_strcmp0(template->en, member(rq, "en")) && !g_strcmp0(template->criteria, member(rq, "criteria"));
    if (same)
        return false;
    template->version++;
    template->ord = order;
    text_set(&template->ru, member(rq, "ru"));
    text_set(&template->en, member(rq, "en"));
    text_set(&template->criteria, member(rq, "criteria"));
    template->changed_at = work_now(w);
    text_set(&template->changed_by, rq->person->id);
    work_save(w, template);
    return true;
}

static enum status put(struct work *w, struct request *rq, struct answer *out, const char *id)
{
    struct folder_template *template = work_find(w, &folder_template_table, "id", id);
    if (*rq->if_match && !http_version_matches(rq, out, template ? template->version : 0))
        return ST_CONFLICT;
    if (!template) {
        template = work_new(w, &folder_template_table);
        text_set(&template->id, id);
        text_set(&template->client_kind, http_param(rq, "kind"));
        text_set(&template->code, http_param(rq, "code"));
    }
    bool created = !template->version;
    bool changed = apply(w, rq, template);
    enum status status =
        changed ? db_run(work_db(w), &folder_statements[FOLDER_SORT_BEGIN], DB_PARAMS(template->client_kind), NULL)
                : ST_OK;
    if (status != ST_OK)
        return status;
    answer_version(out, template->version);
    return answer_json_take(out, created ? 201 : 200, json_pack("{s:b}", "changed", changed));
}

/* The same text again is no change: `otk company load` can be repeated. */
enum status http_template_put(struct work *w, struct request *rq, struct answer *out)
{
    if (!template_is_right(rq))
        return ST_INVALID;
    g_autofree char *id = g_strdup_printf("%s/%s", http_param(rq, "kind"), http_param(rq, "code"));
    return put(w, rq, out, id);
}

static const struct client *visible_client(struct work *w, const struct request *rq, const char *id)
{
    const struct client *client = uuid_valid(id) ? work_find(w, &client_table, "id", id) : NULL;
    return client && person_sees_branch(rq->person, client->branch) ? client : NULL;
}

enum status http_client_folders(struct work *w, struct request *rq, struct answer *out)
{
    auto_rows rows = {0};
    const struct client *client = visible_client(w, rq, http_param(rq, "id"));
    if (!client)
        return ST_NOT_FOUND;
    enum status status = db_run(work_db(w), &folder_statements[FOLDER_LIST], DB_PARAMS(client->id), &rows);
    if (status != ST_OK)
        return status;
    json_t *items = json_array();
    for (int i = 0; i < rows_count(&rows); i++)
        json_array_append_new(items, json_pack("{s:s, s:s, s:I, s:s, s:s, s:I}", "id", rows_text(&rows, i, 0), "code",
                                               rows_text(&rows, i, 1), "order", (json_int_t)rows_int(&rows, i, 2), "ru",
                                               rows_text(&rows, i, 3), "en", rows_text(&rows, i, 4), "documents",
                                               (json_int_t)rows_int(&rows, i, 5)));
    return answer_json_take(out, 200, http_page_take(items, NULL));
}

/* Documents of confidential appeals are left out for those who may not see them; the page is then shorter. */
static json_t *page_items(struct work *w, const struct request *rq, const struct rows *rows, int count)
{
    json_t *items = json_array();

    for (int i = 0; i < count; i++) {
        struct document *document = table_row_from(&document_table, rows, i);
        if (document_visible(w, document, rq->person))
            json_array_append_new(items, document_json(document));
        record_release(&document_table.record, document);
        g_free(document);
    }
    return items;
}

enum status http_folder_documents(struct work *w, struct request *rq, struct answer *out)
{
    const char *id = http_param(rq, "id");
    const char *after = http_query(rq, "after");
    int64_t limit = http_limit(rq, PAGE_DEFAULT, PAGE_MAX);
    auto_rows rows = {0};

    if (after && !uuid_valid(after))
        faults_add(&rq->faults, "/after", "wrong_form", NULL);
    if (rq->faults.count)
        return ST_INVALID;
    const struct folder *folder = uuid_valid(id) ? work_find(w, &folder_table, "id", id) : NULL;
    if (!folder || !visible_client(w, rq, folder->client_id))
        return ST_NOT_FOUND;
    g_autofree char *wanted = g_strdup_printf("%" G_GINT64_FORMAT, limit + 1);
    enum status status =
        db_run(work_db(w), &folder_statements[FOLDER_DOCUMENTS], DB_PARAMS(folder->id, after, wanted), &rows);
    if (status != ST_OK)
        return status;
    bool more = rows_count(&rows) > limit;
    int count = rows_count(&rows) - more;
    json_t *items = page_items(w, rq, &rows, count);
    return answer_json_take(out, 200, http_page_take(items, more ? rows_text(&rows, count - 1, 0) : NULL));
}
