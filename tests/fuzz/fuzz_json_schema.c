/* Input: a schema, a newline of its own ("\n--\n"), an instance. Anything may be refused, nothing may crash, leak or
 * hang, and asking for yes or no gives the same answer as asking for all faults. */
#include "json_schema.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void validate(const struct json_schema *schema, const json_t *instance)
{
    struct faults faults;
    faults_init(&faults);
    bool loud = json_schema_validate(schema, instance, &faults);
    bool quiet = json_schema_validate(schema, instance, NULL);
    bool costly = faults.count > 0 && strcmp(faults.list[faults.count - 1].code, "too_complex") == 0;
    /* With all faults wanted more work is done, so only then the limit may be met; a full list hides that. */
    g_assert(loud == quiet || costly || faults.count == FAULTS_MAX);
    g_assert(loud == (faults.count == 0));
    faults_release(&faults);
}

static void compile(const json_t *doc, const json_t *instance)
{
    struct json_schema_options options = {.assert_formats = true, .name = "fuzz.json"};
    char *error = NULL;
    struct json_schema *schema = json_schema_compile(doc, &options, &error);
    g_assert(!schema == !!error);
    if (schema && instance)
        validate(schema, instance);
    json_schema_free(schema);
    g_free(error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char separator[] = "\n--\n";
    const uint8_t *middle = memmem(data, size, separator, strlen(separator));
    size_t first = middle ? (size_t)(middle - data) : size;
    json_t *doc = json_loadb((const char *)data, first, JSON_DECODE_ANY, NULL), *instance = NULL;
    if (middle)
        instance = json_loadb((const char *)middle + strlen(separator), size - first - strlen(separator),
                              JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    if (doc)
        compile(doc, instance);
    json_decref(doc);
    json_decref(instance);
    return 0;
}
