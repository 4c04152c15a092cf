/* record.h: a struct described by a table of its members. One description serves database rows (table.h), event
 * payloads and HTTP bodies: to add a column or a member is to add one line to the table.
 *
 *     struct stage { struct row row; char *id; char *state; instant due_at; };
 *     static const struct field stage_fields[] = {
 *         FIELD(stage, id, FIELD_UUID, FIELD_REQUIRED),
 *         FIELD(stage, state, FIELD_TEXT, FIELD_REQUIRED),
 *         FIELD(stage, due_at, FIELD_TIME, 0),
 *     };
 */
#ifndef OTKLIK_RECORD_H
#define OTKLIK_RECORD_H

#include "clock.h"
#include "faults.h"
#include "ids.h"
#include "status.h"

#include <stddef.h>

#include <glib.h>
#include <jansson.h>

enum field_type {
    FIELD_UUID, /* char *, owned, NULL = null; a valid UUID in text form */
    FIELD_TEXT, /* char *, owned, NULL = null */
    FIELD_INT,  /* int64_t, never null */
    FIELD_BOOL, /* bool, never null */
    FIELD_TIME, /* instant, 0 = null; timestamptz; RFC 3339 in JSON */
    FIELD_DATE, /* char *, owned, "2026-11-20", NULL = null; a valid calendar date */
    FIELD_JSON, /* json_t *, owned, NULL = null; jsonb or text */
    FIELD_IDS,  /* json_t *, owned, an array of UUID texts, NULL = empty; uuid[] NOT NULL */
};

enum { FIELD_REQUIRED = 1, FIELD_PERSONAL = 2 /* never logged, erased with the person */ };

struct field {
    const char *name;
    enum field_type type;
    size_t offset;
    unsigned flags;
};

#define FIELD(record, member, type, flags)                                                                             \
    {                                                                                                                  \
#member, type, offsetof(struct record, member), flags                                                          \
    }

struct record_type {
    const char *name;
    size_t size;
    const struct field *fields;
    size_t count;
};

#define RECORD(record, fields)                                                                                         \
    {                                                                                                                  \
#record, sizeof(struct record), fields, sizeof(fields) / sizeof(fields)[0]                                     \
    }

/* Frees what the members own and zeroes them (not the struct itself). */
void record_release(const struct record_type *type, void *record);
/* A deep copy of all members into the released or zeroed `to`. */
void record_copy(const struct record_type *type, void *to, const void *from);
/* Members that are null are left out. The caller owns the object. */
json_t *record_to_json(const struct record_type *type, const void *record);
/* Appends the same object as compact text, without building it first. */
void record_add_json(const struct record_type *type, const void *record, GString *out);
/* Fills the zeroed `record`. Unknown members of `object` are ignored (versions live side by side); every missing
 * required one and every wrong type is added to `faults` (may be NULL) by JSON pointer. On ST_INVALID the record is
 * released. */
enum status MUST_CHECK record_from_json(const struct record_type *type, const json_t *object, void *record,
                                        struct faults *faults);
/* The same from JSON text in one pass, for what is written as record_add_json writes it. False: the text has unknown
 * members, faults or an unusual form; the record is zeroed, and record_from_json of the document decides. */
bool record_scan(const struct record_type *type, const char *text, size_t size, void *record);
/* The field of that name or NULL. */
const struct field *record_field(const struct record_type *type, const char *name);
/* The member as text for SQL parameters and keys: NULL for null. Numbers, times and JSON are written into `scratch`
 * (borrowed until the next use of scratch). */
const char *record_text(const struct field *field, const void *record, GString *scratch);
/* True when the member is what PostgreSQL printed as `text` (NULL: null; a number and a boolean are never null here).
 * JSON that is equal and written in another way may count as different. */
bool record_is_text(const struct field *field, const void *record, const char *text, GString *scratch);
/* Sets the member from text as PostgreSQL prints it; NULL sets null. */
enum status MUST_CHECK record_set_text(const struct field *field, void *record, const char *text);

/* Replaces an owned text member; value NULL sets null. */
void text_set(char **member, const char *value);
/* Replaces an owned JSON member, taking over `value`. */
void json_set_take(json_t **member, json_t *value);

#endif
