#include "archive.h"
#include "claim.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

/* The body of POST /v1/documents. */
struct document_form {
    char *claim_id;
    char *appeal_id, *letter_id, *client_id;
    char *doc_type, *file_key, *name;
    char *direction;
};

static const struct field form_fields[] = {
    FIELD(document_form, claim_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(document_form, appeal_id, FIELD_UUID, 0),
    FIELD(document_form, letter_id, FIELD_UUID, 0),
    FIELD(document_form, client_id, FIELD_UUID, 0),
    FIELD(document_form, doc_type, FIELD_TEXT, 0),
    FIELD(document_form, file_key, FIELD_TEXT, 0),
    FIELD(document_form, name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(document_form, direction, FIELD_TEXT, 0),
};
static const struct record_type form_type = RECORD(document_form, form_fields);

/* The branch of what the document is for; NULL: it is not there, or not for this person. */
static const char *branch_of_target(struct work *w, const struct request *rq, const struct document_form *form)
{
    if (form->appeal_id) {
        const struct appeal *appeal = work_find(w, &appeal_table, "id", form->appeal_id);
        return appeal && appeal_visible(appeal, rq->person) ? appeal->branch : NULL;
    }
    if (form->letter_id) {
        const struct letter *letter = work_find(w, &letter_table, "id", form->letter_id);
        return letter && person_sees_branch(rq->person, letter->branch) ? letter->branch : NULL;
    }
    const struct client *client = work_find(w, &client_table, "id", form->client_id);
    return client && person_sees_branch(rq->person, client->branch) ? client->branch : NULL;
}

static bool form_is_right(struct work *w, struct request *rq, const struct document_form *form)
{
    int targets = (form->appeal_id != NULL) + (form->letter_id != NULL) + (form->client_id != NULL);

    if (targets != 1)
        faults_add(&rq->faults, "/appeal_id", targets ? "not_one_variant" : "required", NULL);
    if (form->doc_type && !work_find(w, &doc_type_table, "code", form->doc_type))
        faults_add(&rq->faults, "/doc_type", "not_in_list", form->doc_type);
    if (form->direction && strcmp(form->direction, "in") && strcmp(form->direction, "out"))
        faults_add(&rq->faults, "/direction", "not_in_list", "in, out");
    return rq->faults.count == 0;
}

/* Another person's claim is as good as none. */
static struct claim *usable_claim(struct work *w, const struct request *rq, const char *id, struct answer *out)
{
    struct claim *claim = work_find(w, &claim_table, "id", id);

    if (!claim || g_strcmp0(claim->person_id, rq->person->id) != 0)
        answer_problem(out, 409, "claim_unknown", NULL);
    else if (claim->document_id || claim->wanted)
        answer_problem(out, 409, "claim_used", NULL);
    else if (strcmp(claim->state, "clean") != 0)
        answer_problem(out, 409, "claim_not_clean", claim->state);
    else
        return claim;
    return NULL;
}

static enum status create(struct work *w, struct request *rq, struct answer *out, const struct document_form *form)
{
    if (!form_is_right(w, rq, form))
        return ST_INVALID;
    const char *branch = branch_of_target(w, rq, form);
    if (!branch)
        return ST_NOT_FOUND;
    struct claim *claim = usable_claim(w, rq, form->claim_id, out);
    if (!claim)
        return ST_CONFLICT;
    const struct document *document =
        claim_bind(w, claim,
                   &(struct purpose){.branch = branch,
                                     .source = "upload",
                                     .direction = form->direction ? form->direction : "in",
                                     .appeal_id = form->appeal_id,
                                     .letter_id = form->letter_id,
                                     .client_id = form->client_id,
                                     .file_key = form->file_key ? form->file_key : claim->id,
                                     .doc_type = form->doc_type,
                                     .name = form->name,
                                     .person_id = rq->person->id});
    http_audit(w, rq,
               &(struct audit_subject){
                   .action = "document.add", .entity = "document", .id = document->id, .branch = document->branch});
    answer_version(out, document->version);
    return answer_json_take(out, 201, document_json(document));
}

enum status http_document_create(struct work *w, struct request *rq, struct answer *out)
{
    struct document_form form = {0};
    enum status status = http_body(rq, &form_type, &form);

    if (status == ST_OK)
        status = create(w, rq, out, &form);
    record_release(&form_type, &form);
    return status;
}

static struct document *visible(struct work *w, const struct request *rq)
{
    const char *id = http_param(rq, "id");
    struct document *document = uuid_valid(id) ? work_find(w, &document_table, "id", id) : NULL;
    return document && document_visible(w, document, rq->person) ? document : NULL;
}

enum status http_document_get(struct work *w, struct request *rq, struct answer *out)
{
    const struct document *document = visible(w, rq);
    if (!document)
        return ST_NOT_FOUND;
    answer_version(out, document->version);
    return answer_json_take(out, 200, document_json(document));
}

/* A content never changes, so its hash is its tag. */
enum status http_document_content(struct work *w, struct request *rq, struct answer *out)
{
    const struct archive *app = work_app(w);
    const struct document *document = visible(w, rq);
    struct stat about;
    if (!document)
        return ST_NOT_FOUND;
    g_autofree char *path = file_store_path(app->folder, document->sha256);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &about) != 0)
        return answer_problem(out, 503, "storage_failed", NULL);
    out->file = file;
    out->file_size_bytes = about.st_size;
    out->content_type = g_strdup(document->mime);
    out->file_name = g_strdup(document->name);
    out->etag = g_strdup(document->sha256);
    return ST_OK;
}

/* What is still to be fetched, or could not be, is shown beside what is there. The URL is nobody's business. */
static json_t *fetch_json(const struct fetch *fetch)
{
    json_t *json = record_to_json(&fetch_table.record, fetch);
    json_object_del(json, "url");
    return json;
}

enum status http_appeal_documents(struct work *w, struct request *rq, struct answer *out)
{
    const char *id = http_param(rq, "id");
    const struct appeal *appeal = uuid_valid(id) ? work_find(w, &appeal_table, "id", id) : NULL;
    if (!appeal || !appeal_visible(appeal, rq->person))
        return ST_NOT_FOUND;
    json_t *items = json_array();
    void **documents = work_list(w, &document_table, "appeal_id", id);
    for (size_t i = 0; documents[i]; i++)
        json_array_append_new(items, document_json(documents[i]));
    void **fetches = work_list(w, &fetch_table, "appeal_id", id);
    for (size_t i = 0; fetches[i]; i++)
        if (strcmp(((struct fetch *)fetches[i])->state, "stored") != 0)
            json_array_append_new(items, fetch_json(fetches[i]));
    return answer_json_take(out, 200, http_page_take(items, NULL));
}
