#include "appeal_form.h"

static const struct field fields[] = {
    FIELD(appeal_form, branch, FIELD_TEXT, 0),
    FIELD(appeal_form, channel, FIELD_TEXT, 0),
    FIELD(appeal_form, client_kind, FIELD_TEXT, 0),
    FIELD(appeal_form, type_code, FIELD_TEXT, 0),
    FIELD(appeal_form, client_id, FIELD_UUID, 0),
    FIELD(appeal_form, client_name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(appeal_form, client_unknown, FIELD_BOOL, 0),
    FIELD(appeal_form, client_none, FIELD_BOOL, 0),
    FIELD(appeal_form, account, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(appeal_form, address, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(appeal_form, contract, FIELD_TEXT, 0),
    FIELD(appeal_form, applicant, FIELD_JSON, FIELD_PERSONAL),
    FIELD(appeal_form, auth, FIELD_JSON, FIELD_PERSONAL),
    FIELD(appeal_form, subject, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(appeal_form, text, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(appeal_form, fields, FIELD_JSON, FIELD_PERSONAL),
    FIELD(appeal_form, response_channels, FIELD_JSON, 0),
    FIELD(appeal_form, files, FIELD_JSON, 0),
    FIELD(appeal_form, drop_files, FIELD_JSON, 0),
    FIELD(appeal_form, received_at, FIELD_TIME, 0),
    FIELD(appeal_form, language, FIELD_TEXT, 0),
    FIELD(appeal_form, then, FIELD_TEXT, 0),
    FIELD(appeal_form, result, FIELD_TEXT, 0),
};

const struct record_type appeal_form_type = RECORD(appeal_form, fields);

static void take_text(char **member, const char *value)
{
    if (value)
        text_set(member, value);
}

static void take_json(json_t **member, json_t *value)
{
    if (value)
        json_set_take(member, json_deep_copy(value));
}

/* The word "unknown applicant" is a decision like the choice of a client. */
static void take_client(struct appeal *a, const struct appeal_form *form)
{
    if (form->client_id) {
        text_set(&a->client_id, form->client_id);
        text_set(&a->client_name, form->client_name);
        text_set(&a->match_result, "chosen");
    } else if (form->client_unknown || form->client_none) {
        text_set(&a->client_id, NULL);
        text_set(&a->client_name, NULL);
        text_set(&a->match_result, form->client_unknown ? "unknown" : NULL);
    }
}

void appeal_form_apply(struct appeal *a, const struct appeal_form *form)
{
    take_client(a, form);
    take_text(&a->channel, form->channel);
    take_text(&a->client_kind, form->client_kind);
    take_text(&a->type_code, form->type_code);
    take_text(&a->account, form->account);
    take_text(&a->address, form->address);
    take_text(&a->contract, form->contract);
    take_text(&a->subject, form->subject);
    take_text(&a->body, form->text);
    take_text(&a->language, form->language);
    take_json(&a->applicant, form->applicant);
    take_json(&a->auth, form->auth);
    take_json(&a->fields, form->fields);
    take_json(&a->response_channels, form->response_channels);
    if (form->received_at)
        a->received_at = form->received_at;
}
