#include "appeal_received.h"
#include "archive.h"
#include "claim.h"

#include <string.h>

#define URL_MAX 8192

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text && *text ? text : NULL;
}

static struct fetch *planned(struct work *w, const char *appeal_id, const char *file_key)
{
    void **list = work_list(w, &fetch_table, "appeal_id", appeal_id);
    for (size_t i = 0; list[i]; i++)
        if (strcmp(((struct fetch *)list[i])->file_key, file_key) == 0)
            return list[i];
    return NULL;
}

static void plan(struct work *w, const struct purpose *purpose, const char *source, const json_t *file)
{
    struct fetch *fetch = work_new(w, &fetch_table);
    const char *sha256 = text_in(file, "sha256");
    g_autofree char *hash = sha256 ? g_ascii_strdown(sha256, -1) : NULL;

    text_set(&fetch->appeal_id, purpose->appeal_id);
    text_set(&fetch->file_key, purpose->file_key);
    text_set(&fetch->source, source);
    text_set(&fetch->url, text_in(file, "url"));
    text_set(&fetch->name, purpose->name);
    text_set(&fetch->doc_type, purpose->doc_type);
    text_set(&fetch->mime, text_in(file, "mime"));
    fetch->size_bytes = json_integer_value(json_object_get(file, "size"));
    text_set(&fetch->sha256, hash);
    text_set(&fetch->state, "planned");
    fetch->next_at = work_now(w);
    fetch->created_at = work_now(w);
}

static void refuse(struct work *w, const struct purpose *purpose, const char *reason)
{
    document_tell_failed(w, &(struct missing){.appeal_id = purpose->appeal_id,
                                              .file_key = purpose->file_key,
                                              .doc_type = purpose->doc_type,
                                              .name = purpose->name,
                                              .reason = reason,
                                              .final = true});
}

static void take_file(struct work *w, const struct appeal_received *received, const json_t *file)
{
    const char *url = text_in(file, "url");
    const char *claim_id = text_in(file, "claim_id");
    struct purpose purpose = {.branch = received->branch,
                              .source = claim_id ? "upload" : "bus",
                              .direction = "in",
                              .appeal_id = received->appeal_id,
                              .letter_id = received->letter_id,
                              .file_key = text_in(file, "file_key"),
                              .doc_type = text_in(file, "doc_type"),
                              .name = text_in(file, "name")};
    if (!purpose.file_key)
        return; /* intake keys every file */
    if (claim_id)
        claim_want(w, claim_id, &purpose);
    else if (!url || strlen(url) > URL_MAX)
        refuse(w, &purpose, "bad_url");
    else if (planned(w, received->appeal_id, purpose.file_key))
        refuse(w, &purpose, "file_key_repeated");
    else
        plan(w, &purpose, received->source, file);
}

static void remember(struct work *w, const struct appeal_received *received)
{
    struct appeal *appeal = work_new(w, &appeal_table);
    g_auto(GStrv) code = g_strsplit(received->type_code ? received->type_code : "", "-", 2);

    text_set(&appeal->id, received->appeal_id);
    text_set(&appeal->branch, received->branch);
    text_set(&appeal->type_code, received->type_code);
    text_set(&appeal->category, code[0]);
    text_set(&appeal->service, received->service);
    appeal->confidential = received->confidential;
    json_set_take(&appeal->excluded, json_incref(received->excluded));
}

enum status on_appeal_received(struct work *w, const struct event *e)
{
    const struct appeal_received *received = e->data;
    size_t i;
    json_t *file;

    if (work_find(w, &appeal_table, "id", received->appeal_id))
        return ST_OK;
    remember(w, received);
    json_array_foreach(received->files, i, file) take_file(w, received, file);
    return ST_OK;
}
