#include "http.h"
#include "sla_timer.h"

#include <string.h>

enum { CODE, VERSION, BODY, CHANGED_AT, CHANGED_BY };

/* Rules and calendars are kept alike and differ by how they are read. */
struct kind {
    const char *name;
    const char *member; /* of the answers */
    bool (*add)(struct rulebook *book, const json_t *json, const char *pointer, struct faults *faults);
};

static const struct kind rule_kind = {"rule", "rule", rulebook_add_rule};
static const struct kind calendar_kind_of = {"calendar", "calendar", rulebook_add_calendar};

static json_t *setting_json(const struct kind *kind, const struct rows *rows, int i)
{
    char changed_at[INSTANT_TEXT_SIZE];
    json_t *body = json_loads(rows_text(rows, i, BODY), 0, NULL);
    return json_pack("{s:s, s:I, s:o, s:s, s:s?}", "code", rows_text(rows, i, CODE), "version",
                     (json_int_t)rows_int(rows, i, VERSION), kind->member, body, "changed_at",
                     instant_format(rows_time(rows, i, CHANGED_AT), changed_at), "changed_by",
                     rows_null(rows, i, CHANGED_BY) ? NULL : rows_text(rows, i, CHANGED_BY));
}

static json_t *settings_json(const struct kind *kind, const struct rows *rows)
{
    json_t *items = json_array();
    for (int i = 0; i < rows_count(rows); i++)
        json_array_append_new(items, setting_json(kind, rows, i));
    return items;
}

static enum status list(struct work *w, const struct kind *kind, struct answer *out)
{
    auto_rows rows = {0};
    enum status st = settings_current(work_db(w), kind->name, &rows);
    return st == ST_OK ? answer_json_take(out, 200, http_page_take(settings_json(kind, &rows), NULL)) : st;
}

/* The newest version, with all earlier ones under "versions". */
static enum status show(struct work *w, const struct kind *kind, struct request *rq, struct answer *out)
{
    auto_rows rows = {0};
    enum status st = setting_versions(work_db(w), kind->name, http_param(rq, "code"), &rows);
    if (st != ST_OK)
        return st;
    if (rows_count(&rows) == 0)
        return ST_NOT_FOUND;
    json_t *body = setting_json(kind, &rows, 0);
    json_object_set_new(body, "versions", settings_json(kind, &rows));
    answer_version(out, rows_int(&rows, 0, VERSION));
    return answer_json_take(out, 200, body);
}

/* Reads the setting as it would be read later: what cannot be understood is refused here. */
static enum status check(struct work *w, const struct kind *kind, struct request *rq)
{
    auto_rows calendars = {0};
    const char *code = json_string_value(json_object_get(rq->body, "code"));
    if (!code || strcmp(code, http_param(rq, "code")) != 0)
        faults_add(&rq->faults, "/code", "not_expected_value", http_param(rq, "code"));
    enum status st = settings_current(work_db(w), "calendar", &calendars);
    if (st != ST_OK)
        return st;
    auto_rulebook book = rulebook_new(0);
    for (int i = 0; i < rows_count(&calendars); i++) {
        json_auto_t *body = json_loads(rows_text(&calendars, i, BODY), 0, NULL);
        rulebook_add_calendar(book, body, "", NULL);
    }
    kind->add(book, rq->body, "", &rq->faults);
    return rq->faults.count ? ST_INVALID : ST_OK;
}

static bool same_body(const struct rows *rows, const json_t *body)
{
    if (rows_count(rows) == 0)
        return false;
    json_auto_t *stored = json_loads(rows_text(rows, 0, BODY), 0, NULL);
    return json_equal(stored, (json_t *)body);
}

static void new_version(struct work *w, const struct kind *kind, const struct request *rq, int64_t version)
{
    struct setting *setting = work_new(w, &setting_table);
    text_set(&setting->kind, kind->name);
    text_set(&setting->code, http_param(rq, "code"));
    setting->version = version;
    json_set_take(&setting->body, json_deep_copy(rq->body));
    setting->changed_at = work_now(w);
    text_set(&setting->changed_by, rq->person ? rq->person->id : NULL);
}

/* A version never changes: other content makes the next one, the same content none. */
static enum status put(struct work *w, const struct kind *kind, struct request *rq, struct answer *out)
{
    auto_rows rows = {0};
    enum status st = rulebook_lock(work_db(w));
    if (st == ST_OK)
        st = check(w, kind, rq);
    if (st == ST_OK)
        st = setting_versions(work_db(w), kind->name, http_param(rq, "code"), &rows);
    if (st != ST_OK)
        return st;
    int64_t version = rows_count(&rows) ? rows_int(&rows, 0, VERSION) : 0;
    if (*rq->if_match && !http_version_matches(rq, out, version))
        return ST_CONFLICT;
    bool same = same_body(&rows, rq->body);
    if (!same) {
        new_version(w, kind, rq, ++version);
        st = rulebook_bump(work_db(w));
        unpark(w, RULEBOOK_NAME);
    }
    if (st != ST_OK)
        return st;
    answer_version(out, version);
    return answer_json_take(
        out, version == 1 && !same ? 201 : 200,
        json_pack("{s:s, s:I, s:b}", "code", http_param(rq, "code"), "version", (json_int_t)version, "changed", !same));
}

enum status http_rules_list(struct work *w, struct request *rq, struct answer *out)
{
    (void)rq;
    return list(w, &rule_kind, out);
}

enum status http_rule_show(struct work *w, struct request *rq, struct answer *out)
{
    return show(w, &rule_kind, rq, out);
}

enum status http_rule_put(struct work *w, struct request *rq, struct answer *out)
{
    return put(w, &rule_kind, rq, out);
}

enum status http_calendars_list(struct work *w, struct request *rq, struct answer *out)
{
    (void)rq;
    return list(w, &calendar_kind_of, out);
}

enum status http_calendar_show(struct work *w, struct request *rq, struct answer *out)
{
    return show(w, &calendar_kind_of, rq, out);
}

enum status http_calendar_put(struct work *w, struct request *rq, struct answer *out)
{
    return put(w, &calendar_kind_of, rq, out);
}
