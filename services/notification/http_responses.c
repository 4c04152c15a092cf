#include "notification.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The person's department where it has a task of this answer: who hands it over reads it. */
static const char *working_department(struct work *w, const struct request *rq, const char *response_id)
{
    for (void **list = work_list(w, &delivery_table, "response_id", response_id); *list; list++) {
        const struct delivery *d = *list;
        if (d->department && g_strcmp0(d->department, rq->person->department) == 0)
            return d->department;
    }
    return NULL;
}

/* A response that the person may see, or NULL. */
static const struct response *visible(struct work *w, const struct request *rq)
{
    const char *id = http_param(rq, "id");
    const struct response *r = uuid_valid(id) ? work_find(w, &response_table, "id", id) : NULL;
    if (!r)
        return NULL;
    struct subject subject = {.branch = r->branch,
                              .department = working_department(w, rq, id),
                              .confidential = r->confidential,
                              .excluded = r->excluded};
    return person_may_see(rq->person, &subject) ? r : NULL;
}

static json_t *delivery_line(const struct delivery *d)
{
    static const char *const shown[] = {"id",      "version",      "response_id", "cycle_no", "channel",
                                        "state",   "reason",       "proof_kind",  "proof",    "created_at",
                                        "sent_at", "delivered_at", "attempts",    "follows"};
    json_auto_t *all = record_to_json(&delivery_table.record, d);
    json_t *line = json_object();

    for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
        if (json_object_get(all, shown[i]))
            json_object_set(line, shown[i], json_object_get(all, shown[i]));
    return line;
}

static json_t *lines_of(struct work *w, const char *column, const char *value)
{
    json_t *lines = json_array();

    for (void **list = work_list(w, &delivery_table, column, value); *list; list++)
        json_array_append_new(lines, delivery_line(*list));
    return lines;
}

enum status http_response_get(struct work *w, struct request *rq, struct answer *out)
{
    static const char *const hidden[] = {"applicant", "source", "external_id", "confidential", "excluded"};
    const struct response *r = visible(w, rq);
    if (!r)
        return ST_NOT_FOUND;
    json_t *body = record_to_json(&response_table.record, r);
    for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++)
        json_object_del(body, hidden[i]);
    g_autofree char *letter = g_strdup_printf("/api/notification/v1/responses/%s/letter.pdf", r->id);
    json_object_set_new(body, "letter", json_string(letter));
    json_object_set_new(body, "deliveries", lines_of(w, "response_id", r->id));
    return answer_json_take(out, 200, body);
}

/* The rendered letter as an open file; -1: no memory for it. */
static int file_of(GBytes *letter)
{
    gsize size;
    const char *bytes = g_bytes_get_data(letter, &size);
    int file = memfd_create("letter", MFD_CLOEXEC);

    for (gsize at = 0; file >= 0 && at < size;) {
        ssize_t wrote = write(file, bytes + at, size - at);
        if (wrote <= 0) {
            close(file);
            return -1;
        }
        at += (gsize)wrote;
    }
    return file;
}

enum status http_response_letter(struct work *w, struct request *rq, struct answer *out)
{
    const struct response *r = visible(w, rq);
    if (!r)
        return ST_NOT_FOUND;
    g_autoptr(GBytes) letter = letter_of(w, r);
    int file = letter ? file_of(letter) : -1;
    if (file < 0)
        return ST_RETRY;
    out->file = file;
    out->file_size_bytes = (int64_t)g_bytes_get_size(letter);
    out->content_type = g_strdup("application/pdf");
    out->file_name = letter_file_name(r);
    return ST_OK;
}

/* All ways of all answers of an appeal, for its card. */
enum status http_appeal_deliveries(struct work *w, struct request *rq, struct answer *out)
{
    const char *id = http_param(rq, "id");
    void **list = work_list(w, &response_table, "appeal_id", uuid_valid(id) ? id : NULL);
    const struct response *r = *list;
    struct subject subject = {
        .branch = r ? r->branch : NULL, .confidential = r && r->confidential, .excluded = r ? r->excluded : NULL};

    if (!r || !person_may_see(rq->person, &subject))
        return ST_NOT_FOUND;
    return answer_json_take(out, 200, http_page_take(lines_of(w, "appeal_id", id), NULL));
}
