#include "card.h"

#include "app.h"
#include "appeal_closed.h"
#include "intake.h"
#include "lifecycle.h"

#include <string.h>

#define REOPEN_DAYS_DEFAULT 30

/* Who opened a card at the window keeps it until it goes to work. */
static const char *keeper(const struct appeal *a)
{
    return a->holder || a->cycle_no ? a->holder : a->author;
}

bool card_visible(const struct appeal *a, const struct person *person)
{
    return person_may_see(person, &(struct subject){.branch = a->branch,
                                                    .department = a->department,
                                                    .holder = keeper(a),
                                                    .held_by = a->held_by,
                                                    .confidential = a->confidential,
                                                    .excluded = a->excluded});
}

static json_t *children(struct work *w, const struct table *table, const char *appeal_id)
{
    json_t *list = json_array();
    void **rows = work_list(w, table, "appeal_id", appeal_id);

    for (size_t i = 0; rows[i]; i++)
        json_array_append_new(list, record_to_json(&table->record, rows[i]));
    return list;
}

/* The steps of people; those of events are nobody's to press. */
static json_t *steps_of(const struct appeal *a)
{
    static const enum lifecycle_event steps[] = {LIFE_REGISTER, LIFE_SEND,     LIFE_SOLVE, LIFE_CLOSE,
                                                 LIFE_REOPEN,   LIFE_WITHDRAW, LIFE_CANCEL};
    json_t *list = json_array();

    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        if (lifecycle_find(a->state, steps[i]))
            json_array_append_new(list, json_string(lifecycle_event_name(steps[i])));
    return list;
}

/* What was found, which is kept in Russian, in the reader's language. */
static json_t *faults_of(const struct appeal *a, const char *language)
{
    auto_faults faults;
    faults_init(&faults);
    faults_add_stored(&faults, a->faults);
    return faults_to_json(&faults, language);
}

json_t *card_to_json(struct work *w, struct appeal *a, const char *language)
{
    json_t *card = record_to_json(&appeal_table.record, a);

    json_object_set_new(card, "faults", faults_of(a, language));
    json_object_set_new(card, "attachments", children(w, &attachment_table, a->id));
    json_object_set_new(card, "stages", children(w, &stage_line_table, a->id));
    json_object_set_new(card, "history", children(w, &history_table, a->id));
    json_object_set_new(card, "steps", steps_of(a));
    return card;
}

enum status card_faults(const struct appeal *a, struct request *rq)
{
    faults_add_stored(&rq->faults, a->faults);
    return ST_INVALID;
}

json_t *card_claims(struct work *w, const struct appeal *a)
{
    json_t *files = json_array();
    void **rows = work_list(w, &attachment_table, "appeal_id", a->id);

    for (size_t i = 0; rows[i]; i++) {
        const struct attachment *one = rows[i];
        json_array_append_new(files, json_pack("{s:s, s:s, s:s*, s:s*}", "file_key", one->file_key, "claim_id",
                                               one->file_key, "doc_type", one->doc_type, "name", one->name));
    }
    return files;
}

static const json_t *type_setting(const struct catalogue_view *view, const struct appeal *a, const char *name)
{
    const struct appeal_type *type = view_type(view, a->type_code);
    return type ? json_object_get(type->doc, name) : NULL;
}

bool card_withdrawable(struct work *w, const struct appeal *a)
{
    auto_view view = intake_view(w);
    const json_t *setting = type_setting(view, a, "withdrawable");
    return !setting || json_is_true(setting);
}

bool card_reopenable(struct work *w, const struct appeal *a)
{
    auto_view view = intake_view(w);
    const json_t *setting = type_setting(view, a, "reopen_days");
    int64_t days = setting ? json_integer_value(setting) : REOPEN_DAYS_DEFAULT;
    return !a->answered_at || work_now(w) - a->answered_at <= days * 24 * 3600 * USEC_PER_SEC;
}

enum status card_close(struct work *w, struct appeal *a, const struct actor *by)
{
    enum status status = lifecycle_apply(w, a, LIFE_CLOSE, by, NULL);
    if (status != ST_OK)
        return status;
    a->closed_at = work_now(w);
    emit(w, &appeal_closed_event, a->id,
         &(struct appeal_closed){.appeal_id = a->id,
                                 .version = a->version,
                                 .cycle_no = a->cycle_no,
                                 .branch = a->branch,
                                 .closed_at = a->closed_at,
                                 .result = a->result});
    return ST_OK;
}
