/* entity.h: objects that are put whole under their key: one flow for branches, departments, roles, employees. */
#ifndef OTKLIK_STAFF_ENTITY_H
#define OTKLIK_STAFF_ENTITY_H

#include "staff.h"

struct entity {
    const char *name; /* in the audit trail: "branch" */
    const struct table *table;
    const char *key;         /* column, member of the body and path parameter */
    const char *const *kept; /* columns that a put does not touch; ends with NULL */
    /* Fills what does not stand in the body; adds faults to the request. */
    void (*complete)(struct work *w, struct request *rq, void *row);
    void (*announce)(struct work *w, const void *row); /* may be NULL */
};

/* Makes or replaces the row named in the path by the body. The same body again changes nothing. Answers 201 or 200 with
 * {"code", "version", "changed"}. */
enum status entity_put(struct work *w, struct request *rq, struct answer *out, const struct entity *entity);
/* Adds a fault "unknown" unless the table has such a row; NULL is no fault. */
void entity_need(struct work *w, struct request *rq, const struct table *table, const char *column, const char *value,
                 const char *pointer);

#endif
