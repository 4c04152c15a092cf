#include "rules/thresholds.h"

json_t *thresholds_to_json(const struct warnings *warnings)
{
    json_t *list = json_array();
    for (size_t i = 0; i < warnings->count; i++) {
        const struct warning *w = &warnings->list[i];
        json_array_append_new(list, json_pack("[i, I, i, s]", (int)w->kind, (json_int_t)w->at, w->level, w->threshold));
    }
    return list;
}

bool thresholds_get(const json_t *thresholds, size_t index, struct warning *out)
{
    int kind, level;
    json_int_t at;
    const char *name;
    const json_t *item = json_array_get(thresholds, index);
    if (!item || json_unpack((json_t *)item, "[i, I, i, s]", &kind, &at, &level, &name) != 0)
        return false;
    *out = (struct warning){.kind = (enum warning_kind)kind, .at = at, .level = level};
    g_strlcpy(out->threshold, name, sizeof out->threshold);
    return true;
}
