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

static enum otk_exit compare(struct otk *otk,
                             enum status (*step)(const struct kafka_settings *, const struct topics *, GPtrArray *))
{
    g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *path = g_build_filename(otk_share(), "proto-schemas", "topics.json", NULL);
    struct topics *topics = topics_load(path, report);
    if (!topics) {
        print_report(otk, report);
        return otk_fail(OTK_FAILED, "%s: %s", path, tr("the table of topics has faults"));
    }
    struct kafka_settings *kafka = otk_kafka(otk->config);
    enum status status = step(kafka, topics, report);
    print_report(otk, report);
    if (status == ST_OK)
        otk_say(otk, tr("%zu topics are as the table says"), topics_count(topics));
    kafka_settings_free(kafka);
    topics_free(topics);
    if (status == ST_RETRY)
        return otk_fail(OTK_UNREACHABLE, "%s: %s", config_text(otk->config, "kafka.bootstrap"), tr("no answer"));
    return status == ST_OK ? OTK_DONE : OTK_FAILED;
}

enum otk_exit cmd_topics_apply(struct otk *otk, char **arguments)
{
    (void)arguments;
    return compare(otk, topics_apply);
}

enum otk_exit cmd_topics_check(struct otk *otk, char **arguments)
{
    (void)arguments;
    return compare(otk, topics_check);
}
