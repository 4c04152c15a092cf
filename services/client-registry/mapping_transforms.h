/* mapping_transforms.h: the words a mapping's "do" may use. Each makes a new value, or NULL for "says nothing". */
#ifndef OTKLIK_MAPPING_TRANSFORMS_H
#define OTKLIK_MAPPING_TRANSFORMS_H

#include <stdbool.h>

#include <jansson.h>

typedef json_t *(*transform)(const json_t *value, const char *zone);

/* NULL when there is none of that name. Names: trim, reference, date, epoch_ms_date, local_time, kopecks, phones,
 * emails, text. */
transform transform_named(const char *name);
/* True for null, "", spaces, and Debezium's mark of an unchanged large value. */
bool transform_is_empty(const json_t *value);

#endif
