/* Input: a byte: '1' the rest is a package of 1C, 'o' a change of Debezium, both by the demo company's mappings; 'm' a
 * mapping. */
#include "mapping.h"

#include <stdint.h>
#include <string.h>

#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct mapping *load(const char *name)
{
    g_autofree char *path = g_strdup_printf("%s/deploy/company/mappings/%s.json", OTKLIK_SOURCE_DIR, name);
    json_t *document = json_load_file(path, 0, NULL);
    char *reason = NULL;
    struct mapping *mapping = mapping_new(document, &reason);
    g_assert(mapping);
    json_decref(document);
    return mapping;
}

static void apply(const struct mapping *mapping, const char *type, const json_t *object, const char *zone)
{
    json_t *content = mapping_apply(mapping, type, object, zone);
    g_assert(!content || json_is_string(json_object_get(content, "id")));
    json_decref(content);
}

static void take_package(const struct mapping *mapping, const json_t *package)
{
    const char *name = json_string_value(json_object_get(package, "Узел"));
    const json_t *object;
    struct mapping_node node;
    size_t index;
    if (!name || mapping_node(mapping, name, &node) != ST_OK)
        return;
    json_array_foreach(json_object_get(package, "Объекты"), index, object)
        apply(mapping, json_string_value(json_object_get(object, "Тип")), object, node.zone);
}

static void read_mapping(const json_t *document)
{
    char *reason = NULL;
    struct mapping *mapping = mapping_new(document, &reason);
    g_assert(!mapping == !!reason);
    if (mapping)
        apply(mapping, "T", json_object_get(document, "sample"), "Europe/Moscow");
    mapping_free(mapping);
    g_free(reason);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct mapping *onec, *oracle;
    if (!onec) {
        onec = load("1c");
        oracle = load("oracle-perm");
    }
    json_t *document = size > 1 ? json_loadb((const char *)data + 1, size - 1, 0, NULL) : NULL;
    if (document && data[0] == '1')
        take_package(onec, document);
    else if (document && data[0] == 'o')
        apply(oracle, "BILL.ABONENT", json_object_get(document, "after"), "Asia/Yekaterinburg");
    else if (document && data[0] == 'm')
        read_mapping(document);
    json_decref(document);
    return 0;
}
