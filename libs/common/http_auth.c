/* Who asks: a bearer token, or the console's cookie. A browser sends cookies by itself, so with a cookie a change also
 * needs the double-submitted token and, where the browser names an origin, our own (OWASP CSRF cheat sheet). */
#include "http_private.h"
#include "http_send.h"
#include "log.h"
#include "metrics.h"

#include <string.h>

#include <sodium.h>

METRIC_COUNTER(refused, "otklik_http_refused_total", "Requests refused before their handler, by code.", "code");

#define ACCESS_COOKIE "otk_access"
#define CSRF_COOKIE "otk_csrf"

static const char *bearer(const struct request *rq)
{
    const char *header = http_header(rq, "Authorization");
    if (!header || g_ascii_strncasecmp(header, "Bearer ", 7) != 0)
        return NULL;
    return header + 7 + strspn(header + 7, " ");
}

static bool is_change(const struct request *rq)
{
    return strcmp(rq->method, "GET") != 0 && strcmp(rq->method, "HEAD") != 0;
}

static bool equal_secrets(const char *a, const char *b)
{
    size_t length = a ? strlen(a) : 0;
    return length && b && strlen(b) == length && sodium_memcmp(a, b, length) == 0;
}

/* No Origin is no fault: programs send none. "null" and any other host is. */
static bool origin_is_ours(const struct request *rq)
{
    const char *origin = http_header(rq, "Origin");
    const char *host = http_header(rq, "Host");
    const char *after_scheme = origin ? strstr(origin, "://") : NULL;
    return !origin || (after_scheme && host && g_ascii_strcasecmp(after_scheme + 3, host) == 0);
}

static const char *cross_site_fault(const struct request *rq, bool by_cookie)
{
    if (!is_change(rq))
        return NULL;
    if (!origin_is_ours(rq))
        return "csrf";
    if (by_cookie && !equal_secrets(http_cookie(rq, CSRF_COOKIE), http_header(rq, "X-CSRF-Token")))
        return "csrf";
    return NULL;
}

/* Asking before sign-in is no attempt, nor is an old cookie on a public page. */
static bool is_attempt(const struct request *rq, int http_status, const char *code)
{
    bool public = rq->route->flags & ROUTE_PUBLIC;
    return http_status == 403 || (http_status == 401 && !public && strcmp(code, "not_signed_in") != 0);
}

static enum status refuse(struct request *rq, struct answer *out, int http_status, const char *code)
{
    metric_add(&refused, code, 1);
    if (is_attempt(rq, http_status, code))
        http_audit_refused(rq, code);
    return answer_problem(out, http_status, code, NULL);
}

static enum status verify(struct request *rq, const char *token, struct answer *out)
{
    struct token_verifier *tokens = rq->private->server->options.tokens;
    const char *code = "token_invalid";
    if (!tokens || !token)
        return refuse(rq, out, 401, "not_signed_in");
    enum status st = token_verify(tokens, token, clock_now(), &rq->person, &code);
    if (st == ST_OK)
        return ST_OK;
    if (st == ST_RETRY)
        return refuse(rq, out, 503, "busy");
    log_info("token refused", LOG_TEXT("code", code), LOG_TEXT("peer", rq->peer));
    return refuse(rq, out, 401, code);
}

enum status http_auth(struct request *rq, struct answer *out)
{
    bool public = rq->route->flags & ROUTE_PUBLIC;
    const char *token = bearer(rq);
    bool by_cookie = !token && (token = http_cookie(rq, ACCESS_COOKIE)) != NULL;
    const char *fault = bearer(rq) ? NULL : cross_site_fault(rq, by_cookie && !public);
    if (fault)
        return refuse(rq, out, 403, fault);
    if (public && !token)
        return ST_OK;
    struct answer own = {0};
    enum status st = verify(rq, token, public ? &own : out);
    answer_release(&own);
    if (public)
        return ST_OK;
    if (st == ST_OK && rq->route->right && !person_may(rq->person, rq->route->right))
        return refuse(rq, out, 403, "forbidden");
    return st;
}
