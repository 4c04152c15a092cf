#include "clock.h"
#include "commands.h"
#include "company_parts.h"

#include <string.h>

#define RETRY_US 200000

static char *only, *services;
static gboolean going_on;
static int wait_s = 30;

const GOptionEntry cmd_company_load_options[] = {
    {"only", 0, 0, G_OPTION_ARG_STRING, &only, "these parts alone: branches,departments", "PARTS"},
    {"services", 0, 0, G_OPTION_ARG_STRING, &services, "to these services alone: staff,intake", "NAMES"},
    {"wait", 0, 0, G_OPTION_ARG_INT, &wait_s, "wait so long for what a service hears by events", "SECONDS"},
    {"keep-going", 0, 0, G_OPTION_ARG_NONE, &going_on, "send the rest when an object is refused", NULL},
    {0},
};

struct tally {
    int sent, made, changed, refused;
};

/* 201: new. A service that tells says `changed`; one that does not is believed to have changed nothing. */
static void count(struct tally *tally, const struct api_answer *answer)
{
    tally->sent++;
    tally->made += answer->status == 201;
    tally->changed += answer->status != 201 && json_is_true(json_object_get(answer->body, "changed"));
}

/* What a service hears by events may be on its way yet. */
static bool not_yet(const struct company_part *part, const struct api_answer *answer, int64_t until)
{
    return part->waits && answer->status == 422 && clock_monotonic_us() < until;
}

static void put(struct otk *otk, const struct company_part *part, const char *path, const json_t *body,
                struct api_answer *out)
{
    int64_t until = clock_monotonic_us() + wait_s * USEC_PER_SEC;

    api_call(otk, "PUT", part->service, path, body, out);
    while (not_yet(part, out, until)) {
        api_answer_release(out);
        g_usleep(RETRY_US);
        api_call(otk, "PUT", part->service, path, body, out);
    }
}

static enum otk_exit send_one(struct otk *otk, const struct company_part *part, const json_t *object,
                              struct tally *tally)
{
    json_auto_t *body = company_part_body(part, object);
    if (!body)
        return OTK_DONE;
    g_autofree char *path = company_part_path(part, object);
    if (!path)
        return otk_fail(OTK_FAILED, "%s: %s %s", part->file, tr("an object without"), part->keys[0]);
    auto_answer answer;
    put(otk, part, path, body, &answer);
    g_autofree char *what = g_strdup_printf("PUT %s %s", part->service, path);
    enum otk_exit result = api_judge(&answer, what);
    if (result == OTK_DONE)
        count(tally, &answer);
    else
        tally->refused++;
    return result;
}

static enum otk_exit send_list(struct otk *otk, const struct company_part *part, const json_t *list,
                               struct tally *tally)
{
    enum otk_exit result = OTK_DONE;
    size_t i;
    json_t *object;

    json_array_foreach(list, i, object)
    {
        enum otk_exit one = send_one(otk, part, object, tally);
        result = result == OTK_DONE ? one : result;
        if (one == OTK_UNREACHABLE || (one != OTK_DONE && !going_on))
            break;
    }
    return result;
}

static void report(const struct otk *otk, const struct company_part *part, const struct tally *tally)
{
    if (otk->json)
        otk_print_take(json_pack("{s:s, s:s, s:i, s:i, s:i, s:i}", "part", part->file, "service", part->service, "sent",
                                 tally->sent, "made", tally->made, "changed", tally->changed, "refused",
                                 tally->refused));
    else
        otk_say(otk, tr("%-17s %-10s %4d sent, %d new, %d changed"), part->file, part->service, tally->sent,
                tally->made, tally->changed);
}

static enum otk_exit send_part(struct otk *otk, const struct company_part *part, const json_t *content)
{
    struct tally tally = {0};
    enum otk_exit result = part->list ? send_list(otk, part, json_object_get(content, part->list), &tally)
                                      : send_one(otk, part, content, &tally);

    if (tally.sent || tally.refused)
        report(otk, part, &tally);
    return result;
}

static bool takes(const struct company_part *part)
{
    return company_wants(services, part->service);
}

static enum otk_exit load_part(struct otk *otk, const char *folder, const char *file)
{
    if (!company_part_of(file, 0))
        return otk_fail(OTK_FAILED, "company.json: %s: %s", tr("no service takes this part"), file);
    json_auto_t *content = strcmp(file, "types") == 0 ? company_read_types(folder) : company_read(folder, file);
    enum otk_exit result = content ? OTK_DONE : OTK_FAILED;
    const struct company_part *part;

    for (size_t i = 0; result == OTK_DONE && (part = company_part_of(file, i)); i++)
        if (takes(part))
            result = send_part(otk, part, content);
    return result;
}

enum otk_exit cmd_company_load(struct otk *otk, char **arguments)
{
    g_autofree char *folder =
        arguments[0] ? g_strdup(arguments[0]) : g_build_filename(otk_share(), "deploy", "company", NULL);
    json_auto_t *company = company_read(folder, "company");
    enum otk_exit result = company ? OTK_DONE : OTK_FAILED;
    size_t i;
    json_t *file;

    json_array_foreach(json_object_get(company, "load_order"), i, file)
    {
        const char *name = json_string_value(file);
        enum otk_exit one = name && company_wants(only, name) ? load_part(otk, folder, name) : OTK_DONE;
        result = result == OTK_DONE ? one : result;
        if (one == OTK_UNREACHABLE || (one != OTK_DONE && !going_on))
            break;
    }
    return result;
}
