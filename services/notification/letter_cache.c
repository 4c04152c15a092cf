#include "letter_cache.h"

#include "letter_pdf.h"
#include "log.h"

#include <string.h>

char *letter_cache_name(const struct letter_text *t)
{
    const char *const parts[] = {t->head,   t->addressee, t->body,       t->position,       t->signer,
                                 t->footer, t->title,     t->created_at, LETTER_PDF_VERSION};
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) /* with the closing zero */
        g_checksum_update(sum, (const guchar *)(parts[i] ? parts[i] : ""), parts[i] ? (gssize)strlen(parts[i]) + 1 : 1);
    return g_strdup(g_checksum_get_string(sum));
}

static char *path_of(const char *folder, const char *name)
{
    return g_strdup_printf("%s/%s.pdf", folder, name);
}

GBytes *letter_cache_get(const char *folder, const char *name)
{
    char *bytes;
    gsize size;
    g_autofree char *path = path_of(folder, name);

    if (!*folder || !g_file_get_contents(path, &bytes, &size, NULL))
        return NULL;
    return g_bytes_new_take(bytes, size);
}

void letter_cache_put(const char *folder, const char *name, GBytes *letter)
{
    gsize size;
    const char *bytes = g_bytes_get_data(letter, &size);
    g_autofree char *path = path_of(folder, name);
    g_autoptr(GError) error = NULL;

    if (*folder && !g_file_set_contents_full(path, bytes, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
        log_warn("letter is not kept", LOG_TEXT("error", error->message));
}
