#include "ids_of.h"
#include "staff.h"
#include "staff_employee_changed.h"
#include "statements.h"

#include <string.h>

static void add_word(GString *text, const char *word)
{
    if (word && *word)
        g_string_append_printf(text, "%s%s", text->len ? " " : "", word);
}

char *employee_name(const struct employee *employee)
{
    GString *text = g_string_new(NULL);

    add_word(text, employee->last);
    add_word(text, employee->first);
    add_word(text, employee->middle);
    return g_string_free(text, FALSE);
}

static void add_initial(GString *text, const char *name)
{
    if (!name || !*name)
        return;
    g_string_append_c(text, ' ');
    g_string_append_unichar(text, g_utf8_get_char(name));
    g_string_append_c(text, '.');
}

char *employee_short_name(const struct employee *employee)
{
    GString *text = g_string_new(employee->last);

    add_initial(text, employee->first);
    add_initial(text, employee->middle);
    return g_string_free(text, FALSE);
}

static json_t *roles_of(struct work *w, const char *employee_id)
{
    void **list = work_list(w, &employee_role_table, "employee_id", employee_id);
    json_t *roles = json_array();

    for (size_t i = 0; list[i]; i++)
        json_array_append_new(roles, json_string(((struct employee_role *)list[i])->role));
    return roles;
}

void employee_announce(struct work *w, const void *row)
{
    const struct employee *employee = row;
    char department_id[UUID_TEXT_SIZE] = "";
    g_autofree char *name = employee_name(employee);
    g_autofree char *short_name = employee_short_name(employee);
    json_auto_t *roles = roles_of(w, employee->id);

    if (employee->department)
        id_of("department", employee->department, department_id);
    emit(w, &staff_employee_changed_event, employee->id,
         &(struct staff_employee_changed){.employee_id = employee->id,
                                          .version = employee->version,
                                          .tab_no = employee->tab_no,
                                          .name = name,
                                          .short_name = short_name,
                                          .branch = employee->branch,
                                          .department_id = *department_id ? department_id : NULL,
                                          .login = employee->login,
                                          .email = employee->email,
                                          .position =
                                              (char *)json_string_value(json_object_get(employee->position, "ru")),
                                          .roles = roles,
                                          .active = strcmp(employee->state, "active") == 0});
}

static bool listed(const json_t *roles, const char *role)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)roles, i, one)
    {
        if (g_strcmp0(json_string_value(one), role) == 0)
            return true;
    }
    return false;
}

static bool has_role(struct work *w, const char *employee_id, const char *role)
{
    void **list = work_list(w, &employee_role_table, "employee_id", employee_id);

    for (size_t i = 0; list[i]; i++)
        if (strcmp(((struct employee_role *)list[i])->role, role) == 0)
            return true;
    return false;
}

static void drop_others(struct work *w, const char *employee_id, const json_t *roles)
{
    void **list = work_list(w, &employee_role_table, "employee_id", employee_id);

    for (size_t i = 0; list[i]; i++)
        if (!listed(roles, ((struct employee_role *)list[i])->role))
            work_delete(w, list[i]);
}

static void add_role(struct work *w, const char *employee_id, const char *role)
{
    struct employee_role *one = work_new(w, &employee_role_table);

    text_set(&one->employee_id, employee_id);
    text_set(&one->role, role);
    work_save(w, one);
}

int employee_set_roles(struct work *w, const struct employee *employee, const json_t *roles)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)roles, i, one)
    {
        if (!work_find(w, &role_table, "code", json_string_value(one)))
            return (int)i;
    }
    drop_others(w, employee->id, roles);
    json_array_foreach((json_t *)roles, i, one)
    {
        if (!has_role(w, employee->id, json_string_value(one)))
            add_role(w, employee->id, json_string_value(one));
    }
    return -1;
}

void employee_renew_doc(struct work *w, struct employee *employee)
{
    static const char *const own[] = {"id", "version", "state", "directory_seq", "doc"};
    json_t *doc = record_to_json(&employee_table.record, employee);

    for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
        json_object_del(doc, own[i]);
    json_object_set_new(doc, "roles", roles_of(w, employee->id));
    json_set_take(&employee->doc, doc);
}

bool employee_has_left(const struct employee *employee, const char *tz, instant now)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(tz);
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(now / USEC_PER_SEC);
    g_autoptr(GDateTime) local = zone ? g_date_time_to_timezone(utc, zone) : g_date_time_ref(utc);
    g_autofree char *today = g_date_time_format(local, "%Y-%m-%d");

    return employee->fired && strcmp(employee->fired, today) < 0;
}

void employee_dismiss(struct work *w, struct employee *employee)
{
    if (strcmp(employee->state, "dismissed") == 0)
        return;
    text_set(&employee->state, "dismissed");
    employee->version++;
    work_save(w, employee);
    session_revoke_all(w, employee->id, NULL, "dismissed");
    employee_announce(w, employee);
    audit_say_system(w, "employee.dismissed", "employee", employee->tab_no);
}

enum status employee_dismiss_due(struct work *w)
{
    char now[INSTANT_TEXT_SIZE];
    auto_rows rows = {0};
    enum status status = db_run(work_db(w), &employee_leaving, DB_PARAMS(instant_format(work_now(w), now)), &rows);

    if (status != ST_OK || !rows_count(&rows))
        return status == ST_OK ? ST_NOT_FOUND : status;
    for (int i = 0; i < rows_count(&rows); i++) {
        struct employee *employee = work_find(w, &employee_table, "id", rows_text(&rows, i, 0));
        if (employee)
            employee_dismiss(w, employee);
    }
    return ST_OK;
}
