/* otklik-event-types: prints every event type of libs/events as JSON, for tools/contracts/asyncapi. */
#include "events.h"

#include <stdio.h>

int main(void)
{
    json_t *types = json_array();
    for (size_t i = 0; otklik_events[i]; i++) {
        json_t *members = json_array();
        for (size_t k = 0; k < otklik_events[i]->data.count; k++)
            json_array_append_new(members, json_string(otklik_events[i]->data.fields[k].name));
        json_array_append_new(types, json_pack("{s:s,s:s,s:o}", "name", otklik_events[i]->name, "topic",
                                               otklik_events[i]->topic, "members", members));
    }
    int failed = json_dumpf(types, stdout, JSON_INDENT(1));
    json_decref(types);
    putchar('\n');
    return failed ? 1 : 0;
}
