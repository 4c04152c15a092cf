#include "filing.h"

#include "document_filed.h"
#include "filing_rule.h"

#include <string.h>

/* work_list's result lives until its next call. Caller frees the array. */
static GPtrArray *list_of(struct work *w, const struct table *table, const char *column, const char *value)
{
    void **rows = work_list(w, table, column, value);
    GPtrArray *list = g_ptr_array_new();

    for (size_t i = 0; rows[i]; i++)
        g_ptr_array_add(list, rows[i]);
    return list;
}

static struct filing_facts facts_of(struct work *w, const struct document *document)
{
    const struct doc_type *type = document->doc_type ? work_find(w, &doc_type_table, "code", document->doc_type) : NULL;
    const struct appeal *appeal = document->appeal_id ? work_find(w, &appeal_table, "id", document->appeal_id) : NULL;

    return (struct filing_facts){.doc_type = document->doc_type,
                                 .doc_category = type ? type->category : "other",
                                 .appeal_type = appeal ? appeal->type_code : NULL,
                                 .appeal_category = appeal ? appeal->category : NULL,
                                 .service = appeal ? appeal->service : NULL,
                                 .direction = document->direction};
}

static struct folder *folder_of(struct work *w, const struct client *client, const char *code)
{
    void **folders = work_list(w, &folder_table, "client_id", client->id);
    for (size_t i = 0; folders[i]; i++)
        if (strcmp(((struct folder *)folders[i])->code, code) == 0)
            return folders[i];
    struct folder *folder = work_new(w, &folder_table);
    text_set(&folder->client_id, client->id);
    text_set(&folder->code, code);
    return folder;
}

static struct folder_item *item_of(struct work *w, const char *folder_id, const char *document_id)
{
    void **items = work_list(w, &folder_item_table, "document_id", document_id);
    for (size_t i = 0; items[i]; i++)
        if (strcmp(((struct folder_item *)items[i])->folder_id, folder_id) == 0)
            return items[i];
    return NULL;
}

static void put_in(struct work *w, const struct folder *folder, const struct document *document)
{
    struct folder_item *item = work_new(w, &folder_item_table);
    text_set(&item->folder_id, folder->id);
    text_set(&item->document_id, document->id);
    text_set(&item->client_id, folder->client_id);
    item->filed_at = work_now(w);
    emit(w, &document_filed_event, folder->client_id,
         &(struct document_filed){.document_id = document->id,
                                  .client_id = folder->client_id,
                                  .appeal_id = document->appeal_id,
                                  .folder = folder->code,
                                  .at = item->filed_at});
}

static void sort_document(struct work *w, const struct client *client, const struct document *document)
{
    g_autoptr(GPtrArray) templates = list_of(w, &folder_template_table, "client_kind", client->kind);
    struct filing_facts facts = facts_of(w, document);

    for (guint i = 0; i < templates->len; i++) {
        const struct folder_template *template = templates->pdata[i];
        struct folder *folder = folder_of(w, client, template->code);
        struct folder_item *item = item_of(w, folder->id, document->id);
        bool fits = filing_matches(template->criteria, &facts);
        if (fits && !item)
            put_in(w, folder, document);
        else if (!fits && item)
            work_delete(w, item);
    }
}

void filing_assign(struct work *w, struct document *document, const char *client_id)
{
    text_set(&document->client_id, client_id);
    work_save(w, document);
    const struct client *client = work_find(w, &client_table, "id", client_id);
    if (client)
        sort_document(w, client, document);
}

void filing_sort_client(struct work *w, const struct client *client)
{
    g_autoptr(GPtrArray) templates = list_of(w, &folder_template_table, "client_kind", client->kind);
    g_autoptr(GPtrArray) documents = list_of(w, &document_table, "client_id", client->id);

    for (guint i = 0; i < templates->len; i++)
        folder_of(w, client, ((const struct folder_template *)templates->pdata[i])->code);
    for (guint i = 0; i < documents->len; i++)
        sort_document(w, client, documents->pdata[i]);
}
