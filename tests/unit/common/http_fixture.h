/* http_fixture.h: a real server on a free loopback port with a stub in place of the database, and a client that sends
 * bytes as they stand and reads the answer to the end of the connection. */
#ifndef OTKLIK_HTTP_FIXTURE_H
#define OTKLIK_HTTP_FIXTURE_H

#include "http_server.h"
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib.h>

static int stub_database, stub_work; /* only their addresses count */
static _Atomic int works_begun, works_committed, works_rolled_back;
static enum status commit_answers[4]; /* of the first commits; ST_OK after them */

static struct db *stub_open(const char *conninfo, const char *service)
{
    (void)conninfo, (void)service;
    return (struct db *)&stub_database;
}

static bool stub_ready(struct db *db)
{
    (void)db;
    return true;
}

static void stub_close(struct db *db)
{
    (void)db;
}

static struct work *stub_begin(struct db *db, const struct http_options *options, const char *traceparent)
{
    (void)db, (void)options, (void)traceparent;
    works_begun++;
    return (struct work *)&stub_work;
}

static enum status stub_failure(const struct work *w)
{
    (void)w;
    return ST_OK;
}

static json_t *emitted; /* the last payload, with its topic */

static void stub_emit(struct work *w, const char *topic, const char *type, const char *key, json_t *data)
{
    (void)w, (void)type, (void)key;
    json_decref(emitted);
    emitted = data;
    json_object_set_new(emitted, "topic", json_string(topic));
}

static enum status stub_commit(struct work *w)
{
    (void)w;
    int n = works_committed++;
    return n < 4 ? commit_answers[n] : ST_OK;
}

static void stub_rollback(struct work *w)
{
    (void)w;
    works_rolled_back++;
}

static void stub_free(struct work *w)
{
    (void)w;
}

static const struct http_works stub_works = {stub_open, stub_ready,  stub_close,    stub_begin, stub_failure,
                                             stub_emit, stub_commit, stub_rollback, stub_free};

static struct http_server *server;

__attribute__((unused)) static int start_server(struct http_options options)
{
    options.service = "test";
    options.listen = "127.0.0.1:0";
    options.works = &stub_works;
    server = http_server_start(&options);
    return server ? 0 : -1;
}

__attribute__((unused)) static int stop_server(void **state)
{
    (void)state;
    http_server_stop(server);
    json_decref(emitted);
    emitted = NULL;
    return 0;
}

static int forget_works(void **state)
{
    (void)state;
    works_begun = works_committed = works_rolled_back = 0;
    json_decref(emitted);
    emitted = NULL;
    memset(commit_answers, 0, sizeof commit_answers);
    return 0;
}

/* One server for all tests of a program, since stopping it takes civetweb two seconds. */
#define RUN_HTTP_TESTS(start, ...)                                                                                     \
    int main(void)                                                                                                     \
    {                                                                                                                  \
        const struct CMUnitTest tests[] = {__VA_ARGS__};                                                               \
        return cmocka_run_group_tests(tests, start, stop_server);                                                      \
    }
#define H(name) cmocka_unit_test_setup(name, forget_works)

static int connect_to_server(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)http_server_port(server))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){15, 0}, sizeof(struct timeval));
    return fd;
}

static void send_bytes(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
        if (sent <= 0)
            return; /* the server closed: its answer tells why */
        bytes += sent;
        size -= (size_t)sent;
    }
}

/* Everything until the server closes. Caller frees. */
static char *read_answer(int fd)
{
    GString *text = g_string_new(NULL);
    char piece[16384];
    for (ssize_t got; (got = recv(fd, piece, sizeof piece, 0)) > 0;)
        g_string_append_len(text, piece, got);
    close(fd);
    return g_string_free(text, FALSE);
}

/* Sends one request, bytes as they are, and reads the answer. Caller frees. */
__attribute__((unused)) static char *exchange(const char *request)
{
    int fd = connect_to_server();
    send_bytes(fd, request, strlen(request));
    return read_answer(fd);
}

/* METHOD PATH with more header lines ("A: b\r\n", may be "") and a body (NULL: none). Caller frees the answer. */
__attribute__((unused)) static char *ask(const char *method, const char *path, const char *headers, const char *body)
{
    g_autofree char *length =
        body ? g_strdup_printf("Content-Type: application/json\r\nContent-Length: %zu\r\n", strlen(body))
             : g_strdup("");
    g_autofree char *request =
        g_strdup_printf("%s %s HTTP/1.1\r\nHost: test.example\r\nConnection: close\r\n%s%s\r\n%s", method, path,
                        headers, length, body ? body : "");
    return exchange(request);
}

static int status_of(const char *answer)
{
    int status = 0;
    assert_int_equal(sscanf(answer, "HTTP/1.1 %d", &status), 1);
    return status;
}

static const char *body_of(const char *answer)
{
    const char *end = strstr(answer, "\r\n\r\n");
    assert_non_null(end);
    return end + 4;
}

/* Caller owns it. */
__attribute__((unused)) static json_t *json_of(const char *answer)
{
    json_t *body = json_loads(body_of(answer), 0, NULL);
    if (!body)
        fail_msg("no JSON: %s", answer);
    return body;
}

/* The header's value; fails when it is not there. Caller frees. */
__attribute__((unused)) static char *header_of(const char *answer, const char *name)
{
    g_autofree char *start = g_strdup_printf("\r\n%s: ", name);
    g_autofree char *head = g_strndup(answer, (gsize)(body_of(answer) - answer));
    const char *found = strstr(head, start);
    if (!found)
        fail_msg("no header %s in: %s", name, head);
    found += strlen(start);
    return g_strndup(found, strcspn(found, "\r"));
}

__attribute__((unused)) static void assert_problem(const char *answer, int status, const char *code)
{
    if (status_of(answer) != status)
        fail_msg("not %d: %s", status, answer);
    json_auto_t *body = json_of(answer);
    g_autofree char *type = header_of(answer, "Content-Type");
    assert_string_equal(type, "application/problem+json");
    assert_string_equal(json_string_value(json_object_get(body, "code")), code);
    assert_int_equal(json_integer_value(json_object_get(body, "status")), status);
}

#endif
