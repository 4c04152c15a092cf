#include "http.h"
#include "sla_timer.h"

#include <string.h>

/* Members that are the service's own business. */
static const char *const hidden[] = {"thresholds", "rulebook", "generation", "fired", "number", "excluded", "notify"};

static json_t *deadline_json(const struct deadline_row *row)
{
    json_t *json = record_to_json(&deadline_table.record, row);
    for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++)
        json_object_del(json, hidden[i]);
    return json;
}

/* Who had or has a stage of the appeal; the list is this struct's, the texts are the rows'. */
struct workers {
    json_t *held_by;
    const char *department; /* where a stage is open: one that the person heads before his own */
    const char *holder;     /* the person, where he has an open one */
};

static bool heads(const struct person *person, const char *department)
{
    return department && person->heads && g_strv_contains((const char *const *)person->heads, department);
}

static void workers_of(void **rows, const struct person *person, struct workers *out)
{
    for (; *rows; rows++) {
        const struct deadline_row *row = *rows;
        if (row->employee_id)
            json_array_append_new(out->held_by, json_string(row->employee_id));
        if (row->ended_at || !row->stage_id)
            continue;
        bool own = !out->department && g_strcmp0(row->department_id, person->department) == 0;
        if (own || heads(person, row->department_id))
            out->department = row->department_id;
        if (g_strcmp0(row->employee_id, person->id) == 0)
            out->holder = person->id;
    }
}

static bool visible(const struct appeal *appeal, void **rows, const struct person *person)
{
    json_auto_t *held_by = json_array();
    struct workers workers = {.held_by = held_by};
    workers_of(rows, person, &workers);
    return person_may_see(person, &(struct subject){.branch = appeal->branch,
                                                    .department = workers.department,
                                                    .holder = workers.holder,
                                                    .held_by = held_by,
                                                    .confidential = appeal->confidential,
                                                    .excluded = appeal->excluded});
}

/* All deadlines of the appeal, of every cycle, with what they were computed from. */
enum status http_appeal_deadlines(struct work *w, struct request *rq, struct answer *out)
{
    const char *id = http_param(rq, "id");
    const struct appeal *appeal = uuid_valid(id) ? work_find(w, &appeal_table, "id", id) : NULL;
    void **rows = work_list(w, &deadline_table, "appeal_id", appeal ? id : NULL);
    if (!appeal || !visible(appeal, rows, rq->person))
        return ST_NOT_FOUND;
    json_t *items = json_array();
    for (; *rows; rows++)
        json_array_append_new(items, deadline_json(*rows));
    return answer_json_take(out, 200, http_page_take(items, NULL));
}
