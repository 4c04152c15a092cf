/* record_kind.h: what record.c does with a member of each field type, as a table. Internal to record. */
#ifndef OTKLIK_RECORD_KIND_H
#define OTKLIK_RECORD_KIND_H

#include "record.h"

struct record_kind {
    size_t size;                                        /* of the member, in bytes */
    const char *json_type;                              /* JSON Schema's word, the detail of a wrong_type fault */
    void (*release)(void *member);                      /* NULL: owns nothing */
    void (*copy)(void *to, const void *from);           /* NULL: its bytes */
    json_t *(*to_json)(const void *member);             /* NULL result: null */
    bool (*add_json)(GString *out, const void *member); /* the same as text; false: null, nothing was added */
    const char *(*from_json)(void *member, const json_t *value); /* the code of a fault, NULL if it fits */
    bool (*from_string)(void *member, const char *text);         /* of a JSON string; NULL: it is none */
    const char *(*to_text)(const void *member, GString *scratch);
    bool (*from_text)(void *member, const char *text);
    bool (*is_text)(const void *member, const char *text,
                    GString *scratch); /* whether PostgreSQL's text says the same */
};

/* The row for a field type. Static. */
const struct record_kind *record_kind(enum field_type type);

#endif
