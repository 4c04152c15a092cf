#include "entity.h"
#include "ids_of.h"
#include "staff_branch_changed.h"
#include "staff_department_changed.h"
#include "statements.h"

#include <string.h>

static bool active_in(const struct request *rq)
{
    return !json_is_false(json_object_get(rq->body, "active"));
}

/* branches */

static void complete_branch(struct work *w, struct request *rq, void *row)
{
    struct branch *branch = row;
    GTimeZone *zone = g_time_zone_new_identifier(branch->tz);

    (void)w;
    if (!zone)
        faults_add(&rq->faults, "/tz", "unknown", branch->tz);
    else
        g_time_zone_unref(zone);
    branch->active = active_in(rq);
}

static void announce_branch(struct work *w, const void *row)
{
    const struct branch *branch = row;

    emit(w, &staff_branch_changed_event, branch->code,
         &(struct staff_branch_changed){.code = branch->code,
                                        .version = branch->version,
                                        .ru = branch->ru,
                                        .en = branch->en,
                                        .tz = branch->tz,
                                        .calendar = branch->calendar,
                                        .active = branch->active});
}

static const struct entity branch_entity = {
    .name = "branch", .table = &branch_table, .key = "code", .complete = complete_branch, .announce = announce_branch};

enum status http_branch_put(struct work *w, struct request *rq, struct answer *out)
{
    return entity_put(w, rq, out, &branch_entity);
}

enum status http_branch_list(struct work *w, struct request *rq, struct answer *out)
{
    return listing_page(w, rq, out, &branch_page, NULL, 0);
}

enum status http_branch_get(struct work *w, struct request *rq, struct answer *out)
{
    return listing_one(w, rq, out, &branch_get, http_param(rq, "code"));
}

/* departments */

static void complete_department(struct work *w, struct request *rq, void *row)
{
    struct department *department = row;
    char id[UUID_TEXT_SIZE];

    id_of("department", department->code, id);
    text_set(&department->id, id);
    department->active = active_in(rq);
    if (!department->roles)
        department->roles = json_pack("[s]", department->role);
    entity_need(w, rq, &branch_table, "code", department->branch, "/branch");
}

static void put_employee_id(json_t *object, const char *tab_no)
{
    char id[UUID_TEXT_SIZE];

    if (!tab_no)
        return;
    id_of("employee", tab_no, id);
    json_object_set_new(object, "employee_id", json_string(id));
}

/* What the file says beyond the event's own members: how work is given out there. The caller owns it. */
static json_t *settings_of(const struct department *department)
{
    static const char *const names[] = {"external",     "max_open",    "return_unopened_h",
                                        "distribute_h", "responsible", "parent"};
    json_t *settings = json_object();
    size_t i;
    json_t *one;

    for (size_t n = 0; n < G_N_ELEMENTS(names); n++) {
        json_t *value = json_object_get(department->doc, names[n]);
        if (value)
            json_object_set_new(settings, names[n], json_deep_copy(value));
    }
    json_array_foreach(json_object_get(settings, "responsible"), i, one)
        put_employee_id(one, json_string_value(json_object_get(one, "employee")));
    return settings;
}

static void announce_department(struct work *w, const void *row)
{
    const struct department *department = row;
    const char *parent = json_string_value(json_object_get(department->doc, "parent"));
    char head_id[UUID_TEXT_SIZE] = "", parent_id[UUID_TEXT_SIZE] = "";
    json_auto_t *settings = settings_of(department);

    if (department->head)
        id_of("employee", department->head, head_id);
    if (parent)
        id_of("department", parent, parent_id);
    emit(w, &staff_department_changed_event, department->id,
         &(struct staff_department_changed){.department_id = department->id,
                                            .version = department->version,
                                            .code = department->code,
                                            .branch = department->branch,
                                            .role = department->role,
                                            .ru = department->ru,
                                            .en = department->en,
                                            .mode = department->mode,
                                            .head_id = *head_id ? head_id : NULL,
                                            .parent_id = *parent_id ? parent_id : NULL,
                                            .calendar = department->calendar,
                                            .hours = department->hours,
                                            .roles = department->roles,
                                            .settings = settings,
                                            .active = department->active});
}

static const struct entity department_entity = {.name = "department",
                                                .table = &department_table,
                                                .key = "code",
                                                .complete = complete_department,
                                                .announce = announce_department};

enum status http_department_put(struct work *w, struct request *rq, struct answer *out)
{
    return entity_put(w, rq, out, &department_entity);
}

enum status http_department_list(struct work *w, struct request *rq, struct answer *out)
{
    const char *const filters[] = {http_query(rq, "branch"), http_query(rq, "role")};
    return listing_page(w, rq, out, &department_page, filters, 2);
}

enum status http_department_get(struct work *w, struct request *rq, struct answer *out)
{
    return listing_one(w, rq, out, &department_get, http_param(rq, "code"));
}

/* roles of rights */

static void complete_role(struct work *w, struct request *rq, void *row)
{
    const struct role *role = row;
    size_t i;
    json_t *right;

    (void)w;
    if (strcmp(role->scope, "branch") != 0 && strcmp(role->scope, "all") != 0)
        faults_add(&rq->faults, "/scope", "not_in_list", "branch, all");
    if (!json_is_array(role->rights))
        faults_add(&rq->faults, "/rights", "wrong_type", NULL);
    json_array_foreach(role->rights, i, right)
    {
        if (!json_is_string(right))
            faults_add(&rq->faults, "/rights", "wrong_type", NULL);
    }
}

static const struct entity role_entity = {
    .name = "role", .table = &role_table, .key = "code", .complete = complete_role};

enum status http_role_put(struct work *w, struct request *rq, struct answer *out)
{
    return entity_put(w, rq, out, &role_entity);
}

enum status http_role_list(struct work *w, struct request *rq, struct answer *out)
{
    return listing_page(w, rq, out, &role_page, NULL, 0);
}

enum status http_role_get(struct work *w, struct request *rq, struct answer *out)
{
    return listing_one(w, rq, out, &role_get, http_param(rq, "code"));
}
