#include "loads.h"

#include "intake.h"
#include "receive.h"
#include "submission.h"

#include <stdio.h>

const char *load_source_name(struct work *w, const struct event *e)
{
    (void)w;
    return e->source;
}

/* Borrowed until the next call in this thread. */
const char *load_submission_key(struct work *w, const struct event *e)
{
    static _Thread_local char key[SUBMISSION_KEY_SIZE];
    const char *id = submission_external_id(e->json);

    (void)w;
    return id ? submission_key(e->source, id, key) : NULL;
}

const char *load_account(struct work *w, const struct event *e)
{
    (void)w;
    return json_string_value(json_object_get(e->json, "account"));
}

/* Borrowed until the next call in this thread. */
const char *load_number_counter(struct work *w, const struct event *e)
{
    static _Thread_local char id[64];
    const struct source *source = work_find(w, &source_table, "name", e->source);
    if (!source || !json_is_object(e->json))
        return NULL;
    g_autofree char *counter = number_counter_id(receive_branch(w, e, source), receive_time(e, work_now(w)));
    snprintf(id, sizeof id, "%s", counter);
    return id;
}
