#include "clock.h"
#include "otk.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SPARE_S 30 /* a token that ends sooner is not used any more */

/* The cache is of one address and one login. */
static char *cache_path(const struct config *config)
{
    g_autofree char *subject =
        g_strdup_printf("%s %s", config_text(config, "api.url"), config_text(config, "api.login"));
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, subject, -1);
    g_autofree char *name = g_strdup_printf("token-%.16s.json", hash);

    return g_build_filename(g_get_user_cache_dir(), "otk", name, NULL);
}

static char *cached_token(const struct config *config)
{
    g_autofree char *path = cache_path(config);
    json_auto_t *cache = json_load_file(path, 0, NULL);
    const char *token = json_string_value(json_object_get(cache, "token"));
    json_int_t until = json_integer_value(json_object_get(cache, "until"));

    return token && until > clock_now() / USEC_PER_SEC + SPARE_S ? g_strdup(token) : NULL;
}

static void cache_token(const struct config *config, const char *token, int64_t life_s)
{
    g_autofree char *path = cache_path(config);
    g_autofree char *folder = g_path_get_dirname(path);
    json_int_t until = clock_now() / USEC_PER_SEC + life_s;
    json_auto_t *cache = json_pack("{s:s, s:I}", "token", token, "until", until);
    g_autofree char *text = json_dumps(cache, 0);

    g_mkdir_with_parents(folder, 0700);
    g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

void sign_out(struct otk *otk)
{
    g_autofree char *path = cache_path(otk->config);

    unlink(path);
    g_clear_pointer(&otk->token, g_free);
    otk->cached = false;
}

/* The first line of the file; NULL: told why. */
static char *read_password(const char *path)
{
    g_autoptr(GError) error = NULL;
    char *text = NULL;

    if (!g_file_get_contents(path, &text, NULL, &error)) {
        otk_fail(OTK_USAGE, "%s", error->message);
        return NULL;
    }
    text[strcspn(text, "\r\n")] = '\0';
    return text;
}

static enum otk_exit take_token(struct otk *otk, const struct api_answer *answer)
{
    const char *token = json_string_value(json_object_get(answer->body, "access_token"));

    if (!token)
        return otk_fail(OTK_FAILED, "%s", tr("sign-in gave no token"));
    otk->token = g_strdup(token);
    cache_token(otk->config, token, json_integer_value(json_object_get(answer->body, "expires_in")));
    return OTK_DONE;
}

enum otk_exit sign_in(struct otk *otk)
{
    const char *login = config_text(otk->config, "api.login");
    const char *file = config_text(otk->config, "api.password_file");

    if ((otk->token = cached_token(otk->config))) {
        otk->cached = true;
        return OTK_DONE;
    }
    if (!*login || !*file)
        return otk_fail(OTK_USAGE, "%s", tr("who signs in? set OTK_LOGIN and OTK_PASSWORD_FILE"));
    g_autofree char *password = read_password(file);
    if (!password)
        return OTK_USAGE;
    json_auto_t *body = json_pack("{s:s, s:s}", "login", login, "password", password);
    auto_answer answer;
    api_call_open(otk, "POST", "staff", "/v1/sign-in", body, "X-Token: body", &answer);
    enum otk_exit result = api_judge(&answer, tr("sign-in"));
    return result == OTK_DONE ? take_token(otk, &answer) : result;
}
