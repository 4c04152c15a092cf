#include "answer.h"

#include "response_signed.h"
#include "routing.h"
#include "zone.h"

#include <stdio.h>
#include <string.h>

struct response *answer_of(struct work *w, const struct case_file *c)
{
    void **list = work_list(w, &response_table, "appeal_id", c->id);
    struct response *found = NULL;

    for (size_t i = 0; list[i]; i++)
        if (((struct response *)list[i])->cycle_no == c->cycle_no)
            found = list[i];
    return found;
}

/* "2026-11-20" as one writes it in a letter, any other text as it is. Caller frees. */
static char *text_of(const char *text)
{
    int year;
    int month;
    int day;
    int end = 0;

    if (!text || !*text)
        return g_strdup(ANSWER_BLANK);
    if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 && end == 10 && !text[end])
        return g_strdup_printf("%02d.%02d.%04d", day, month, year);
    return g_strdup(text);
}

/* With the comma that Russian letters have. Caller frees. */
static char *number_words(const json_t *value)
{
    g_autofree char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    return g_strdelimit(g_strdup(text), ".", ',');
}

/* Texts, numbers and periods; all else has no words for a letter. Caller frees. */
static char *words_of(const json_t *value)
{
    if (json_is_number(value))
        return number_words(value);
    const char *from_day = json_string_value(json_object_get(value, "from"));
    const char *to_day = json_string_value(json_object_get(value, "to"));
    if (!from_day && !to_day)
        return text_of(json_string_value(value));
    g_autofree char *from = text_of(from_day);
    g_autofree char *to = text_of(to_day);
    return g_strdup_printf("%s–%s", from, to);
}

static char *value_at(const json_t *values, const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, ".", -1);

    for (char **part = parts; *part; part++)
        values = json_object_get(values, *part);
    return words_of(values);
}

char *answer_fill(const char *text, const json_t *values)
{
    GString *out = g_string_new(NULL);

    for (const char *open = strstr(text, "{{"); open; open = strstr(text, "{{")) {
        const char *close = strstr(open, "}}");
        if (!close)
            break;
        g_autofree char *path = g_strndup(open + 2, (gsize)(close - open - 2));
        g_autofree char *value = value_at(values, g_strstrip(path));
        g_string_append_len(out, text, open - text);
        g_string_append(out, value);
        text = close + 2;
    }
    g_string_append(out, text);
    return g_string_free(out, FALSE);
}

void answer_check_blank(struct faults *faults, const char *pointer, const char *text)
{
    if (text && strstr(text, ANSWER_BLANK))
        faults_add(faults, pointer, "blank_left", ANSWER_BLANK);
}

static void set_date(json_t *values, const char *name, instant at)
{
    GTimeZone *zone = zone_of("Europe/Moscow");
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at / USEC_PER_SEC);
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
    g_autofree char *text = g_date_time_format(local, "%d.%m.%Y");
    json_object_set_new(values, name, json_string(at ? text : ""));
}

static json_t *values_of(struct work *w, const struct case_file *c)
{
    /* "Уважаемый(ая) !" would greet nobody where the client is not known. */
    const char *name = c->client_name && *c->client_name ? c->client_name : "заявитель";
    json_t *values =
        json_pack("{s:s, s:s*, s:s*, s:s*, s:{s:s}, s:O*}", "number", c->number, "account", c->account, "type",
                  c->type_ru, "result_text", c->subject, "applicant", "name", name, "fields", c->fields);
    set_date(values, "registered_date", c->registered_at);
    set_date(values, "today", work_now(w));
    set_date(values, "due_date", c->due_at);
    return values;
}

static struct response *new_answer(struct work *w, const struct case_file *c, const struct actor *by)
{
    struct response *r = work_new(w, &response_table);

    text_set(&r->appeal_id, c->id);
    r->cycle_no = c->cycle_no;
    text_set(&r->kind, "final");
    text_set(&r->state, "DRAFT");
    text_set(&r->drafted_by, by ? by->id : NULL);
    r->drafted_at = work_now(w);
    return r;
}

char *answer_from_template(struct work *w, const struct case_file *c, const struct template *template)
{
    json_auto_t *values = values_of(w, c);
    return answer_fill(template ? template->ru : "Ваше обращение № {{number}} от {{registered_date}} рассмотрено.",
                       values);
}

static void fill_from_template(struct work *w, const struct case_file *c, struct response *r)
{
    const char *code = json_string_value(json_object_get(c->templates, c->result ? c->result : ""));
    const struct template *template = code ? work_find(w, &template_table, "code", code) : NULL;
    g_autofree char *body = answer_from_template(w, c, template);
    g_autofree char *subject = g_strdup_printf("Ответ на обращение № %s", c->number);

    text_set(&r->template, code);
    text_set(&r->subject, subject);
    text_set(&r->body, body);
}

void answer_draft(struct work *w, struct case_file *c, const struct actor *by)
{
    struct response *r = answer_of(w, c);

    if (!r)
        r = new_answer(w, c, by);
    if (!r->body)
        fill_from_template(w, c, r);
    if (strcmp(r->state, "RETURNED") == 0)
        text_set(&r->state, "DRAFT");
    text_set(&r->result, c->result);
    r->version++;
    work_save(w, r);
}

void answer_sign(struct work *w, struct case_file *c, struct response *r, const struct actor *by, const char *sign_kind)
{
    text_set(&r->state, "SIGNED");
    text_set(&r->signer_id, by->id);
    text_set(&r->signer_name, by->name);
    r->signed_at = work_now(w);
    text_set(&r->sign_kind, sign_kind);
    r->version++;
    work_save(w, r);
    text_set(&c->state, "DONE");
    c->version++;
    work_save(w, c);
    emit(w, &response_signed_event, c->id,
         &(struct response_signed){.appeal_id = c->id,
                                   .response_id = r->id,
                                   .cycle_no = c->cycle_no,
                                   .version = c->version,
                                   .kind = r->kind,
                                   .result = r->result,
                                   .template = r->template,
                                   .subject = r->subject,
                                   .body = r->body,
                                   .signer_id = r->signer_id,
                                   .signer_name = r->signer_name,
                                   .signed_at = r->signed_at,
                                   .sign_kind = r->sign_kind});
}

void answer_sign_by_office(struct work *w, struct case_file *c, const struct actor *by)
{
    struct response *r = answer_of(w, c);

    if (r && strcmp(r->state, "SIGNED") != 0)
        answer_sign(w, c, r, by, by->id ? "office" : "automatic");
}

void answer_drop(struct work *w, struct case_file *c, const char *reason)
{
    struct response *r = answer_of(w, c);

    if (!r || strcmp(r->state, "SIGNED") == 0)
        return;
    text_set(&r->state, "DROPPED");
    text_set(&r->return_reason, reason);
    r->version++;
    work_save(w, r);
}
