#include "notice.h"

#include "below.h"
#include "notice_words.h"
#include "stable_id.h"

#include <string.h>

#define HEAD_OFFICE "HQ"

static void copy(struct notice *to, const struct notice *from)
{
    text_set(&to->recipient, from->recipient);
    text_set(&to->event, from->event);
    text_set(&to->object, from->object);
    text_set(&to->threshold, from->threshold);
    text_set(&to->appeal_id, from->appeal_id);
    text_set(&to->number, from->number);
    text_set(&to->branch, from->branch);
    text_set(&to->detail, from->detail);
    to->due_at = from->due_at;
    to->created_at = from->created_at;
}

void notice_make(struct work *w, const struct notice *wanted)
{
    char id[UUID_TEXT_SIZE];

    if (!wanted->recipient || below_excluded(w, wanted->excluded, wanted->recipient))
        return;
    STABLE_ID(wanted->created_at, id, wanted->event, wanted->object, wanted->threshold, wanted->recipient);
    if (work_find(w, &notice_table, "id", id))
        return;
    struct notice *notice = work_new(w, &notice_table);
    text_set(&notice->id, id);
    copy(notice, wanted);
    work_save(w, notice);
}

static bool has_role(const struct employee *one, char *const *roles)
{
    size_t i;
    json_t *role;

    json_array_foreach(one->roles, i,
                       role) if (json_is_string(role) &&
                                 g_strv_contains((const char *const *)roles, json_string_value(role))) return true;
    return false;
}

static void tell_branch(struct work *w, const char *branch, char *const *roles, const struct notice *wanted)
{
    g_autoptr(GPtrArray) told = g_ptr_array_new();

    for (void **list = work_list(w, &employee_table, "branch", branch); *list; list++) {
        const struct employee *one = *list;
        if (one->active && has_role(one, roles))
            g_ptr_array_add(told, one->id);
    }
    for (guint i = 0; i < told->len; i++) {
        struct notice notice = *wanted;
        notice.recipient = told->pdata[i];
        notice_make(w, &notice);
    }
}

void notice_make_for_roles(struct work *w, const char *branch, char *const *roles, const struct notice *wanted)
{
    tell_branch(w, branch, roles, wanted);
    if (strcmp(branch, HEAD_OFFICE) != 0)
        tell_branch(w, HEAD_OFFICE, roles, wanted);
}

static void put_time(json_t *json, const char *name, instant at)
{
    char text[INSTANT_TEXT_SIZE];

    if (at)
        json_object_set_new(json, name, json_string(instant_format(at, text)));
}

static json_t *words_of(const struct notice *n, const char *language)
{
    g_autofree char *title = notice_title(n, language);
    return json_pack("{s:s, s:s}", "title", title, "action", notice_action(n, language));
}

json_t *notice_to_json(const struct notice *n, const char *public_url)
{
    g_autofree char *link =
        n->appeal_id ? g_strdup_printf("%s/appeals/%s", public_url, n->appeal_id) : g_strdup_printf("%s/", public_url);
    json_t *json = json_pack("{s:s, s:s, s:s*, s:s*, s:s*, s:s*, s:s, s:o, s:o}", "id", n->id, "event", n->event,
                             "threshold", n->threshold, "appeal_id", n->appeal_id, "number", n->number, "branch",
                             n->branch, "link", link, "ru", words_of(n, "ru"), "en", words_of(n, "en"));

    put_time(json, "due_at", n->due_at);
    put_time(json, "created_at", n->created_at);
    put_time(json, "read_at", n->read_at);
    return json;
}
