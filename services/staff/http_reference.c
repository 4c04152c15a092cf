#include "staff.h"
#include "statements.h"

/* Names of rights and addresses of offices: kept as they come and shown. */
static bool kind_known(const char *kind)
{
    return g_strcmp0(kind, "rights") == 0 || g_strcmp0(kind, "offices") == 0;
}

static struct reference *make(struct work *w, const char *kind, const char *code)
{
    struct reference *reference = work_new(w, &reference_table);

    reference->id = g_strdup_printf("%s/%s", kind, code);
    text_set(&reference->kind, kind);
    text_set(&reference->code, code);
    return reference;
}

enum status http_reference_put(struct work *w, struct request *rq, struct answer *out)
{
    const char *kind = http_param(rq, "kind"), *code = http_param(rq, "code");
    g_autofree char *id = g_strdup_printf("%s/%s", kind, code);

    if (!kind_known(kind))
        return ST_NOT_FOUND;
    if (!json_is_object(rq->body))
        return answer_problem(out, 400, "body_needed", NULL);
    struct reference *reference = work_find(w, &reference_table, "id", id);
    bool made = !reference, same = reference && json_equal(reference->doc, rq->body);
    if (made)
        reference = make(w, kind, code);
    if (!same) {
        reference->version++;
        json_set_take(&reference->doc, json_deep_copy(rq->body));
        work_save(w, reference);
        audit_say(w, rq, "reference.changed", kind, code, "done", NULL);
    }
    answer_version(out, reference->version);
    return answer_json_take(
        out, made ? 201 : 200,
        json_pack("{s:s, s:I, s:b}", "code", code, "version", (json_int_t)reference->version, "changed", !same));
}

enum status http_reference_list(struct work *w, struct request *rq, struct answer *out)
{
    const char *const filters[] = {http_param(rq, "kind")};

    if (!kind_known(filters[0]))
        return ST_NOT_FOUND;
    return listing_page(w, rq, out, &reference_page, filters, 1);
}
