#include "json_value.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

bool json_value_has_word(const json_t *list, const char *word)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)list, i, one) if (word && strcmp(json_string_value(one), word) == 0) return true;
    return false;
}

char *json_value_sha256(const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS);
    char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);

    free(text);
    return sum;
}
