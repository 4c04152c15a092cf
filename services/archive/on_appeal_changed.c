#include "appeal_access_changed.h"
#include "appeal_registered.h"
#include "appeal_sent_to_work.h"
#include "archive.h"
#include "filing.h"
#include "stage_assigned.h"
#include "stage_queued.h"

/* An appeal older than this archive is known from here on. */
static struct appeal *appeal_of(struct work *w, const char *id, const char *branch)
{
    struct appeal *appeal = work_find(w, &appeal_table, "id", id);
    if (appeal)
        return appeal;
    appeal = work_new(w, &appeal_table);
    text_set(&appeal->id, id);
    text_set(&appeal->branch, branch);
    return appeal;
}

static void set_type(struct appeal *appeal, const char *type_code, const char *service)
{
    g_auto(GStrv) code = g_strsplit(type_code ? type_code : "", "-", 2);
    text_set(&appeal->type_code, type_code);
    text_set(&appeal->category, code[0]);
    text_set(&appeal->service, service);
}

/* R66: what came with the appeal goes into the client's archive. */
static void file_documents(struct work *w, const struct appeal *appeal)
{
    g_autoptr(GPtrArray) documents = g_ptr_array_new();
    void **rows = work_list(w, &document_table, "appeal_id", appeal->id);

    for (size_t i = 0; rows[i]; i++)
        g_ptr_array_add(documents, rows[i]);
    for (guint i = 0; i < documents->len; i++)
        filing_assign(w, documents->pdata[i], appeal->client_id);
}

enum status on_appeal_registered(struct work *w, const struct event *e)
{
    const struct appeal_registered *registered = e->data;
    struct appeal *appeal = appeal_of(w, registered->appeal_id, registered->branch);

    text_set(&appeal->branch, registered->branch);
    set_type(appeal, registered->type_code, registered->service);
    text_set(&appeal->client_id, registered->client_id);
    appeal->confidential = registered->confidential;
    json_set_take(&appeal->excluded, json_incref(registered->excluded));
    work_save(w, appeal);
    if (appeal->client_id)
        file_documents(w, appeal);
    return ST_OK;
}

enum status on_appeal_access_changed(struct work *w, const struct event *e)
{
    const struct appeal_access_changed *changed = e->data;
    struct appeal *appeal = work_find(w, &appeal_table, "id", changed->appeal_id);
    if (!appeal)
        return ST_OK;
    appeal->confidential = changed->confidential;
    json_set_take(&appeal->excluded, json_incref(changed->excluded));
    work_save(w, appeal);
    return ST_OK;
}

enum status on_appeal_sent_to_work(struct work *w, const struct event *e)
{
    const struct appeal_sent_to_work *sent = e->data;
    struct appeal *appeal = appeal_of(w, sent->appeal_id, sent->branch);

    text_set(&appeal->branch, sent->branch);
    set_type(appeal, sent->type_code, sent->service);
    text_set(&appeal->category, sent->category);
    appeal->confidential = sent->confidential;
    json_set_take(&appeal->excluded, json_incref(sent->excluded));
    work_save(w, appeal);
    return ST_OK;
}

enum status on_stage_queued(struct work *w, const struct event *e)
{
    const struct stage_queued *queued = e->data;
    struct appeal *appeal = appeal_of(w, queued->appeal_id, queued->branch);

    text_set(&appeal->department, queued->department_id);
    text_set(&appeal->holder, NULL);
    work_save(w, appeal);
    return ST_OK;
}

static void remember_holder(struct appeal *appeal, const char *employee_id)
{
    size_t i;
    json_t *one;

    json_array_foreach(appeal->held_by, i, one) if (g_strcmp0(json_string_value(one), employee_id) == 0) return;
    if (!appeal->held_by)
        appeal->held_by = json_array();
    json_array_append_new(appeal->held_by, json_string(employee_id));
}

/* Who works on it, or did, sees its documents. */
enum status on_stage_assigned(struct work *w, const struct event *e)
{
    const struct stage_assigned *assigned = e->data;
    struct appeal *appeal = work_find(w, &appeal_table, "id", assigned->appeal_id);
    if (!appeal || !assigned->employee_id)
        return ST_OK;
    text_set(&appeal->department, assigned->department_id);
    text_set(&appeal->holder, assigned->employee_id);
    remember_holder(appeal, assigned->employee_id);
    work_save(w, appeal);
    return ST_OK;
}
