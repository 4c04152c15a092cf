#include "http_fixture.h"
#include "token_fixture.h"

static struct token_key *key;
static struct token_verifier *verifier;
static char *token, *expired, *bearer, *cookie;

static enum status who(struct work *w, struct request *rq, struct answer *out)
{
    (void)w;
    return answer_json_take(out, 200, json_pack("{s:s}", "login", rq->person ? rq->person->login : "nobody"));
}

static enum status absent(struct work *w, struct request *rq, struct answer *out)
{
    (void)w, (void)rq, (void)out;
    return ST_NOT_FOUND;
}

static enum status show_two(struct work *w, struct request *rq, struct answer *out)
{
    http_audit(w, rq, &(struct audit_subject){"client.read", "client", "c1", "KOM"});
    http_audit(w, rq, &(struct audit_subject){"client.read", "client", "c2", "SVE"});
    return who(w, rq, out);
}

static const struct route routes[] = {
    {"GET", "/v1/cards/{id}", who, .right = "client.read", .flags = ROUTE_READ | ROUTE_AUDITED},
    {"GET", "/v1/clients", show_two, .flags = ROUTE_READ | ROUTE_AUDITED},
    {"GET", "/v1/absent/{id}", absent, .flags = ROUTE_READ},
    {"GET", "/v1/me", who, .flags = ROUTE_READ},
    {"POST", "/v1/me", who},
    {"POST", "/v1/appeals", who, .right = "appeal.register"},
    {"POST", "/v1/branches", who, .right = "branch.change"},
    {"GET", "/v1/open", who, .flags = ROUTE_PUBLIC | ROUTE_READ},
    {"POST", "/v1/open", who, .flags = ROUTE_PUBLIC},
    {0},
};

static int start(void **state)
{
    (void)state;
    key = new_key(NULL);
    verifier = verifier_of(key);
    token = sign(key, good_terms(clock_now()));
    expired = sign(key, good_terms(clock_now() - 3600 * USEC_PER_SEC));
    bearer = g_strdup_printf("Authorization: Bearer %s\r\n", token);
    cookie = g_strdup_printf("Cookie: otk_access=%s; otk_csrf=secret\r\n", token);
    return start_server((struct http_options){.routes = routes, .tokens = verifier});
}

static int stop(void **state)
{
    stop_server(state);
    token_verifier_free(verifier);
    token_key_free(key);
    g_free(token);
    g_free(expired);
    g_free(bearer);
    g_free(cookie);
    return 0;
}

static void assert_answer(const char *method, const char *path, const char *headers, int status, const char *code)
{
    g_autofree char *answer = ask(method, path, headers, strcmp(method, "POST") == 0 ? "{}" : NULL);
    if (code)
        assert_problem(answer, status, code);
    else if (status_of(answer) != status)
        fail_msg("%s %s %s: %s", method, path, headers, answer);
}

static void a_bearer_token_signs_in(void **state)
{
    (void)state;
    assert_answer("GET", "/v1/me", bearer, 200, NULL);
    assert_answer("POST", "/v1/me", bearer, 200, NULL);
    assert_answer("POST", "/v1/appeals", bearer, 200, NULL);
}

static void without_a_good_token_nothing_is_done(void **state)
{
    (void)state;
    g_autofree char *old = g_strdup_printf("Authorization: Bearer %s\r\n", expired);
    assert_answer("GET", "/v1/me", "", 401, "not_signed_in");
    assert_answer("GET", "/v1/me", "Authorization: Basic YTpi\r\n", 401, "not_signed_in");
    assert_answer("GET", "/v1/me", "Authorization: Bearer x.y.z\r\n", 401, "token_invalid");
    assert_answer("GET", "/v1/me", old, 401, "token_expired");
}

static void a_right_is_asked_for(void **state)
{
    (void)state;
    assert_answer("POST", "/v1/branches", bearer, 403, "forbidden");
    assert_int_equal(works_begun, 1); /* for the record of it */
}

static void a_cookie_reads_but_changes_only_with_its_twin_in_a_header(void **state)
{
    (void)state;
    static const struct {
        const char *headers;
        int status;
    } cases[] = {
        {"", 403},
        {"X-CSRF-Token: wrong!\r\n", 403},
        {"X-CSRF-Token: \r\n", 403},
        {"X-CSRF-Token: secret\r\n", 200},
        {"X-CSRF-Token: secret\r\nOrigin: https://test.example\r\n", 200},
        {"X-CSRF-Token: secret\r\nOrigin: https://evil.example\r\n", 403},
        {"X-CSRF-Token: secret\r\nOrigin: https://test.example.evil\r\n", 403},
        {"X-CSRF-Token: secret\r\nOrigin: null\r\n", 403},
    };
    assert_answer("GET", "/v1/me", cookie, 200, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *headers = g_strconcat(cookie, cases[i].headers, NULL);
        assert_answer("POST", "/v1/me", headers, cases[i].status, cases[i].status == 403 ? "csrf" : NULL);
    }
}

static void an_empty_csrf_cookie_matches_nothing(void **state)
{
    (void)state;
    g_autofree char *headers = g_strdup_printf("Cookie: otk_access=%s; otk_csrf=\r\nX-CSRF-Token: \r\n", token);
    assert_answer("POST", "/v1/me", headers, 403, "csrf");
}

static void a_public_route_knows_who_is_signed_in(void **state)
{
    (void)state;
    g_autofree char *known = ask("GET", "/v1/open", bearer, NULL);
    g_autofree char *unknown = ask("GET", "/v1/open", "Authorization: Bearer x\r\n", NULL);
    assert_string_equal(body_of(known), "{\"login\":\"petrov\"}");
    assert_string_equal(body_of(unknown), "{\"login\":\"nobody\"}");
}

static void another_site_cannot_post_even_to_a_public_route(void **state)
{
    (void)state;
    assert_answer("POST", "/v1/open", "Origin: https://evil.example\r\n", 403, "csrf");
    assert_answer("POST", "/v1/open", "Origin: https://test.example\r\n", 200, NULL);
    assert_answer("POST", "/v1/open", "", 200, NULL);
}

static void assert_emitted(const char *name, const char *text)
{
    assert_non_null(emitted);
    const char *found = json_string_value(json_object_get(emitted, name));
    if (text)
        assert_string_equal(found, text);
    else
        assert_null(found);
}

static void a_read_of_personal_data_is_recorded_with_its_answer(void **state)
{
    (void)state;
    assert_answer("GET", "/v1/cards/42", bearer, 200, NULL);
    assert_emitted("topic", "otklik.audit.v1");
    assert_emitted("person_id", "019a0000-0000-7000-8000-000000000001");
    assert_emitted("action", "client.read");
    assert_emitted("entity", "cards");
    assert_emitted("entity_id", "42");
    assert_emitted("outcome", "ok");
    assert_int_equal(works_committed, 1);
}

static void what_cannot_be_recorded_is_not_shown(void **state)
{
    (void)state;
    commit_answers[0] = commit_answers[1] = commit_answers[2] = ST_RETRY;
    assert_answer("GET", "/v1/cards/42", bearer, 503, "busy");
}

static void a_handler_names_what_it_showed(void **state)
{
    (void)state;
    assert_answer("GET", "/v1/clients", bearer, 200, NULL);
    assert_emitted("entity_id", "c2");
    assert_emitted("branch", "SVE");
}

static void a_refusal_is_recorded(void **state)
{
    (void)state;
    assert_answer("POST", "/v1/branches", bearer, 403, "forbidden");
    assert_emitted("action", "branch.change");
    assert_emitted("outcome", "forbidden");
    assert_answer("GET", "/v1/absent/9", bearer, 404, "not_found");
    assert_emitted("entity_id", "9");
    assert_emitted("outcome", "not_found");
    assert_int_equal(works_committed, 2);
}

static void strangers_leave_one_record_a_second(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++)
        assert_answer("GET", "/v1/me", "Authorization: Bearer x.y.z\r\n", 401, "token_invalid");
    assert_in_range(works_committed, 0, 2);
    if (emitted)
        assert_emitted("login", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        H(a_bearer_token_signs_in),
        H(without_a_good_token_nothing_is_done),
        H(a_right_is_asked_for),
        H(a_cookie_reads_but_changes_only_with_its_twin_in_a_header),
        H(an_empty_csrf_cookie_matches_nothing),
        H(a_public_route_knows_who_is_signed_in),
        H(another_site_cannot_post_even_to_a_public_route),
        H(a_read_of_personal_data_is_recorded_with_its_answer),
        H(what_cannot_be_recorded_is_not_shown),
        H(a_handler_names_what_it_showed),
        H(a_refusal_is_recorded),
        H(strangers_leave_one_record_a_second),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
