#include "reporting.h"

static bool put_label(struct work *w, const char *kind, const json_t *word)
{
    const char *code = json_string_value(json_object_get(word, "code"));
    const char *ru = json_string_value(json_object_get(word, "ru"));
    const char *en = json_string_value(json_object_get(word, "en"));
    if (!code || !ru)
        return false;
    g_autofree char *id = g_strdup_printf("%s/%s", kind, code);
    struct label *label = work_find(w, &label_table, "id", id);
    if (label && g_strcmp0(label->ru, ru) == 0 && g_strcmp0(label->en, en) == 0)
        return false;
    if (label)
        work_save(w, label);
    else
        label = work_new(w, &label_table);
    text_set(&label->id, id);
    text_set(&label->ru, ru);
    text_set(&label->en, en);
    return true;
}

/* {"channels": [{"code","ru","en"}], ...}: the company's dictionaries as they stand; other members are of no use here.
 */
enum status http_labels_put(struct work *w, struct request *rq, struct answer *out)
{
    bool changed = false;
    const char *kind;
    json_t *list, *word;
    size_t i;

    json_object_foreach((json_t *)rq->body, kind, list)
    {
        json_array_foreach(list, i, word) changed |= put_label(w, kind, word);
    }
    return answer_json_take(out, 200, json_pack("{s:b}", "changed", changed));
}
