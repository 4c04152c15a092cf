/* faults.h: everything wrong with one input, gathered before it is answered. A fault names the place by JSON pointer,
 * a stable machine code and, when rendered, a text in the reader's language (share/texts, proto-schemas/texts). */
#ifndef OTKLIK_FAULTS_H
#define OTKLIK_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

struct fault {
    char *pointer; /* "/fields/abs/from"; "" = the whole */
    char *code;    /* "required", "wrong_type", ...: a key of texts */
    char *detail;  /* what the text's %s shows (a limit, a document's name); may be NULL */
};

struct faults {
    struct fault *list;
    size_t count;
};

/* No faults yet; whatever stood there before is not looked at. */
void faults_init(struct faults *faults);
/* Frees all of them; the list is empty and usable afterwards. */
void faults_release(struct faults *faults);
/* Adds one; all arguments are copied. At most FAULTS_MAX are kept: hostile input must not fill memory. */
void faults_add(struct faults *faults, const char *pointer, const char *code, const char *detail);
#define FAULTS_MAX 100
/* Adds those of a stored list of faults_to_json. */
void faults_add_stored(struct faults *faults, const json_t *stored);
/* [{"pointer","code","detail","message"}]; `language` is "ru" or "en", NULL leaves the message out. Caller owns it. */
json_t *faults_to_json(const struct faults *faults, const char *language);

#define auto_faults __attribute__((cleanup(faults_release))) struct faults

#endif
