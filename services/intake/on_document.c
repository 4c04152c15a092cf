#include "check.h"
#include "document_failed.h"
#include "document_stored.h"
#include "flow.h"
#include "intake.h"

#include <string.h>

static struct attachment *find_attachment(struct work *w, const char *appeal_id, const char *file_key)
{
    void **list = work_list(w, &attachment_table, "appeal_id", appeal_id);

    for (size_t i = 0; list[i]; i++)
        if (g_strcmp0(((struct attachment *)list[i])->file_key, file_key) == 0)
            return list[i];
    return NULL;
}

/* A document that came later than the card: scanned at the window, sent after by the client. */
static struct attachment *new_attachment(struct work *w, const char *appeal_id, const char *file_key)
{
    struct attachment *one = work_new(w, &attachment_table);
    text_set(&one->appeal_id, appeal_id);
    text_set(&one->file_key, file_key ? file_key : one->id);
    return one;
}

enum status on_document_stored(struct work *w, const struct event *e)
{
    const struct document_stored *stored = e->data;
    if (!stored->appeal_id)
        return ST_OK;
    struct appeal *a = work_find(w, &appeal_table, "id", stored->appeal_id);
    if (!a)
        return park(w, stored->appeal_id);
    struct attachment *one = find_attachment(w, a->id, stored->file_key);
    if (!one)
        one = new_attachment(w, a->id, stored->file_key);
    text_set(&one->state, "clean");
    text_set(&one->reason, NULL);
    text_set(&one->document_id, stored->document_id);
    if (stored->doc_type)
        text_set(&one->doc_type, stored->doc_type);
    if (stored->name)
        text_set(&one->name, stored->name);
    text_set(&one->mime, stored->mime);
    one->size_bytes = stored->size_bytes;
    work_save(w, one);
    check_card(w, a);
    a->version++;
    work_save(w, a);
    flow_advance(w, a);
    return ST_OK;
}

enum status on_document_failed(struct work *w, const struct event *e)
{
    const struct document_failed *failed = e->data;
    if (!failed->appeal_id)
        return ST_OK;
    struct appeal *a = work_find(w, &appeal_table, "id", failed->appeal_id);
    if (!a)
        return park(w, failed->appeal_id);
    struct attachment *one = find_attachment(w, a->id, failed->file_key);
    if (!one || strcmp(one->state, "clean") == 0)
        return ST_OK;
    text_set(&one->state, failed->final ? "failed" : "expected");
    text_set(&one->reason, failed->reason);
    one->final = failed->final;
    work_save(w, one);
    check_card(w, a);
    a->version++;
    work_save(w, a);
    if (a->send_wanted && failed->final) /* nothing more to wait for: it goes, or says what it misses */
        flow_advance(w, a);
    return ST_OK;
}
