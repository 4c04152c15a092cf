#include "appeal_accepted.h"
#include "appeal_refused.h"
#include "intake.h"
#include "json_value.h"
#include "receive.h"
#include "submission.h"

#include <string.h>

static void reply_refused(struct work *w, const struct event *e, const char *external_id, const char *code)
{
    auto_faults faults;

    faults_init(&faults);
    faults_add(&faults, "", code, NULL);
    json_t *list = faults_to_json(&faults, "ru");
    emit(w, &appeal_refused_event, external_id,
         &(struct appeal_refused){.external_id = (char *)external_id, .source = (char *)e->source, .faults = list});
    json_decref(list);
}

static void reply_accepted(struct work *w, const struct submission *known, bool conflict)
{
    struct appeal_accepted accepted = {0};

    if (record_from_json(&appeal_accepted_event.data, known->accepted, &accepted, NULL) != ST_OK)
        return;
    accepted.duplicate = true;
    accepted.conflict = conflict;
    emit(w, &appeal_accepted_event, accepted.external_id, &accepted);
    record_release(&appeal_accepted_event.data, &accepted);
}

/* The same words twice are one appeal; other words under a known id are told to the sender and change nothing. */
static enum status answer_repeat(struct work *w, const struct submission *known, const struct event *e)
{
    g_autofree char *sha256 = json_value_sha256(e->json);

    reply_accepted(w, known, strcmp(sha256, known->payload_sha256) != 0);
    return ST_OK;
}

enum status on_appeal_submitted(struct work *w, const struct event *e)
{
    const char *external_id = submission_external_id(e->json);
    if (!json_is_object(e->json))
        return reject(w, "no JSON object");
    if (!external_id)
        return reject(w, "no external id");
    const struct source *source = work_find(w, &source_table, "name", e->source);
    if (!source || !source_may_use(source, e->topic)) {
        audit_foreign_source(w, e);
        return reject_answered(w, "source '%s' is not declared for topic %s", e->source, e->topic);
    }
    if (!submission_says_something(e->json)) {
        reply_refused(w, e, external_id, "nothing_said");
        return reject_answered(w, "nothing said: no text, no type, no file");
    }
    const struct submission *known =
        work_find(w, &submission_table, "key", submission_key(e->source, external_id, (char[SUBMISSION_KEY_SIZE]){0}));
    if (known)
        return answer_repeat(w, known, e);
    return receive_submission(w, e, source);
}
