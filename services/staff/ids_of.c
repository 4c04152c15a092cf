#include "ids_of.h"

#include <string.h>

#include <glib.h>
#include <uuid/uuid.h>

/* Made once at random for this purpose. */
static const uuid_t name_space = {0x5e, 0x1f, 0x7c, 0x0a, 0x93, 0x4b, 0x4d, 0x2e,
                                  0x8a, 0x61, 0x0c, 0xd5, 0x27, 0xb9, 0x16, 0xf4};

void id_of(const char *kind, const char *key, char out[UUID_TEXT_SIZE])
{
    uuid_t id;
    g_autofree char *name = g_strdup_printf("%s:%s", kind, key);

    uuid_generate_sha1(id, name_space, name, strlen(name));
    uuid_unparse_lower(id, out);
}
