#include "notification.h"

/* What a person shows before there is an answer: the members of a response that the letter's form names. */
static const struct field draft_fields[] = {
    FIELD(response, number, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(response, branch, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(response, subject, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(response, body, FIELD_TEXT, FIELD_REQUIRED | FIELD_PERSONAL),
    FIELD(response, client_name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(response, applicant, FIELD_JSON, FIELD_PERSONAL),
    FIELD(response, received_at, FIELD_TIME, 0),
    FIELD(response, language, FIELD_TEXT, 0),
};
static const struct record_type draft_type = RECORD(response, draft_fields);

static json_t *parts_of(const struct letter_text *text)
{
    return json_pack("{s:s*, s:s*, s:s*, s:s*, s:s*, s:s*, s:s*}", "title", text->title, "head", text->head,
                     "addressee", text->addressee, "body", text->body, "position", text->position, "signer",
                     text->signer, "footer", text->footer);
}

/* Number, date and signature come with the signing: their lines stay empty. */
enum status http_letter_preview(struct work *w, struct request *rq, struct answer *out)
{
    struct response draft = {0};
    struct letter_text text = {0};
    enum status status = http_body(rq, &draft_type, &draft);

    if (status != ST_OK)
        return status;
    text_set(&draft.out_number, "");
    letter_fill(w, &draft, &text);
    status = answer_json_take(out, 200, parts_of(&text));
    letter_text_release(&text);
    g_free(draft.out_number);
    record_release(&draft_type, &draft);
    return status;
}
