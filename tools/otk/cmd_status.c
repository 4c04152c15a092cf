#include "commands.h"

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static void print_card(const struct otk *otk, const json_t *card)
{
    static const char *const names[] = {"number", "state",           "type_code",   "branch", "received_at", "due_date",
                                        "due_at", "department_name", "holder_name", "result", "trouble"};
    size_t i;
    json_t *stage;

    for (size_t n = 0; n < G_N_ELEMENTS(names); n++)
        if (*text_in(card, names[n]))
            otk_say(otk, "%-16s %s", names[n], text_in(card, names[n]));
    json_array_foreach(json_object_get(card, "stages"), i, stage)
        otk_say(otk, "stage %-10s %-10s %s %s %s", text_in(stage, "role"), text_in(stage, "state"),
                text_in(stage, "department_name"), text_in(stage, "employee_name"), text_in(stage, "due_at"));
}

enum otk_exit cmd_status(struct otk *otk, char **arguments)
{
    g_autofree char *number = api_escape(arguments[0]);
    g_autofree char *path = g_strconcat("/v1/appeals/by-number/", number, NULL);
    auto_answer answer;

    api_call(otk, "GET", "intake", path, NULL, &answer);
    enum otk_exit result = api_judge(&answer, arguments[0]);
    if (result == OTK_DONE && otk->json)
        otk_print_take(json_incref(answer.body));
    else if (result == OTK_DONE)
        print_card(otk, answer.body);
    return result;
}
