/* appeal_form.h: what a person fills in at the window, at creation and at change; the body of POST and PUT. */
#ifndef OTKLIK_APPEAL_FORM_H
#define OTKLIK_APPEAL_FORM_H

#include "appeal.h"
#include "http.h"

struct appeal_form {
    char *branch;
    char *channel;
    char *client_kind;
    char *type_code;
    char *client_id;
    char *client_name;
    bool client_unknown;
    bool client_none; /* nobody is chosen after all */
    char *account;
    char *address;
    char *contract;
    json_t *applicant;
    json_t *auth; /* how the applicant proved who he is: {"kind": "shown"} at the window */
    char *subject;
    char *text;
    json_t *fields;
    json_t *response_channels;
    json_t *files;
    json_t *drop_files; /* file keys that a draft has no more */
    instant received_at;
    char *language;
    char *then;   /* "register", "send" or "solve": further steps at once */
    char *result; /* of "solve" */
};

extern const struct record_type appeal_form_type;

/* Takes what the form has into the card; members that are absent stay as they are. */
void appeal_form_apply(struct appeal *appeal, const struct appeal_form *form);

#endif
