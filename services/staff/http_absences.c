#include "staff.h"
#include "statements.h"

#include <string.h>

struct absence_body {
    char *tab_no;
    char *kind;
    char *starts_on;
    char *ends_on;
    char *substitute;
};

static const struct field fields[] = {
    FIELD(absence_body, tab_no, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(absence_body, kind, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(absence_body, starts_on, FIELD_DATE, FIELD_REQUIRED),
    FIELD(absence_body, ends_on, FIELD_DATE, FIELD_REQUIRED),
    FIELD(absence_body, substitute, FIELD_TEXT, 0),
};
static const struct record_type body_type = RECORD(absence_body, fields);

static struct employee *named(struct work *w, struct request *rq, const char *tab_no, const char *pointer)
{
    struct employee *employee = work_find(w, &employee_table, "tab_no", tab_no);

    if (tab_no && !employee)
        faults_add(&rq->faults, pointer, "unknown", tab_no);
    return employee;
}

static enum status create(struct work *w, struct request *rq, struct answer *out, const struct absence_body *body)
{
    const struct employee *employee = named(w, rq, body->tab_no, "/tab_no");
    const struct employee *substitute = named(w, rq, body->substitute, "/substitute");

    if (strcmp(body->starts_on, body->ends_on) > 0)
        faults_add(&rq->faults, "/ends_on", "out_of_range", body->ends_on);
    if (rq->faults.count)
        return ST_INVALID;
    struct absence *absence = work_new(w, &absence_table);
    absence->version = 1;
    text_set(&absence->employee_id, employee->id);
    text_set(&absence->kind, body->kind);
    text_set(&absence->starts_on, body->starts_on);
    text_set(&absence->ends_on, body->ends_on);
    text_set(&absence->substitute_id, substitute ? substitute->id : NULL);
    text_set(&absence->source, "person");
    absence_announce(w, absence);
    audit_say(w, rq, "absence.created", "absence", absence->id, "done", NULL);
    answer_version(out, absence->version);
    return answer_json_take(out, 201, json_pack("{s:s, s:I}", "id", absence->id, "version", (json_int_t)1));
}

enum status http_absence_create(struct work *w, struct request *rq, struct answer *out)
{
    struct absence_body body = {0};

    if (http_body(rq, &body_type, &body) != ST_OK)
        return ST_INVALID;
    enum status status = create(w, rq, out, &body);
    record_release(&body_type, &body);
    return status;
}

enum status http_absence_cancel(struct work *w, struct request *rq, struct answer *out)
{
    const char *id = http_param(rq, "id");
    struct absence *absence = uuid_valid(id) ? work_find(w, &absence_table, "id", id) : NULL;

    if (!absence)
        return ST_NOT_FOUND;
    if (!http_version_matches(rq, out, absence->version))
        return ST_CONFLICT;
    if (absence->cancelled)
        return ST_OK;
    absence->cancelled = true;
    absence->version++;
    work_save(w, absence);
    absence_announce(w, absence);
    audit_say(w, rq, "absence.cancelled", "absence", absence->id, "done", NULL);
    return ST_OK;
}

static bool is_date(const char *text)
{
    g_autofree char *midnight = g_strconcat(text, "T00:00:00Z", NULL);
    instant at;
    return instant_parse(midnight, &at) == ST_OK;
}

enum status http_absence_list(struct work *w, struct request *rq, struct answer *out)
{
    const char *on = http_query(rq, "on"), *after = http_query(rq, "after");
    const char *const filters[] = {http_query(rq, "tab_no"), on};

    if (on && !is_date(on))
        faults_add(&rq->faults, "on", "bad_date", NULL);
    if (after && *after && !uuid_valid(after))
        faults_add(&rq->faults, "after", "bad_uuid", NULL);
    return listing_page(w, rq, out, &absence_page, filters, 2);
}
