#include "commands.h"

#include <stdio.h>
#include <string.h>

static char *tab_no, *last, *first, *branch = "HQ", *department, *roles, *new_password_file, *secret_file;
static gboolean must_change;

const GOptionEntry cmd_user_add_options[] = {
    {"tab-no", 0, 0, G_OPTION_ARG_STRING, &tab_no, "personnel number; the login where absent", "NUMBER"},
    {"last", 0, 0, G_OPTION_ARG_STRING, &last, "surname", "NAME"},
    {"first", 0, 0, G_OPTION_ARG_STRING, &first, "first name", "NAME"},
    {"branch", 0, 0, G_OPTION_ARG_STRING, &branch, "branch code", "CODE"},
    {"department", 0, 0, G_OPTION_ARG_STRING, &department, "department code", "CODE"},
    {"roles", 0, 0, G_OPTION_ARG_STRING, &roles, "codes of roles, with commas", "ROLES"},
    {0},
};

const GOptionEntry cmd_user_passwd_options[] = {
    {"tab-no", 0, 0, G_OPTION_ARG_STRING, &tab_no, "personnel number; looked up by the login where absent", "NUMBER"},
    {"new-password-file", 0, 0, G_OPTION_ARG_FILENAME, &new_password_file, "file with the new password", "FILE"},
    {"must-change", 0, 0, G_OPTION_ARG_NONE, &must_change, "to be changed at the next sign-in", NULL},
    {0},
};

const GOptionEntry cmd_user_bootstrap_options[] = {
    {"secret-file", 0, 0, G_OPTION_ARG_FILENAME, &secret_file, "file with the installation's secret", "FILE"},
    {"new-password-file", 0, 0, G_OPTION_ARG_FILENAME, &new_password_file, "file with the new password", "FILE"},
    {0},
};

/* The first line of the file, of standard input where none is named. NULL: told why. Caller frees. */
static char *first_line(const char *path)
{
    char line[1024];
    FILE *file = path ? fopen(path, "r") : stdin;
    bool read = file && fgets(line, sizeof line, file);

    if (file && path)
        fclose(file);
    if (!read) {
        otk_fail(OTK_USAGE, "%s: %s", path ? path : "stdin", tr("cannot be read"));
        return NULL;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return g_strdup(line);
}

static json_t *list_of(const char *words)
{
    g_auto(GStrv) parts = g_strsplit(words ? words : "", ",", -1);
    json_t *list = json_array();

    for (char **part = parts; *part; part++)
        if (**part)
            json_array_append_new(list, json_string(*part));
    return list;
}

enum otk_exit cmd_user_add(struct otk *otk, char **arguments)
{
    const char *number = tab_no ? tab_no : arguments[0];
    g_autofree char *escaped = api_escape(number);
    g_autofree char *path = g_strconcat("/v1/employees/", escaped, NULL);
    json_auto_t *body = json_pack("{s:s, s:s, s:s, s:s*, s:s, s:s*, s:o}", "tab_no", number, "login", arguments[0],
                                  "last", last ? last : arguments[0], "first", first, "branch", branch, "department",
                                  department, "roles", list_of(roles));
    auto_answer answer;

    api_call(otk, "PUT", "staff", path, body, &answer);
    enum otk_exit result = api_judge(&answer, arguments[0]);
    if (result == OTK_DONE && otk->json)
        otk_print_take(json_incref(answer.body));
    else if (result == OTK_DONE)
        otk_say(otk, tr("%s is there; otk user passwd sets a password"), arguments[0]);
    return result;
}

/* The personnel number of a login. Caller frees; NULL: told why, *out_result says with what to end. */
static char *look_up(struct otk *otk, const char *login, enum otk_exit *out_result)
{
    json_auto_t *body = json_pack("{s:s}", "text", login);
    auto_answer answer;
    size_t i;
    json_t *item;

    api_call(otk, "POST", "staff", "/v1/employees/search", body, &answer);
    *out_result = api_judge(&answer, login);
    if (*out_result != OTK_DONE)
        return NULL;
    json_array_foreach(json_object_get(answer.body, "items"), i, item)
    {
        if (g_strcmp0(json_string_value(json_object_get(item, "login")), login) == 0)
            return g_strdup(json_string_value(json_object_get(item, "tab_no")));
    }
    *out_result = otk_fail(OTK_NOT_FOUND, "%s: %s", login, tr("no such login"));
    return NULL;
}

enum otk_exit cmd_user_passwd(struct otk *otk, char **arguments)
{
    enum otk_exit result = OTK_USAGE;
    g_autofree char *password = first_line(new_password_file);
    g_autofree char *number = !password ? NULL : tab_no ? g_strdup(tab_no) : look_up(otk, arguments[0], &result);
    if (!number)
        return result;
    g_autofree char *escaped = api_escape(number);
    g_autofree char *path = g_strdup_printf("/v1/employees/%s/password", escaped);
    json_auto_t *body = json_pack("{s:s, s:b}", "password", password, "must_change", (int)must_change);
    auto_answer answer;

    api_call(otk, "PUT", "staff", path, body, &answer);
    return api_judge(&answer, arguments[0]);
}

enum otk_exit cmd_user_bootstrap(struct otk *otk, char **arguments)
{
    if (!secret_file)
        return otk_fail(OTK_USAGE, "%s", tr("--secret-file is needed"));
    g_autofree char *secret = first_line(secret_file);
    g_autofree char *password = secret ? first_line(new_password_file) : NULL;
    if (!password)
        return OTK_USAGE;
    json_auto_t *body = json_pack("{s:s, s:s, s:s}", "secret", secret, "login", arguments[0], "password", password);
    auto_answer answer;

    api_call_open(otk, "POST", "staff", "/v1/bootstrap", body, NULL, &answer);
    return api_judge(&answer, arguments[0]);
}
