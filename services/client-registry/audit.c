#include "audit.h"

#include "audit_recorded.h"

void audit_note(struct work *w, const struct request *rq, const struct audit_entry *entry)
{
    struct audit_recorded record = {.at = work_now(w),
                                    .service = "client-registry",
                                    .person_id = rq->person->id,
                                    .login = rq->person->login,
                                    .action = (char *)entry->action,
                                    .entity = (char *)entry->entity,
                                    .entity_id = (char *)entry->id,
                                    .branch = (char *)entry->branch,
                                    .peer = (char *)rq->peer,
                                    .outcome = "ok"};
    emit(w, &audit_recorded_event, entry->id, &record);
}
