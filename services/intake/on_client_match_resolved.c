#include "check.h"
#include "client_match_resolved.h"
#include "flow.h"
#include "intake.h"

#include <string.h>

/* A person's choice of the client stands: a match that comes later only adds its proposals. */
enum status on_client_match_resolved(struct work *w, const struct event *e)
{
    const struct client_match_resolved *match = e->data;
    struct appeal *a = work_find(w, &appeal_table, "id", match->appeal_id);
    if (!a)
        return park(w, match->appeal_id);
    json_set_take(&a->proposals, json_deep_copy(match->proposals));
    if (!a->client_id) {
        text_set(&a->match_result, match->result);
        text_set(&a->match_why, match->why);
    }
    if (!a->client_id && strcmp(match->result, "matched") == 0) {
        text_set(&a->client_id, match->client_id);
        text_set(&a->client_name, match->client_name);
        if (!a->client_kind)
            text_set(&a->client_kind, match->client_kind);
        check_card(w, a);
    }
    a->version++;
    work_save(w, a);
    flow_advance(w, a);
    return ST_OK;
}
