#include "submission.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

const char *submission_external_id(const json_t *data)
{
    const char *id = json_string_value(json_object_get(data, "external_id"));
    return id && *id && strlen(id) <= EXTERNAL_ID_MAX ? id : NULL;
}

static bool has_text(const json_t *data, const char *member)
{
    const char *text = json_string_value(json_object_get(data, member));
    return text && text[strspn(text, " \t\r\n")];
}

bool submission_says_something(const json_t *data)
{
    return has_text(data, "text") || has_text(data, "type_code") || json_array_size(json_object_get(data, "files")) > 0;
}

const char *submission_key(const char *source, const char *external_id, char out[SUBMISSION_KEY_SIZE])
{
    snprintf(out, SUBMISSION_KEY_SIZE, "%s/%s", source, external_id);
    return out;
}
