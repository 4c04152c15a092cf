#include "commands.h"

static const char *const services[] = {"staff",           "intake",  "routing",      "sla-timer",
                                       "client-registry", "archive", "notification", "reporting"};

static char *only;

const GOptionEntry cmd_dlq_options[] = {
    {"service", 0, 0, G_OPTION_ARG_STRING, &only, "this service alone", "NAME"},
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
            otk_say(otk, "%-15s %s  %s  %s  %s", service, text_in(item, "id"), text_in(item, "failed_at"),
                    text_in(item, "topic"), text_in(item, "reason"));
    }
}

static enum otk_exit list_service(struct otk *otk, const char *service)
{
    g_autofree char *next = NULL;

    do {
        g_autofree char *cursor = next ? api_escape(next) : NULL;
        g_autofree char *path =
            g_strdup_printf("/v1/dead-letters?limit=100%s%s", cursor ? "&after=" : "", cursor ? cursor : "");
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
    for (size_t i = 0; i < G_N_ELEMENTS(services); i++) {
        enum otk_exit one = list_service(otk, services[i]);
        result = result == OTK_DONE ? one : result;
    }
    return result;
}

static enum otk_exit call(struct otk *otk, char **arguments, const char *method, const char *action,
                          struct api_answer *answer)
{
    g_autofree char *id = api_escape(arguments[1]);
    g_autofree char *path = g_strconcat("/v1/dead-letters/", id, action, NULL);

    api_call(otk, method, arguments[0], path, NULL, answer);
    return api_judge(answer, arguments[1]);
}

enum otk_exit cmd_dlq_show(struct otk *otk, char **arguments)
{
    auto_answer answer;
    enum otk_exit result = call(otk, arguments, "GET", "", &answer);

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

enum otk_exit cmd_dlq_retry(struct otk *otk, char **arguments)
{
    auto_answer answer;
    return call(otk, arguments, "POST", "/retry", &answer);
}

enum otk_exit cmd_dlq_discard(struct otk *otk, char **arguments)
{
    auto_answer answer;
    return call(otk, arguments, "POST", "/discard", &answer);
}
