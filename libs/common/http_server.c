#include "http_deadline.h"
#include "http_idempotency.h"
#include "http_pool.h"
#include "http_private.h"
#include "http_schemas.h"
#include "http_send.h"
#include "log.h"
#include "metrics.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <sodium.h>

METRIC_COUNTER(answers, "otklik_http_answers_total", "Answers, by status.", "status");
METRIC_HISTOGRAM(duration, "otklik_http_request_seconds", "Time from a request's head to its answer, by route.",
                 "route");

#define CONNECTIONS 8
#define THREADS 12 /* nginx keeps six connections; each idle thread costs about 40 kB */
#define KNOCK_AFTER_US 20000

static enum status route_problem(enum status st, const GString *allow, struct answer *out)
{
    if (st == ST_CONFLICT)
        return answer_problem(out, 405, "method_not_allowed", allow->str);
    return st == ST_INVALID ? answer_problem(out, 400, "malformed_request", NULL)
                            : answer_problem(out, 404, "not_found", NULL);
}

static enum status find_route(struct request *rq, struct answer *out)
{
    g_autoptr(GString) allow = g_string_new(NULL);
    enum status st = http_route_find(rq->private->server->options.routes, rq, allow);
    return st == ST_OK ? ST_OK : route_problem(st, allow, out);
}

static enum status check_key(struct request *rq, struct answer *out)
{
    if ((rq->route->flags & ROUTE_CREATES) && !*rq->idempotency_key)
        return answer_problem(out, 400, "idempotency_key_needed", NULL);
    return ST_OK;
}

static enum status check_schema(struct request *rq, struct answer *out)
{
    if (!rq->route->body_schema || rq->route->flags & ROUTE_UPLOAD)
        return ST_OK;
    if (!rq->body)
        return answer_problem(out, 400, "body_needed", NULL);
    http_schemas_check(rq->private->server->schemas, rq->route->body_schema, rq->body, &rq->faults);
    return rq->faults.count ? answer_problem(out, 422, "invalid", NULL) : ST_OK;
}

/* Each step may answer; the next one runs only if it did not. */
static enum status (*const steps[])(struct request *rq, struct answer *out) = {
    http_request_check, find_route, http_auth, check_key, http_body_read, check_schema,
};

static void answer_request(struct request *rq, struct answer *out)
{
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        if (steps[i](rq, out) != ST_OK)
            return;
    http_command(rq, out);
}

static int serve(struct request *rq)
{
    struct answer out = {0};
    int status;
    if (http_operations(rq, &status))
        return status;
    answer_request(rq, &out);
    status = http_send(rq, &out);
    if (rq->private->unread_body)
        http_body_drain(rq);
    answer_release(&out);
    if (status == 201 && rq->route->flags & ROUTE_CREATES)
        http_idempotency_tidy(rq->private->server);
    return status;
}

static struct http_server *server_of(const struct mg_connection *connection)
{
    return mg_get_user_data(mg_get_context(connection));
}

static int begin_request(struct mg_connection *connection)
{
    struct http_server *server = server_of(connection);
    struct request_private private;
    struct request rq;
    int64_t start = clock_monotonic_us();
    http_request_init(&rq, &private, server, connection);
    int status = serve(&rq);
    char label[8];
    g_snprintf(label, sizeof label, "%d", status);
    metric_add(&answers, label, 1);
    metric_observe_us(&duration, rq.route ? rq.route->path : "other", clock_monotonic_us() - start);
    /* /readyz that answers 503 has its own reason, logged where it arose. */
    if (status >= 500 && rq.route)
        log_warn("request failed", LOG_TEXT("method", rq.method), LOG_TEXT("route", rq.route->path),
                 LOG_NUMBER("status", status));
    http_request_release(&rq);
    return status;
}

/* The socket found by an earlier connection in this place is not this one's (http_deadline.c). */
static int init_connection(const struct mg_connection *connection, void **data)
{
    server_of(connection)->taken++;
    *data = NULL;
    return 0;
}

static void connection_close(const struct mg_connection *connection)
{
    server_of(connection)->taken--;
}

static int log_message(const struct mg_connection *connection, const char *message)
{
    (void)connection;
    log_warn("http server", LOG_TEXT("reason", message));
    return 1;
}

/* What civetweb itself refuses, a malformed head mostly. */
static int http_error(struct mg_connection *connection, int status, const char *message)
{
    (void)message;
    g_autofree char *body = g_strdup_printf(
        "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":%d,\"code\":\"malformed_request\"}", status);
    mg_disable_connection_keep_alive(connection);
    mg_printf(connection,
              "HTTP/1.1 %d %s\r\nContent-Type: application/problem+json\r\nContent-Length: %zu\r\n"
              "Connection: close\r\n\r\n%s",
              status, mg_get_response_code_text(NULL, status), strlen(body), body);
    return 0;
}

static int port_of(const struct mg_context *context)
{
    struct mg_server_port port = {0};
    return mg_get_server_ports(context, 1, &port) == 1 ? port.port : 0;
}

static bool listen_on(struct http_server *server)
{
    static const struct mg_callbacks callbacks = {
        .begin_request = begin_request,
        .init_connection = init_connection,
        .connection_close = connection_close,
        .log_message = log_message,
        .http_error = http_error,
    };
    g_autofree char *threads = g_strdup_printf("%d", server->threads);
    const char *settings[] = {
        "listening_ports",
        server->options.listen,
        "num_threads",
        threads,
        "decode_url",
        "no", /* http_route.c does it segment by segment */
        "enable_keep_alive",
        "yes",
        "keep_alive_timeout_ms",
        "20000",
        "request_timeout_ms",
        "10000",
        "max_request_size",
        "16384",
        "tcp_nodelay",
        "1",
        "listen_backlog",
        "200",
        NULL,
    };
    server->context = mg_start(&callbacks, server, settings);
    if (!server->context) {
        log_error("cannot listen", LOG_TEXT("address", server->options.listen));
        return false;
    }
    server->port = port_of(server->context);
    return true;
}

struct http_server *http_server_start(const struct http_options *options)
{
    if (sodium_init() < 0)
        return NULL;
    mg_init_library(0);
    struct http_server *server = g_new0(struct http_server, 1);
    server->options = *options;
    server->threads = options->threads ? options->threads : THREADS;
    pthread_mutex_init(&server->openapi_lock, NULL);
    server->pool = http_pool_new(&server->options, options->connections ? options->connections : CONNECTIONS);
    server->deadlines = http_deadlines_new();
    g_autofree char *folder = http_schemas_folder(options->schemas);
    server->schemas = http_schemas_load(options->routes, folder);
    if (server->schemas && listen_on(server))
        return server;
    http_server_stop(server);
    return NULL;
}

/* civetweb looks at its stop flag every two seconds, or when somebody calls. */
static void *knock(void *arg)
{
    const struct http_server *server = arg;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)server->port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    g_usleep(KNOCK_AFTER_US);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        log_debug("http server woken to stop");
    if (fd >= 0)
        close(fd);
    return NULL;
}

static void stop_listening(struct http_server *server)
{
    GThread *knocker = g_thread_new("http-knock", knock, server);
    mg_stop(server->context);
    g_thread_join(knocker);
}

void http_server_stop(struct http_server *server)
{
    if (!server)
        return;
    if (server->context)
        stop_listening(server);
    http_deadlines_free(server->deadlines);
    http_pool_free(server->pool);
    http_schemas_free(server->schemas);
    pthread_mutex_destroy(&server->openapi_lock);
    g_free(server->openapi);
    g_free(server);
    mg_exit_library();
}

int http_server_port(const struct http_server *server)
{
    return server->port;
}
