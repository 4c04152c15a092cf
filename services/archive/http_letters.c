#include "archive.h"
#include "claim.h"
#include "document.h"
#include "letter.h"
#include "store/statements.h"

#include <string.h>

/* The body of POST /v1/letters but for the members of an appeal, which are taken from it as they are. */
struct letter_form {
    char *direction, *branch, *correspondent, *corr_number, *corr_date, *received_on, *delivery, *rpo, *subject;
    char *client_id;
    int64_t pages;
    bool is_appeal, again;
    json_t *files;
};

static const struct field form_fields[] = {
    FIELD(letter_form, direction, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(letter_form, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(letter_form, correspondent, FIELD_TEXT, FIELD_REQUIRED | FIELD_PERSONAL),
    FIELD(letter_form, corr_number, FIELD_TEXT, 0),
    FIELD(letter_form, corr_date, FIELD_DATE, 0),
    FIELD(letter_form, received_on, FIELD_DATE, 0),
    FIELD(letter_form, delivery, FIELD_TEXT, 0),
    FIELD(letter_form, rpo, FIELD_TEXT, 0),
    FIELD(letter_form, subject, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(letter_form, client_id, FIELD_UUID, 0),
    FIELD(letter_form, pages, FIELD_INT, 0),
    FIELD(letter_form, is_appeal, FIELD_BOOL, 0),
    FIELD(letter_form, again, FIELD_BOOL, 0),
    FIELD(letter_form, files, FIELD_JSON, 0),
};
static const struct record_type form_type = RECORD(letter_form, form_fields);

/* Every file is a clean, unused claim of this person; what is wrong with one is told by its place. */
static void check_files(struct work *w, struct request *rq, const json_t *files)
{
    size_t i;
    json_t *file;

    json_array_foreach((json_t *)files, i, file)
    {
        const char *id = json_string_value(json_object_get(file, "claim_id"));
        const struct claim *claim = uuid_valid(id) ? work_find(w, &claim_table, "id", id) : NULL;
        g_autofree char *pointer = g_strdup_printf("/files/%zu/claim_id", i);
        if (!claim || g_strcmp0(claim->person_id, rq->person->id) != 0)
            faults_add(&rq->faults, pointer, "claim_unknown", NULL);
        else if (claim->document_id || claim->wanted)
            faults_add(&rq->faults, pointer, "claim_used", NULL);
        else if (strcmp(claim->state, "clean") != 0)
            faults_add(&rq->faults, pointer, "claim_not_clean", claim->state);
        for (size_t j = 0; j < i; j++)
            if (!g_strcmp0(json_string_value(json_object_get(json_array_get(files, j), "claim_id")), id))
                faults_add(&rq->faults, pointer, "repeated_items", NULL);
    }
}

static bool form_is_right(struct work *w, struct request *rq, const struct letter_form *form)
{
    if (strcmp(form->direction, "in") && strcmp(form->direction, "out"))
        faults_add(&rq->faults, "/direction", "not_in_list", "in, out");
    if (form->is_appeal && strcmp(form->direction, "in"))
        faults_add(&rq->faults, "/is_appeal", "not_expected_value", "in");
    if (!person_sees_branch(rq->person, form->branch))
        faults_add(&rq->faults, "/branch", "unknown_branch", form->branch);
    check_files(w, rq, form->files);
    return rq->faults.count == 0;
}

/* The correspondent's own number and date tell a letter: a clerk is asked before it gets a second number here. Whoever
 * registers the same at this moment waits until we are done. */
static enum status look_for_double(struct work *w, const struct letter_form *form, struct answer *out)
{
    char registered_at[INSTANT_TEXT_SIZE];
    auto_rows rows = {0};
    if (form->again || !form->corr_number)
        return ST_OK;
    enum status status = db_run(work_db(w), &letter_statements[LETTER_HOLD], DB_PARAMS(form->corr_number), NULL);
    if (status == ST_OK)
        status = db_run(
            work_db(w), &letter_statements[LETTER_DOUBLE],
            DB_PARAMS(form->branch, form->direction, form->correspondent, form->corr_number, form->corr_date), &rows);
    if (status != ST_OK || !rows_count(&rows))
        return status;
    json_decref(out->body);
    out->body =
        json_pack("{s:{s:s, s:s, s:s}}", "letter", "id", rows_text(&rows, 0, 0), "number", rows_text(&rows, 0, 1),
                  "registered_at", instant_format(rows_time(&rows, 0, 2), registered_at));
    return answer_problem(out, 409, "letter_double", rows_text(&rows, 0, 1));
}

static void fill(struct work *w, struct letter *letter, const struct request *rq, const struct letter_form *form)
{
    letter->version = 1;
    text_set(&letter->direction, form->direction);
    text_set(&letter->branch, form->branch);
    text_set(&letter->correspondent, form->correspondent);
    text_set(&letter->corr_number, form->corr_number);
    text_set(&letter->corr_date, form->corr_date);
    text_set(&letter->received_on, form->received_on);
    text_set(&letter->delivery, form->delivery);
    text_set(&letter->rpo, form->rpo);
    text_set(&letter->subject, form->subject);
    text_set(&letter->client_id, form->client_id);
    letter->pages = form->pages;
    letter->is_appeal = form->is_appeal;
    json_set_take(&letter->appeal, letter_appeal_part(rq->body));
    letter->registered_at = work_now(w);
    text_set(&letter->registered_by, rq->person->id);
}

/* Scans become documents of the letter at once; as the appeal's they are told when its card is there. */
static void bind_files(struct work *w, struct letter *letter, const json_t *files)
{
    size_t i;
    json_t *file;

    json_set_take(&letter->files, json_array());
    json_array_foreach((json_t *)files, i, file)
    {
        struct claim *claim = work_find(w, &claim_table, "id", json_string_value(json_object_get(file, "claim_id")));
        const char *doc_type = json_string_value(json_object_get(file, "doc_type"));
        const char *name = json_string_value(json_object_get(file, "name"));
        claim_bind(w, claim,
                   &(struct purpose){.branch = letter->branch,
                                     .source = "letter",
                                     .direction = letter->direction,
                                     .letter_id = letter->id,
                                     .client_id = letter->is_appeal ? NULL : letter->client_id,
                                     .file_key = claim->id,
                                     .doc_type = doc_type ? doc_type : "LET",
                                     .name = name,
                                     .person_id = letter->registered_by});
        json_array_append_new(letter->files, json_pack("{s:s, s:s, s:s*, s:s, s:I, s:s, s:s}", "file_key", claim->id,
                                                       "claim_id", claim->id, "name", name ? name : claim->name, "mime",
                                                       claim->mime, "size", (json_int_t)claim->size_bytes, "sha256",
                                                       claim->sha256, "doc_type", doc_type ? doc_type : "LET"));
    }
}

static void audit(struct work *w, struct request *rq, const struct letter *letter, const char *action)
{
    http_audit(
        w, rq,
        &(struct audit_subject){.action = action, .entity = "letter", .id = letter->id, .branch = letter->branch});
}

static enum status enter(struct work *w, struct request *rq, struct answer *out, const struct letter_form *form)
{
    if (!form_is_right(w, rq, form))
        return ST_INVALID;
    enum status status = look_for_double(w, form, out);
    if (status != ST_OK || out->problem_code)
        return status;
    struct letter *letter = work_new(w, &letter_table);
    fill(w, letter, rq, form);
    status = letter_give_number(w, letter);
    if (status != ST_OK)
        return status;
    bind_files(w, letter, form->files);
    letter_announce(w, letter);
    audit(w, rq, letter, "letter.register");
    answer_version(out, letter->version);
    return answer_json_take(out, 201, record_to_json(&letter_table.record, letter));
}

enum status http_letter_register(struct work *w, struct request *rq, struct answer *out)
{
    struct letter_form form = {0};
    enum status status = http_body(rq, &form_type, &form);

    if (status == ST_OK)
        status = enter(w, rq, out, &form);
    record_release(&form_type, &form);
    return status;
}

/* A letter that is an appeal is hidden from whom the appeal is hidden from. */
static bool is_secret(struct work *w, const struct letter *letter, const struct person *person)
{
    const struct appeal *appeal = work_find(w, &appeal_table, "id", letter->id);
    if (!appeal)
        return false;
    struct appeal here = *appeal; /* an appeal may have moved on to another branch, the letter stays where it came */
    here.branch = letter->branch;
    return !appeal_visible(&here, person);
}

static struct letter *visible(struct work *w, const struct request *rq)
{
    const char *id = http_param(rq, "id");
    struct letter *letter = uuid_valid(id) ? work_find(w, &letter_table, "id", id) : NULL;
    return letter && person_sees_branch(rq->person, letter->branch) && !is_secret(w, letter, rq->person) ? letter
                                                                                                         : NULL;
}

/* R21: a letter that was registered as one turns out to be an appeal. */
enum status http_letter_mark(struct work *w, struct request *rq, struct answer *out)
{
    struct letter *letter = visible(w, rq);
    if (!letter)
        return ST_NOT_FOUND;
    if (!http_version_matches(rq, out, letter->version))
        return ST_CONFLICT;
    if (letter->is_appeal || strcmp(letter->direction, "in") != 0)
        return answer_problem(out, 409, letter->is_appeal ? "letter_is_appeal" : "letter_is_outgoing", letter->number);
    letter->is_appeal = true;
    letter->version++;
    json_set_take(&letter->appeal, letter_appeal_part(rq->body));
    const char *client_id = json_string_value(json_object_get(rq->body, "client_id"));
    if (client_id)
        text_set(&letter->client_id, client_id);
    work_save(w, letter);
    letter_announce(w, letter);
    audit(w, rq, letter, "letter.mark_as_appeal");
    answer_version(out, letter->version);
    return answer_json_take(out, 200, record_to_json(&letter_table.record, letter));
}

enum status http_letter_get(struct work *w, struct request *rq, struct answer *out)
{
    const struct letter *letter = visible(w, rq);
    if (!letter)
        return ST_NOT_FOUND;
    answer_version(out, letter->version);
    return answer_json_take(out, 200, record_to_json(&letter_table.record, letter));
}

/* Scans of a letter; those of a confidential appeal are left out for who may not see it. */
enum status http_letter_documents(struct work *w, struct request *rq, struct answer *out)
{
    const struct letter *letter = visible(w, rq);
    if (!letter)
        return ST_NOT_FOUND;
    json_t *items = json_array();
    for (void **list = work_list(w, &document_table, "letter_id", letter->id); *list; list++)
        if (document_visible(w, *list, rq->person))
            json_array_append_new(items, document_json(*list));
    return answer_json_take(out, 200, http_page_take(items, NULL));
}
