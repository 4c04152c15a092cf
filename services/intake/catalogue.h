/* catalogue.h: the catalogue of appeal types in memory. A view is immutable; a refresh makes a new one, so that readers
 * never wait. Any thread. The form of a type is in docs/catalogue.md. */
#ifndef OTKLIK_CATALOGUE_H
#define OTKLIK_CATALOGUE_H

#include "config.h"
#include "db.h"
#include "expr.h"
#include "work.h"

struct catalogue;

struct appeal_type {
    struct row row;
    char *id;
    char *code;
    int64_t config_version;
    char *ru;
    char *en;
    char *category;
    char *service;
    char *sha256;
    json_t *doc;
    instant published_at;
    char *published_by;
};

/* What a view holds; all borrowed from it. */
struct catalogue_view;

/* Reads the catalogue. NULL when the database failed. */
struct catalogue *catalogue_new(struct db *db);
void catalogue_free(struct catalogue *catalogue);
/* Reads again if a publication has happened since. */
enum status MUST_CHECK catalogue_refresh(struct catalogue *catalogue, struct db *db);
/* A view of what is at hand (a dry run, a test): `types` a list of types, `dictionaries` an object of dictionary files
 * by name. Give it back with catalogue_release; the arguments are shared, not copied. */
struct catalogue_view *catalogue_view_of(json_t *types, json_t *dictionaries);
/* The newest view; give it back with catalogue_release. */
struct catalogue_view *catalogue_acquire(struct catalogue *catalogue);
void catalogue_release(struct catalogue_view **view);
#define auto_view __attribute__((cleanup(catalogue_release))) struct catalogue_view *

/* The newest version of a type, or NULL. */
const struct appeal_type *view_type(const struct catalogue_view *view, const char *code);
/* The dictionary entry of a field code, or NULL. */
const json_t *view_field(const struct catalogue_view *view, const char *code);
/* True unless the dictionary `activity` switches the type off in the branch (R70); NULL as branch: active. */
bool view_active(const struct catalogue_view *view, const char *branch, const char *type_code);
/* Base fields of a set ("BF-FL"): its groups, or NULL. */
const json_t *view_base(const struct catalogue_view *view, const char *code);
/* A dictionary file as it was loaded, or NULL. */
const json_t *view_dictionary(const struct catalogue_view *view, const char *name);
/* The compiled condition; compiled once when the view was made. NULL for a text that is no expression. */
const struct expr *view_expr(const struct catalogue_view *view, const char *text);
/* True when the condition holds; an absent one holds, one that cannot be computed does not. */
bool view_holds(const struct catalogue_view *view, const json_t *condition, const json_t *variables);
/* Calls `each` for every type, ordered by code. */
void view_each(const struct catalogue_view *view, void (*each)(const struct appeal_type *type, void *arg), void *arg);

#endif
