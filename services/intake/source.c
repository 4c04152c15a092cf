#include "source.h"

#include "audit_recorded.h"

#include <string.h>

static bool has_word(const json_t *list, const char *word)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)list, i, one) if (word && strcmp(json_string_value(one), word) == 0) return true;
    return false;
}

bool source_may_use(const struct source *source, const char *topic)
{
    return has_word(source->topics, topic);
}

const char *source_channel(const struct source *source, const char *said)
{
    if (has_word(source->channels, said))
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
