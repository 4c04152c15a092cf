#include "filing_rule.h"

#include "log.h"

#include <glib.h>

static const char *const variables[] = {"doc_type", "doc_category", "appeal_type", "appeal_category",
                                        "service",  "direction",    NULL};

const char *filing_criteria_fault(const char *criteria, struct expr_error *error)
{
    const char *fault = NULL;
    struct expr *expr = expr_compile(criteria, error);
    if (!expr)
        return error->reason;
    for (const char *const *name = expr_names(expr); *name; name++)
        if (!g_strv_contains(variables, *name))
            fault = "doc_type, doc_category, appeal_type, appeal_category, service, direction";
    expr_free(expr);
    return fault;
}

bool filing_matches(const char *criteria, const struct filing_facts *facts)
{
    bool holds = false;
    struct expr_error error;
    struct expr *expr = expr_compile(criteria, &error);
    json_auto_t *values = json_pack("{s:s*, s:s*, s:s*, s:s*, s:s*, s:s*}", "doc_type", facts->doc_type, "doc_category",
                                    facts->doc_category, "appeal_type", facts->appeal_type, "appeal_category",
                                    facts->appeal_category, "service", facts->service, "direction", facts->direction);
    if (!expr || expr_test(expr, values, &holds, &error) != ST_OK) {
        log_warn("a folder's criteria cannot be computed", LOG_TEXT("reason", error.reason));
        holds = false;
    }
    expr_free(expr);
    return holds;
}
