#include "lifecycle.h"

#include "appeal_status.h"
#include "appeal_status_changed.h"
#include "intake.h"

#include <string.h>

/* clang-format off: one row a transition */
const struct transition lifecycle[] = {
    {"", LIFE_DRAFT, "DRAFT", NULL, NULL},
    {"", LIFE_RECEIVE, "RECEIVED", "Обращение поступило и проверяется.",
     "The appeal has been received and is being checked."},
    {"DRAFT", LIFE_REGISTER, "REGISTERED", "Обращение зарегистрировано.", "The appeal is registered."},
    {"RECEIVED", LIFE_REGISTER, "REGISTERED", "Обращение зарегистрировано.", "The appeal is registered."},
    {"REGISTERED", LIFE_SEND, "IN_WORK", "Обращение в работе.", "The appeal is in work."},
    {"IN_WORK", LIFE_PREPARE, "RESPONSE_PREP", "Готовится ответ.", "The answer is being prepared."},
    {"RESPONSE_PREP", LIFE_REWORK, "IN_WORK", "Обращение в работе.", "The appeal is in work."},
    {"RESPONSE_PREP", LIFE_SIGN, "SENDING", "Ответ подписан и отправляется.",
     "The answer is signed and is being sent."},
    {"SENDING", LIFE_DELIVER, "ANSWERED", "Ответ направлен.", "The answer has been sent."},
    {"REGISTERED", LIFE_SOLVE, "ANSWERED", "Вопрос решён при обращении.", "The question was solved at once."},
    {"ANSWERED", LIFE_CLOSE, "CLOSED", "Обращение закрыто.", "The appeal is closed."},
    {"ANSWERED", LIFE_REOPEN, "IN_WORK", "Обращение возобновлено.", "The appeal is reopened."},
    {"CLOSED", LIFE_REOPEN, "IN_WORK", "Обращение возобновлено.", "The appeal is reopened."},
    {"LEFT", LIFE_REOPEN, "IN_WORK", "Обращение возобновлено.", "The appeal is reopened."},
    {"RECEIVED", LIFE_WITHDRAW, "WITHDRAWN", "Обращение отозвано заявителем.", "The applicant withdrew the appeal."},
    {"REGISTERED", LIFE_WITHDRAW, "WITHDRAWN", "Обращение отозвано заявителем.", "The applicant withdrew the appeal."},
    {"IN_WORK", LIFE_WITHDRAW, "WITHDRAWN", "Обращение отозвано заявителем.", "The applicant withdrew the appeal."},
    {"RESPONSE_PREP", LIFE_WITHDRAW, "WITHDRAWN", "Обращение отозвано заявителем.",
     "The applicant withdrew the appeal."},
    {"DRAFT", LIFE_CANCEL, "CANCELLED", NULL, NULL},
    {"RECEIVED", LIFE_CANCEL, "CANCELLED", "Регистрация обращения аннулирована.",
     "The registration of the appeal is void."},
    {"REGISTERED", LIFE_CANCEL, "CANCELLED", "Регистрация обращения аннулирована.",
     "The registration of the appeal is void."},
    {"IN_WORK", LIFE_CANCEL, "CANCELLED", "Регистрация обращения аннулирована.",
     "The registration of the appeal is void."},
    {"RESPONSE_PREP", LIFE_CANCEL, "CANCELLED", "Регистрация обращения аннулирована.",
     "The registration of the appeal is void."},
};
/* clang-format on */
const size_t lifecycle_count = sizeof lifecycle / sizeof *lifecycle;

const struct transition *lifecycle_find(const char *state, enum lifecycle_event event)
{
    for (size_t i = 0; i < lifecycle_count; i++)
        if (lifecycle[i].event == event && strcmp(lifecycle[i].from, state ? state : "") == 0)
            return &lifecycle[i];
    return NULL;
}

const char *lifecycle_event_name(enum lifecycle_event event)
{
    static const char *const names[] = {"draft",   "receive", "register", "send",   "prepare",  "rework", "sign",
                                        "deliver", "solve",   "close",    "reopen", "withdraw", "cancel"};
    return names[event];
}

/* The last transition into a state says what the applicant reads of it. */
static const struct transition *into(const char *state)
{
    for (size_t i = 0; i < lifecycle_count; i++)
        if (lifecycle[i].ru && strcmp(lifecycle[i].to, state) == 0)
            return &lifecycle[i];
    return NULL;
}

static void publish(struct work *w, struct appeal *a, const char *transition, const struct transition *text)
{
    a->public_no++;
    emit(w, &appeal_status_changed_event, a->id,
         &(struct appeal_status_changed){.appeal_id = a->id,
                                         .version = a->public_no,
                                         .number = a->number,
                                         .external_id = a->external_id,
                                         .source = a->source,
                                         .transition = (char *)transition,
                                         .state = a->state,
                                         .text_ru = (char *)text->ru,
                                         .text_en = (char *)text->en,
                                         .due = a->due_date,
                                         .at = work_now(w)});
    emit(w, &appeal_status_event, a->id,
         &(struct appeal_status){.appeal_id = a->id,
                                 .version = a->public_no,
                                 .number = a->number,
                                 .external_id = a->external_id,
                                 .source = a->source,
                                 .state = a->state,
                                 .text_ru = (char *)text->ru,
                                 .text_en = (char *)text->en,
                                 .due = a->due_date,
                                 .at = work_now(w)});
}

void lifecycle_publish(struct work *w, struct appeal *appeal, const char *transition)
{
    const struct transition *text = into(appeal->state);

    if (appeal->number && text)
        publish(w, appeal, transition, text);
}

static void write_history(struct work *w, const struct appeal *appeal, const struct transition *row,
                          const struct actor *by, const char *note)
{
    struct history *line = work_new(w, &history_table);

    text_set(&line->appeal_id, appeal->id);
    line->at = work_now(w);
    text_set(&line->event, lifecycle_event_name(row->event));
    text_set(&line->from_state, *row->from ? row->from : NULL);
    text_set(&line->to_state, row->to);
    text_set(&line->by, by ? by->id : NULL);
    text_set(&line->by_name, by ? by->name : NULL);
    text_set(&line->note, note);
}

enum status lifecycle_apply(struct work *w, struct appeal *appeal, enum lifecycle_event event, const struct actor *by,
                            const char *note)
{
    const struct transition *row = lifecycle_find(appeal->state, event);
    if (!row)
        return ST_CONFLICT;
    text_set(&appeal->state, row->to);
    appeal->version++;
    work_save(w, appeal);
    write_history(w, appeal, row, by, note);
    if (appeal->number && row->ru)
        publish(w, appeal, lifecycle_event_name(event), row);
    return ST_OK;
}
