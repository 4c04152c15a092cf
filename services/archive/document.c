#include "document.h"

#include "document_failed.h"
#include "document_stored.h"
#include "filing.h"

void document_announce(struct work *w, const struct document *document)
{
    const char *key = document->appeal_id ? document->appeal_id : document->id;

    emit(w, &document_stored_event, key,
         &(struct document_stored){.document_id = document->id,
                                   .appeal_id = document->appeal_id,
                                   .client_id = document->client_id,
                                   .letter_id = document->letter_id,
                                   .file_key = document->file_key,
                                   .doc_type = document->doc_type,
                                   .name = document->name,
                                   .mime = document->mime,
                                   .size_bytes = document->size_bytes,
                                   .sha256 = document->sha256,
                                   .source = document->source,
                                   .at = work_now(w)});
}

void document_tell_failed(struct work *w, const struct missing *missing)
{
    emit(w, &document_failed_event, missing->appeal_id,
         &(struct document_failed){.appeal_id = (char *)missing->appeal_id,
                                   .file_key = (char *)missing->file_key,
                                   .doc_type = (char *)missing->doc_type,
                                   .name = (char *)missing->name,
                                   .reason = (char *)missing->reason,
                                   .final = missing->final,
                                   .at = work_now(w)});
}

static void fill(struct document *document, const struct content *content, const struct purpose *purpose)
{
    document->version = 1;
    text_set(&document->branch, purpose->branch);
    text_set(&document->sha256, content->sha256);
    document->size_bytes = content->size_bytes;
    text_set(&document->mime, content->mime);
    text_set(&document->name, purpose->name);
    text_set(&document->doc_type, purpose->doc_type);
    text_set(&document->direction, purpose->direction);
    text_set(&document->source, purpose->source);
    text_set(&document->file_key, purpose->file_key);
    text_set(&document->appeal_id, purpose->appeal_id);
    text_set(&document->letter_id, purpose->letter_id);
    text_set(&document->created_by, purpose->person_id);
}

struct document *document_make(struct work *w, const struct content *content, const struct purpose *purpose)
{
    struct document *document = work_new(w, &document_table);
    const struct appeal *appeal = purpose->appeal_id ? work_find(w, &appeal_table, "id", purpose->appeal_id) : NULL;
    const char *client_id = purpose->client_id ? purpose->client_id : appeal ? appeal->client_id : NULL;

    fill(document, content, purpose);
    document->created_at = work_now(w);
    text_set(&document->client_id, client_id);
    document_announce(w, document);
    if (client_id)
        filing_assign(w, document, client_id);
    return document;
}

bool appeal_visible(const struct appeal *appeal, const struct person *person)
{
    return person_may_see(person, &(struct subject){.branch = appeal->branch,
                                                    .department = appeal->department,
                                                    .holder = appeal->holder,
                                                    .held_by = appeal->held_by,
                                                    .confidential = appeal->confidential,
                                                    .excluded = appeal->excluded});
}

bool document_visible(struct work *w, const struct document *document, const struct person *person)
{
    const struct appeal *appeal = document->appeal_id ? work_find(w, &appeal_table, "id", document->appeal_id) : NULL;
    return appeal ? appeal_visible(appeal, person) : person_sees_branch(person, document->branch);
}

json_t *document_json(const struct document *document)
{
    json_t *json = record_to_json(&document_table.record, document);
    json_object_set_new(json, "state", json_string("stored"));
    return json;
}
