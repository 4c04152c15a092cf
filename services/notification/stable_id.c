#include "stable_id.h"

#include <stdio.h>
#include <string.h>

#include <glib.h>

void stable_id(instant at, const char *const *parts, size_t count, char out[UUID_TEXT_SIZE])
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    guint8 hash[32];
    gsize size = sizeof hash;
    int64_t ms = at / 1000;

    for (size_t i = 0; i < count; i++) /* the closing zero keeps "a","bc" apart from "ab","c" */
        g_checksum_update(sum, (const guchar *)(parts[i] ? parts[i] : ""), parts[i] ? strlen(parts[i]) + 1 : 1);
    g_checksum_get_digest(sum, hash, &size);
    snprintf(out, UUID_TEXT_SIZE, "%08x-%04x-7%03x-%04x-%02x%02x%02x%02x%02x%02x", (unsigned)(ms >> 16),
             (unsigned)(ms & 0xffff), (unsigned)(hash[0] << 8 | hash[1]) & 0xfff,
             ((unsigned)(hash[2] << 8 | hash[3]) & 0x3fff) | 0x8000, hash[4], hash[5], hash[6], hash[7], hash[8],
             hash[9]);
}
