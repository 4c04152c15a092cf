#include "check.h"

#include "about.h"
#include "app.h"
#include "appeal_access_changed.h"
#include "intake.h"
#include "json_value.h"
#include "projection.h"
#include "zone.h"

#include <string.h>

/* A date in the branch's zone: conditions compare days, not instants. */
static void set_date(json_t *document, const char *name, instant at, const char *tz)
{
    GTimeZone *zone = zone_of(tz);
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at / USEC_PER_SEC);
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
    g_autofree char *text = g_date_time_format(local, "%Y-%m-%d");
    json_object_set_new(document, name, json_string(text));
}

static void set_text(json_t *document, const char *name, const char *value)
{
    if (value && *value)
        json_object_set_new(document, name, json_string(value));
}

static json_t *files_of(struct attachment *const *attachments)
{
    json_t *files = json_array();

    for (; attachments && *attachments; attachments++) {
        json_t *file = json_object();
        set_text(file, "doc_type", (*attachments)->doc_type);
        set_text(file, "name", (*attachments)->name);
        set_text(file, "state", (*attachments)->state);
        json_array_append_new(files, file);
    }
    return files;
}

/* The kinds of the documents attached, for conditions: `"PAY" in attached`. */
static json_t *kinds_of(struct attachment *const *attachments)
{
    json_t *kinds = json_array();

    for (; attachments && *attachments; attachments++)
        if ((*attachments)->doc_type)
            json_array_append_new(kinds, json_string((*attachments)->doc_type));
    return kinds;
}

json_t *check_document(struct work *w, const struct appeal *a)
{
    struct attachment *const *attachments =
        (struct attachment *const *)work_list(w, &attachment_table, "appeal_id", a->id);
    const struct branch *branch = work_find(w, &branch_table, "code", a->branch);
    const char *tz = branch ? branch->tz : "Europe/Moscow";
    json_t *document = a->fields ? json_copy(a->fields) : json_object();

    set_text(document, "branch", a->branch);
    set_text(document, "client_kind", a->client_kind);
    set_text(document, "type_code", a->type_code);
    set_text(document, "type", a->type_code);
    set_text(document, "service", a->service);
    set_text(document, "channel", a->channel);
    set_text(document, "account", a->account);
    set_text(document, "contract", a->contract);
    set_text(document, "text", a->body);
    json_object_set(document, "fields", a->fields);
    set_text(document, "address", a->address);
    json_object_set(document, "auth", a->auth);
    json_object_set(document, "applicant", a->applicant);
    json_object_set(document, "response_channels", a->response_channels);
    json_object_set_new(document, "files", files_of(attachments));
    json_object_set_new(document, "attached", kinds_of(attachments));
    set_date(document, "received_on", a->received_at, tz);
    set_date(document, "today", work_now(w), tz);
    return document;
}

/* "/applicant/phone": NULL for nothing there, and for an empty text, list or object. */
static const json_t *at_pointer(const json_t *document, const char *pointer)
{
    g_auto(GStrv) parts = g_strsplit(pointer + 1, "/", -1);
    const json_t *node = document;

    for (char **part = parts; *part && node; part++)
        node = json_object_get(node, *part);
    if (json_is_string(node) && !*json_string_value(node))
        return NULL;
    if ((json_is_array(node) && !json_array_size(node)) || (json_is_object(node) && !json_object_size(node)))
        return NULL;
    return json_is_null(node) ? NULL : node;
}

static void check_group(const json_t *group, const json_t *document, struct faults *faults)
{
    const json_t *any_of = json_object_get(group, "any_of");
    size_t i;
    json_t *pointer;

    json_array_foreach((json_t *)any_of, i, pointer) if (at_pointer(document, json_string_value(pointer))) return;
    faults_add(faults, json_string_value(json_array_get(any_of, 0)), "required",
               json_string_value(json_object_get(group, "ru")));
}

static void check_base(const struct catalogue_view *view, const json_t *type, const json_t *document,
                       struct faults *faults)
{
    const char *kind = json_string_value(json_object_get(document, "client_kind"));
    const char *set = kind ? json_string_value(json_object_get(json_object_get(type, "base"), kind)) : NULL;
    size_t i;
    json_t *group;

    json_array_foreach((json_t *)view_base(view, set), i,
                       group) if (!json_value_has_word(json_object_get(type, "base_waived"),
                                                       json_string_value(json_object_get(group, "code"))))
        check_group(group, document, faults);
}

static bool has_file(const json_t *document, const char *doc)
{
    size_t i;
    json_t *file;

    json_array_foreach(json_object_get(document, "files"), i,
                       file) if (g_strcmp0(json_string_value(json_object_get(file, "doc_type")), doc) == 0 &&
                                 g_strcmp0(json_string_value(json_object_get(file, "state")), "failed") !=
                                     0) return true;
    return false;
}

/* Any document of the group will do; the first one names it. */
static bool has_document(const json_t *rule, const json_t *document)
{
    size_t i;
    json_t *other;

    if (has_file(document, json_string_value(json_object_get(rule, "doc"))))
        return true;
    json_array_foreach(json_object_get(rule, "any_of"), i,
                       other) if (has_file(document, json_string_value(other))) return true;
    return false;
}

static void check_documents(const struct catalogue_view *view, const json_t *type, const json_t *document,
                            struct faults *faults)
{
    size_t i;
    json_t *rule;

    json_array_foreach(json_object_get(type, "docs"), i, rule)
    {
        const json_t *waive = json_object_get(rule, "waive_if");
        const char *doc = json_string_value(json_object_get(rule, "doc"));
        bool blocks = g_strcmp0(json_string_value(json_object_get(rule, "severity")), "block") == 0;
        if (!view_holds(view, json_object_get(rule, "when"), document) ||
            (waive && view_holds(view, waive, document)) || has_document(rule, document))
            continue;
        g_autofree char *pointer = g_strdup_printf("/files/%s", doc);
        faults_add(faults, pointer, blocks ? "document_missing" : "document_advised", doc);
    }
}

void check_faults(const struct catalogue_view *view, const json_t *document, struct faults *faults)
{
    const char *code = json_string_value(json_object_get(document, "type_code"));
    const char *kind = json_string_value(json_object_get(document, "client_kind"));
    const struct appeal_type *type = view_type(view, code);
    size_t i;
    json_t *rule;

    if (!type) {
        faults_add(faults, "/type_code", code ? "unknown_type" : "required", code);
        return;
    }
    if (!view_active(view, json_string_value(json_object_get(document, "branch")), code))
        faults_add(faults, "/type_code", "type_inactive", code);
    if (!kind || !json_value_has_word(json_object_get(type->doc, "client_kinds"), kind))
        faults_add(faults, "/client_kind", kind ? "not_in_list" : "required", kind);
    check_base(view, type->doc, document, faults);
    json_array_foreach(json_object_get(type->doc, "fields"), i, rule) check_field(view, rule, document, faults);
    check_documents(view, type->doc, document, faults);
}

static void take_type(const struct catalogue_view *view, struct appeal *a)
{
    const struct appeal_type *type = view_type(view, a->type_code);

    text_set(&a->category, type ? type->category : NULL);
    text_set(&a->service, type ? type->service : a->service);
    a->config_version = type ? type->config_version : 0;
    a->confidential = type && json_is_true(json_object_get(type->doc, "confidential"));
    a->priority = type ? json_integer_value(json_object_get(type->doc, "priority")) : 0;
}

/* Of a draft nobody has heard yet. */
static void announce_access(struct work *w, const struct appeal *a, bool confidential, const json_t *excluded)
{
    bool same_people = json_array_size(excluded) == json_array_size(a->excluded) &&
                       (!json_array_size(excluded) || json_equal(excluded, a->excluded));

    if (!a->state || strcmp(a->state, "DRAFT") == 0 || (same_people && confidential == a->confidential))
        return;
    emit(w, &appeal_access_changed_event, a->id,
         &(struct appeal_access_changed){
             .appeal_id = a->id, .version = a->version, .confidential = a->confidential, .excluded = a->excluded});
}

json_t *check_card_document(struct work *w, struct appeal *a)
{
    auto_view view = intake_view(w);
    json_auto_t *excluded = json_incref(a->excluded);
    bool confidential = a->confidential;
    auto_faults faults;

    faults_init(&faults);
    take_type(view, a);
    json_t *document = check_document(w, a);
    check_faults(view, document, &faults);
    about_find(w, a, view_type(view, a->type_code), &faults);
    announce_access(w, a, confidential, excluded);
    json_set_take(&a->faults, faults_to_json(&faults, "ru"));
    return document;
}

void check_card(struct work *w, struct appeal *a)
{
    json_decref(check_card_document(w, a));
}

bool check_blocks(const struct appeal *a)
{
    size_t i;
    json_t *fault;

    json_array_foreach(a->faults, i, fault) if (!g_str_has_suffix(json_string_value(json_object_get(fault, "code")),
                                                                  "_advised")) return true;
    return false;
}

json_t *check_rules(const struct catalogue_view *view, const struct appeal_type *type, const json_t *document)
{
    json_t *codes = json_array();
    size_t i;
    json_t *rule;

    json_array_foreach(type ? json_object_get(type->doc, "rules") : NULL, i,
                       rule) if (view_holds(view, json_object_get(rule, "when"), document))
        json_array_append(codes, json_object_get(rule, "rule"));
    return codes;
}

const json_t *check_route(const struct catalogue_view *view, const struct appeal_type *type, const json_t *document)
{
    const char *kind = json_string_value(json_object_get(document, "client_kind"));
    size_t i;
    json_t *route;

    json_array_foreach(
        json_object_get(type->doc, "routes"), i,
        route) if (json_value_has_word(json_object_get(route, "client_kinds"), kind) &&
                   view_holds(view, json_object_get(route, "when"), document)) return json_object_get(route, "stages");
    return NULL;
}
