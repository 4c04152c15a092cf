/* json_text.h: JSON written straight into a text, where a document would be built only to be printed. */
#ifndef OTKLIK_JSON_TEXT_H
#define OTKLIK_JSON_TEXT_H

#include <glib.h>

/* Appends `text` as a JSON string with its quotes; what is not UTF-8 is repaired. `size` < 0: it ends with a NUL. */
void json_text_add(GString *out, const char *text, gssize size);
/* Appends "name":"text". */
void json_text_add_member(GString *out, const char *name, const char *text, gssize size);

#endif
