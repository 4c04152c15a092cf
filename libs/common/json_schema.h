/* json_schema.h: JSON Schema, draft 2020-12, on jansson and PCRE2. A schema is compiled once and refused there when it
 * says something this validator would not check: an unknown keyword, an unresolved reference, a pattern that does not
 * compile. Annotations (title, description, default, examples, deprecated, readOnly, writeOnly, $comment, content*,
 * "x-...") are accepted and ignored. Not supported: $vocabulary and other dialects, integers over 64 bits (jansson).
 * https://json-schema.org/draft/2020-12/json-schema-core and json-schema-validation. */
#ifndef OTKLIK_JSON_SCHEMA_H
#define OTKLIK_JSON_SCHEMA_H

#include "faults.h"
#include "status.h"

#include <stdbool.h>

#include <jansson.h>

struct json_schema;

/* Fetches the document another one refers to. `uri` has no fragment; a reference to a sibling file comes as its bare
 * name ("common.json"). Returns a document the caller then owns, or NULL: the schema is refused. */
typedef json_t *json_schema_loader(const char *uri, void *context);

struct json_schema_options {
    bool assert_formats;      /* check date-time, date, time, duration, email, uuid, uri; refuse other formats */
    const char *name;         /* the document's own file name, so that siblings may refer to it; NULL = none */
    json_schema_loader *load; /* NULL: nothing outside the document can be referred to */
    void *context;
};

/* The compiled schema (the caller owns it; the document must not change while it lives), or NULL with a sentence in
 * *error (caller frees) that names the place in the document. `options` may be NULL. */
struct json_schema *json_schema_compile(const json_t *doc, const struct json_schema_options *options, char **error);
/* Reads and compiles FOLDER/NAME; references reach the other files of that folder. As json_schema_compile. */
struct json_schema *json_schema_compile_file(const char *folder, const char *name, bool assert_formats, char **error);
/* True when the instance fits. Every fault is added to `faults` by its JSON pointer in the instance; with NULL the
 * first one ends the work. Thread safe. An instance that needs more work than JSON_SCHEMA_STEPS_MAX does not fit. */
bool MUST_CHECK json_schema_validate(const struct json_schema *schema, const json_t *instance, struct faults *faults);
#define JSON_SCHEMA_STEPS_MAX 4000000
/* NULL is accepted. */
void json_schema_free(struct json_schema *schema);

#endif
