#include "commands.h"
#include "company_parts.h"

#include <string.h>

static char *only;

const GOptionEntry cmd_company_export_options[] = {
    {"only", 0, 0, G_OPTION_ARG_STRING, &only, "these parts alone: branches,departments", "PARTS"},
    {0},
};

/* Appends the pages of a list; each item is the object as it was loaded, under "doc" where the service keeps it so. */
static enum otk_exit read_list(struct otk *otk, const struct company_part *part, json_t *list)
{
    g_autofree char *next = NULL;

    do {
        g_autofree char *cursor = next ? api_escape(next) : NULL;
        g_autofree char *path =
            g_strdup_printf("%s?limit=200&full=true%s%s", part->path, cursor ? "&after=" : "", cursor ? cursor : "");
        auto_answer answer;
        api_call(otk, "GET", part->service, path, NULL, &answer);
        enum otk_exit result = api_judge(&answer, path);
        if (result != OTK_DONE)
            return result;
        size_t i;
        json_t *item;
        json_array_foreach(json_object_get(answer.body, "items"), i, item)
        {
            json_t *doc = json_object_get(item, "doc");
            json_array_append(list, doc ? doc : item);
        }
        g_free(next);
        next = g_strdup(json_string_value(json_object_get(answer.body, "next")));
    } while (next);
    return OTK_DONE;
}

static enum otk_exit write_file(const char *folder, const char *name, const json_t *content)
{
    g_autofree char *file = g_strconcat(name, ".json", NULL);
    g_autofree char *path = g_build_filename(folder, file, NULL);

    if (json_dump_file(content, path, JSON_INDENT(2)) != 0)
        return otk_fail(OTK_FAILED, "%s: %s", path, tr("cannot be written"));
    return OTK_DONE;
}

static enum otk_exit write_types(const char *folder, const json_t *list)
{
    g_autofree char *types = g_build_filename(folder, "types", NULL);
    size_t i;
    json_t *one;

    g_mkdir_with_parents(types, 0755);
    json_array_foreach(list, i, one)
    {
        enum otk_exit result = write_file(types, json_string_value(json_object_get(one, "code")), one);
        if (result != OTK_DONE)
            return result;
    }
    return OTK_DONE;
}

static enum otk_exit export_whole(struct otk *otk, const struct company_part *part, const char *folder)
{
    auto_answer answer;
    api_call(otk, "GET", part->service, part->path, NULL, &answer);
    enum otk_exit result = api_judge(&answer, part->path);
    json_t *doc = json_object_get(answer.body, "doc");
    return result == OTK_DONE ? write_file(folder, part->file, doc ? doc : answer.body) : result;
}

static enum otk_exit export_part(struct otk *otk, const char *folder, const char *file)
{
    const struct company_part *part = company_part_of(file, 0);
    if (!part)
        return otk_fail(OTK_FAILED, "%s: %s", tr("no service takes this part"), file);
    if (!part->list)
        return export_whole(otk, part, folder);
    json_auto_t *list = json_array();
    enum otk_exit result = read_list(otk, part, list);
    if (result != OTK_DONE)
        return result;
    otk_say(otk, "%-17s %zu", file, json_array_size(list));
    if (strcmp(file, "types") == 0)
        return write_types(folder, list);
    json_auto_t *content = json_pack("{s:O}", part->list, list);
    return write_file(folder, file, content);
}

/* The order of loading and what else stands in company.json is of the folder, not of a service: it is copied from the
 * installed company. */
enum otk_exit cmd_company_export(struct otk *otk, char **arguments)
{
    g_autofree char *installed = g_build_filename(otk_share(), "deploy", "company", NULL);
    json_auto_t *company = company_read(installed, "company");
    if (!company || g_mkdir_with_parents(arguments[0], 0755) != 0)
        return otk_fail(OTK_FAILED, "%s: %s", arguments[0], tr("cannot be written"));
    enum otk_exit result = write_file(arguments[0], "company", company);
    size_t i;
    json_t *file;

    json_array_foreach(json_object_get(company, "load_order"), i, file)
    {
        if (result == OTK_DONE && company_wants(only, json_string_value(file)))
            result = export_part(otk, arguments[0], json_string_value(file));
    }
    return result;
}
