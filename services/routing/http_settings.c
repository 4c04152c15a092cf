#include "binding.h"
#include "commands.h"
#include "route.h"
#include "statements.h"

#include <string.h>

static const char *need_text(struct request *rq, const char *member)
{
    const char *text = json_string_value(json_object_get(rq->body, member));
    g_autofree char *pointer = g_strdup_printf("/%s", member);

    if (!text || !*text)
        faults_add(&rq->faults, pointer, "required", NULL);
    return text;
}

static const char *text_of(const struct request *rq, const char *member)
{
    return json_string_value(json_object_get(rq->body, member));
}

/* Rows of a list as JSON, by their column table. */
static json_t *records_of(const struct table *table, const struct rows *rows)
{
    json_t *items = json_array();

    for (int i = 0; i < rows_count(rows); i++) {
        void *row = table_row_from(table, rows, i);
        json_array_append_new(items, record_to_json(&table->record, row));
        record_release(&table->record, row);
        g_free(row);
    }
    return items;
}

enum status http_binding_list(struct work *w, struct request *rq, struct answer *out)
{
    auto_rows rows = {0};
    enum status status =
        db_run(work_db(w), &settings_statements[BINDING_LIST], DB_PARAMS(http_query(rq, "branch")), &rows);
    if (status != ST_OK)
        return status;
    return answer_json_take(out, 200, http_page_take(records_of(&binding_table, &rows), NULL));
}

static bool restart(struct work *w, struct case_file *c)
{
    if (!c || strcmp(c->state, "FAILED") != 0)
        return false;
    g_autofree struct stage **stages = route_stages(w, c);
    if (*stages) {
        text_set(&c->state, "ACTIVE");
        text_set(&c->trouble, NULL);
        route_advance(w, c);
    } else {
        route_start(w, c);
    }
    work_save(w, c);
    return strcmp(c->state, "FAILED") != 0;
}

/* Appeals that waited for this binding go on at once. */
static enum status restart_waiting(struct work *w, const struct binding *binding)
{
    auto_rows rows = {0};
    enum status status =
        db_run(work_db(w), &settings_statements[CASE_FAILED], DB_PARAMS(binding->branch, binding->role), &rows);

    for (int i = 0; status == ST_OK && i < rows_count(&rows); i++)
        restart(w, work_find(w, &case_file_table, "id", rows_text(&rows, i, 0)));
    return status;
}

static const char *or_star(const char *text)
{
    return text ? text : "*";
}

static void fill_binding(struct binding *b, const struct request *rq)
{
    g_autofree char *scope = g_strdup_printf("%s/%s", text_of(rq, "branch"), text_of(rq, "role"));

    b->version++;
    text_set(&b->branch, text_of(rq, "branch"));
    text_set(&b->role, text_of(rq, "role"));
    text_set(&b->scope, scope);
    text_set(&b->client_kind, text_of(rq, "client_kind"));
    text_set(&b->service, text_of(rq, "service"));
    text_set(&b->type_code, text_of(rq, "type"));
    text_set(&b->department, text_of(rq, "department"));
}

enum status http_binding_put(struct work *w, struct request *rq, struct answer *out)
{
    need_text(rq, "branch");
    need_text(rq, "role");
    const char *department = need_text(rq, "department");
    if (rq->faults.count)
        return ST_INVALID;
    if (!work_find(w, &department_table, "code", department)) {
        faults_add(&rq->faults, "/department", "not_found", department);
        return ST_INVALID;
    }
    g_autofree char *id = g_strdup_printf("%s/%s/%s/%s/%s", text_of(rq, "branch"), text_of(rq, "role"),
                                          or_star(text_of(rq, "client_kind")), or_star(text_of(rq, "service")),
                                          or_star(text_of(rq, "type")));
    struct binding *b = work_find(w, &binding_table, "id", id);
    if (b && strcmp(b->department, department) == 0)
        return answer_json_take(out, 200, record_to_json(&binding_table.record, b));
    if (!b) {
        b = work_new(w, &binding_table);
        text_set(&b->id, id);
    }
    fill_binding(b, rq);
    work_save(w, b);
    enum status status = restart_waiting(w, b);
    if (status != ST_OK)
        return status;
    return answer_json_take(out, 200, record_to_json(&binding_table.record, b));
}

/* {"responsible": [{"employee": tab_no, "type"|"category"|"service": code}]}: replaces the department's list. */
static char *subject_of(const json_t *one)
{
    static const char *const kinds[] = {"type", "category", "service"};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const char *value = json_string_value(json_object_get(one, kinds[i]));
        if (value)
            return g_strdup_printf("%s:%s", kinds[i], value);
    }
    return g_strdup("*");
}

static bool still_named(const json_t *list, const struct responsible *r)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)list, i, one)
    {
        g_autofree char *subject = subject_of(one);
        if (strcmp(subject, r->subject) == 0)
            return true;
    }
    return false;
}

static void put_responsible(struct work *w, const char *department, const json_t *one)
{
    g_autofree char *subject = subject_of(one);
    g_autofree char *id = g_strdup_printf("%s/%s", department, subject);
    const char *tab_no = json_string_value(json_object_get(one, "employee"));
    struct responsible *r = work_find(w, &responsible_table, "id", id);
    if (r && strcmp(r->tab_no, tab_no) == 0)
        return;
    if (!r) {
        r = work_new(w, &responsible_table);
        text_set(&r->id, id);
    }
    r->version++;
    text_set(&r->department, department);
    text_set(&r->subject, subject);
    text_set(&r->tab_no, tab_no);
    work_save(w, r);
}

enum status http_responsible_put(struct work *w, struct request *rq, struct answer *out)
{
    const char *department = http_param(rq, "department");
    const json_t *list = json_object_get(rq->body, "responsible");
    size_t i;
    json_t *one;

    if (!json_is_array(list))
        faults_add(&rq->faults, "/responsible", "required", NULL);
    json_array_foreach((json_t *)list, i, one) if (!json_is_string(json_object_get(one, "employee")))
    {
        g_autofree char *pointer = g_strdup_printf("/responsible/%zu/employee", i);
        faults_add(&rq->faults, pointer, "required", NULL);
    }
    if (rq->faults.count)
        return ST_INVALID;
    void **old = work_list(w, &responsible_table, "department", department);
    for (i = 0; old[i]; i++)
        if (!still_named(list, old[i]))
            work_delete(w, old[i]);
    json_array_foreach((json_t *)list, i, one) put_responsible(w, department, one);
    return answer_json_take(out, 200, json_pack("{s:i}", "count", (int)json_array_size(list)));
}

enum status http_template_list(struct work *w, struct request *rq, struct answer *out)
{
    (void)rq;
    auto_rows rows = {0};
    enum status status = db_run(work_db(w), &settings_statements[TEMPLATE_LIST], DB_NO_PARAMS, &rows);
    if (status != ST_OK)
        return status;
    return answer_json_take(out, 200, http_page_take(records_of(&template_table, &rows), NULL));
}

enum status http_template_put(struct work *w, struct request *rq, struct answer *out)
{
    const char *ru = need_text(rq, "ru");
    struct template *t = work_find(w, &template_table, "code", http_param(rq, "code"));
    if (rq->faults.count)
        return ST_INVALID;
    if (t && json_equal(t->doc, rq->body))
        return answer_json_take(out, 200, json_pack("{s:b}", "changed", 0));
    if (!t) {
        t = work_new(w, &template_table);
        text_set(&t->code, http_param(rq, "code"));
    }
    t->version++;
    text_set(&t->kind, text_of(rq, "kind"));
    text_set(&t->ru, ru);
    text_set(&t->en, text_of(rq, "en"));
    json_set_take(&t->doc, json_deep_copy(rq->body));
    work_save(w, t);
    return answer_json_take(out, 200, json_pack("{s:b}", "changed", 1));
}

/* The route is mended by an administrator, who need not be one of those who may see the appeal. */
static json_t *impersonal(const struct case_file *c)
{
    static const char *const personal[] = {"client_name", "account", "subject", "fields", "excluded"};
    json_t *json = record_to_json(&case_file_table.record, c);

    for (size_t i = 0; i < G_N_ELEMENTS(personal); i++)
        json_object_del(json, personal[i]);
    return json;
}

enum status http_case_retry(struct work *w, struct request *rq, struct answer *out)
{
    struct case_file *c = work_find(w, &case_file_table, "id", http_param(rq, "id"));
    if (!c || !person_sees_branch(rq->person, c->branch))
        return ST_NOT_FOUND;
    if (strcmp(c->state, "FAILED") != 0)
        return answer_problem(out, 409, "state_conflict", c->state);
    if (!restart(w, c))
        return answer_problem(out, 409, "route_not_bound", c->trouble_role);
    return answer_json_take(out, 200, impersonal(c));
}
