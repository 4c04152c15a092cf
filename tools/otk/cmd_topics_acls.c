#include "acls.h"
#include "clock.h"
#include "commands.h"

#include <string.h>

#define GRANTED_US (10 * USEC_PER_SEC)

static gboolean to_apply, to_check, to_prune;
static char **readers;

const GOptionEntry cmd_topics_acls_options[] = {
    {"check", 0, 0, G_OPTION_ARG_NONE, &to_check, "compare with the broker's", NULL},
    {"apply", 0, 0, G_OPTION_ARG_NONE, &to_apply, "grant what the broker lacks", NULL},
    {"prune", 0, 0, G_OPTION_ARG_NONE, &to_prune, "with --apply: take away what is too much", NULL},
    {"reader", 0, 0, G_OPTION_ARG_STRING_ARRAY, &readers, "who else reads the public events", "PRINCIPAL"},
    {0},
};

/* What is needed, and what stands against it. */
struct plan {
    struct topics *topics;
    GPtrArray *wanted;
    GPtrArray *faults;
};

/* What the service's program says of itself; it lies beside this one. NULL: told. */
static json_t *ask_service(const char *folder, const char *service)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *name = g_strdup_printf("otklik-%s", service);
    g_autofree char *program = g_build_filename(folder, name, NULL);
    g_autofree char *said = NULL;
    char *arguments[] = {program, "--events", NULL};

    g_spawn_sync(NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, NULL, NULL, &error);
    json_t *described = said ? json_loads(said, 0, NULL) : NULL;
    if (!described)
        otk_fail(OTK_FAILED, "%s: %s", program, error ? error->message : tr("cannot be read"));
    return described;
}

static bool add_services(struct plan *plan)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = g_path_get_dirname(self);

    for (const char *const *name = otk_services; *name; name++) {
        json_auto_t *described = ask_service(folder, *name);
        if (!described)
            return false;
        acls_of_service(plan->wanted, plan->topics, described);
    }
    return true;
}

static bool add_sources(struct plan *plan, const char *folder)
{
    size_t i;
    json_t *source;
    json_auto_t *content = company_read(folder, "sources");
    const json_t *sources = json_object_get(content, "sources");

    json_array_foreach(sources, i, source) acls_of_source(plan->wanted, plan->topics, source, plan->faults);
    g_autoptr(GPtrArray) remarks = acls_remarks(sources);
    for (i = 0; i < remarks->len; i++)
        otk_fail(OTK_DONE, "%s", (char *)remarks->pdata[i]);
    return content;
}

static bool plan_make(struct plan *plan, const char *folder)
{
    g_autofree char *path = g_build_filename(otk_share(), "proto-schemas", "topics.json", NULL);

    plan->wanted = acls_new();
    plan->faults = g_ptr_array_new_with_free_func(g_free);
    plan->topics = topics_load(path, plan->faults);
    if (!plan->topics || !add_services(plan) || !add_sources(plan, folder))
        return false;
    for (char **reader = readers; reader && *reader; reader++)
        acls_of_reader(plan->wanted, plan->topics, *reader);
    return !plan->faults->len;
}

static void plan_release(struct plan *plan)
{
    for (guint i = 0; i < plan->faults->len; i++)
        otk_fail(OTK_FAILED, "%s", (char *)plan->faults->pdata[i]);
    g_ptr_array_free(plan->faults, TRUE);
    g_ptr_array_free(plan->wanted, TRUE);
    topics_free(plan->topics);
}

static enum otk_exit print(const struct otk *otk, const struct plan *plan)
{
    g_autoptr(GPtrArray) lines = acls_commands(plan->wanted, config_text(otk->config, "kafka.bootstrap"));

    for (guint i = 0; otk->json && i < plan->wanted->len; i++)
        otk_print_take(acl_json(plan->wanted->pdata[i]));
    for (guint i = 0; i < lines->len; i++)
        otk_say(otk, "%s", (char *)lines->pdata[i]);
    return OTK_DONE;
}

/* A list of what is in `acls` and not in `other`; it borrows them. */
static GPtrArray *difference(const GPtrArray *acls, const GPtrArray *other)
{
    GPtrArray *list = g_ptr_array_new();

    for (guint i = 0; i < acls->len; i++)
        if (!acls_find(other, acls->pdata[i]))
            g_ptr_array_add(list, acls->pdata[i]);
    return list;
}

static void tell(const struct otk *otk, const char *word, const GPtrArray *acls)
{
    for (guint i = 0; i < acls->len; i++) {
        g_autofree char *text = acl_text(acls->pdata[i]);
        if (otk->json)
            otk_print_take(json_pack("{s:s, s:o}", "found", word, "acl", acl_json(acls->pdata[i])));
        else
            otk_say(otk, "%s: %s", tr(word), text);
    }
}

/* Permissions the broker grants on what is ours, to whomever. */
static enum status read_ours(const struct kafka_settings *kafka, const struct plan *plan, GPtrArray *out_found)
{
    enum status status = acls_read(kafka, out_found);

    for (guint i = 0; status == ST_OK && i < out_found->len;)
        if (acl_touches(out_found->pdata[i], plan->topics, plan->wanted))
            i++;
        else
            g_ptr_array_remove_index(out_found, i);
    return status;
}

/* The controller has it before the broker goes by it: who starts after us must not be refused. */
static enum status await_granted(const struct kafka_settings *kafka, const struct plan *plan)
{
    for (int64_t until = clock_monotonic_us() + GRANTED_US;; g_usleep(GRANTED_US / 100)) {
        g_autoptr(GPtrArray) found = acls_new();
        enum status status = read_ours(kafka, plan, found);
        g_autoptr(GPtrArray) missing = difference(plan->wanted, found);
        if (status != ST_OK || !missing->len)
            return status;
        if (clock_monotonic_us() > until)
            return ST_RETRY;
    }
}

static enum status correct(const struct kafka_settings *kafka, const struct plan *plan, const GPtrArray *missing,
                           const GPtrArray *surplus)
{
    enum status status = acls_grant(kafka, missing);

    if (status == ST_OK && to_prune)
        status = acls_revoke(kafka, surplus);
    return status == ST_OK && missing->len ? await_granted(kafka, plan) : status;
}

static enum otk_exit compare(struct otk *otk, const struct plan *plan, const struct kafka_settings *kafka)
{
    g_autoptr(GPtrArray) found = acls_new();
    enum status status = read_ours(kafka, plan, found);
    g_autoptr(GPtrArray) missing = difference(plan->wanted, found), surplus = difference(found, plan->wanted);

    if (status == ST_OK && to_apply)
        status = correct(kafka, plan, missing, surplus);
    if (status != ST_OK)
        return status == ST_RETRY ? OTK_UNREACHABLE : OTK_FAILED;
    tell(otk, to_apply ? "granted" : "lacking", missing);
    tell(otk, to_apply && to_prune ? "taken away" : "too much", surplus);
    /* What others were granted beyond it may be meant: --apply tells of it. */
    bool good = to_apply || (!missing->len && !surplus->len);
    if (good)
        otk_say(otk, tr("%u permissions are as the table says"), plan->wanted->len);
    return good ? OTK_DONE : OTK_FAILED;
}

static enum otk_exit carry_out(struct otk *otk, const struct plan *plan)
{
    if (!to_apply && !to_check)
        return print(otk, plan);
    struct kafka_settings *kafka = otk_kafka(otk->config);
    enum otk_exit result = compare(otk, plan, kafka);
    kafka_settings_free(kafka);
    return result;
}

enum otk_exit cmd_topics_acls(struct otk *otk, char **arguments)
{
    struct plan plan;
    g_autofree char *folder =
        arguments[0] ? g_strdup(arguments[0]) : g_build_filename(otk_share(), "deploy", "company", NULL);

    if ((to_apply && to_check) || (to_prune && !to_apply))
        return otk_fail(OTK_USAGE, "%s", tr("--check or --apply, and --prune with --apply alone"));
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return otk_fail(OTK_NOT_FOUND, "%s: %s", folder, tr("no such folder"));
    enum otk_exit result = plan_make(&plan, folder) ? carry_out(otk, &plan) : OTK_FAILED;
    plan_release(&plan);
    return result;
}
