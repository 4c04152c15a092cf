#include "letter.h"

#include "app.h"
#include "layout_text.h"
#include "letter_cache.h"
#include "letter_pdf.h"
#include "log.h"
#include "zone.h"

#include <string.h>

#include <glib.h>

/* What a company that loaded no forms gets. */
static const struct {
    const char *code, *ru, *en;
} built_in[] = {
    {LAYOUT_LETTER,
     "{{branch.name}}\n{{out_no}} от {{out_date}}\nНа № {{number}} от {{registered_date}}\n\n"
     "{{applicant.name}}\n{{applicant.address}}\n\n{{body}}\n\n{{signer.position}}    {{signer.name}}",
     "{{branch.name}}\n{{out_no}} of {{out_date}}\nTo No. {{number}} of {{registered_date}}\n\n"
     "{{applicant.name}}\n{{applicant.address}}\n\n{{body}}\n\n{{signer.position}}    {{signer.name}}"},
    {LAYOUT_MAIL,
     "{{body}}\n\n{{signer.position}}\n{{signer.name}}\n\n{{branch.name}}\nИсх. № {{out_no}} от {{out_date}}",
     "{{body}}\n\n{{signer.position}}\n{{signer.name}}\n\n{{branch.name}}\nRef. {{out_no}} of {{out_date}}"},
};

static bool is_english(const struct response *r)
{
    return r->language && strcmp(r->language, "en") == 0;
}

static const char *form_of(struct work *w, const char *code, bool english)
{
    const struct layout *layout = work_find(w, &layout_table, "code", code);
    const char *form = layout ? json_string_value(json_object_get(layout->doc, english ? "en" : "ru")) : NULL;

    for (size_t i = 0; !form && i < G_N_ELEMENTS(built_in); i++)
        if (strcmp(built_in[i].code, code) == 0)
            form = english ? built_in[i].en : built_in[i].ru;
    return form;
}

/* Dates are local to the branch. */
static char *date_of(instant at, const struct branch *branch)
{
    if (!at)
        return g_strdup("");
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at / USEC_PER_SEC);
    GTimeZone *zone = zone_of(branch && branch->tz ? branch->tz : "UTC");
    g_autoptr(GDateTime) local = zone ? g_date_time_to_timezone(utc, zone) : g_date_time_ref(utc);
    return g_date_time_format(local, "%d.%m.%Y");
}

static const char *member(const json_t *applicant, const char *name)
{
    const char *value = json_string_value(json_object_get(applicant, name));
    return value ? value : "";
}

char *applicant_name(const json_t *applicant)
{
    if (*member(applicant, "last"))
        return g_strstrip(g_strdup_printf("%s %s %s", member(applicant, "last"), member(applicant, "first"),
                                          member(applicant, "middle")));
    return g_strdup(member(applicant, "name"));
}

static char *name_of(const struct response *r)
{
    g_autofree char *name = applicant_name(r->applicant);
    return g_strdup(*name || !r->client_name ? name : r->client_name);
}

static void set(GHashTable *values, const char *name, const char *value)
{
    g_hash_table_insert(values, (char *)name, g_strdup(value ? value : ""));
}

static GHashTable *values_of(struct work *w, const struct response *r)
{
    GHashTable *values = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    const struct branch *branch = work_find(w, &branch_table, "code", r->branch);
    const struct employee *signer = r->signer_id ? work_find(w, &employee_table, "id", r->signer_id) : NULL;
    const char *branch_name = branch ? (is_english(r) && branch->en ? branch->en : branch->ru) : NULL;

    set(values, "branch.name", branch_name ? branch_name : r->branch);
    set(values, "out_no", r->out_number ? r->out_number : r->number);
    g_hash_table_insert(values, "out_date", date_of(r->signed_at, branch));
    set(values, "number", r->number);
    g_hash_table_insert(values, "registered_date", date_of(r->received_at, branch));
    g_hash_table_insert(values, "applicant.name", name_of(r));
    set(values, "applicant.address", member(r->applicant, "address"));
    set(values, "subject", r->subject);
    set(values, "body", r->body);
    set(values, "signer.position", signer ? signer->position : NULL);
    set(values, "signer.name", r->signer_name);
    return values;
}

char *letter_file_name(const struct response *r)
{
    g_autofree char *number = g_strdelimit(g_strdup(r->out_number ? r->out_number : r->number), "/\\", '-');
    return g_strdup_printf("%s %s.pdf", is_english(r) ? "Answer" : "Ответ", number);
}

void letter_fill(struct work *w, const struct response *r, struct letter_text *out)
{
    char at[INSTANT_TEXT_SIZE];
    g_autoptr(GHashTable) values = values_of(w, r);

    letter_text_fill(form_of(w, LAYOUT_LETTER, is_english(r)), values, out);
    out->title = g_strdup_printf("%s %s", is_english(r) ? "Answer to" : "Ответ на обращение", r->number);
    instant_format(r->signed_at, at);
    out->created_at = g_strdup_printf("%.19sZ", at);
}

GBytes *letter_of(struct work *w, const struct response *r)
{
    const struct app *app = work_app(w);
    struct letter_text text = {0};

    letter_fill(w, r, &text);
    g_autofree char *name = letter_cache_name(&text);
    GBytes *letter = letter_cache_get(app->letter_folder, name);
    if (!letter) {
        letter = letter_pdf_render(&text);
        if (letter)
            letter_cache_put(app->letter_folder, name, letter);
        else
            log_error("letter cannot be rendered", LOG_TEXT("response", r->id));
    }
    letter_text_release(&text);
    return letter;
}

void letter_mail_words(struct work *w, const struct response *r, struct mail_words *out)
{
    g_autoptr(GHashTable) values = values_of(w, r);
    const struct layout *layout = work_find(w, &layout_table, "code", LAYOUT_MAIL);
    const struct app *app = work_app(w);
    const char *about = r->subject && *r->subject ? r->subject : NULL;

    out->text = layout_fill(form_of(w, LAYOUT_MAIL, is_english(r)), values);
    out->subject = g_strdup_printf("%s %s%s%s", is_english(r) ? "Answer to your appeal" : "Ответ на обращение",
                                   r->number, about ? ": " : "", about ? about : "");
    out->attach_letter = app->attach_letter || (layout && json_is_true(json_object_get(layout->doc, "attach_letter")));
}

void mail_words_release(struct mail_words *words)
{
    g_free(words->subject);
    g_free(words->text);
}
