#include "config.h"
#include "unit.h"

#include <fcntl.h>
#include <unistd.h>

#include <glib.h>

static const struct config_key common_keys[] = {
    {"database.url", CONFIG_TEXT, NULL, "Where PostgreSQL is."},
    {"http.port", CONFIG_INT, "8080", "Port of the API."},
    {"http.secure", CONFIG_BOOL, "false", "Cookies only over TLS."},
    {"database.password", CONFIG_SECRET, "", "Password of the role."},
    {"kafka.client.*", CONFIG_PREFIX, NULL, "Passed to librdkafka."},
    {0},
};
static const struct config_key own_keys[] = {
    {"kafka.client.id", CONFIG_TEXT, "otklik", "An own key under a prefix."},
    {0},
};

static char *folder;

static char *write_file(const char *name, const char *content)
{
    char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, content, -1, NULL));
    return path;
}

/* Loads the text; what it complains of goes to *out_complaint, caller frees both. */
static struct config *load(const char *yaml, char **out_complaint)
{
    g_autofree char *path = yaml ? write_file("otklik.yaml", yaml) : NULL;
    g_autofree char *log = g_build_filename(folder, "stderr", NULL);
    int saved = dup(STDERR_FILENO);
    int to = open(log, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    dup2(to, STDERR_FILENO);
    struct config *config = config_load(path, common_keys, own_keys);
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(to);
    assert_true(g_file_get_contents(log, out_complaint, NULL, NULL));
    return config;
}

static void nested_and_dotted_keys_are_the_same(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "database: {url: postgres://a}\nhttp:\n  port: 9\n  secure: true\n",
        "database.url: postgres://a\nhttp.port: '9'\nhttp.secure: \"true\"\n",
        "# comment\n---\ndatabase:\n  url: postgres://a\nhttp: {port: 9, secure: true}\n...\n",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        g_autofree char *complaint = NULL;
        struct config *config = load(cases[i], &complaint);
        assert_string_equal(complaint, "");
        assert_non_null(config);
        assert_string_equal(config_text(config, "database.url"), "postgres://a");
        assert_int_equal(config_int(config, "http.port"), 9);
        assert_true(config_bool(config, "http.secure"));
        assert_string_equal(config_text(config, "kafka.client.id"), "otklik");
        config_free(config);
    }
}

static void every_problem_is_named_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *yaml, *complaint; /* part of what must be said */
    } cases[] = {
        {"database.url: a\ndatabse:\n  url: b\n", "otklik.yaml:3: unknown key 'databse.url'"},
        {"database.url: a\nhttp.port: many\n", "otklik.yaml:2: http.port must be a whole number, not 'many'"},
        {"database.url: a\nhttp.port: 99999999999999999999\n", "otklik.yaml:2: http.port must be a whole number"},
        {"database.url: a\nhttp.secure: yes\n", "otklik.yaml:2: http.secure must be true or false, not 'yes'"},
        {"http.port: 1\n", "no value for 'database.url' (nor in OTKLIK_DATABASE_URL)"},
        {"database.url: a\ndatabase:\n  url: b\n", "otklik.yaml:3: key 'database.url' stands here a second time"},
        {"database.url: [a, b]\n", "otklik.yaml:1: database.url: lists are not understood"},
        {"- a\n", "otklik.yaml:1: the file must be a mapping of keys"},
        {"just text\n", "otklik.yaml:1: the file must be a mapping of keys"},
        {"database.url: a\n? [x]\n: 1\n", "otklik.yaml:2: a key must be plain text"},
        {"database.url: a\n bad: {\n", "otklik.yaml:2: "},
        {"database: &x\n  url: a\n  more: *x\n", "nested too deeply"},
        {"database.url: a\n---\nhttp.prot: 1\n", "otklik.yaml:3: unknown key 'http.prot'"},
        {"database.url: a\ndatabase.password: file:/no/such/file\n", "otklik.yaml:2: database.password: "},
        {"", "no value for 'database.url'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        g_autofree char *complaint = NULL;
        struct config *config = load(cases[i].yaml, &complaint);
        if (config || !strstr(complaint, cases[i].complaint))
            fail_msg("for %s\nit says: %s", cases[i].yaml, complaint);
    }
}

static void several_problems_are_told_at_once(void **state)
{
    (void)state;
    g_autofree char *complaint = NULL;
    assert_null(load("http.port: x\nhttp.secure: x\nunknown: x\n", &complaint));
    g_auto(GStrv) lines = g_strsplit(g_strchomp(complaint), "\n", -1);
    assert_int_equal(g_strv_length(lines), 4);
}

static void a_missing_file_is_told(void **state)
{
    (void)state;
    assert_null(config_load("/no/such/otklik.yaml", common_keys, NULL));
}

static void the_environment_wins_over_the_file(void **state)
{
    (void)state;
    g_autofree char *complaint = NULL, *complaint_alone = NULL;
    setenv("OTKLIK_DATABASE_URL", "from-env", 1);
    setenv("OTKLIK_HTTP_PORT", "77", 1);
    struct config *config = load("database.url: from-file\nhttp.port: 1\n", &complaint);
    struct config *alone = load(NULL, &complaint_alone);
    unsetenv("OTKLIK_DATABASE_URL");
    unsetenv("OTKLIK_HTTP_PORT");
    assert_string_equal(config_text(config, "database.url"), "from-env");
    assert_int_equal(config_int(config, "http.port"), 77);
    assert_int_equal(config_int(alone, "http.port"), 77);
    config_free(config);
    config_free(alone);
}

static void a_wrong_value_of_the_environment_is_named_by_its_variable(void **state)
{
    (void)state;
    g_autofree char *complaint = NULL;
    setenv("OTKLIK_HTTP_PORT", "", 1);
    assert_null(load("database.url: a\n", &complaint));
    unsetenv("OTKLIK_HTTP_PORT");
    assert_non_null(strstr(complaint, "OTKLIK_HTTP_PORT: http.port must be a whole number"));
}

static void a_secret_is_read_from_its_file(void **state)
{
    (void)state;
    g_autofree char *complaint = NULL;
    g_autofree char *secret = write_file("secret", "p@ss word\n");
    g_autofree char *yaml = g_strdup_printf("database.url: file:%s\ndatabase.password: file:%s\n"
                                            "kafka.client.sasl.password: file:%s\n",
                                            secret, secret, secret);
    struct config *config = load(yaml, &complaint);
    assert_non_null(config);
    assert_string_equal(config_text(config, "database.password"), "p@ss word");
    assert_string_equal(config_text(config, "kafka.client.sasl.password"), "p@ss word");
    assert_true(g_str_has_prefix(config_text(config, "database.url"), "file:")); /* is no secret */
    config_free(config);
}

static void append_pair(const char *rest, const char *value, void *arg)
{
    g_string_append_printf(arg, "%s=%s;", rest, value);
}

static void keys_under_a_prefix_are_passed_through(void **state)
{
    (void)state;
    g_autofree char *complaint = NULL;
    g_autoptr(GString) pairs = g_string_new(NULL);
    setenv("OTKLIK_KAFKA_CLIENT_SASL_USERNAME", "otklik", 1);
    setenv("OTKLIK_KAFKA_CLIENT_ID", "by-env", 1);
    struct config *config = load("database.url: a\nkafka:\n  client:\n    security.protocol: sasl_ssl\n"
                                 "    sasl.username: other\n",
                                 &complaint);
    unsetenv("OTKLIK_KAFKA_CLIENT_SASL_USERNAME");
    unsetenv("OTKLIK_KAFKA_CLIENT_ID");
    assert_non_null(config);
    config_each(config, "kafka.client.", append_pair, pairs);
    assert_string_equal(pairs->str, "id=by-env;sasl.username=otklik;security.protocol=sasl_ssl;");
    config_free(config);
}

static void the_description_names_every_key_of_both_tables(void **state)
{
    (void)state;
    json_auto_t *keys = config_describe(common_keys, own_keys);
    assert_int_equal(json_array_size(keys), 6);
    json_auto_t *expected = json_pack("{s:s, s:s, s:n, s:s, s:s}", "name", "database.url", "type", "text", "default",
                                      "help", "Where PostgreSQL is.", "env", "OTKLIK_DATABASE_URL");
    assert_true(json_equal(json_array_get(keys, 0), expected));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(nested_and_dotted_keys_are_the_same),
        T(every_problem_is_named_with_its_line),
        T(several_problems_are_told_at_once),
        T(a_missing_file_is_told),
        T(the_environment_wins_over_the_file),
        T(a_wrong_value_of_the_environment_is_named_by_its_variable),
        T(a_secret_is_read_from_its_file),
        T(keys_under_a_prefix_are_passed_through),
        T(the_description_names_every_key_of_both_tables),
    };
    folder = g_dir_make_tmp("otklik-config-XXXXXX", NULL);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    static const char *const files[] = {"otklik.yaml", "stderr", "secret"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        g_autofree char *path = g_build_filename(folder, files[i], NULL);
        unlink(path);
    }
    rmdir(folder);
    g_free(folder);
    return failed;
}
