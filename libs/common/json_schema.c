#include "json_schema_internal.h"

#include <string.h>

/* Enough for every honest pattern on inputs of our sizes, and an end for the others (about 10 ms). */
enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 2000, HEAP_LIMIT_KIB = 1024 };

char *json_schema_pointer(const struct place *place)
{
    GString *pointer = g_string_new(NULL);
    for (; place; place = place->outer) {
        if (!place->name) {
            g_autofree char *index = g_strdup_printf("/%zu", place->index);
            g_string_prepend(pointer, index);
            continue;
        }
        GString *name = g_string_new(place->name);
        g_string_replace(name, "~", "~0", 0);
        g_string_replace(name, "/", "~1", 0);
        g_string_prepend_c(name, '/');
        g_string_prepend(pointer, name->str);
        g_string_free(name, TRUE);
    }
    return g_string_free(pointer, FALSE);
}

static bool fault_at(struct run *run, const struct place *place, const char *code, const char *detail)
{
    if (run->faults && run->faults->count < FAULTS_MAX) {
        g_autofree char *pointer = json_schema_pointer(place);
        faults_add(run->faults, pointer, code, detail);
    }
    return false;
}

bool frame_fail_code(struct frame *frame, const char *code, const char *detail)
{
    return fault_at(frame->run, frame->place, code, detail);
}

bool frame_fail(struct frame *frame, const struct check *check, const char *detail)
{
    return frame_fail_code(frame, check->keyword->code, detail);
}

bool frame_fail_member(struct frame *frame, const struct check *check, const char *name)
{
    struct place place = {frame->place, name, 0};
    return fault_at(frame->run, &place, check->keyword->code, name);
}

bool frame_fail_number(struct frame *frame, const struct check *check, size_t limit)
{
    g_autofree char *detail = g_strdup_printf("%zu", limit);
    return frame_fail(frame, check, detail);
}

bool frame_goes_on(const struct frame *frame)
{
    return !frame->run->exhausted && (frame->run->faults || frame->marks);
}

bool frame_spend(struct frame *frame, size_t steps)
{
    struct run *run = frame->run;
    run->steps += steps;
    if (run->steps > JSON_SCHEMA_STEPS_MAX)
        run->exhausted = true;
    return !run->exhausted;
}

bool frame_matches(struct frame *frame, const pcre2_code *pattern, const char *text, size_t length)
{
    struct run *run = frame->run;
    if (!frame_spend(frame, 1 + length / 64))
        return false;
    int result = pcre2_match(pattern, (PCRE2_SPTR)text, length, 0, PCRE2_NO_UTF_CHECK, run->match, run->limits);
    if (result < 0 && result != PCRE2_ERROR_NOMATCH)
        run->exhausted = true;
    return result >= 0;
}

/* Faults of unevaluated* after other faults would only repeat them: the marks of what failed are gone. */
static bool node_test(struct frame *frame)
{
    bool fits = true;
    for (guint i = 0; i < frame->node->checks->len; i++) {
        const struct check *check = g_ptr_array_index(frame->node->checks, i);
        bool skipped = !check->keyword->test || (!fits && check->keyword->kind == KEYWORD_LAST);
        if (skipped || check->keyword->test(frame, check))
            continue;
        fits = false;
        if (!frame_goes_on(frame))
            break;
    }
    return fits && !frame->run->exhausted;
}

/* `marks` takes what the node evaluated, if it fits; NULL: nobody asks. */
static bool node_apply(const struct frame *outer, const struct node *node, const json_t *instance,
                       const struct place *place, struct marks *marks)
{
    struct run *run = outer->run;
    if (!node->checks)
        return json_is_true(node->json) || fault_at(run, place, "not_allowed", NULL);
    struct scope scope = {outer->scope, node->resource};
    struct marks own = {0};
    struct frame frame = {run, node, instance, place, &scope, run->tracks ? &own : NULL};
    if (outer->scope && outer->scope->resource == node->resource)
        frame.scope = outer->scope;
    if (++run->depth > JSON_SCHEMA_DEPTH_MAX)
        run->exhausted = true;
    bool fits = frame_spend(&frame, 1) && node_test(&frame);
    run->depth--;
    if (fits && marks)
        marks_merge(marks, &own);
    marks_release(&own);
    return fits;
}

static bool node_probe(struct frame *frame, const struct node *node, const json_t *instance, struct marks *marks)
{
    struct faults *faults = frame->run->faults;
    frame->run->faults = NULL;
    bool fits = node_apply(frame, node, instance, NULL, marks);
    frame->run->faults = faults;
    return fits;
}

bool frame_here(struct frame *frame, const struct node *node)
{
    return node_apply(frame, node, frame->instance, frame->place, frame->marks);
}

bool frame_probe(struct frame *frame, const struct node *node)
{
    return node_probe(frame, node, frame->instance, frame->marks);
}

bool frame_member(struct frame *frame, const struct node *node, const char *name, const json_t *value)
{
    struct place place = {frame->place, name, 0};
    return node_apply(frame, node, value, &place, NULL);
}

bool frame_item(struct frame *frame, const struct node *node, size_t index, const json_t *value)
{
    struct place place = {frame->place, NULL, index};
    return node_apply(frame, node, value, &place, NULL);
}

bool frame_item_probe(struct frame *frame, const struct node *node, size_t index, const json_t *value)
{
    (void)index;
    return node_probe(frame, node, value, NULL);
}

bool json_schema_validate(const struct json_schema *schema, const json_t *instance, struct faults *faults)
{
    struct run run = {.faults = faults, .tracks = schema->tracks};
    run.match = pcre2_match_data_create(1, NULL);
    run.limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(run.limits, MATCH_LIMIT);
    pcre2_set_depth_limit(run.limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(run.limits, HEAP_LIMIT_KIB);
    struct frame outermost = {.run = &run};
    bool fits = node_apply(&outermost, schema->root, instance, NULL, NULL);
    if (run.exhausted)
        fits = fault_at(&run, NULL, "too_complex", NULL);
    pcre2_match_context_free(run.limits);
    pcre2_match_data_free(run.match);
    return fits;
}
