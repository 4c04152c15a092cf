#include "file_type.h"

#include <string.h>

#include <glib.h>

struct signature {
    size_t offset;
    const char *bytes;
    size_t size;
    const char *mime; /* NULL: never taken */
};

#define AT(offset, text, mime)                                                                                         \
    {                                                                                                                  \
        offset, text, sizeof(text) - 1, mime                                                                           \
    }

/* The first that fits decides. */
static const struct signature signatures[] = {
    AT(0, "%PDF-", "application/pdf"),
    AT(0, "\x89PNG\r\n\x1a\n", "image/png"),
    AT(0, "\xff\xd8\xff", "image/jpeg"),
    AT(0, "GIF8", "image/gif"),
    AT(0, "II*\0", "image/tiff"),
    AT(0, "MM\0*", "image/tiff"),
    AT(0, "BM", "image/bmp"),
    AT(8, "WEBP", "image/webp"),
    AT(8, "WAVE", "audio/wav"),
    AT(4, "ftypheic", "image/heic"),
    AT(4, "ftyp", "video/mp4"),
    AT(0, "ID3", "audio/mpeg"),
    AT(0, "OggS", "audio/ogg"),
    AT(0, "PK\x03\x04", "application/zip"),
    AT(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    AT(0, "Rar!\x1a\x07", "application/vnd.rar"),
    AT(0, "7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    AT(0, "{\\rtf", "application/rtf"),
    AT(0, "-----BEGIN ", "application/x-pem-file"),
    AT(0, "\x30\x82", "application/pkcs7-signature"),
    AT(0, "\x30\x80", "application/pkcs7-signature"),
    AT(0, "MZ", NULL),
    AT(0,
       "\x7f"
       "ELF",
       NULL),
    AT(0, "#!", NULL),
};

#define FINER(detected, declared)                                                                                      \
    {                                                                                                                  \
        detected, declared, declared                                                                                   \
    }

/* Finer words for the same form; a detected type that is not here has only its own name. */
static const struct {
    const char *detected;
    const char *declared;
    const char *kept;
} finer[] = {
    FINER("application/zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    FINER("application/zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    FINER("application/zip", "application/vnd.oasis.opendocument.text"),
    FINER("application/zip", "application/vnd.oasis.opendocument.spreadsheet"),
    FINER("application/x-ole-storage", "application/msword"),
    FINER("application/x-ole-storage", "application/vnd.ms-excel"),
    FINER("application/x-ole-storage", "application/vnd.ms-outlook"),
    FINER("application/pkcs7-signature", "application/pkcs7-mime"),
    FINER("application/pkcs7-signature", "application/x-pkcs7-signature"),
    FINER("application/x-pem-file", "application/pkcs7-signature"),
    FINER("application/x-pem-file", "application/x-pkcs7-signature"),
    FINER("video/mp4", "video/quicktime"),
    FINER("video/mp4", "audio/mp4"),
    FINER("text/plain", "text/csv"),
    FINER("text/plain", "text/xml"),
    FINER("text/plain", "application/xml"),
    FINER("text/plain", "application/json"),
    FINER("text/plain", "message/rfc822"),
    {"image/jpeg", "image/jpg", "image/jpeg"},
    {"application/zip", "application/x-zip-compressed", "application/zip"},
};

/* Text of a page would run in a browser; it is looked for behind blanks and a byte order mark. */
static bool is_page(const char *text)
{
    static const char *const starts[] = {"<!doctype", "<html", "<head", "<body", "<script", "<svg", "<iframe"};
    if (g_str_has_prefix(text, "\xef\xbb\xbf"))
        text += 3;
    while (g_ascii_isspace(*text))
        text++;
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
        if (g_ascii_strncasecmp(text, starts[i], strlen(starts[i])) == 0)
            return true;
    return strstr(text, "<svg") || strstr(text, "<html");
}

/* Text in UTF-8 or an old one-byte code: no control characters but blanks. */
static const char *detect_text(const unsigned char *head, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((head[i] < 0x20 && !strchr("\t\n\r\f", head[i])) || !head[i])
            return NULL;
    g_autofree char *text = g_strndup((const char *)head, size);
    return is_page(text) ? NULL : "text/plain";
}

const char *file_type_detect(const void *head, size_t size)
{
    for (size_t i = 0; i < G_N_ELEMENTS(signatures); i++) {
        const struct signature *s = &signatures[i];
        if (size >= s->offset + s->size && memcmp((const char *)head + s->offset, s->bytes, s->size) == 0)
            return s->mime;
    }
    return size ? detect_text(head, size) : NULL;
}

/* The type without parameters, in lower case. Caller frees. */
static char *plain_type(const char *declared)
{
    g_auto(GStrv) parts = g_strsplit(declared, ";", 2);
    return g_ascii_strdown(g_strstrip(parts[0]), -1);
}

const char *file_type_settle(const char *detected, const char *declared)
{
    if (!detected || !declared || !*declared)
        return detected;
    g_autofree char *said = plain_type(declared);
    if (!strcmp(said, detected) || !strcmp(said, "application/octet-stream") || !strcmp(said, "binary/octet-stream"))
        return detected;
    for (size_t i = 0; i < G_N_ELEMENTS(finer); i++)
        if (!strcmp(finer[i].detected, detected) && !strcmp(finer[i].declared, said))
            return finer[i].kept;
    return NULL;
}
