#include "loads.h"

#include "submission.h"

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
