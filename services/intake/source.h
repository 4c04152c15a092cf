/* source.h: declared senders. */
#ifndef OTKLIK_SOURCE_H
#define OTKLIK_SOURCE_H

#include "work.h"

struct source {
    struct row row;
    char *name;
    int64_t version;
    char *ru;
    char *en;
    json_t *topics;
    char *principal;
    bool trusted;
    json_t *file_hosts;
    char *default_branch;
    json_t *channels;
};

/* True when the source is declared for this topic. */
bool source_may_use(const struct source *source, const char *topic);
/* The channel of a submission: what it says if the source may use it, else the source's first one. Static or borrowed.
 */
const char *source_channel(const struct source *source, const char *said);
/* Puts into the audit that somebody wrote under a name that does not fit. */
void audit_foreign_source(struct work *w, const struct event *e);

#endif
