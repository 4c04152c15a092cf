#include "check.h"
#include "commands.h"

static void (*const checks[])(struct check *check) = {
    check_form,   check_unique,      check_references, check_bindings, check_types,
    check_people, check_expressions, check_plans,      check_sources,
};

static enum otk_exit report(const struct otk *otk, const struct check *check)
{
    for (guint i = 0; i < check->holes->len; i++) {
        const struct hole_told *hole = check->holes->pdata[i];
        const char *remedy = check_remedy(hole->kind);
        if (otk->json)
            otk_print_take(json_pack("{s:s, s:s}", "hole", hole->text, "remedy", remedy));
        else
            otk_say(otk, "%s\n    -> %s", hole->text, remedy);
    }
    if (!check->holes->len)
        otk_say(otk, tr("%zu types, %zu files: no hole"), json_array_size(check_rows(check, "types")),
                json_object_size(check->files) - 1);
    return check->holes->len ? OTK_FAILED : OTK_DONE;
}

enum otk_exit cmd_company_check(struct otk *otk, char **arguments)
{
    struct check check;
    g_autofree char *folder =
        arguments[0] ? g_strdup(arguments[0]) : g_build_filename(otk_share(), "deploy", "company", NULL);
    enum otk_exit result = OTK_FAILED;

    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return otk_fail(OTK_NOT_FOUND, "%s: %s", folder, tr("no such folder"));
    if (check_open(&check, folder)) {
        for (size_t i = 0; i < G_N_ELEMENTS(checks); i++)
            checks[i](&check);
        result = report(otk, &check);
    }
    check_close(&check);
    return result;
}
