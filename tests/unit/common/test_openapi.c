#include "http_fixture.h"

static enum status nothing(struct work *w, struct request *rq, struct answer *out)
{
    (void)w, (void)rq, (void)out;
    return ST_OK;
}

static const struct route routes[] = {
    {"GET", "/v1/letters", nothing, "letter.read", ROUTE_READ, "Lists letters", .answer_schema = "letters",
     .query = "state limit:integer"},
    {"POST", "/v1/letters", nothing, "letter.write", ROUTE_CREATES, "Makes a letter", "letter", "letter"},
    {"PUT", "/v1/letters/{id}/lines/{line}", nothing, NULL, ROUTE_CHANGES, "Changes a line", "line"},
    {"POST", "/v1/files", nothing, .flags = ROUTE_UPLOAD | ROUTE_PUBLIC, .summary = "Takes a file"},
    {0},
};

static char folder[] = "/tmp/otklik-openapi-XXXXXX";

static void write_schema(const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static int start(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    write_schema("letter.json",
                 "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"title\": \"Letter\", "
                 "\"description\": \"A letter.\", \"type\": \"object\","
                 " \"properties\": {\"lines\": {\"type\": \"array\", \"items\": {\"$ref\": \"line.json\"}},"
                 " \"kind\": {\"$ref\": \"#/$defs/kind\"}, \"answer_to\": {\"$ref\": \"letter.json\"}},"
                 " \"$defs\": {\"kind\": {\"type\": \"string\"}}}");
    write_schema("wrong.json", "{\"type\": \"letter\"}");
    write_schema("line.json", "{\"title\": \"Line\", \"description\": \"A line.\", \"type\": \"string\"}");
    write_schema("letters.json", "{\"title\": \"Letters\", \"description\": \"Many.\", \"type\": \"array\","
                                 " \"items\": {\"$ref\": \"letter.json#/$defs/kind\"}}");
    write_schema("problem.json", "{\"title\": \"Problem\", \"description\": \"Why not.\", \"type\": \"object\"}");
    return start_server((struct http_options){.routes = routes, .schemas = folder, .about = "Letters."});
}

static int stop(void **state)
{
    static const char *const names[] = {"letter.json", "line.json", "wrong.json", "letters.json", "problem.json"};
    stop_server(state);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        unlink(path);
    }
    return rmdir(folder);
}

/* The value at a path of member names and indexes. */
static const json_t *at(const json_t *value, const char *const *path)
{
    for (; *path; path++)
        value = json_is_array(value) ? json_array_get(value, (size_t)atoi(*path)) : json_object_get(value, *path);
    return value;
}
#define AT(value, ...) at(value, (const char *const[]){__VA_ARGS__, NULL})

static json_t *document(void)
{
    g_autofree char *answer = ask("GET", "/openapi.json", "", NULL);
    assert_int_equal(status_of(answer), 200);
    return json_of(answer);
}

static void each_route_is_an_operation(void **state)
{
    (void)state;
    json_auto_t *doc = document();
    static const char *const ids[][3] = {{"/v1/letters", "get", "get_letters"},
                                         {"/v1/letters", "post", "post_letters"},
                                         {"/v1/letters/{id}/lines/{line}", "put", "put_letters_id_lines_line"},
                                         {"/v1/files", "post", "post_files"}};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
        assert_string_equal(json_string_value(AT(doc, "paths", ids[i][0], ids[i][1], "operationId")), ids[i][2]);
    assert_string_equal(json_string_value(AT(doc, "paths", "/v1/letters", "get", "x-right")), "letter.read");
}

static void parameters_and_headers_are_listed(void **state)
{
    (void)state;
    json_auto_t *doc = document();
    const json_t *list = AT(doc, "paths", "/v1/letters", "get", "parameters");
    const json_t *create = AT(doc, "paths", "/v1/letters", "post", "parameters");
    const json_t *change = AT(doc, "paths", "/v1/letters/{id}/lines/{line}", "put", "parameters");
    assert_string_equal(json_string_value(AT(list, "0", "name")), "state");
    assert_string_equal(json_string_value(AT(list, "1", "schema", "type")), "integer");
    assert_string_equal(json_string_value(AT(create, "0", "name")), "Idempotency-Key");
    assert_string_equal(json_string_value(AT(change, "1", "name")), "line");
    assert_string_equal(json_string_value(AT(change, "2", "name")), "If-Match");
}

static void schema_files_become_components(void **state)
{
    (void)state;
    json_auto_t *doc = document();
    const json_t *schemas = AT(doc, "components", "schemas");
    assert_string_equal(json_string_value(AT(schemas, "letter", "properties", "lines", "items", "$ref")),
                        "#/components/schemas/line");
    assert_string_equal(json_string_value(AT(schemas, "letter", "properties", "kind", "$ref")),
                        "#/components/schemas/letter/$defs/kind");
    assert_string_equal(json_string_value(AT(schemas, "letters", "items", "$ref")),
                        "#/components/schemas/letter/$defs/kind");
    assert_string_equal(json_string_value(AT(schemas, "line", "title")), "Line");
    assert_null(AT(schemas, "letter", "$schema"));
}

static void answers_and_problems_are_told(void **state)
{
    (void)state;
    json_auto_t *doc = document();
    const json_t *create = AT(doc, "paths", "/v1/letters", "post", "responses");
    assert_string_equal(json_string_value(AT(create, "201", "content", "application/json", "schema", "$ref")),
                        "#/components/schemas/letter");
    assert_string_equal(json_string_value(AT(create, "422", "$ref")), "#/components/responses/problem_422");
    assert_non_null(AT(doc, "components", "responses", "problem_422", "content", "application/problem+json"));
    assert_non_null(AT(doc, "paths", "/v1/letters/{id}/lines/{line}", "put", "responses", "204"));
}

static void a_route_whose_schema_is_wrong_is_not_served(void **state)
{
    (void)state;
    static const struct route wrong[] = {{"POST", "/v1/x", nothing, .body_schema = "wrong"}, {0}};
    struct http_options options = {
        .service = "test", .listen = "127.0.0.1:0", .works = &stub_works, .routes = wrong, .schemas = folder};
    assert_null(http_server_start(&options));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        H(each_route_is_an_operation),
        H(parameters_and_headers_are_listed),
        H(schema_files_become_components),
        H(answers_and_problems_are_told),
        H(a_route_whose_schema_is_wrong_is_not_served),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
