/* thresholds.h: warnings as they are kept with a deadline: an array of [kind, at in microseconds, level, "name"], by
 * time. The number of fired ones says which comes next. */
#ifndef SLA_THRESHOLDS_H
#define SLA_THRESHOLDS_H

#include "rules/warnings.h"

/* The caller owns it. */
json_t *thresholds_to_json(const struct warnings *warnings);
/* The threshold at `index`; false beyond the end or when the data are damaged. */
bool thresholds_get(const json_t *thresholds, size_t index, struct warning *out);

#endif
