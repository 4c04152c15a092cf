#include "staff.h"
#include "statements.h"

/* The query's uuid or time, as it stands; a wrong one is a fault. */
static const char *checked(struct request *rq, const char *name, bool (*good)(const char *text), const char *code)
{
    const char *text = http_query(rq, name);

    if (text && !good(text))
        faults_add(&rq->faults, name, code, NULL);
    return text;
}

static bool is_time(const char *text)
{
    instant at;
    return instant_parse(text, &at) == ST_OK;
}

static bool is_place(const char *text)
{
    return *text && !text[strspn(text, "0123456789")] && strlen(text) < 19;
}

enum status http_audit_list(struct work *w, struct request *rq, struct answer *out)
{
    const char *const filters[] = {checked(rq, "person", uuid_valid, "bad_uuid"),
                                   http_query(rq, "entity"),
                                   http_query(rq, "entity_id"),
                                   http_query(rq, "action"),
                                   http_query(rq, "service"),
                                   checked(rq, "from", is_time, "bad_time"),
                                   checked(rq, "to", is_time, "bad_time")};

    checked(rq, "after", is_place, "bad_format");
    audit_say(w, rq, "audit.read", "audit", NULL, "done", NULL);
    return listing_page(w, rq, out, &audit_page, filters, G_N_ELEMENTS(filters));
}
