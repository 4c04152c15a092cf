/* app.h: what intake keeps in memory beside its database: the catalogue of types and the numbers it may give. */
#ifndef OTKLIK_INTAKE_APP_H
#define OTKLIK_INTAKE_APP_H

#include "catalogue.h"
#include "numbers.h"

struct intake {
    struct catalogue *catalogue;
    struct numbers *numbers;
};

/* NULL when the catalogue cannot be read. */
void *intake_start(const struct config *config, struct db *db);
void intake_stop(void *intake);
/* The newest view of the catalogue; an auto_view gives it back. */
struct catalogue_view *intake_view(struct work *w);

#endif
