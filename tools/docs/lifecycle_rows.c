/* otklik-lifecycle: prints intake's table of transitions as JSON, for tools/docs/lifecycle. */
#include "lifecycle.h"

#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

int main(void)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < lifecycle_count; i++)
        json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:s?, s:s?}", "from", lifecycle[i].from, "event",
                                              lifecycle_event_name(lifecycle[i].event), "to", lifecycle[i].to, "ru",
                                              lifecycle[i].ru, "en", lifecycle[i].en));
    char *text = json_dumps(rows, JSON_INDENT(1));
    puts(text);
    free(text);
    json_decref(rows);
    return 0;
}
