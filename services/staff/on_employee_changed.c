/* The staff directory (1C) tells of people: domain payload of in.staff.v1. It says who works where and when he is away;
 * what he may do is said here, by roles. */
#include "ids_of.h"
#include "staff.h"

#include <string.h>

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text && *text ? text : NULL;
}

/* 1C writes an empty date as the first day of our era. */
static const char *date_in(const json_t *object, const char *name)
{
    const char *text = text_in(object, name);
    return text && !g_str_has_prefix(text, "0001") ? text : NULL;
}

/* "ESP\p.petrov" is p.petrov of the domain ESP. Caller frees. */
static char *login_of(const json_t *data)
{
    const char *text = text_in(data, "login");
    const char *slash = text ? strrchr(text, '\\') : NULL;

    return text ? g_utf8_strdown(slash ? slash + 1 : text, -1) : NULL;
}

static struct employee *find_or_make(struct work *w, const char *tab_no)
{
    char id[UUID_TEXT_SIZE];
    struct employee *employee = work_find(w, &employee_table, "tab_no", tab_no);

    if (employee)
        return employee;
    employee = work_new(w, &employee_table);
    id_of("employee", tab_no, id);
    text_set(&employee->id, id);
    text_set(&employee->tab_no, tab_no);
    text_set(&employee->state, "active");
    employee->directory_seq = -1;
    return employee;
}

/* One person may hold two jobs: two employees, and the login stays with the first. */
static void take_login(struct work *w, struct employee *employee, const json_t *data)
{
    g_autofree char *login = login_of(data);
    const struct employee *owner = work_find(w, &employee_table, "login", login);

    if (login && (!owner || owner == employee))
        text_set(&employee->login, login);
}

static void take_person(struct employee *employee, const json_t *data, const struct department *department)
{
    const json_t *person = json_object_get(data, "person");

    text_set(&employee->last, text_in(person, "last"));
    text_set(&employee->first, text_in(person, "first"));
    text_set(&employee->middle, text_in(person, "middle"));
    text_set(&employee->branch, department->branch);
    text_set(&employee->department, department->code);
    text_set(&employee->email, text_in(data, "email"));
    text_set(&employee->ext, text_in(data, "ext"));
    text_set(&employee->hired, date_in(data, "hired"));
    text_set(&employee->fired, date_in(data, "fired"));
    if (text_in(data, "position"))
        json_set_take(&employee->position, json_pack("{s:s}", "ru", text_in(data, "position")));
}

static void take_absence(struct work *w, const struct employee *employee, const json_t *said)
{
    char id[UUID_TEXT_SIZE], substitute_id[UUID_TEXT_SIZE] = "";
    const char *from = date_in(said, "from"), *to = date_in(said, "to"), *kind = text_in(said, "kind");
    g_autofree char *key = g_strdup_printf("%s/%s/%s", employee->tab_no, kind ? kind : "", from ? from : "");

    if (!from || !to || strcmp(from, to) > 0)
        return;
    if (text_in(said, "substitute_tab"))
        id_of("employee", text_in(said, "substitute_tab"), substitute_id);
    id_of("absence", key, id);
    struct absence *absence = work_find(w, &absence_table, "id", id);
    if (!absence)
        absence = work_new(w, &absence_table);
    else if (strcmp(absence->ends_on, to) == 0 && !absence->cancelled &&
             g_strcmp0(absence->substitute_id ? absence->substitute_id : "", substitute_id) == 0)
        return;
    absence->version++;
    absence->cancelled = false;
    text_set(&absence->id, id);
    text_set(&absence->employee_id, employee->id);
    text_set(&absence->kind, kind ? kind : "absence");
    text_set(&absence->starts_on, from);
    text_set(&absence->ends_on, to);
    text_set(&absence->substitute_id, *substitute_id ? substitute_id : NULL);
    text_set(&absence->source, "directory");
    work_save(w, absence);
    absence_announce(w, absence);
}

static bool still_said(const json_t *absences, const char *starts_on)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)absences, i, one)
    {
        if (g_strcmp0(date_in(one, "from"), starts_on) == 0)
            return true;
    }
    return false;
}

/* The directory tells all absences it has: one that is missing was taken back. What a person entered here stays. */
static void take_absences(struct work *w, const struct employee *employee, const json_t *absences)
{
    size_t i;
    json_t *one;
    void **list = work_list(w, &absence_table, "employee_id", employee->id);

    for (size_t n = 0; list[n]; n++) {
        struct absence *absence = list[n];
        if (absence->cancelled || strcmp(absence->source, "directory") != 0 || still_said(absences, absence->starts_on))
            continue;
        absence->cancelled = true;
        absence->version++;
        work_save(w, absence);
        absence_announce(w, absence);
    }
    json_array_foreach((json_t *)absences, i, one) take_absence(w, employee, one);
}

/* Told again that he works: a dismissal was a mistake, or he came back. */
static void take_state(struct employee *employee)
{
    if (!employee->fired)
        text_set(&employee->state, "active");
}

static bool date_good(const char *date)
{
    g_autofree char *midnight = g_strconcat(date ? date : "2000-01-01", "T00:00:00Z", NULL);
    instant at;
    return instant_parse(midnight, &at) == ST_OK;
}

/* NULL: it can be taken; else what is wrong with it. */
static const char *fault_of(const json_t *data)
{
    size_t i;
    json_t *one;

    if (!text_in(data, "tab_no") || !text_in(json_object_get(data, "person"), "last"))
        return "tab_no or person.last is missing";
    if (!text_in(json_object_get(data, "department"), "code"))
        return "department.code is missing";
    if (!date_good(date_in(data, "hired")) || !date_good(date_in(data, "fired")))
        return "a date is none";
    json_array_foreach(json_object_get(data, "absences"), i, one)
    {
        if (!date_good(date_in(one, "from")) || !date_good(date_in(one, "to")))
            return "a date of an absence is none";
    }
    return NULL;
}

enum status on_employee_changed(struct work *w, const struct event *e)
{
    const char *fault = fault_of(e->json);
    if (fault)
        return reject(w, "%s", fault);
    const char *code = text_in(json_object_get(e->json, "department"), "code");
    const struct department *department = work_find(w, &department_table, "code", code);
    if (!department)
        return park(w, code);
    struct employee *employee = find_or_make(w, text_in(e->json, "tab_no"));
    if (e->sequence >= 0 && e->sequence <= employee->directory_seq)
        return ST_OK;
    employee->directory_seq = MAX(e->sequence, 0);
    take_person(employee, e->json, department);
    take_login(w, employee, e->json);
    take_state(employee);
    employee_renew_doc(w, employee);
    employee->version++;
    work_save(w, employee);
    take_absences(w, employee, json_object_get(e->json, "absences"));
    const struct branch *branch = work_find(w, &branch_table, "code", employee->branch);
    if (employee_has_left(employee, branch ? branch->tz : "UTC", work_now(w)))
        employee_dismiss(w, employee);
    else
        employee_announce(w, employee);
    return ST_OK;
}
