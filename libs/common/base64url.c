#include "base64url.h"

#include <glib.h>

bool base64url_valid(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!g_ascii_isalnum(text[i]) && text[i] != '-' && text[i] != '_')
            return false;
    return length % 4 != 1;
}
