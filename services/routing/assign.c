#include "assign.h"

#include "below.h"
#include "routing.h"
#include "stage_assigned.h"
#include "zone.h"

#include <string.h>

/* Today's date in the head office's zone: absences come from the staff directory as whole days. */
static char *today_of(struct work *w)
{
    GTimeZone *zone = zone_of("Europe/Moscow");
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(work_now(w) / USEC_PER_SEC);
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
    return g_date_time_format(local, "%Y-%m-%d");
}

static const struct absence *absence_today(struct work *w, const char *employee_id)
{
    g_autofree char *today = today_of(w);
    void **list = work_list(w, &absence_table, "employee_id", employee_id);

    for (size_t i = 0; list[i]; i++) {
        const struct absence *one = list[i];
        if (!one->cancelled && strcmp(one->starts_on, today) <= 0 && strcmp(one->ends_on, today) >= 0)
            return one;
    }
    return NULL;
}

struct employee *assign_present(struct work *w, const char *employee_id, bool *out_substituted)
{
    struct employee *employee = employee_id ? work_find(w, &employee_table, "id", employee_id) : NULL;
    const struct absence *absence = employee ? absence_today(w, employee_id) : NULL;

    *out_substituted = false;
    if (!employee || !employee->active)
        return NULL;
    if (!absence)
        return employee;
    *out_substituted = true;
    struct employee *substitute =
        absence->substitute_id ? work_find(w, &employee_table, "id", absence->substitute_id) : NULL;
    return substitute && substitute->active && !absence_today(w, substitute->id) ? substitute : NULL;
}

static void remember_holder(struct case_file *c, const char *employee)
{
    size_t i;
    json_t *one;

    if (!c->held_by)
        c->held_by = json_array();
    json_array_foreach(c->held_by, i, one) if (strcmp(json_string_value(one), employee) == 0) return;
    json_array_append_new(c->held_by, json_string(employee));
}

void assign_to(struct work *w, struct case_file *c, struct stage *stage, const struct employee *employee,
               const char *how, const char *by)
{
    text_set(&stage->state, "ASSIGNED");
    text_set(&stage->holder, employee->id);
    text_set(&stage->holder_name, employee->short_name);
    if (!stage->first_holder)
        text_set(&stage->first_holder, employee->id);
    text_set(&stage->how, how);
    stage->taken_at = work_now(w);
    stage->version++;
    work_save(w, stage);
    text_set(&c->holder, employee->id);
    text_set(&c->department, stage->department);
    remember_holder(c, employee->id);
    c->version++;
    work_save(w, c);
    emit(w, &stage_assigned_event, c->id,
         &(struct stage_assigned){.appeal_id = c->id,
                                  .stage_id = stage->id,
                                  .cycle_no = c->cycle_no,
                                  .version = c->version,
                                  .department_id = stage->department,
                                  .department_name = stage->department_name,
                                  .employee_id = employee->id,
                                  .employee_name = employee->short_name,
                                  .how = (char *)how,
                                  .assigned_at = stage->taken_at,
                                  .assigned_by = (char *)by,
                                  .number = c->number});
}

/* R36: the first employee of this appeal in this department, in any cycle. */
static const char *first_holder(struct work *w, const struct stage *stage)
{
    void **list = work_list(w, &stage_table, "appeal_id", stage->appeal_id);

    for (size_t i = 0; list[i]; i++) {
        const struct stage *earlier = list[i];
        if (earlier != stage && earlier->first_holder && g_strcmp0(earlier->department, stage->department) == 0)
            return earlier->first_holder;
    }
    return NULL;
}

/* Type before category before service before everything. */
static const char *responsible_of(struct work *w, const struct case_file *c, const char *department)
{
    const char *const subjects[][2] = {
        {"type:", c->type_code}, {"category:", c->category}, {"service:", c->service}, {"*", ""}};

    for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++) {
        g_autofree char *id = g_strdup_printf("%s/%s%s", department, subjects[i][0], subjects[i][1]);
        const struct responsible *one = work_find(w, &responsible_table, "id", id);
        const struct employee *employee = one ? work_find(w, &employee_table, "tab_no", one->tab_no) : NULL;
        if (employee)
            return employee->id;
    }
    return NULL;
}

static bool give(struct work *w, struct case_file *c, struct stage *stage, const char *employee_id, const char *how)
{
    bool substituted;
    const struct employee *employee = assign_present(w, employee_id, &substituted);

    if (!employee || below_excluded(w, c, employee))
        return false;
    assign_to(w, c, stage, employee, substituted ? "substitute" : how, NULL);
    return true;
}

/* Sticky beats all modes; FIXED without a present responsible falls back to the head's list. */
void assign_on_entry(struct work *w, struct case_file *c, struct stage *stage, const struct department *department)
{
    if (give(w, c, stage, first_holder(w, stage), "sticky"))
        return;
    if (strcmp(department->mode, "FIXED") != 0)
        return;
    if (!give(w, c, stage, responsible_of(w, c, department->code), "fixed"))
        text_set(&stage->mode, "HEAD");
}
