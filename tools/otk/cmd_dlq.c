#include "commands.h"

static char *only, *state = "open", *reason, *mended;

const GOptionEntry cmd_dlq_list_options[] = {
    {"service", 0, 0, G_OPTION_ARG_STRING, &only, "this service alone", "NAME"},
    {"state", 0, 0, G_OPTION_ARG_STRING, &state, "letters of this state: open, retried, discarded", "STATE"},
    {0},
};

const GOptionEntry cmd_dlq_retry_options[] = {
    {"value-file", 0, 0, G_OPTION_ARG_FILENAME, &mended, "file with the mended message", "FILE"},
    {0},
};

const GOptionEntry cmd_dlq_discard_options[] = {
    {"reason", 0, 0, G_OPTION_ARG_STRING, &reason, "why it is given up", "TEXT"},
    {0},
};

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static void print_items(const struct otk *otk, const char *service, const json_t *items)
{
    size_t i;
    json_t *item;

    json_array_foreach(items, i, item)
    {
        if (otk->json)
            otk_print_take(json_pack("{s:s, s:O}", "service", service, "item", item));
        else
            otk_say(otk, "%-15s %s  %s  %s  %s", service, text_in(item, "id"), text_in(item, "at"),
                    text_in(item, "topic"), text_in(item, "reason"));
    }
}

static enum otk_exit list_service(struct otk *otk, const char *service)
{
    g_autofree char *next = NULL;

    do {
        g_autofree char *cursor = next ? api_escape(next) : NULL;
        g_autofree char *path = g_strdup_printf("/v1/dead-letters?limit=100&state=%s%s%s", state,
                                                cursor ? "&after=" : "", cursor ? cursor : "");
        auto_answer answer;
        api_call(otk, "GET", service, path, NULL, &answer);
        enum otk_exit result = api_judge(&answer, service);
        if (result != OTK_DONE)
            return result;
        print_items(otk, service, json_object_get(answer.body, "items"));
        g_free(next);
        next = g_strdup(json_string_value(json_object_get(answer.body, "next")));
    } while (next);
    return OTK_DONE;
}

/* A service that is away does not hide the letters of the others. */
enum otk_exit cmd_dlq_list(struct otk *otk, char **arguments)
{
    enum otk_exit result = OTK_DONE;

    (void)arguments;
    if (only)
        return list_service(otk, only);
    for (const char *const *name = otk_services; *name; name++) {
        enum otk_exit one = list_service(otk, *name);
        result = result == OTK_DONE ? one : result;
    }
    return result;
}

/* arguments: service, id */
static enum otk_exit call(struct otk *otk, char **arguments, const char *action, const json_t *body,
                          struct api_answer *answer)
{
    g_autofree char *id = api_escape(arguments[1]);
    g_autofree char *path = g_strconcat("/v1/dead-letters/", id, action, NULL);

    api_call(otk, *action ? "POST" : "GET", arguments[0], path, body, answer);
    return api_judge(answer, arguments[1]);
}

enum otk_exit cmd_dlq_show(struct otk *otk, char **arguments)
{
    auto_answer answer;
    enum otk_exit result = call(otk, arguments, "", NULL, &answer);

    if (result != OTK_DONE)
        return result;
    if (otk->json) {
        otk_print_take(json_incref(answer.body));
        return OTK_DONE;
    }
    g_autofree char *text = json_dumps(answer.body, JSON_INDENT(2));
    otk_say(otk, "%s", text);
    return OTK_DONE;
}

/* The message as it was, or mended. */
enum otk_exit cmd_dlq_retry(struct otk *otk, char **arguments)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *value = NULL;

    if (mended && !g_file_get_contents(mended, &value, NULL, &error))
        return otk_fail(OTK_USAGE, "%s", error->message);
    json_auto_t *body = json_pack("{s:s*}", "value", value);
    auto_answer answer;
    return call(otk, arguments, "/retry", body, &answer);
}

enum otk_exit cmd_dlq_discard(struct otk *otk, char **arguments)
{
    if (!reason)
        return otk_fail(OTK_USAGE, "%s", tr("--reason is needed"));
    json_auto_t *body = json_pack("{s:s}", "reason", reason);
    auto_answer answer;
    return call(otk, arguments, "/discard", body, &answer);
}
