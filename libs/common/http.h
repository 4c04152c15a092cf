/* http.h: a service's HTTP API as a table of routes. JSON in and out, errors as RFC 9457 problems that list every bad
 * field at once, Idempotency-Key on creates, ETag/If-Match on changes, keyset pages. Plain HTTP on loopback or a
 * private network; nginx in front. civetweb below (docs/dependencies.md: its form parser is never used). */
#ifndef OTKLIK_HTTP_H
#define OTKLIK_HTTP_H

#include "faults.h"
#include "http_upload.h"
#include "person.h"
#include "work.h"

struct request {
    const char *method;
    const struct route *route;
    struct person *person;       /* who asks; NULL only on routes marked ROUTE_PUBLIC (set there too if signed in) */
    const char *language;        /* "ru" or "en", from Accept-Language */
    const json_t *body;          /* NULL where there is none */
    const char *if_match;        /* as sent, "" if absent; http_version_matches reads it */
    const char *idempotency_key; /* "" if absent */
    const char *peer;            /* address of the client as nginx saw it */
    struct faults faults;        /* what is wrong with the input; ST_INVALID answers 422 with all of them */
    /* the rest is http.c's */
    struct request_private *private;
};

struct answer {
    int status;         /* 0: 200, or 204 without body */
    json_t *body;       /* owned by the answer */
    char *etag;         /* owned; without quotes */
    char *location;     /* owned */
    char *content_type; /* owned; NULL: application/json */
    int file; /* > 0: this open file of file_size_bytes is sent instead of the body (ranges served) and closed */
    int64_t file_size_bytes;
    char *file_name;      /* owned; for Content-Disposition; NULL: inline */
    json_t *cookies;      /* owned; array of complete Set-Cookie values */
    char *problem_code;   /* owned; set by answer_problem */
    char *problem_detail; /* owned */
};

enum route_flag {
    ROUTE_PUBLIC = 1,   /* no sign-in needed */
    ROUTE_READ = 2,     /* nothing is committed: the handler only runs queries through work_db */
    ROUTE_UPLOAD = 4,   /* multipart body */
    ROUTE_CREATES = 8,  /* honours Idempotency-Key (required) */
    ROUTE_CHANGES = 16, /* needs If-Match where the handler calls http_version_matches */
    ROUTE_AUDITED =
        32, /* shows personal data: committed with an `audit.recorded` of http_audit's or the path's subject */
};

struct route {
    const char *method;
    const char *path; /* "/v1/appeals/{id}/send"; parameters fill one segment */
    enum status (*handle)(struct work *w, struct request *rq, struct answer *out);
    const char *right; /* "appeal.send"; NULL: any signed-in person */
    unsigned flags;
    const char *summary;     /* one sentence for OpenAPI */
    const char *body_schema; /* file under proto-schemas/http/ without .json; NULL: no body */
    const char *answer_schema;
    const char *query; /* names of the query parameters for OpenAPI, "state branch limit:integer"; NULL: none */
};

/* A path parameter; borrowed. Asking for one that is not in the path is a bug. */
const char *http_param(const struct request *rq, const char *name);
/* A query parameter, decoded; NULL if absent. Borrowed. */
const char *http_query(const struct request *rq, const char *name);
/* A cookie's or a header's value; NULL if absent. Borrowed. */
const char *http_cookie(const struct request *rq, const char *name);
const char *http_header(const struct request *rq, const char *name);
/* limit=1..max from the query, `fallback` if absent; a bad value adds a fault. */
int64_t http_limit(struct request *rq, int64_t fallback, int64_t max);
/* True when If-Match names `version` or is absent where not required; else sets a 412/428 problem. */
bool http_version_matches(struct request *rq, struct answer *out, int64_t version);
/* Decodes the body into the zeroed record; faults go to rq->faults. */
enum status MUST_CHECK http_body(struct request *rq, const struct record_type *type, void *record);
/* Answers with a problem: `code` is a key of texts, `detail` fills its %s (may be NULL). Returns the status that fits;
 * a handler that returns it is rolled back, one that returns ST_OK all the same is committed and answers the problem
 * (a failed sign-in that is counted). */
enum status answer_problem(struct answer *out, int http_status, const char *code, const char *detail);
/* Sets body and 200/201. Takes over `body`. Returns ST_OK. */
enum status answer_json_take(struct answer *out, int http_status, json_t *body);
/* The ETag that a later If-Match names. An answer to GET gets a hash of its body behind the version, "5-1f3a...", so
 * that If-None-Match compares what was shown and If-Match the version alone. */
void answer_version(struct answer *out, int64_t version);
/* Adds a complete Set-Cookie value; copied. */
void answer_cookie(struct answer *out, const char *set_cookie);

/* What an audited route showed or did: "client.read", "client", id, branch (id and branch may be NULL). */
struct audit_subject {
    const char *action;
    const char *entity;
    const char *id;
    const char *branch;
};
/* Emits `audit.recorded` for it; once for each thing shown. Where a handler of a ROUTE_AUDITED route does not call it,
 * the subject is the path's resource and first parameter. Refusals (401, 403, 404 under an id) are recorded by
 * themselves. */
void http_audit(struct work *w, struct request *rq, const struct audit_subject *subject);

/* The parts of a multipart body, in their order; http_upload.h reads them. Borrowed. */
size_t http_upload_count(const struct request *rq);
const struct upload *http_upload(const struct request *rq, size_t index);

/* keyset pages: {"items": [...], "next": "opaque"}; `next` is NULL on the last page. Takes over `items`. */
json_t *http_page_take(json_t *items, const char *next);

#endif
