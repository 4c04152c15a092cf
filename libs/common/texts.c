#include "texts.h"

#include "build_info.h"
#include "log.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <jansson.h>

static pthread_once_t texts_once = PTHREAD_ONCE_INIT;
static json_t *texts_ru, *texts_en; /* read-only once loaded */

/* Without the file codes stand for themselves: a missing text must not stop an answer. */
static json_t *load(const char *language)
{
    g_autofree char *path = g_strdup_printf("%s/proto-schemas/texts/%s.json", build_share(), language);
    json_error_t error;
    json_t *texts = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!texts)
        log_error("texts for people cannot be read", LOG_TEXT("path", path), LOG_TEXT("reason", error.text),
                  LOG_NUMBER("line", error.line));
    return texts;
}

static void load_all(void)
{
    texts_ru = load("ru");
    texts_en = load("en");
}

const char *text_of(const char *code, const char *language)
{
    pthread_once(&texts_once, load_all);
    bool english = language && strcmp(language, "en") == 0;
    const char *text = json_string_value(json_object_get(english ? texts_en : texts_ru, code));
    return text ? text : code;
}

char *text_format(const char *code, const char *language, const char *detail)
{
    GString *text = g_string_new(text_of(code, language));
    g_string_replace(text, "%s", detail ? detail : "", 0);
    while (!detail && text->len && strchr(": ", text->str[text->len - 1]))
        g_string_truncate(text, text->len - 1); /* "This cannot be done now: %s" without a reason */
    return g_string_free(text, FALSE);
}
