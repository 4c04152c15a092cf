#include "clock.h"
#include "http_fixture.h"

struct note {
    char *text;
    int64_t pages;
};

static const struct field note_fields[] = {
    FIELD(note, text, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(note, pages, FIELD_INT, FIELD_REQUIRED),
};
static const struct record_type note_type = RECORD(note, note_fields);

static enum status take_note(struct work *w, struct request *rq, struct answer *out)
{
    (void)w;
    struct note note = {0};
    enum status st = http_body(rq, &note_type, &note);
    if (st != ST_OK)
        return st;
    answer_json_take(out, 201, json_pack("{s:s, s:I}", "text", note.text, "pages", (json_int_t)note.pages));
    record_release(&note_type, &note);
    return ST_OK;
}

static enum status who(struct work *w, struct request *rq, struct answer *out)
{
    (void)w;
    const char *cookie = http_cookie(rq, "b");
    return answer_json_take(
        out, 200,
        json_pack("{s:s, s:s, s:s}", "peer", rq->peer, "language", rq->language, "cookie", cookie ? cookie : "none"));
}

static const struct route routes[] = {
    {"POST", "/v1/notes", take_note, .flags = ROUTE_PUBLIC, .body_schema = "note"},
    {"GET", "/v1/who", who, .flags = ROUTE_PUBLIC | ROUTE_READ},
    {"POST", "/v1/who", who, .flags = ROUTE_PUBLIC},
    {"POST", "/v1/once", who, .flags = ROUTE_PUBLIC | ROUTE_CREATES},
    {0},
};

static char folder[] = "/tmp/otklik-schemas-XXXXXX";

static int start(void **state)
{
    (void)state;
    g_autofree char *path = g_build_filename(mkdtemp(folder), "note.json", NULL);
    g_file_set_contents(path, "{\"properties\": {\"text\": {\"not\": {\"const\": \"grey\"}}}}", -1, NULL);
    int started = start_server(
        (struct http_options){.routes = routes, .json_limit_bytes = 2000, .body_deadline_ms = 300, .schemas = folder});
    unlink(path);
    return started + rmdir(folder);
}

static void a_body_becomes_a_record(void **state)
{
    (void)state;
    g_autofree char *answer = ask("POST", "/v1/notes", "", "{\"text\":\"Привет\",\"pages\":2}");
    assert_int_equal(status_of(answer), 201);
    assert_string_equal(body_of(answer), "{\"text\":\"Привет\",\"pages\":2}");
}

static void all_faults_of_a_body_are_told_at_once(void **state)
{
    (void)state;
    g_autofree char *answer = ask("POST", "/v1/notes", "", "{\"pages\":\"two\"}");
    assert_problem(answer, 422, "invalid");
    json_auto_t *body = json_of(answer);
    assert_int_equal(json_array_size(json_object_get(body, "faults")), 2);
}

static void the_schema_is_asked_before_the_handler(void **state)
{
    (void)state;
    g_autofree char *answer = ask("POST", "/v1/notes", "", "{\"text\":\"grey\",\"pages\":2}");
    assert_problem(answer, 422, "invalid");
    assert_int_equal(works_begun, 0);
}

static void what_is_no_json_is_told_with_its_place(void **state)
{
    (void)state;
    static const char *const bodies[] = {"{",    "{\"a\":1,}", "{\"a\":1,\"a\":2}", "{\"a\":\"\\u0000\"}",
                                         "\xff", "{} {}"};
    for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
        g_autofree char *answer = ask("POST", "/v1/notes", "", bodies[i]);
        assert_problem(answer, 400, "bad_json");
    }
}

static void a_number_that_cannot_be_held_is_named_as_such(void **state)
{
    (void)state;
    g_autofree char *answer = ask("POST", "/v1/notes", "", "{\"text\":\"grey\",\"pages\":100000000000000000000}");
    assert_problem(answer, 422, "number_out_of_range");
}

static void a_missing_body_is_asked_for(void **state)
{
    (void)state;
    g_autofree char *answer = ask("POST", "/v1/notes", "", NULL);
    assert_problem(answer, 400, "body_needed");
}

static void a_body_that_is_no_object_has_the_wrong_type(void **state)
{
    (void)state;
    g_autofree char *answer = ask("POST", "/v1/notes", "", "[1]");
    assert_problem(answer, 422, "invalid");
}

static void only_json_is_taken_where_json_is_expected(void **state)
{
    (void)state;
    static const char *const types[] = {"application/x-www-form-urlencoded", "text/plain", "application/jsonx",
                                        "multipart/form-data; boundary=x"};
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        g_autofree char *request = g_strdup_printf("POST /v1/notes HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\n"
                                                   "Content-Length: 8\r\n\r\na=1\1&b=2",
                                                   types[i]);
        g_autofree char *answer = exchange(request);
        assert_problem(answer, 415, "unsupported_media_type");
    }
}

static void a_length_beside_chunks_is_refused(void **state)
{
    (void)state;
    g_autofree char *answer = exchange("POST /v1/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                       "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                       "GET /v1/who HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_problem(answer, 400, "malformed_request"); /* and nothing behind it is answered */
}

static void two_lengths_are_refused(void **state)
{
    (void)state;
    g_autofree char *answer = exchange("POST /v1/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                       "Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}"
                                       "GET /v1/who HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_problem(answer, 400, "malformed_request");
}

static void chunks_are_not_taken(void **state)
{
    (void)state;
    g_autofree char *answer = exchange("POST /v1/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                       "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    assert_problem(answer, 411, "length_required");
}

static void a_body_with_get_is_refused(void **state)
{
    (void)state;
    g_autofree char *answer = ask("GET", "/v1/who", "", "{}");
    assert_problem(answer, 400, "malformed_request");
}

static void a_body_over_the_limit_is_refused_by_its_length(void **state)
{
    (void)state;
    g_autofree char *text = g_strnfill(1 << 20, ' ');
    g_autofree char *answer = ask("POST", "/v1/notes", "", text);
    assert_problem(answer, 413, "too_large");
}

static void a_body_of_the_limit_is_taken(void **state)
{
    (void)state;
    g_autofree char *text = g_strnfill(2000, ' ');
    memcpy(text, "{\"text\":\"a\",\"pages\":1}", 22);
    g_autofree char *answer = ask("POST", "/v1/notes", "", text);
    assert_int_equal(status_of(answer), 201);
}

/* Every byte comes in time for a timeout per read; the whole takes too long. */
static void a_body_that_drips_is_cut_off_at_the_deadline(void **state)
{
    (void)state;
    int64_t start_us = clock_monotonic_us();
    int fd = connect_to_server();
    static const char head[] = "POST /v1/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                               "Content-Length: 1000\r\n\r\n";
    send_bytes(fd, head, strlen(head));
    struct timeval pause = {0, 50000};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &pause, sizeof pause);
    char first;
    int drops = 0;
    while (recv(fd, &first, 1, MSG_PEEK) < 0 && drops++ < 200)
        send_bytes(fd, " ", 1);
    g_autofree char *answer = read_answer(fd);
    assert_problem(answer, 408, "request_timeout");
    assert_in_range(clock_monotonic_us() - start_us, 250000, 3000000);
}

static void a_client_that_waits_for_100_is_told_to_go_on(void **state)
{
    (void)state;
    g_autofree char *answer = exchange("POST /v1/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                       "Connection: close\r\nExpect: 100-continue\r\nContent-Length: 22\r\n\r\n"
                                       "{\"text\":\"a\",\"pages\":1}");
    assert_true(g_str_has_prefix(answer, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n"));
}

static void one_connection_serves_several_requests(void **state)
{
    (void)state;
    g_autofree char *answer = exchange("POST /v1/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                       "Content-Length: 22\r\n\r\n{\"text\":\"a\",\"pages\":1}"
                                       "GET /v1/who HTTP/1.1\r\nHost: a\r\n\r\n"
                                       "GET /v1/who HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    int answers = 0;
    for (const char *at = answer; (at = strstr(at, "HTTP/1.1 20")); at++)
        answers++;
    assert_int_equal(answers, 3);
}

static void heads_over_the_limit_are_refused(void **state)
{
    (void)state;
    g_autofree char *long_value = g_strnfill(20000, 'a');
    g_autofree char *header = g_strdup_printf("X-Long: %s\r\n", long_value);
    g_autofree char *answer = ask("GET", "/v1/who", header, NULL);
    assert_true(status_of(answer) >= 400 && status_of(answer) < 500);
}

static void a_malformed_head_gets_a_problem(void **state)
{
    (void)state;
    g_autofree char *answer = exchange("NOTHING\r\n\r\n");
    assert_problem(answer, 400, "malformed_request");
}

static void a_create_needs_an_idempotency_key(void **state)
{
    (void)state;
    g_autofree char *none = ask("POST", "/v1/once", "", "{}");
    g_autofree char *empty = ask("POST", "/v1/once", "Idempotency-Key: \"\"\r\n", "{}");
    g_autofree char *spaced = ask("POST", "/v1/once", "Idempotency-Key: a b\r\n", "{}");
    assert_problem(none, 400, "idempotency_key_needed");
    assert_problem(empty, 400, "bad_idempotency_key");
    assert_problem(spaced, 400, "bad_idempotency_key");
}

static void the_proxy_says_for_whom_it_asks(void **state)
{
    (void)state;
    g_autofree char *answer = ask("GET", "/v1/who", "X-Real-IP: 203.0.113.7\r\nCookie: a=1; b=two ;c=3\r\n", NULL);
    assert_string_equal(body_of(answer), "{\"peer\":\"203.0.113.7\",\"language\":\"ru\",\"cookie\":\"two\"}");
}

static void the_trace_of_the_caller_is_kept(void **state)
{
    (void)state;
    g_autofree char *answer =
        ask("POST", "/v1/notes", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n", NULL);
    json_auto_t *body = json_of(answer);
    assert_string_equal(json_string_value(json_object_get(body, "trace")), "0af7651916cd43dd8448eb211c80319c");
}

/* A mix of what takes the locks: bodies with deadlines, commands with connections, the metrics. */
static void *ask_often(void *arg)
{
    int *failed = arg;
    for (int i = 0; i < 25; i++) {
        g_autofree char *note = ask("POST", "/v1/notes", "", "{\"text\":\"a\",\"pages\":1}");
        g_autofree char *metrics = ask("GET", "/metrics", "", NULL);
        g_autofree char *api = ask("GET", "/openapi.json", "", NULL);
        *failed += status_of(note) != 201 || status_of(metrics) != 200 || status_of(api) != 200;
    }
    return NULL;
}

static void many_clients_at_once_are_served(void **state)
{
    (void)state;
    GThread *clients[12];
    int failed[G_N_ELEMENTS(clients)] = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(clients); i++)
        clients[i] = g_thread_new("client", ask_often, &failed[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(clients); i++) {
        g_thread_join(clients[i]);
        assert_int_equal(failed[i], 0);
    }
}

static void operations_are_served_beside_the_routes(void **state)
{
    (void)state;
    g_autofree char *health = ask("GET", "/healthz", "", NULL);
    g_autofree char *ready = ask("GET", "/readyz", "", NULL);
    g_autofree char *metrics = ask("GET", "/metrics", "", NULL);
    assert_int_equal(status_of(health), 200);
    assert_string_equal(body_of(ready), "{\"status\":\"ready\",\"reasons\":[]}");
    assert_non_null(strstr(metrics, "otklik_http_answers_total{status=\"200\"}"));
}

RUN_HTTP_TESTS(start, H(a_body_becomes_a_record), H(all_faults_of_a_body_are_told_at_once),
               H(the_schema_is_asked_before_the_handler), H(what_is_no_json_is_told_with_its_place),
               H(a_number_that_cannot_be_held_is_named_as_such), H(a_missing_body_is_asked_for),
               H(a_body_that_is_no_object_has_the_wrong_type), H(only_json_is_taken_where_json_is_expected),
               H(a_length_beside_chunks_is_refused), H(two_lengths_are_refused), H(chunks_are_not_taken),
               H(a_body_with_get_is_refused), H(a_body_over_the_limit_is_refused_by_its_length),
               H(a_body_of_the_limit_is_taken), H(a_body_that_drips_is_cut_off_at_the_deadline),
               H(a_client_that_waits_for_100_is_told_to_go_on), H(one_connection_serves_several_requests),
               H(heads_over_the_limit_are_refused), H(a_malformed_head_gets_a_problem),
               H(a_create_needs_an_idempotency_key), H(the_proxy_says_for_whom_it_asks),
               H(the_trace_of_the_caller_is_kept), H(operations_are_served_beside_the_routes),
               H(many_clients_at_once_are_served))
