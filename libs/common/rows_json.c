#include "rows_json.h"

void rows_put_text(json_t *object, const char *name, const struct rows *rows, int row, int column)
{
    if (!rows_null(rows, row, column))
        json_object_set_new(object, name, json_string(rows_text(rows, row, column)));
}

void rows_put_time(json_t *object, const char *name, const struct rows *rows, int row, int column)
{
    char text[INSTANT_TEXT_SIZE];

    if (!rows_null(rows, row, column))
        json_object_set_new(object, name, json_string(instant_format(rows_time(rows, row, column), text)));
}
