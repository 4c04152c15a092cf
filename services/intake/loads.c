#include "loads.h"

#include "submission.h"

void load_source_name(struct work *w, const struct event *e, GPtrArray *out)
{
    (void)w;
    g_ptr_array_add(out, g_strdup(e->source));
}

void load_submission_key(struct work *w, const struct event *e, GPtrArray *out)
{
    char key[SUBMISSION_KEY_SIZE];
    const char *id = submission_external_id(e->json);

    (void)w;
    if (id)
        g_ptr_array_add(out, g_strdup(submission_key(e->source, id, key)));
}

void load_account(struct work *w, const struct event *e, GPtrArray *out)
{
    (void)w;
    g_ptr_array_add(out, g_strdup(json_string_value(json_object_get(e->json, "account"))));
}
