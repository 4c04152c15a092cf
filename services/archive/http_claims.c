#include "archive.h"
#include "claim.h"
#include "file_type.h"

#include <string.h>
#include <unistd.h>

/* The one file of the form; faults are told otherwise. */
static const struct upload *only_file(struct request *rq)
{
    const struct upload *file = NULL;
    size_t files = 0;

    for (size_t i = 0; i < http_upload_count(rq); i++)
        if (upload_file_name(http_upload(rq, i))) {
            file = http_upload(rq, i);
            files++;
        }
    if (files > 1)
        faults_add(&rq->faults, "/file", "too_many", "1");
    else if (!file || !upload_size_bytes(file))
        faults_add(&rq->faults, "/file", "required", NULL);
    return rq->faults.count ? NULL : file;
}

/* Where the file lies: an earlier try of this request may have moved it into the store already. */
static char *place_of(const struct archive *app, const struct upload *file)
{
    if (access(upload_path(file), R_OK) == 0)
        return g_strdup(upload_path(file));
    return file_store_path(app->folder, upload_sha256(file));
}

static struct claim *make(struct work *w, const struct request *rq, const struct upload *file, const char *mime)
{
    const struct archive *app = work_app(w);
    bool waits = mime && *app->clamd_socket;
    struct claim *claim = work_new(w, &claim_table);

    claim->version = 1;
    text_set(&claim->state, !mime ? "failed" : waits ? "pending" : "clean");
    text_set(&claim->reason, mime ? NULL : "bad_type");
    text_set(&claim->person_id, rq->person->id);
    text_set(&claim->branch, rq->person->branch);
    text_set(&claim->name, upload_file_name(file));
    text_set(&claim->mime, mime);
    claim->size_bytes = upload_size_bytes(file);
    text_set(&claim->sha256, upload_sha256(file));
    claim->created_at = work_now(w);
    claim->next_at = waits ? work_now(w) : 0;
    return claim;
}

/* What was looked at, said so: without a scanner only size and type. */
static json_t *claim_json(const struct archive *app, const struct claim *claim)
{
    json_t *json = record_to_json(&claim_table.record, claim);
    static const char *const hidden[] = {"wanted", "attempts", "next_at", "person_id"};

    for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++)
        json_object_del(json, hidden[i]);
    json_object_set_new(json, "checks", json_string(*app->clamd_socket ? "size, type, viruses" : "size, type"));
    return json;
}

enum status http_claim_create(struct work *w, struct request *rq, struct answer *out)
{
    const struct archive *app = work_app(w);
    char head[FILE_TYPE_HEAD_BYTES];
    const struct upload *file = only_file(rq);
    if (!file)
        return ST_INVALID;
    g_autofree char *path = place_of(app, file);
    const char *detected = file_type_detect(head, file_store_head(path, head, sizeof head));
    const char *mime = file_type_settle(detected, upload_type(file));
    struct claim *claim = make(w, rq, file, mime);
    struct content content = {claim->sha256, mime, claim->size_bytes, false};
    enum status status = mime ? file_store_keep(w, app->folder, path, &content) : ST_OK;
    if (status != ST_OK)
        return status;
    answer_version(out, claim->version);
    return answer_json_take(out, 201, claim_json(app, claim));
}

enum status http_claim_get(struct work *w, struct request *rq, struct answer *out)
{
    const char *id = http_param(rq, "id");
    const struct claim *claim = uuid_valid(id) ? work_find(w, &claim_table, "id", id) : NULL;
    if (!claim || g_strcmp0(claim->person_id, rq->person->id) != 0)
        return ST_NOT_FOUND;
    answer_version(out, claim->version);
    return answer_json_take(out, 200, claim_json(work_app(w), claim));
}
