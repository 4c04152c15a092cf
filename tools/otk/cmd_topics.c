#include "acls.h"
#include "commands.h"
#include "topics.h"

static void print_report(const struct otk *otk, const GPtrArray *report)
{
    for (guint i = 0; i < report->len; i++) {
        if (otk->json)
            otk_print_take(json_pack("{s:s}", "line", report->pdata[i]));
        else
            otk_say(otk, "%s", (const char *)report->pdata[i]);
    }
}

/* Topics that the company's sources name, as the table has their families. */
static enum otk_exit add_of_company(struct topics *topics, const char *folder, GPtrArray *report)
{
    size_t i, n;
    json_t *source, *topic;
    json_auto_t *content = company_read(folder, "sources");

    json_array_foreach(json_object_get(content, "sources"), i, source)
    {
        json_array_foreach(json_object_get(source, "topics"), n, topic)
        {
            const char *name = json_string_value(topic);
            if (!topic_is_for_sources(topics, name) || !topics_add(topics, name))
                g_ptr_array_add(report, g_strdup_printf(tr("source %s: %s is no topic for sources"),
                                                        json_string_value(json_object_get(source, "name")), name));
        }
    }
    return content && !report->len ? OTK_DONE : OTK_FAILED;
}

static enum otk_exit compare(struct otk *otk, const struct topics *topics,
                             enum status (*step)(const struct kafka_settings *, const struct topics *, GPtrArray *))
{
    g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
    struct kafka_settings *kafka = otk_kafka(otk->config);
    enum status status = step(kafka, topics, report);

    print_report(otk, report);
    if (status == ST_OK)
        otk_say(otk, tr("%zu topics are as the table says"), topics_count(topics));
    kafka_settings_free(kafka);
    if (status == ST_RETRY)
        return otk_fail(OTK_UNREACHABLE, "%s: %s", config_text(otk->config, "kafka.bootstrap"), tr("no answer"));
    return status == ST_OK ? OTK_DONE : OTK_FAILED;
}

static enum otk_exit run(struct otk *otk, char **arguments,
                         enum status (*step)(const struct kafka_settings *, const struct topics *, GPtrArray *))
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *path = g_build_filename(otk_share(), "proto-schemas", "topics.json", NULL);
    g_autofree char *folder =
        arguments[0] ? g_strdup(arguments[0]) : g_build_filename(otk_share(), "deploy", "company", NULL);

    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return otk_fail(OTK_NOT_FOUND, "%s: %s", folder, tr("no such folder"));
    struct topics *topics = topics_load(path, faults);
    enum otk_exit result = topics ? add_of_company(topics, folder, faults) : OTK_FAILED;
    print_report(otk, faults);
    if (!topics)
        return otk_fail(OTK_FAILED, "%s: %s", path, tr("the table of topics has faults"));
    if (result == OTK_DONE)
        result = compare(otk, topics, step);
    topics_free(topics);
    return result;
}

enum otk_exit cmd_topics_apply(struct otk *otk, char **arguments)
{
    return run(otk, arguments, topics_apply);
}

enum otk_exit cmd_topics_check(struct otk *otk, char **arguments)
{
    return run(otk, arguments, topics_check);
}

static gboolean sure;

const GOptionEntry cmd_topics_empty_options[] = {
    {"yes", 0, 0, G_OPTION_ARG_NONE, &sure, "the services are stopped and their database is restored", NULL}, {0}};

enum otk_exit cmd_topics_empty(struct otk *otk, char **arguments)
{
    if (!sure)
        return otk_fail(OTK_USAGE, "%s", tr("this deletes what services have told each other: say --yes"));
    return run(otk, arguments, topics_empty);
}
