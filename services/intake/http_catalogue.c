#include "app.h"
#include "catalogue_dictionary_changed.h"
#include "catalogue_type_published.h"
#include "intake.h"
#include "json_value.h"
#include "projection.h"
#include "source.h"
#include "source_changed.h"
#include "statements.h"

#include <string.h>

static void add_type(const struct appeal_type *type, void *list)
{
    json_array_append_new(list, json_pack("{s:s, s:s, s:s*, s:s, s:s, s:I, s:O?, s:O?}", "code", type->code, "ru",
                                          type->ru, "en", type->en, "category", type->category, "service",
                                          type->service, "config_version", (json_int_t)type->config_version,
                                          "client_kinds", json_object_get(type->doc, "client_kinds"),
                                          "questions_synonyms", json_object_get(type->doc, "questions_synonyms")));
}

enum status http_type_list(struct work *w, struct request *rq, struct answer *out)
{
    (void)rq;
    auto_view view = intake_view(w);
    json_t *list = json_array();

    view_each(view, add_type, list);
    return answer_json_take(out, 200, http_page_take(list, NULL));
}

enum status http_type_get(struct work *w, struct request *rq, struct answer *out)
{
    auto_view view = intake_view(w);
    const struct appeal_type *type = view_type(view, http_param(rq, "code"));
    if (!type)
        return ST_NOT_FOUND;
    answer_version(out, type->config_version);
    return answer_json_take(out, 200, json_deep_copy(type->doc));
}

static const char *need_text(struct request *rq, const char *member)
{
    const char *text = json_string_value(json_object_get(rq->body, member));
    g_autofree char *pointer = g_strdup_printf("/%s", member);

    if (!text || !*text)
        faults_add(&rq->faults, pointer, "required", NULL);
    return text;
}

/* Conditions that cannot be read would be found only at a client's card: they are refused here. */
static void check_conditions(struct request *rq, const json_t *node, const char *pointer)
{
    static const char *const names[] = {"when", "check", "required_if", "waive_if", "cond"};
    const char *name;
    size_t i;
    json_t *child;

    json_array_foreach((json_t *)(json_is_array(node) ? node : NULL), i, child)
    {
        g_autofree char *inner = g_strdup_printf("%s/%zu", pointer, i);
        check_conditions(rq, child, inner);
    }
    json_object_foreach((json_t *)(json_is_object(node) ? node : NULL), name, child)
    {
        g_autofree char *inner = g_strdup_printf("%s/%s", pointer, name);
        struct expr_error error;
        bool condition = false;
        for (size_t n = 0; n < G_N_ELEMENTS(names); n++)
            condition |= strcmp(names[n], name) == 0;
        struct expr *expr = condition ? expr_compile(json_string_value(child), &error) : NULL;
        if (condition && !expr)
            faults_add(&rq->faults, inner, "bad_expression", error.reason);
        expr_free(expr);
        check_conditions(rq, child, inner);
    }
}

static void publish(struct work *w, struct request *rq, const char *sha256)
{
    struct config_counter *counter = work_find(w, &config_counter_table, "id", "config");
    const char *code = http_param(rq, "code");

    if (!counter)
        return; /* the row is always there: the load failed, and the answer is void */
    struct appeal_type *type = work_new(w, &appeal_type_table);
    counter->last++;
    work_save(w, counter);
    g_autofree char *id = g_strdup_printf("%s@%" G_GINT64_FORMAT, code, counter->last);
    text_set(&type->id, id);
    text_set(&type->code, code);
    type->config_version = counter->last;
    text_set(&type->ru, json_string_value(json_object_get(rq->body, "ru")));
    text_set(&type->en, json_string_value(json_object_get(rq->body, "en")));
    text_set(&type->category, json_string_value(json_object_get(rq->body, "category")));
    text_set(&type->service, json_string_value(json_object_get(rq->body, "service")));
    text_set(&type->sha256, sha256);
    json_set_take(&type->doc, json_deep_copy(rq->body));
    type->published_at = work_now(w);
    text_set(&type->published_by, rq->person->id);
    emit(w, &catalogue_type_published_event, code,
         &(struct catalogue_type_published){.code = type->code,
                                            .config_version = type->config_version,
                                            .ru = type->ru,
                                            .en = type->en,
                                            .category = type->category,
                                            .service = type->service,
                                            .published_at = type->published_at,
                                            .type = type->doc});
}

/* The same text again is no new version: `otk company load` can be repeated. */
enum status http_type_put(struct work *w, struct request *rq, struct answer *out)
{
    auto_view view = intake_view(w);
    const struct appeal_type *known = view_type(view, http_param(rq, "code"));
    const char *code = need_text(rq, "code");

    need_text(rq, "ru");
    need_text(rq, "category");
    need_text(rq, "service");
    if (code && strcmp(code, http_param(rq, "code")) != 0)
        faults_add(&rq->faults, "/code", "not_in_list", http_param(rq, "code"));
    check_conditions(rq, rq->body, "");
    if (rq->faults.count)
        return ST_INVALID;
    g_autofree char *sha256 = json_value_sha256(rq->body);
    bool same = known && strcmp(known->sha256, sha256) == 0;
    if (!same)
        publish(w, rq, sha256);
    return answer_json_take(out, same ? 200 : 201, json_pack("{s:b}", "changed", !same));
}

enum status http_dictionary_get(struct work *w, struct request *rq, struct answer *out)
{
    auto_view view = intake_view(w);
    const json_t *doc = view_dictionary(view, http_param(rq, "name"));
    return doc ? answer_json_take(out, 200, json_deep_copy(doc)) : ST_NOT_FOUND;
}

enum status http_dictionary_put(struct work *w, struct request *rq, struct answer *out)
{
    struct dictionary *dictionary = work_find(w, &dictionary_table, "name", http_param(rq, "name"));
    if (!json_is_object(rq->body)) {
        faults_add(&rq->faults, "", "wrong_type", "object");
        return ST_INVALID;
    }
    if (dictionary && json_equal(dictionary->doc, rq->body))
        return answer_json_take(out, 200, json_pack("{s:b}", "changed", 0));
    if (!dictionary) {
        dictionary = work_new(w, &dictionary_table);
        text_set(&dictionary->name, http_param(rq, "name"));
    }
    dictionary->version++;
    json_set_take(&dictionary->doc, json_deep_copy(rq->body));
    dictionary->changed_at = work_now(w);
    text_set(&dictionary->changed_by, rq->person->id);
    work_save(w, dictionary);
    emit(w, &catalogue_dictionary_changed_event, dictionary->name,
         &(struct catalogue_dictionary_changed){
             .name = dictionary->name, .version = dictionary->version, .doc = dictionary->doc});
    return answer_json_take(out, 200, json_pack("{s:b}", "changed", 1));
}

enum status http_source_list(struct work *w, struct request *rq, struct answer *out)
{
    (void)rq;
    auto_rows rows = {0};
    json_t *list = json_array();
    enum status status = db_run(work_db(w), &source_statements[SOURCE_LIST], DB_NO_PARAMS, &rows);

    for (int i = 0; status == ST_OK && i < rows_count(&rows); i++) {
        struct source *source = table_row_from(&source_table, &rows, i);
        json_array_append_new(list, record_to_json(&source_table.record, source));
        record_release(&source_table.record, source);
        g_free(source);
    }
    if (status == ST_OK)
        return answer_json_take(out, 200, http_page_take(list, NULL));
    json_decref(list);
    return status;
}

static void fill_source(struct source *source, const json_t *body)
{
    text_set(&source->ru, json_string_value(json_object_get(body, "ru")));
    text_set(&source->en, json_string_value(json_object_get(body, "en")));
    text_set(&source->default_branch, json_string_value(json_object_get(body, "default_branch")));
    text_set(&source->principal, json_string_value(json_object_get(body, "principal")));
    source->trusted = json_is_true(json_object_get(body, "trusted"));
    json_set_take(&source->topics, json_deep_copy(json_object_get(body, "topics")));
    json_set_take(&source->file_hosts, json_deep_copy(json_object_get(body, "file_hosts")));
    json_set_take(&source->channels, json_deep_copy(json_object_get(body, "channels")));
}

static void announce_source(struct work *w, const struct source *source)
{
    emit(w, &source_changed_event, source->name,
         &(struct source_changed){.name = source->name,
                                  .version = source->version,
                                  .file_hosts = source->file_hosts,
                                  .trusted = source->trusted});
}

static void need_list(struct request *rq, const char *member)
{
    g_autofree char *pointer = g_strdup_printf("/%s", member);

    if (!json_is_array(json_object_get(rq->body, member)))
        faults_add(&rq->faults, pointer, "required", NULL);
}

/* The same declaration again changes nothing: `otk company load` can be repeated. Who names a version must have seen
 * the newest one. */
enum status http_source_put(struct work *w, struct request *rq, struct answer *out)
{
    struct source *source = work_find(w, &source_table, "name", http_param(rq, "name"));
    if (*rq->if_match && !http_version_matches(rq, out, source ? source->version : 0))
        return ST_CONFLICT;
    need_text(rq, "ru");
    need_text(rq, "default_branch");
    need_list(rq, "topics");
    need_list(rq, "file_hosts");
    need_list(rq, "channels");
    if (rq->faults.count)
        return ST_INVALID;
    json_t *before = source ? record_to_json(&source_table.record, source) : NULL;
    if (!source) {
        source = work_new(w, &source_table);
        text_set(&source->name, http_param(rq, "name"));
    }
    fill_source(source, rq->body);
    json_t *after = record_to_json(&source_table.record, source);
    if (!json_equal(before, after)) {
        source->version++;
        work_save(w, source);
        announce_source(w, source);
    }
    json_decref(before);
    json_decref(after);
    return answer_json_take(out, 200, record_to_json(&source_table.record, source));
}
