/* OpenAPI 3.1 out of the route table and the schema files: what is served and what is described cannot differ. */
#include "openapi.h"

#include "build_info.h"
#include "http_private.h"
#include "http_schemas.h"
#include "openapi_schemas.h"

#include <string.h>

/* What follows from a route's members, beside enum route_flag. */
enum { HAS_BODY = 1 << 16, IS_COMMAND = 1 << 17, IS_FILE = 1 << 18 };

static const struct {
    int status;
    unsigned flags; /* of routes that may answer so; 0: all */
    const char *description;
} problems[] = {
    {400, 0, "The request cannot be read."},
    {401, 0, "Sign-in needed."},
    {403, 0, "The right is missing."},
    {404, 0, "There is no such thing, or it is not open to this person."},
    {409, IS_COMMAND, "The state does not allow it, or there is such a thing already."},
    {409, IS_FILE, "It is not ready yet."},
    {412, IS_COMMAND, "Someone changed it meanwhile."},
    {413, HAS_BODY, "Too large."},
    {415, HAS_BODY, "The body is of another media type."},
    {422, 0, "The input has faults; all of them are listed."},
    {428, ROUTE_CHANGES, "If-Match is missing."},
    {503, 0, "Not available now; see Retry-After."},
    {507, ROUTE_UPLOAD, "There is no room for it."},
};

static unsigned flags_of(const struct route *route)
{
    unsigned flags = route->flags;
    if (route->body_schema || flags & ROUTE_UPLOAD)
        flags |= HAS_BODY;
    if (strcmp(route->method, "GET") != 0)
        return flags | IS_COMMAND;
    return route->answer_schema ? flags : flags | IS_FILE;
}

/* "post_appeals_id_send" of POST /v1/appeals/{id}/send. Caller frees. */
static char *operation_id(const struct route *route)
{
    g_autoptr(GString) id = g_string_new(NULL);
    g_autofree char *method = g_ascii_strdown(route->method, -1);
    g_string_append(id, method);
    const char *path = g_str_has_prefix(route->path, "/v1/") ? route->path + strlen("/v1") : route->path;
    for (; *path; path++)
        if (*path != '{' && *path != '}')
            g_string_append_c(id, g_ascii_isalnum(*path) ? *path : '_');
    return g_string_free(g_steal_pointer(&id), FALSE);
}

/* The resource: the first segment behind the version. Caller frees. */
static char *tag_of(const struct route *route)
{
    const char *path = g_str_has_prefix(route->path, "/v1/") ? route->path + strlen("/v1/") : route->path + 1;
    return g_strndup(path, strcspn(path, "/"));
}

static json_t *parameter(const char *name, const char *in, bool required, const char *type, const char *description)
{
    return json_pack("{s:s, s:s, s:b, s:s, s:{s:s}}", "name", name, "in", in, "required", required, "description",
                     description, "schema", "type", type);
}

/* A header that a route wants, of this form (ECMA 262). */
static json_t *header_parameter(const char *name, const char *pattern, const char *description)
{
    json_t *one = parameter(name, "header", true, "string", description);
    json_object_set_new(json_object_get(one, "schema"), "pattern", json_string(pattern));
    return one;
}

static void add_path_parameters(json_t *list, const char *path)
{
    for (const char *open = path; (open = strchr(open, '{')); open++) {
        g_autofree char *name = g_strndup(open + 1, strcspn(open + 1, "}"));
        json_array_append_new(list, parameter(name, "path", true, "string", "Names one of the resource."));
    }
}

/* "state limit:integer" */
static void add_query_parameters(json_t *list, const char *query)
{
    g_auto(GStrv) words = g_strsplit(query ? query : "", " ", -1);
    for (char **word = words; *word; word++) {
        g_auto(GStrv) parts = g_strsplit(*word, ":", 2);
        if (parts[0])
            json_array_append_new(list, parameter(parts[0], "query", false, parts[1] ? parts[1] : "string",
                                                  "Filter or place of the list."));
    }
}

static json_t *parameters_of(const struct route *route)
{
    json_t *list = json_array();
    add_path_parameters(list, route->path);
    add_query_parameters(list, route->query);
    if (route->flags & ROUTE_CREATES)
        json_array_append_new(list,
                              header_parameter("Idempotency-Key", "^[!-~]{1,200}$",
                                               "A repeat with the same key gets the same answer and does nothing."));
    if (route->flags & ROUTE_CHANGES)
        json_array_append_new(list, header_parameter("If-Match", "^\"[0-9]{1,9}(-[0-9a-f]+)?\"$",
                                                     "The version that the change is made on, from ETag."));
    return list;
}

static json_t *content_of(const char *media_type, json_t *schema)
{
    return json_pack("{s:{s:o}}", media_type, "schema", schema);
}

static json_t *request_body(struct openapi_schemas *schemas, const struct route *route)
{
    bool upload = route->flags & ROUTE_UPLOAD;
    json_t *schema = upload ? json_pack("{s:s, s:{s:{s:s, s:s, s:s}}, s:[s]}", "type", "object", "properties", "file",
                                        "type", "string", "contentMediaType", "application/octet-stream", "description",
                                        "The one file.", "required", "file")
                            : openapi_schema_ref(schemas, route->body_schema);
    return json_pack("{s:b, s:o}", "required", 1, "content",
                     content_of(upload ? "multipart/form-data" : "application/json", schema));
}

static const char *success_of(const struct route *route)
{
    if (route->flags & ROUTE_CREATES)
        return "201";
    return route->answer_schema || strcmp(route->method, "GET") == 0 ? "200" : "204";
}

static void add_success(json_t *responses, struct openapi_schemas *schemas, const struct route *route,
                        const char *status)
{
    json_t *success = json_pack("{s:s}", "description", "Done.");
    json_object_set_new(responses, status, success);
    if (route->answer_schema)
        json_object_set_new(success, "content",
                            content_of("application/json", openapi_schema_ref(schemas, route->answer_schema)));
}

static json_t *responses_of(struct openapi_schemas *schemas, const struct route *route)
{
    json_t *responses = json_object();
    add_success(responses, schemas, route, success_of(route));
    if (strcmp(route->method, "PUT") == 0) /* what was not there is made */
        add_success(responses, schemas, route, "201");
    for (size_t i = 0; i < G_N_ELEMENTS(problems); i++) {
        g_autofree char *status = g_strdup_printf("%d", problems[i].status);
        g_autofree char *place = g_strdup_printf("#/components/responses/problem_%d", problems[i].status);
        if (!problems[i].flags || problems[i].flags & flags_of(route))
            json_object_set_new(responses, status, json_pack("{s:s}", "$ref", place));
    }
    return responses;
}

static json_t *describe(const struct route *route)
{
    if (route->flags & ROUTE_PUBLIC)
        return json_sprintf("%s. Without sign-in.", route->summary);
    if (!route->right)
        return json_sprintf("%s. For everybody signed in.", route->summary);
    return json_sprintf("%s. Needs the right `%s`.", route->summary, route->right);
}

static json_t *operation(struct openapi_schemas *schemas, const struct route *route)
{
    g_autofree char *id = operation_id(route);
    g_autofree char *tag = tag_of(route);
    json_t *operation = json_pack("{s:s, s:s, s:o, s:[s], s:o, s:o}", "operationId", id, "summary", route->summary,
                                  "description", describe(route), "tags", tag, "parameters", parameters_of(route),
                                  "responses", responses_of(schemas, route));
    if (route->body_schema || route->flags & ROUTE_UPLOAD)
        json_object_set_new(operation, "requestBody", request_body(schemas, route));
    if (route->flags & ROUTE_PUBLIC)
        json_object_set_new(operation, "security", json_array());
    if (route->right)
        json_object_set_new(operation, "x-right", json_string(route->right));
    return operation;
}

static json_t *member(json_t *object, const char *name)
{
    if (!json_object_get(object, name))
        json_object_set_new(object, name, json_object());
    return json_object_get(object, name);
}

static json_t *paths_of(struct openapi_schemas *schemas, const struct route *routes)
{
    json_t *paths = json_object();
    for (const struct route *route = routes; route && route->path; route++) {
        g_autofree char *method = g_ascii_strdown(route->method, -1);
        json_object_set_new(member(paths, route->path), method, operation(schemas, route));
    }
    return paths;
}

static json_t *tags_of(const struct route *routes)
{
    json_t *tags = json_array();
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (const struct route *route = routes; route && route->path; route++) {
        char *tag = tag_of(route);
        g_autofree char *description = g_strdup_printf("Everything under /v1/%s.", tag);
        if (!g_hash_table_contains(seen, tag))
            json_array_append_new(tags, json_pack("{s:s, s:s}", "name", tag, "description", description));
        g_hash_table_add(seen, tag);
    }
    return tags;
}

static bool answered_somewhere(const struct route *routes, unsigned flags)
{
    for (const struct route *route = routes; route && route->path; route++)
        if (!flags || flags_of(route) & flags)
            return true;
    return false;
}

static json_t *problem_responses(struct openapi_schemas *schemas, const struct route *routes)
{
    json_t *responses = json_object();
    for (size_t i = 0; i < G_N_ELEMENTS(problems); i++) {
        if (!answered_somewhere(routes, problems[i].flags))
            continue;
        g_autofree char *name = g_strdup_printf("problem_%d", problems[i].status);
        json_object_set_new(responses, name,
                            json_pack("{s:s, s:o}", "description", problems[i].description, "content",
                                      content_of("application/problem+json", openapi_schema_ref(schemas, "problem"))));
    }
    return responses;
}

static json_t *security_schemes(void)
{
    return json_pack("{s:{s:s, s:s, s:s}, s:{s:s, s:s, s:s, s:s}}", "bearer", "type", "http", "scheme", "bearer",
                     "bearerFormat", "JWT", "cookie", "type", "apiKey", "in", "cookie", "name", "otk_access",
                     "description", "The console's. Changes also need X-CSRF-Token equal to the cookie otk_csrf.");
}

static json_t *info_of(const struct http_options *options)
{
    g_autofree char *title = g_strdup_printf("Otklik: %s", options->service);
    return json_pack("{s:s, s:s, s:s, s:{s:s}, s:{s:s, s:s}}", "title", title, "version", build_version(),
                     "description", options->about ? options->about : title, "contact", "name", "Otklik", "license",
                     "name", "Apache-2.0", "identifier", "Apache-2.0");
}

json_t *openapi_make(const struct http_options *options)
{
    g_autofree char *folder = http_schemas_folder(options->schemas);
    g_autofree char *url = g_strdup_printf("/api/%s", options->service);
    struct openapi_schemas schemas = {folder, json_object()};
    json_t *paths = paths_of(&schemas, options->routes);
    json_t *responses = problem_responses(&schemas, options->routes);
    return json_pack("{s:s, s:o, s:[{s:s}], s:o, s:[{s:[]}, {s:[]}], s:o, s:{s:o, s:o, s:o}}", "openapi", "3.1.0",
                     "info", info_of(options), "servers", "url", url, "tags", tags_of(options->routes), "security",
                     "bearer", "cookie", "paths", paths, "components", "schemas", schemas.components, "responses",
                     responses, "securitySchemes", security_schemes());
}
