/* json_schema_keywords.h: one function for each keyword's test (json_schema_{values,arrays,objects,combine}.c) and the
 * readers of keywords' values (json_schema_readers.c), for the table in json_schema_table.c. */
#ifndef OTKLIK_JSON_SCHEMA_KEYWORDS_H
#define OTKLIK_JSON_SCHEMA_KEYWORDS_H

#include "json_schema_internal.h"

typedef bool keyword_test(struct frame *frame, const struct check *check);
typedef bool keyword_reader(struct compiler *compiler, struct check *check, const struct place *place);

keyword_test json_schema_type, json_schema_enum, json_schema_const, json_schema_minimum, json_schema_maximum,
    json_schema_exclusive_minimum, json_schema_exclusive_maximum, json_schema_multiple_of, json_schema_min_length,
    json_schema_max_length, json_schema_pattern, json_schema_format_test;
keyword_test json_schema_prefix_items, json_schema_items, json_schema_contains, json_schema_unevaluated_items,
    json_schema_unique_items, json_schema_min_items, json_schema_max_items;
keyword_test json_schema_properties, json_schema_pattern_properties, json_schema_additional_properties,
    json_schema_unevaluated_properties, json_schema_property_names, json_schema_required,
    json_schema_dependent_required, json_schema_dependent_schemas, json_schema_min_properties,
    json_schema_max_properties;
keyword_test json_schema_all_of, json_schema_any_of, json_schema_one_of, json_schema_not, json_schema_if,
    json_schema_ref, json_schema_dynamic_ref;

keyword_reader read_any, read_boolean, read_text, read_dialect, read_anchor, read_dynamic_anchor, read_reference;
keyword_reader read_type, read_list, read_number, read_divisor, read_count, read_names, read_names_map, read_pattern,
    read_format;
keyword_reader read_schema, read_schemas, read_schema_map, read_pattern_map, read_items, read_contains, read_additional,
    read_unevaluated, read_if;

#endif
