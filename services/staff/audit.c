#include "audit_recorded.h"
#include "staff.h"

void audit_say(struct work *w, const struct request *rq, const char *action, const char *entity, const char *entity_id,
               const char *outcome, json_t *changes_take)
{
    const struct person *person = rq->person;

    emit(w, &audit_recorded_event, entity_id ? entity_id : entity,
         &(struct audit_recorded){.at = work_now(w),
                                  .service = "staff",
                                  .person_id = person ? person->id : NULL,
                                  .login = person ? person->login : NULL,
                                  .action = (char *)action,
                                  .entity = (char *)entity,
                                  .entity_id = (char *)entity_id,
                                  .branch = person ? person->branch : NULL,
                                  .peer = (char *)rq->peer,
                                  .outcome = (char *)outcome,
                                  .changes = changes_take});
    json_decref(changes_take);
}

void audit_say_system(struct work *w, const char *action, const char *entity, const char *entity_id)
{
    emit(w, &audit_recorded_event, entity_id,
         &(struct audit_recorded){.at = work_now(w),
                                  .service = "staff",
                                  .action = (char *)action,
                                  .entity = (char *)entity,
                                  .entity_id = (char *)entity_id,
                                  .outcome = "done"});
}
