/* fetch_rule.h: from where a file of a bus appeal may be fetched, and what a failure means. Pure but for libcurl's
 * parser of URLs. */
#ifndef OTKLIK_ARCHIVE_FETCH_RULE_H
#define OTKLIK_ARCHIVE_FETCH_RULE_H

#include "status.h"

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

struct sockaddr;

/* How far an address may lie inside. */
enum reach {
    REACH_PUBLIC,  /* public addresses only: the host is listed by a pattern */
    REACH_PRIVATE, /* also the company's own networks: the host's name is listed as it is */
    REACH_ANY,     /* also this machine: the address itself is listed */
};

/* The URL to be asked: "s3://bucket/key" becomes base_url + "/bucket/key", others stay. NULL: s3 without a base_url.
 * Caller frees. */
char *fetch_url(const char *url, const char *s3_base_url);
/* ST_OK when the URL is http or https, without credentials, and its host is listed: by name, or by "*.example.ru" for
 * all names below. ST_INVALID: *out_reason is "bad_url" or "host_not_listed" (static). */
enum status MUST_CHECK fetch_permitted(const char *url, const json_t *hosts, enum reach *out_reach,
                                       const char **out_reason);
/* True when a connection to that address is within the reach. */
bool fetch_address_permitted(const struct sockaddr *address, enum reach reach);

/* How an answer of HTTP ends a fetch: NULL for 200; else the reason, static. */
const char *fetch_reason(long http_status);
/* True when trying again cannot help. */
bool fetch_is_final(const char *reason);
/* Seconds to wait after the failed attempt `attempts` (1 the first): base, 3 x base, 9 x base ... at most 3 hours. */
int64_t fetch_delay_s(int64_t attempts, int64_t base_s);

#endif
