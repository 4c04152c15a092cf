#include "notification.h"
#include "response_confirmed.h"

#include <string.h>

static struct delivery *published(struct work *w, const char *response_id)
{
    for (void **list = work_list(w, &delivery_table, "response_id", response_id); *list; list++) {
        struct delivery *one = *list;
        if (strcmp(one->channel, "lk") == 0)
            return one;
    }
    return NULL;
}

/* Only the system that sent the appeal may say that its client has read the answer. */
enum status on_response_confirmed(struct work *w, const struct event *e)
{
    const struct response_confirmed *c = e->data;
    const struct response *r = work_find(w, &response_table, "id", c->response_id);
    if (!r || !r->source || strcmp(r->source, e->source) != 0)
        return reject(w, "no answer %s for source '%s'", c->response_id, e->source);
    struct delivery *d = published(w, r->id);
    if (!d)
        return reject(w, "answer %s does not go by the personal account", r->id);
    const struct proof proof = {"confirmation", c->confirmation_id, c->at, NULL};
    if (delivery_confirmed(w, d, &proof) != ST_OK)
        return ST_OK; /* confirmed before */
    return ST_OK;
}
