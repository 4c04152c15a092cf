#include "commands.h"

#include <string.h>

bool case_visible(const struct case_file *c, const struct person *person)
{
    return person_may_see(person, &(struct subject){.branch = c->branch,
                                                    .department = c->department,
                                                    .holder = c->holder,
                                                    .held_by = c->held_by,
                                                    .confidential = c->confidential,
                                                    .excluded = c->excluded});
}

/* The stage's department may be another one than the case's last: parallel stages. */
static bool stage_visible(const struct case_file *c, const struct stage *stage, const struct person *person)
{
    bool mine = g_strcmp0(stage->holder, person->id) == 0;
    bool ours = g_strcmp0(stage->department, person->department) == 0;
    if (person_excluded(person, c->excluded))
        return false;
    return mine || (ours && (!c->confidential || person->confidential)) || case_visible(c, person);
}

/* The stage tells the appeal; after the appeal's lock it is read as it is now. */
enum status command_begin(struct work *w, struct request *rq, struct answer *out, struct command *out_command)
{
    struct command command = {.by = {rq->person->id, rq->person->name}};

    command.c = stage_case(w, http_param(rq, "id"));
    command.stage = command.c ? work_find(w, &stage_table, "id", http_param(rq, "id")) : NULL;
    if (!command.stage || !stage_visible(command.c, command.stage, rq->person))
        return ST_NOT_FOUND;
    if (!http_version_matches(rq, out, command.stage->version))
        return ST_CONFLICT;
    *out_command = command;
    return ST_OK;
}

enum status command_begin_response(struct work *w, struct request *rq, struct answer *out, struct command *out_command,
                                   struct response **out_response)
{
    struct command command = {.by = {rq->person->id, rq->person->name}};

    command.c = response_case(w, http_param(rq, "id"));
    struct response *r = command.c ? work_find(w, &response_table, "id", http_param(rq, "id")) : NULL;
    if (!r || !case_visible(command.c, rq->person) || r->cycle_no != command.c->cycle_no)
        return ST_NOT_FOUND;
    if (!http_version_matches(rq, out, r->version))
        return ST_CONFLICT;
    *out_command = command;
    *out_response = r;
    return ST_OK;
}

bool command_by_head(struct work *w, const struct request *rq, const struct stage *stage)
{
    const struct department *department = work_find(w, &department_table, "id", stage->department);

    if (department && g_strcmp0(department->head_id, rq->person->id) == 0)
        return true;
    return person_may(rq->person, "stage.assign") && person_sees_branch(rq->person, stage->branch);
}

enum status command_answer(struct answer *out, const struct command *command)
{
    answer_version(out, command->stage->version);
    return answer_json_take(out, 200, record_to_json(&stage_table.record, command->stage));
}
