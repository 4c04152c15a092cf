#include "http.h"
#include "sla_timer.h"

#include <string.h>

/* Members that are the service's own business. */
static const char *const hidden[] = {"thresholds", "generation", "fired", "number"};

static json_t *deadline_json(const struct deadline_row *row)
{
    json_t *json = record_to_json(&deadline_table.record, row);
    for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++)
        json_object_del(json, hidden[i]);
    return json;
}

/* All deadlines of the appeal, of every cycle, with what they were computed from. */
enum status http_appeal_deadlines(struct work *w, struct request *rq, struct answer *out)
{
    const char *id = http_param(rq, "id");
    const struct appeal *appeal = uuid_valid(id) ? work_find(w, &appeal_table, "id", id) : NULL;
    if (!appeal || !person_sees_branch(rq->person, appeal->branch))
        return ST_NOT_FOUND;
    json_t *items = json_array();
    for (void **rows = work_list(w, &deadline_table, "appeal_id", id); *rows; rows++)
        json_array_append_new(items, deadline_json(*rows));
    return answer_json_take(out, 200, http_page_take(items, NULL));
}
