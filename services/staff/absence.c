#include "staff.h"
#include "staff_absence_changed.h"

void absence_announce(struct work *w, const struct absence *absence)
{
    emit(w, &staff_absence_changed_event, absence->employee_id,
         &(struct staff_absence_changed){.employee_id = absence->employee_id,
                                         .absence_id = absence->id,
                                         .version = absence->version,
                                         .starts_on = absence->starts_on,
                                         .ends_on = absence->ends_on,
                                         .substitute_id = absence->substitute_id,
                                         .cancelled = absence->cancelled});
}
