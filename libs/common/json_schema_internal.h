/* json_schema_internal.h: the compiled form of a schema and what its keywords share. Only for json_schema*.c.
 *
 * A schema is a graph of nodes, one for each subschema; a node is a list of checks, one for each keyword, in the order
 * of the keyword table (json_schema_table.c). Compiling walks the document first (nodes, $id, anchors), then ties the
 * references, loading further documents as they are named. */
#ifndef OTKLIK_JSON_SCHEMA_INTERNAL_H
#define OTKLIK_JSON_SCHEMA_INTERNAL_H

#define PCRE2_CODE_UNIT_WIDTH 8

#include "json_schema.h"

#include <glib.h>
#include <pcre2.h>

/* The base URI of documents without $id, so that relative references have something to stand on. */
#define JSON_SCHEMA_BASE "schema:///"
#define JSON_SCHEMA_DEPTH_MAX 400

struct frame;
struct check;
struct compiler;
struct place;

struct format {
    const char *name;
    bool (*fits)(const char *text, size_t length);
    const char *code; /* of the fault, where a text tells more than "bad_format" */
};

enum keyword_kind {
    KEYWORD_PLAIN,
    KEYWORD_IN_PLACE, /* applies schemas to the same instance: such references must not come back to themselves */
    KEYWORD_LAST,     /* is asked only where everything before it fits */
};

struct keyword {
    const char *name;
    /* Reads the keyword's value; false after compiler_refuse. NULL: an annotation. */
    bool (*compile)(struct compiler *compiler, struct check *check, const struct place *place);
    /* True when the frame's instance fits. NULL: nothing to check by itself. */
    bool (*test)(struct frame *frame, const struct check *check);
    const char *code; /* of the fault it reports: a key of texts */
    enum keyword_kind kind;
};

struct resource {
    char *uri;
    const json_t *json;
    struct node *node;
    GHashTable *anchors;  /* name -> node, $anchor and $dynamicAnchor */
    GHashTable *dynamics; /* name -> node, $dynamicAnchor only */
};

struct node {
    struct resource *resource;
    const json_t *json; /* borrowed; true or false for boolean schemas */
    GPtrArray *checks;  /* NULL for boolean schemas */
    enum { LOOP_UNSEEN, LOOP_OPEN, LOOP_DONE } loop;
};

struct check {
    const struct keyword *keyword;
    const struct node *owner;
    const json_t *value;                         /* the keyword's own value, borrowed from the document */
    struct node *node;                           /* the one subschema, or what a reference points at */
    GPtrArray *nodes;                            /* several subschemas */
    GPtrArray *names;                            /* beside `nodes`: the members' names, borrowed from the document */
    GPtrArray *patterns;                         /* beside `nodes`: pcre2_code */
    const struct check *sibling, *other_sibling; /* the keywords of the same node this one depends on */
    const char *anchor;                          /* of a $dynamicRef whose first target is a $dynamicAnchor: its name */
    const struct format *format;                 /* NULL: only an annotation */
    size_t limit, upper_limit;
};

struct json_schema {
    GPtrArray *documents; /* json_t loaded for references, owned */
    GPtrArray *nodes;
    GPtrArray *resources;
    struct node *root, *anything, *nothing;
    bool tracks; /* some unevaluated* stands in it: evaluated members and items must be remembered */
};

/* Where we are: in the instance when validating, in the document when compiling. The outermost is NULL. */
struct place {
    const struct place *outer;
    const char *name; /* NULL: an index */
    size_t index;
};

/* The JSON pointer of a place; the caller owns it. */
char *json_schema_pointer(const struct place *place);

/* ---- compiling: json_schema_compile.c, json_schema_refs.c */

struct compiler {
    struct json_schema *schema;
    const struct json_schema_options *options;
    GHashTable *by_json; /* json_t -> node */
    GHashTable *by_uri;  /* URI -> resource */
    GPtrArray *pending;  /* checks whose reference is still to be tied */
    struct resource *resource;
    unsigned depth;
    char *error;
};

/* Notes why the schema is refused, with the place; the first reason stays. Always false. */
bool compiler_refuse(struct compiler *compiler, const struct place *place, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The node of a subschema, made on first sight; NULL when it is refused. */
struct node *compiler_node(struct compiler *compiler, const json_t *json, const struct place *place);
/* Walks a document as the resource `uri`; NULL when it is refused. */
struct resource *compiler_document(struct compiler *compiler, const json_t *doc, const char *uri);
/* Opens the resource that a schema with $id begins. NULL when the $id cannot be resolved. */
struct resource *compiler_resource(struct compiler *compiler, const json_t *json, const char *uri);
/* `reference` without its fragment, resolved against `base`; NULL when it is no URI. The caller owns it. */
char *compiler_resolve(const char *base, const char *reference);
/* Ties all pending references. */
bool compiler_tie(struct compiler *compiler);
/* What a fragment of the resource names ("", "/pointer" or "anchor"; still percent-encoded), or NULL. */
struct node *compiler_fragment(const struct compiler *compiler, const struct resource *resource, const char *fragment);
/* Refuses references that come back to themselves without descending into the instance. */
bool compiler_check_loops(struct compiler *compiler);
/* The compiled pattern (ECMA 262 as far as PCRE2 has it; not anchored) or NULL when refused. */
pcre2_code *compiler_pattern(struct compiler *compiler, const char *pattern, const struct place *place);
/* The check of that keyword made before in the same node, or NULL. */
const struct check *node_check(const struct node *node, const char *keyword);
/* The keyword of that name or NULL. */
const struct keyword *json_schema_keyword(const char *name);
extern const struct keyword json_schema_keywords[];
/* The assertion of a format or NULL. */
const struct format *json_schema_format_named(const char *name);

/* ---- validating: json_schema.c */

struct run {
    struct faults *faults; /* NULL: only yes or no is asked */
    pcre2_match_data *match;
    pcre2_match_context *limits;
    size_t steps;
    unsigned depth;
    bool tracks, exhausted;
};

/* Resources entered on the way to here, the innermost first: where $dynamicRef looks. */
struct scope {
    const struct scope *outer;
    const struct resource *resource;
};

/* What of the instance some keyword has evaluated. Names are compared as pointers: they are the instance's own keys. */
struct marks {
    bool all;
    GHashTable *names;
    GByteArray *items;
};

struct frame {
    struct run *run;
    const struct node *node;
    const json_t *instance;
    const struct place *place;
    const struct scope *scope;
    struct marks *marks; /* NULL when nothing is tracked */
};

/* The node on the frame's own instance; what it evaluated counts for the frame when it fits. */
bool frame_here(struct frame *frame, const struct node *node);
/* The same without reporting faults. */
bool frame_probe(struct frame *frame, const struct node *node);
/* The node on a member or an item. */
bool frame_member(struct frame *frame, const struct node *node, const char *name, const json_t *value);
bool frame_item(struct frame *frame, const struct node *node, size_t index, const json_t *value);
bool frame_item_probe(struct frame *frame, const struct node *node, size_t index, const json_t *value);
/* Reports the check's fault at the frame's place, or at a member of it. Always false. */
bool frame_fail(struct frame *frame, const struct check *check, const char *detail);
bool frame_fail_member(struct frame *frame, const struct check *check, const char *name);
/* The same with another code than the keyword's. */
bool frame_fail_code(struct frame *frame, const char *code, const char *detail);
bool frame_fail_number(struct frame *frame, const struct check *check, size_t limit);
/* True when going on can still add something: faults are wanted or evaluated members tracked. */
bool frame_goes_on(const struct frame *frame);
bool frame_matches(struct frame *frame, const pcre2_code *pattern, const char *text, size_t length);
/* Spends work that one node does not cover; false when the run is exhausted. */
bool frame_spend(struct frame *frame, size_t steps);

void marks_name(struct frame *frame, const char *instance_key);
void marks_item(struct frame *frame, size_t index);
void marks_all(struct frame *frame);
bool marks_has_name(const struct frame *frame, const char *instance_key);
bool marks_has_item(const struct frame *frame, size_t index);
void marks_merge(struct marks *into, const struct marks *from);
void marks_release(struct marks *marks);

#endif
