#include "http_private.h"
#include "log.h"

#include <arpa/inet.h>
#include <string.h>

#include <sodium.h>

#define IDEMPOTENCY_KEY_MAX 200

const char *http_header(const struct request *rq, const char *name)
{
    return mg_get_header(rq->private->connection, name);
}

static void cookie_add(GHashTable *cookies, const char *pair)
{
    const char *equals = strchr(pair, '=');
    if (!equals)
        return;
    char *name = g_strstrip(g_strndup(pair, (gsize)(equals - pair)));
    if (g_hash_table_contains(cookies, name))
        g_free(name);
    else
        g_hash_table_insert(cookies, name, g_strstrip(g_strdup(equals + 1)));
}

const char *http_cookie(const struct request *rq, const char *name)
{
    struct request_private *private = rq->private;
    if (!private->cookies) {
        private->cookies = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
        const char *header = http_header(rq, "Cookie");
        g_auto(GStrv) pairs = g_strsplit(header ? header : "", ";", 64);
        for (char **pair = pairs; *pair; pair++)
            cookie_add(private->cookies, *pair);
    }
    return g_hash_table_lookup(private->cookies, name);
}

/* The better liked of "ru" and "en"; Russian where nothing is said. RFC 9110 12.5.4. */
static const char *language_of(const char *accept)
{
    const char *best = "ru";
    double best_weight = 0;
    g_auto(GStrv) ranges = g_strsplit(accept ? accept : "", ",", 20);
    for (char **range = ranges; *range; range++) {
        g_strstrip(*range);
        const char *q = strstr(*range, "q=");
        double weight = q ? g_ascii_strtod(q + 2, NULL) : 1;
        const char *name = g_ascii_strncasecmp(*range, "en", 2) == 0   ? "en"
                           : g_ascii_strncasecmp(*range, "ru", 2) == 0 ? "ru"
                                                                       : NULL;
        if (name && weight > best_weight) {
            best = name;
            best_weight = weight;
        }
    }
    return best;
}

/* Only a proxy on this machine or in the private network may say for whom it asks. */
static bool trusted_proxy(const char *address)
{
    struct in_addr in;
    if (inet_pton(AF_INET, address, &in) != 1)
        return false;
    guint32 a = ntohl(in.s_addr);
    return a >> 24 == 127 || a >> 24 == 10 || a >> 20 == (172u << 4 | 1) || a >> 16 == (192u << 8 | 168);
}

static const char *peer_of(const struct request *rq)
{
    const char *direct = rq->private->info->remote_addr;
    const char *forwarded = http_header(rq, "X-Real-IP");
    return forwarded && strlen(forwarded) < 46 && trusted_proxy(direct) ? forwarded : direct;
}

static bool traceparent_valid(const char *text)
{
    if (!text || strlen(text) != 55 || strncmp(text, "00-", 3) != 0 || text[35] != '-' || text[52] != '-')
        return false;
    for (int i = 3; i < 55; i++)
        if (i != 35 && i != 52 && !g_ascii_isxdigit(text[i]))
            return false;
    return true;
}

/* W3C Trace Context: the caller's, or a new one. */
static void take_trace(struct request *rq)
{
    char *out = rq->private->traceparent;
    const char *given = http_header(rq, "traceparent");
    if (traceparent_valid(given)) {
        g_strlcpy(out, given, sizeof rq->private->traceparent);
    } else {
        unsigned char bytes[24];
        char text[sizeof bytes * 2 + 1];
        randombytes_buf(bytes, sizeof bytes);
        sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
        g_snprintf(out, sizeof rq->private->traceparent, "00-%.32s-%.16s-01", text, text + 32);
    }
    log_trace(out);
}

void http_request_init(struct request *rq, struct request_private *private, struct http_server *server,
                       struct mg_connection *connection)
{
    *private = (struct request_private){.server = server, .connection = connection};
    private->info = mg_get_request_info(connection);
    private->path = g_strdup(private->info->request_uri ? private->info->request_uri : "");
    *rq = (struct request){.private = private, .method = private->info->request_method};
    faults_init(&rq->faults);
    rq->language = language_of(http_header(rq, "Accept-Language"));
    rq->peer = peer_of(rq);
    rq->if_match = http_header(rq, "If-Match") ? http_header(rq, "If-Match") : "";
    rq->idempotency_key = "";
    take_trace(rq);
}

static void pairs_free(struct http_pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_free(pairs[i].name);
        g_free(pairs[i].value);
    }
}

void http_request_release(struct request *rq)
{
    struct request_private *private = rq->private;
    pairs_free(private->params, private->param_count);
    pairs_free(private->query, private->query_count);
    g_clear_pointer(&private->cookies, g_hash_table_unref);
    g_clear_pointer(&private->uploads, g_ptr_array_unref);
    json_decref(private->body);
    g_free(private->path);
    g_free(private->idempotency_key);
    person_free(rq->person);
    faults_release(&rq->faults);
    log_trace(NULL);
}

static int headers_named(const struct mg_request_info *info, const char *name)
{
    int count = 0;
    for (int i = 0; i < info->num_headers; i++)
        count += g_ascii_strcasecmp(info->http_headers[i].name, name) == 0;
    return count;
}

/* civetweb takes Transfer-Encoding together with Content-Length and the first of several lengths: request smuggling.
 * nginx always sends a length, so chunked bodies are not taken at all. */
static enum status check_framing(struct request *rq, struct answer *out)
{
    const struct mg_request_info *info = rq->private->info;
    int lengths = headers_named(info, "Content-Length"), encodings = headers_named(info, "Transfer-Encoding");
    rq->private->unread_body = encodings || lengths > 1 || info->content_length > 0;
    if (lengths > 1 || (lengths && encodings))
        return answer_problem(out, 400, "malformed_request", NULL);
    if (encodings)
        return answer_problem(out, 411, "length_required", NULL);
    return ST_OK;
}

/* A structured-field string or a bare token of printable characters. */
static enum status take_idempotency_key(struct request *rq, struct answer *out)
{
    const char *header = http_header(rq, "Idempotency-Key");
    if (!header)
        return ST_OK;
    size_t length = strlen(header);
    bool quoted = length >= 2 && header[0] == '"' && header[length - 1] == '"';
    char *key = rq->private->idempotency_key = g_strndup(header + quoted, length - 2 * quoted);
    bool good = *key && strlen(key) <= IDEMPOTENCY_KEY_MAX;
    for (const char *c = key; *c; c++)
        good = good && g_ascii_isgraph(*c);
    rq->idempotency_key = key;
    return good ? ST_OK : answer_problem(out, 400, "bad_idempotency_key", NULL);
}

enum status http_request_check(struct request *rq, struct answer *out)
{
    enum status st = check_framing(rq, out);
    if (st != ST_OK)
        return st;
    if (rq->private->path[0] != '/' || http_query_parse(rq) != ST_OK)
        return answer_problem(out, 400, "malformed_request", NULL);
    return take_idempotency_key(rq, out);
}

enum status http_body(struct request *rq, const struct record_type *type, void *record)
{
    if (!json_is_object(rq->body)) {
        faults_add(&rq->faults, "", rq->body ? "wrong_type" : "required", NULL);
        return ST_INVALID;
    }
    return record_from_json(type, rq->body, record, &rq->faults);
}
