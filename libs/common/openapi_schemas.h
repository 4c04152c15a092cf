/* openapi_schemas.h: gathers the schema files that an OpenAPI document refers to into its components. */
#ifndef OTKLIK_OPENAPI_SCHEMAS_H
#define OTKLIK_OPENAPI_SCHEMAS_H

#include <jansson.h>

struct openapi_schemas {
    const char *folder;
    json_t *components; /* name -> schema; owned by who made the struct */
};

/* {"$ref": "#/components/schemas/NAME"}, reading NAME.json and what it refers to on first use. A missing file stands as
 * a schema that accepts anything and is logged. The caller owns the result. */
json_t *openapi_schema_ref(struct openapi_schemas *schemas, const char *name);

#endif
