/* company_parts.h: which service owns which file of a company's folder, and where in its API an object of it stands. */
#ifndef OTK_COMPANY_PARTS_H
#define OTK_COMPANY_PARTS_H

#include "otk.h"

struct company_part {
    const char *file; /* without .json; also the word in company.json's load_order */
    const char *list; /* member that holds the objects; NULL: the file goes as one object */
    const char *service;
    const char *path;    /* of the collection: "/v1/branches" */
    const char *keys[3]; /* members that make the object's path below the collection; ends with NULL */
};

/* NULL: no such part. */
const struct company_part *company_part_find(const char *file);
/* The object's path; NULL: a key is missing. Caller frees. */
char *company_part_path(const struct company_part *part, const json_t *object);

#endif
