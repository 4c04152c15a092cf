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
    const char *tail;    /* what follows the keys: "/responsible"; NULL: nothing */
    const char *pick;    /* the member that is sent alone; objects without it are left out. NULL: the whole object */
    const char *kind;    /* only objects of this `kind`; NULL: all */
    bool waits;          /* what it names comes to the service by events: "not found" may be "not yet" */
};

/* The index-th row of a file: the first is its owner's, others tell a part of it to those who need it. NULL: no more.
 */
const struct company_part *company_part_of(const char *file, size_t index);
/* The object's path; NULL: a key is missing. Caller frees. */
char *company_part_path(const struct company_part *part, const json_t *object);
/* What is sent of the object, owned by the caller; NULL: this service does not want it. */
json_t *company_part_body(const struct company_part *part, const json_t *object);

#endif
