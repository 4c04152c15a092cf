#include "staff.h"

#include <string.h>

#include <sodium.h>

/* The refresh token goes nowhere but to the routes that need it. */
#define REFRESH_PATH "/api/staff/v1/"

static void add_cookie(struct answer *out, const char *name, const char *value, const char *path, int64_t life_s,
                       bool readable)
{
    g_autofree char *text = g_strdup_printf("%s=%s; Path=%s; Max-Age=%" G_GINT64_FORMAT "; Secure; SameSite=Strict%s",
                                            name, value, path, life_s, readable ? "" : "; HttpOnly");
    answer_cookie(out, text);
}

static void add_csrf(struct answer *out, int64_t life_s)
{
    unsigned char bytes[18];
    char text[sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    add_cookie(out, "otk_csrf", text, "/", life_s, true);
}

static json_t *text_list(char *const *texts)
{
    json_t *list = json_array();

    for (; texts && *texts; texts++)
        json_array_append_new(list, json_string(*texts));
    return list;
}

json_t *issue_person_json(const struct person *person, bool must_change)
{
    return json_pack("{s:s, s:s?, s:s, s:s, s:s, s:o, s:o, s:b, s:b}", "id", person->id, "login", person->login, "name",
                     person->name, "branch", person->branch, "department", person->department, "branches",
                     text_list(person->branches), "rights", text_list(person->rights), "confidential",
                     person->confidential, "must_change", must_change);
}

static bool wants_token(const struct request *rq)
{
    return g_strcmp0(http_header(rq, "X-Token"), "body") == 0;
}

static void add_cookies(struct answer *out, const struct staff *app, const char *access, const char *refresh)
{
    add_cookie(out, "otk_access", access, "/", app->terms.ttl_s, false);
    add_cookie(out, "otk_refresh", refresh, REFRESH_PATH, app->session_s, false);
    add_csrf(out, app->session_s);
}

void issue_tokens(struct work *w, struct request *rq, struct answer *out, const struct employee *employee,
                  const struct session *session, const char *refresh_token)
{
    const struct staff *app = work_app(w);
    const struct credential *credential = work_find(w, &credential_table, "employee_id", employee->id);
    bool must_change = credential && credential->must_change;
    struct person *person = person_of(w, employee, session->id, must_change);
    struct token_terms terms = app->terms;

    terms.now = work_now(w);
    g_autofree char *access = keys_sign(app->keys, person, &terms);
    add_cookies(out, app, access, refresh_token);
    json_t *body = json_pack("{s:o, s:I}", "person", issue_person_json(person, must_change), "expires_in",
                             (json_int_t)terms.ttl_s);
    if (wants_token(rq))
        json_object_set_new(body, "access_token", json_string(access));
    answer_json_take(out, 200, body);
    person_free(person);
}

void issue_nothing(struct answer *out)
{
    add_cookie(out, "otk_access", "", "/", 0, false);
    add_cookie(out, "otk_refresh", "", REFRESH_PATH, 0, false);
    add_cookie(out, "otk_csrf", "", "/", 0, true);
}
