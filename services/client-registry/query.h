/* query.h: what a person may have meant by one line in the search field. Pure. */
#ifndef OTKLIK_QUERY_H
#define OTKLIK_QUERY_H

#include <glib.h>

enum query_kind {
    QUERY_EMAIL,
    QUERY_PHONE,
    QUERY_SNILS,
    QUERY_INN,
    QUERY_DOCUMENT,
    QUERY_ACCOUNT,
    QUERY_CONTRACT,
    QUERY_PERSON,  /* surname in `value`, beginning of the given names in `more` */
    QUERY_COMPANY, /* beginning of the name in `value` */
};

struct query {
    enum query_kind kind;
    char *value; /* as the column holds it; owned */
    char *more;  /* owned; "" where unused */
};

/* Every reading of the line, the surest first: {struct query}. Free with g_array_unref. */
GArray *query_read(const char *line);
/* A word for answers and logs: "phone". Static. */
const char *query_kind_name(enum query_kind kind);

#endif
