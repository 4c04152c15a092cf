#include "check.h"
#include "intake.h"
#include "letter_registered.h"
#include "lifecycle.h"
#include "receive.h"
#include "words.h"

#include <string.h>

static void fill(struct appeal *a, const struct letter_registered *letter)
{
    text_set(&a->branch, letter->branch);
    text_set(&a->channel, "MAIL");
    text_set(&a->letter_id, letter->letter_id);
    text_set(&a->external_id, letter->number);
    text_set(&a->type_code, letter->type_code);
    text_set(&a->client_kind, letter->client_kind);
    text_set(&a->account, letter->account);
    text_set(&a->body, letter->text);
    json_set_take(&a->applicant, json_deep_copy(letter->applicant));
    json_set_take(&a->fields, json_deep_copy(letter->fields));
    json_set_take(&a->response_channels, json_deep_copy(letter->response_channels));
    a->received_at = letter->registered_at;
}

/* R22: a letter marked as an appeal makes a card in the queue of the branch's customer service; the letter's id is the
 * appeal's id, so that a repeat finds it. */
enum status on_letter_registered(struct work *w, const struct event *e)
{
    const struct letter_registered *letter = e->data;
    if (!letter->is_appeal || strcmp(letter->direction, "in") != 0)
        return ST_OK;
    if (work_find(w, &appeal_table, "id", letter->letter_id))
        return ST_OK;
    struct appeal *a = work_new(w, &appeal_table);
    text_set(&a->id, letter->letter_id);
    fill(a, letter);
    receive_files(w, a, letter->files);
    number_give(w, a, a->received_at);
    words_enter(w, a);
    check_card(w, a);
    if (lifecycle_apply(w, a, LIFE_RECEIVE, NULL, letter->number) != ST_OK)
        return ST_OK;
    receive_announce(w, a, letter->files);
    return ST_OK;
}
