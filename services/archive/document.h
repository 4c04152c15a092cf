/* document.h: a document is a file that belongs to something: an appeal, a letter, a client. */
#ifndef OTKLIK_ARCHIVE_DOCUMENT_H
#define OTKLIK_ARCHIVE_DOCUMENT_H

#include "file_store.h"
#include "person.h"
#include "store/tables.h"
#include "work.h"

/* What a document is made for; members may be NULL but branch, source and direction. */
struct purpose {
    const char *branch;
    const char *source;    /* bus, upload, letter */
    const char *direction; /* in, out */
    const char *appeal_id, *letter_id, *client_id;
    const char *file_key, *doc_type, *name;
    const char *person_id;
};

/* Makes it of a stored content, tells of it, and files it if its appeal has a client or a client is named. */
struct document *document_make(struct work *w, const struct content *content, const struct purpose *purpose);
/* Emits document.stored. */
void document_announce(struct work *w, const struct document *document);

/* A file of an appeal that is not there. */
struct missing {
    const char *appeal_id, *file_key, *doc_type, *name;
    const char *reason;
    bool final;
};
/* Emits document.failed. */
void document_tell_failed(struct work *w, const struct missing *missing);

/* By the rights on its appeal, else by its branch. */
bool document_visible(struct work *w, const struct document *document, const struct person *person);
bool appeal_visible(const struct appeal *appeal, const struct person *person);
/* As shown by the API. */
json_t *document_json(const struct document *document);

#endif
