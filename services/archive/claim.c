#include "claim.h"

#include <string.h>

struct document *claim_bind(struct work *w, struct claim *claim, const struct purpose *purpose)
{
    struct purpose whole = *purpose;

    if (!whole.name)
        whole.name = claim->name;
    struct document *document = document_make(
        w,
        &(struct content){
            .sha256 = claim->sha256, .mime = claim->mime, .size_bytes = claim->size_bytes, .scanned = claim->scanned},
        &whole);
    text_set(&claim->document_id, document->id);
    json_set_take(&claim->wanted, NULL);
    claim->version++;
    work_save(w, claim);
    return document;
}

static void tell(struct work *w, const struct purpose *purpose, const char *reason)
{
    document_tell_failed(w, &(struct missing){.appeal_id = purpose->appeal_id,
                                              .file_key = purpose->file_key,
                                              .doc_type = purpose->doc_type,
                                              .name = purpose->name,
                                              .reason = reason,
                                              .final = true});
}

/* The document of a letter becomes also one of the appeal that was made of it. */
static void join_appeal(struct work *w, const struct claim *claim, const struct purpose *purpose)
{
    struct document *document = work_find(w, &document_table, "id", claim->document_id);

    if (document && purpose->letter_id && g_strcmp0(document->letter_id, purpose->letter_id) == 0) {
        text_set(&document->appeal_id, purpose->appeal_id);
        text_set(&document->file_key, purpose->file_key);
        document->version++;
        work_save(w, document);
        document_announce(w, document);
    } else {
        tell(w, purpose, "claim_used");
    }
}

static void keep_wish(struct work *w, struct claim *claim, const struct purpose *purpose)
{
    json_set_take(&claim->wanted,
                  json_pack("{s:s, s:s, s:s, s:s*, s:s*}", "appeal_id", purpose->appeal_id, "branch", purpose->branch,
                            "file_key", purpose->file_key, "doc_type", purpose->doc_type, "name", purpose->name));
    claim->version++;
    work_save(w, claim);
}

void claim_want(struct work *w, const char *claim_id, const struct purpose *purpose)
{
    struct claim *claim = uuid_valid(claim_id) ? work_find(w, &claim_table, "id", claim_id) : NULL;

    if (!claim)
        tell(w, purpose, "claim_unknown");
    else if (claim->document_id)
        join_appeal(w, claim, purpose);
    else if (claim->wanted)
        tell(w, purpose, "claim_used");
    else if (strcmp(claim->state, "clean") == 0)
        claim_bind(w, claim, purpose);
    else if (strcmp(claim->state, "pending") == 0)
        keep_wish(w, claim, purpose);
    else
        tell(w, purpose, claim->reason);
}

void claim_settle(struct work *w, struct claim *claim, const char *state, const char *reason)
{
    json_auto_t *wanted = json_incref(claim->wanted);
    struct purpose purpose = {.branch = json_string_value(json_object_get(wanted, "branch")),
                              .source = "upload",
                              .direction = "in",
                              .appeal_id = json_string_value(json_object_get(wanted, "appeal_id")),
                              .file_key = json_string_value(json_object_get(wanted, "file_key")),
                              .doc_type = json_string_value(json_object_get(wanted, "doc_type")),
                              .name = json_string_value(json_object_get(wanted, "name")),
                              .person_id = claim->person_id};
    text_set(&claim->state, state);
    text_set(&claim->reason, reason);
    claim->next_at = 0;
    claim->version++;
    json_set_take(&claim->wanted, NULL);
    work_save(w, claim);
    if (wanted && reason)
        tell(w, &purpose, reason);
    else if (wanted)
        claim_bind(w, claim, &purpose);
}
