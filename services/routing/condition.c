#include "condition.h"

#include "expr.h"
#include "route.h"

#include <string.h>

static void set_text(json_t *variables, const char *name, const char *value)
{
    if (value)
        json_object_set_new(variables, name, json_string(value));
}

/* `result` is that of the stage done last. */
static const char *last_result(struct work *w, const struct case_file *c)
{
    g_autofree struct stage **stages = route_stages(w, c);
    const char *result = NULL;
    instant at = 0;

    for (struct stage **s = stages; *s; s++)
        if (strcmp((*s)->state, "DONE") == 0 && (*s)->done_at >= at) {
            result = (*s)->result;
            at = (*s)->done_at;
        }
    return result;
}

bool condition_holds(struct work *w, const struct case_file *c, const char *condition)
{
    struct expr *expr = expr_compile(condition, NULL);
    json_t *variables = c->fields ? json_copy(c->fields) : json_object();
    bool holds = false;

    set_text(variables, "client_kind", c->client_kind);
    set_text(variables, "service", c->service);
    set_text(variables, "type", c->type_code);
    set_text(variables, "channel", c->channel);
    set_text(variables, "result", last_result(w, c));
    if (!expr || expr_test(expr, variables, &holds, NULL) != ST_OK)
        holds = false;
    expr_free(expr);
    json_decref(variables);
    return holds;
}
