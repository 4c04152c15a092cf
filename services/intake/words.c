#include "words.h"

#include "intake.h"

static char *words_of(const struct appeal *a)
{
    return g_strconcat(a->subject ? a->subject : "", " ", a->body ? a->body : "", NULL);
}

void words_enter(struct work *w, const struct appeal *a)
{
    struct appeal_text *row = work_new(w, &appeal_text_table);
    g_autofree char *words = words_of(a);

    text_set(&row->id, a->id);
    text_set(&row->text, words);
}

void words_change(struct work *w, const struct appeal *a)
{
    struct appeal_text *row = work_find(w, &appeal_text_table, "id", a->id);
    g_autofree char *words = words_of(a);

    if (!row) {
        words_enter(w, a);
        return;
    }
    if (g_strcmp0(row->text, words) == 0)
        return;
    text_set(&row->text, words);
    work_save(w, row);
}
