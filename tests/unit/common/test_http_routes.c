#include "http_fixture.h"

static enum status show(struct work *w, struct request *rq, struct answer *out)
{
    (void)w;
    answer_version(out, 5);
    return answer_json_take(out, 0, json_pack("{s:s, s:s}", "route", rq->route->path, "id", http_param(rq, "id")));
}

static enum status list(struct work *w, struct request *rq, struct answer *out)
{
    (void)w;
    int64_t limit = http_limit(rq, 20, 100);
    const char *state = http_query(rq, "state");
    json_t *items = json_pack("[I, s]", (json_int_t)limit, state ? state : "none");
    return answer_json_take(out, 200, http_page_take(items, http_query(rq, "more")));
}

static enum status change(struct work *w, struct request *rq, struct answer *out)
{
    (void)w;
    if (!http_version_matches(rq, out, 5))
        return ST_CONFLICT;
    answer_version(out, 6);
    return ST_OK;
}

static enum status two_faults(struct work *w, struct request *rq, struct answer *out)
{
    (void)w, (void)out;
    faults_add(&rq->faults, "/phone", "bad_phone", NULL);
    faults_add(&rq->faults, "/text", "too_long", "4000");
    return ST_OK;
}

static enum status status_by_path(struct work *w, struct request *rq, struct answer *out)
{
    (void)w, (void)out;
    return (enum status)atoi(http_param(rq, "status"));
}

static enum status counted_refusal(struct work *w, struct request *rq, struct answer *out)
{
    (void)w, (void)rq;
    (void)answer_problem(out, 401, "not_signed_in", NULL);
    return ST_OK;
}

static enum status echo(struct work *w, struct request *rq, struct answer *out)
{
    (void)w;
    return answer_json_take(out, 201, json_incref((json_t *)rq->body));
}

static const struct route routes[] = {
    {"GET", "/v1/things/{id}", show, .flags = ROUTE_PUBLIC | ROUTE_READ},
    {"PATCH", "/v1/things/{id}", change, .flags = ROUTE_PUBLIC | ROUTE_CHANGES},
    {"GET", "/v1/things/{id}/parts/{part}", show, .flags = ROUTE_PUBLIC | ROUTE_READ},
    {"GET", "/v1/things", list, .flags = ROUTE_PUBLIC | ROUTE_READ},
    {"POST", "/v1/things/search", list, .flags = ROUTE_PUBLIC | ROUTE_READ},
    {"POST", "/v1/things/{id}", echo, .flags = ROUTE_PUBLIC},
    {"POST", "/v1/faults", two_faults, .flags = ROUTE_PUBLIC},
    {"POST", "/v1/status/{status}", status_by_path, .flags = ROUTE_PUBLIC},
    {"POST", "/v1/sign-in", counted_refusal, .flags = ROUTE_PUBLIC},
    {"POST", "/v1/closed", echo},
    {0},
};

static int start(void **state)
{
    (void)state;
    return start_server((struct http_options){.routes = routes});
}

static void a_path_parameter_is_decoded(void **state)
{
    (void)state;
    g_autofree char *answer = ask("GET", "/v1/things/%D0%9E%D0%B4%D0%B8%D0%BD%2F2", "", NULL);
    json_auto_t *body = json_of(answer);
    assert_int_equal(status_of(answer), 200);
    assert_string_equal(json_string_value(json_object_get(body, "id")), "Один/2");
}

static void a_literal_segment_wins_over_a_parameter(void **state)
{
    (void)state;
    g_autofree char *answer = ask("POST", "/v1/things/search", "", "{}");
    json_auto_t *body = json_of(answer);
    assert_true(json_is_array(json_object_get(body, "items")));
}

static void what_no_route_has_is_not_found(void **state)
{
    (void)state;
    static const char *const paths[] = {"/",           "/v1/thing",      "/v1/things/",       "/v1/things//parts/1",
                                        "//v1/things", "/v1/things/1/2", "/v1/things/1/parts"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *answer = ask("GET", paths[i], "", NULL);
        assert_problem(answer, 404, "not_found");
    }
}

static void another_method_is_answered_with_those_allowed(void **state)
{
    (void)state;
    g_autofree char *answer = ask("DELETE", "/v1/things/1", "", NULL);
    g_autofree char *allow = header_of(answer, "Allow");
    assert_problem(answer, 405, "method_not_allowed");
    assert_string_equal(allow, "GET, HEAD, PATCH, POST");
    g_autofree char *literal = ask("DELETE", "/v1/things/search", "", NULL);
    g_autofree char *of_literal = header_of(literal, "Allow");
    assert_string_equal(of_literal, "POST");
}

static void a_badly_encoded_path_or_query_is_refused(void **state)
{
    (void)state;
    static const char *const paths[] = {"/v1/things/%",   "/v1/things/%0",        "/v1/things/%zz", "/v1/things/%00",
                                        "/v1/things/%ff", "/v1/things?state=%ff", "/v1/things?%0"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *answer = ask("GET", paths[i], "", NULL);
        assert_problem(answer, 400, "malformed_request");
    }
}

static void head_answers_like_get_without_body(void **state)
{
    (void)state;
    g_autofree char *got = ask("GET", "/v1/things/1", "", NULL);
    g_autofree char *answer = ask("HEAD", "/v1/things/1", "", NULL);
    g_autofree char *length = header_of(answer, "Content-Length");
    assert_int_equal(status_of(answer), 200);
    assert_int_equal(atoi(length), strlen(body_of(got)));
    assert_string_equal(body_of(answer), "");
}

static void a_page_takes_its_limit_and_filter_from_the_query(void **state)
{
    (void)state;
    g_autofree char *answer = ask("GET", "/v1/things?limit=7&state=in+work&more=abc", "", NULL);
    assert_string_equal(body_of(answer), "{\"items\":[7,\"in work\"],\"next\":\"abc\"}");
    g_autofree char *last = ask("GET", "/v1/things", "", NULL);
    assert_string_equal(body_of(last), "{\"items\":[20,\"none\"],\"next\":null}");
}

static void a_limit_out_of_range_is_a_fault(void **state)
{
    (void)state;
    static const char *const paths[] = {"/v1/things?limit=0", "/v1/things?limit=101", "/v1/things?limit=x"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *answer = ask("GET", paths[i], "", NULL);
        assert_problem(answer, 422, "invalid");
    }
}

static void a_change_names_the_version_it_knows(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        int status;
    } cases[] = {
        {"If-Match: \"5\"\r\n", 204},
        {"If-Match: W/\"5\"\r\n", 204},
        {"If-Match: \"5-ab12\"\r\n", 204},
        {"If-Match: \"3\", \"5\"\r\n", 204},
        {"If-Match: *\r\n", 204},
        {"If-Match: 5\r\n", 204},
        {"If-Match: \"4\"\r\n", 412},
        {"If-Match: \"55\"\r\n", 412},
        {"If-Match: \"\"\r\n", 412},
        {"If-Match: \"abc\"\r\n", 412},
        {"", 428},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *answer = ask("PATCH", "/v1/things/1", cases[i].header, NULL);
        assert_int_equal(status_of(answer), cases[i].status);
    }
}

static void an_unchanged_answer_is_not_sent_again(void **state)
{
    (void)state;
    g_autofree char *answer = ask("GET", "/v1/things/1", "", NULL);
    g_autofree char *etag = header_of(answer, "ETag");
    g_autofree char *condition = g_strdup_printf("If-None-Match: %s\r\n", etag);
    g_autofree char *again = ask("GET", "/v1/things/1", condition, NULL);
    g_autofree char *other = ask("GET", "/v1/things/2", condition, NULL);
    assert_true(g_str_has_prefix(etag, "\"5-"));
    assert_int_equal(status_of(again), 304);
    assert_string_equal(body_of(again), "");
    assert_int_equal(status_of(other), 200);
}

static void assert_two_faults(const char *language, const char *title, const char *message)
{
    g_autofree char *header = g_strdup_printf("Accept-Language: %s\r\n", language);
    g_autofree char *answer = ask("POST", "/v1/faults", header, NULL);
    assert_problem(answer, 422, "invalid");
    json_auto_t *body = json_of(answer);
    json_t *faults = json_object_get(body, "faults");
    assert_int_equal(json_array_size(faults), 2);
    assert_string_equal(json_string_value(json_object_get(body, "title")), title);
    assert_string_equal(json_string_value(json_object_get(json_array_get(faults, 0), "pointer")), "/phone");
    assert_string_equal(json_string_value(json_object_get(json_array_get(faults, 1), "message")), message);
}

static void every_fault_is_told_in_the_readers_language(void **state)
{
    (void)state;
    assert_two_faults("en-GB,en;q=0.9,ru;q=0.8", "The data have faults",
                      "The text is too long. At most 4000 characters are accepted");
    assert_two_faults("de, ru;q=0.7, en;q=0.3", "В данных есть ошибки",
                      "Слишком длинный текст. Допускается не более 4000 знаков");
    assert_int_equal(works_committed, 0);
}

static void each_status_of_a_handler_has_its_answer(void **state)
{
    (void)state;
    static const struct {
        enum status status;
        int http_status;
        const char *code;
    } cases[] = {
        {ST_NOT_FOUND, 404, "not_found"}, {ST_CONFLICT, 409, "conflict"},   {ST_DUPLICATE, 409, "duplicate"},
        {ST_INVALID, 422, "invalid"},     {ST_FORBIDDEN, 403, "forbidden"}, {ST_RETRY, 503, "busy"},
        {ST_PARKED, 500, "internal"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/v1/status/%d", (int)cases[i].status);
        g_autofree char *answer = ask("POST", path, "", NULL);
        assert_problem(answer, cases[i].http_status, cases[i].code);
    }
    assert_int_equal(works_committed, 0);
}

static void the_world_at_fault_is_tried_three_times(void **state)
{
    (void)state;
    g_autofree char *path = g_strdup_printf("/v1/status/%d", ST_RETRY);
    g_autofree char *answer = ask("POST", path, "", NULL);
    g_autofree char *wait = header_of(answer, "Retry-After");
    assert_int_equal(status_of(answer), 503);
    assert_int_equal(works_begun, 3);
    assert_int_equal(works_rolled_back, 3);
}

static void a_commit_that_failed_once_is_done_again(void **state)
{
    (void)state;
    commit_answers[0] = ST_RETRY;
    g_autofree char *answer = ask("POST", "/v1/things/1", "", "{\"a\":1}");
    assert_int_equal(status_of(answer), 201);
    assert_string_equal(body_of(answer), "{\"a\":1}");
    assert_int_equal(works_begun, 2);
}

static void who_loses_a_race_for_a_unique_key_gets_another_try(void **state)
{
    (void)state;
    commit_answers[0] = ST_DUPLICATE;
    g_autofree char *answer = ask("POST", "/v1/things/1", "", "{\"a\":1}");
    assert_int_equal(status_of(answer), 201);
    assert_int_equal(works_rolled_back, 1);
}

static void a_unique_key_broken_at_every_try_is_a_conflict(void **state)
{
    (void)state;
    commit_answers[0] = commit_answers[1] = commit_answers[2] = ST_DUPLICATE;
    g_autofree char *answer = ask("POST", "/v1/things/1", "", "{\"a\":1}");
    assert_problem(answer, 409, "duplicate");
    assert_int_equal(works_rolled_back, 3);
}

static void a_problem_returned_as_ok_is_committed(void **state)
{
    (void)state;
    g_autofree char *answer = ask("POST", "/v1/sign-in", "", "{}");
    assert_problem(answer, 401, "not_signed_in");
    assert_int_equal(works_committed, 1);
}

static void a_read_commits_nothing(void **state)
{
    (void)state;
    g_autofree char *answer = ask("GET", "/v1/things/1", "", NULL);
    assert_int_equal(status_of(answer), 200);
    assert_int_equal(works_committed, 0);
}

static void a_closed_route_needs_a_token(void **state)
{
    (void)state;
    g_autofree char *answer = ask("POST", "/v1/closed", "", "{}");
    assert_problem(answer, 401, "not_signed_in");
    assert_int_equal(works_begun, 0);
}

RUN_HTTP_TESTS(start, H(a_path_parameter_is_decoded), H(a_literal_segment_wins_over_a_parameter),
               H(what_no_route_has_is_not_found), H(another_method_is_answered_with_those_allowed),
               H(a_badly_encoded_path_or_query_is_refused), H(head_answers_like_get_without_body),
               H(a_page_takes_its_limit_and_filter_from_the_query), H(a_limit_out_of_range_is_a_fault),
               H(a_change_names_the_version_it_knows), H(an_unchanged_answer_is_not_sent_again),
               H(every_fault_is_told_in_the_readers_language), H(each_status_of_a_handler_has_its_answer),
               H(the_world_at_fault_is_tried_three_times), H(a_commit_that_failed_once_is_done_again),
               H(who_loses_a_race_for_a_unique_key_gets_another_try), H(a_unique_key_broken_at_every_try_is_a_conflict),
               H(a_problem_returned_as_ok_is_committed), H(a_read_commits_nothing), H(a_closed_route_needs_a_token))
