#include "source.h"

#include "audit_recorded.h"
#include "json_value.h"

#include <string.h>

bool source_may_use(const struct source *source, const char *topic)
{
    return json_value_has_word(source->topics, topic);
}

const char *source_channel(const struct source *source, const char *said)
{
    if (json_value_has_word(source->channels, said))
        return said;
    const char *first = json_string_value(json_array_get(source->channels, 0));
    return first ? first : "SITE";
}

void audit_foreign_source(struct work *w, const struct event *e)
{
    emit(w, &audit_recorded_event, e->source,
         &(struct audit_recorded){.at = work_now(w),
                                  .service = "intake",
                                  .action = "source.refused",
                                  .entity = "source",
                                  .entity_id = (char *)e->source,
                                  .outcome = "refused"});
}
