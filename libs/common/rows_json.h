/* rows_json.h: columns of a result as members of the JSON that an answer shows. */
#ifndef OTKLIK_ROWS_JSON_H
#define OTKLIK_ROWS_JSON_H

#include "db.h"

#include <jansson.h>

/* Sets the member to the column's text; a null column sets none. */
void rows_put_text(json_t *object, const char *name, const struct rows *rows, int row, int column);
/* The same for a timestamp, as RFC 3339. */
void rows_put_time(json_t *object, const char *name, const struct rows *rows, int row, int column);

#endif
