/* The keywords, in the order in which a node's checks run: what others depend on comes first, unevaluated* last. */
#include "json_schema_keywords.h"

#include <string.h>

const struct keyword json_schema_keywords[] = {
    {"$schema", read_dialect},
    {"$id", read_text},
    {"$anchor", read_anchor},
    {"$dynamicAnchor", read_dynamic_anchor},
    {"$defs", read_schema_map},
    {"$comment"},
    {"title"},
    {"description"},
    {"default"},
    {"examples"},
    {"deprecated"},
    {"readOnly"},
    {"writeOnly"},
    {"contentEncoding"},
    {"contentMediaType"},
    {"contentSchema", read_schema},
    {"type", read_type, json_schema_type, "wrong_type"},
    {"enum", read_list, json_schema_enum, "not_in_list"},
    {"const", read_any, json_schema_const, "not_expected_value"},
    {"minimum", read_number, json_schema_minimum, "below_minimum"},
    {"maximum", read_number, json_schema_maximum, "above_maximum"},
    {"exclusiveMinimum", read_number, json_schema_exclusive_minimum, "not_above"},
    {"exclusiveMaximum", read_number, json_schema_exclusive_maximum, "not_below"},
    {"multipleOf", read_divisor, json_schema_multiple_of, "not_multiple"},
    {"minLength", read_count, json_schema_min_length, "too_short"},
    {"maxLength", read_count, json_schema_max_length, "too_long"},
    {"pattern", read_pattern, json_schema_pattern, "wrong_form"},
    {"format", read_format, json_schema_format_test, "bad_format"},
    {"prefixItems", read_schemas, json_schema_prefix_items},
    {"items", read_items, json_schema_items},
    {"minContains", read_count},
    {"maxContains", read_count},
    {"contains", read_contains, json_schema_contains, "wrong_item_count"},
    {"minItems", read_count, json_schema_min_items, "too_few"},
    {"maxItems", read_count, json_schema_max_items, "too_many"},
    {"uniqueItems", read_boolean, json_schema_unique_items, "repeated_items"},
    {"properties", read_schema_map, json_schema_properties},
    {"patternProperties", read_pattern_map, json_schema_pattern_properties},
    {"additionalProperties", read_additional, json_schema_additional_properties, "unknown_member"},
    {"propertyNames", read_schema, json_schema_property_names},
    {"required", read_names, json_schema_required, "required"},
    {"minProperties", read_count, json_schema_min_properties, "too_few"},
    {"maxProperties", read_count, json_schema_max_properties, "too_many"},
    {"dependentRequired", read_names_map, json_schema_dependent_required, "required"},
    {"dependentSchemas", read_schema_map, json_schema_dependent_schemas, NULL, KEYWORD_IN_PLACE},
    {"$ref", read_reference, json_schema_ref, NULL, KEYWORD_IN_PLACE},
    {"$dynamicRef", read_reference, json_schema_dynamic_ref, NULL, KEYWORD_IN_PLACE},
    {"allOf", read_schemas, json_schema_all_of, NULL, KEYWORD_IN_PLACE},
    {"anyOf", read_schemas, json_schema_any_of, "no_variant_fits", KEYWORD_IN_PLACE},
    {"oneOf", read_schemas, json_schema_one_of, "not_one_variant", KEYWORD_IN_PLACE},
    {"not", read_schema, json_schema_not, "excluded", KEYWORD_IN_PLACE},
    {"then", read_schema, NULL, NULL, KEYWORD_IN_PLACE},
    {"else", read_schema, NULL, NULL, KEYWORD_IN_PLACE},
    {"if", read_if, json_schema_if, NULL, KEYWORD_IN_PLACE},
    {"unevaluatedItems", read_unevaluated, json_schema_unevaluated_items, NULL, KEYWORD_LAST},
    {"unevaluatedProperties", read_unevaluated, json_schema_unevaluated_properties, "unknown_member", KEYWORD_LAST},
    {NULL},
};

const struct keyword *json_schema_keyword(const char *name)
{
    for (const struct keyword *keyword = json_schema_keywords; keyword->name; keyword++)
        if (strcmp(keyword->name, name) == 0)
            return keyword;
    return NULL;
}
