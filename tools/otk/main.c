/* otk: the command line of Otklik. The table below is the list of commands. */
#include "commands.h"
#include "log.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include <curl/curl.h>

static const struct command commands[] = {
    {"submit", "FILE", "send an appeal by the bus and print its number", 1, 1, cmd_submit_options, cmd_submit},
    {"status", "NUMBER", "show the state of an appeal", 1, 1, NULL, cmd_status},
    {"watch", "", "follow public events of appeals", 0, 0, cmd_watch_options, cmd_watch},
    {"dlq list", "", "list dead letters", 0, 0, cmd_dlq_list_options, cmd_dlq_list},
    {"dlq show", "SERVICE ID", "show a dead letter with its bytes", 2, 2, NULL, cmd_dlq_show},
    {"dlq retry", "SERVICE ID", "run a dead letter again", 2, 2, cmd_dlq_retry_options, cmd_dlq_retry},
    {"dlq discard", "SERVICE ID", "take a dead letter off the list for good", 2, 2, cmd_dlq_discard_options,
     cmd_dlq_discard},
    {"topics apply", "[DIR]", "make topics and correct their settings", 0, 1, NULL, cmd_topics_apply},
    {"topics check", "[DIR]", "compare the broker's topics with the table", 0, 1, NULL, cmd_topics_check},
    {"topics empty", "[DIR]", "delete all events of the services: for a restored database", 0, 1,
     cmd_topics_empty_options, cmd_topics_empty},
    {"topics acls", "[DIR]", "who may write and read what, for a broker that asks who they are", 0, 1,
     cmd_topics_acls_options, cmd_topics_acls},
    {"company load", "[DIR]", "load a company's files into the services", 0, 1, cmd_company_load_options,
     cmd_company_load},
    {"company export", "DIR", "write the services' company data to files", 1, 1, cmd_company_export_options,
     cmd_company_export},
    {"company check", "[DIR]", "name every hole of a company's files", 0, 1, NULL, cmd_company_check},
    {"user add", "LOGIN", "make an employee who may sign in", 1, 1, cmd_user_add_options, cmd_user_add},
    {"user passwd", "LOGIN", "set a password, read from a file or standard input", 1, 1, cmd_user_passwd_options,
     cmd_user_passwd},
    {"user bootstrap", "LOGIN", "make the first administrator of an empty installation", 1, 1,
     cmd_user_bootstrap_options, cmd_user_bootstrap},
};

static char *config_path;
static gboolean as_json;

/* A flag wins over the environment, which wins over the file: it becomes the environment. */
static gboolean set_setting(const char *flag, const char *value, void *data, GError **error)
{
    (void)data, (void)error;
    static const char *const names[][2] = {{"--brokers", "OTKLIK_KAFKA_BOOTSTRAP"},
                                           {"--url", "OTKLIK_API_URL"},
                                           {"--cacert", "OTKLIK_API_CACERT"},
                                           {"--login", "OTKLIK_API_LOGIN"},
                                           {"--password-file", "OTKLIK_API_PASSWORD_FILE"}};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(flag, names[i][0]) == 0)
            g_setenv(names[i][1], value, TRUE);
    return TRUE;
}

static const GOptionEntry common_options[] = {
    {"config", 0, 0, G_OPTION_ARG_FILENAME, &config_path, "settings file instead of ~/.config/otk.yaml", "FILE"},
    {"brokers", 0, 0, G_OPTION_ARG_CALLBACK, (void *)set_setting, "Kafka's brokers", "HOST:PORT"},
    {"url", 0, 0, G_OPTION_ARG_CALLBACK, (void *)set_setting, "address of Otklik", "URL"},
    {"cacert", 0, 0, G_OPTION_ARG_CALLBACK, (void *)set_setting, "certificate to trust", "FILE"},
    {"login", 0, 0, G_OPTION_ARG_CALLBACK, (void *)set_setting, "who signs in", "LOGIN"},
    {"password-file", 0, 0, G_OPTION_ARG_CALLBACK, (void *)set_setting, "file with the password", "FILE"},
    {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "print JSON, a value a line", NULL},
    {0},
};

static const char *translate(const char *text, void *data)
{
    (void)data;
    return tr(text);
}

static GOptionContext *context_new(const char *usage, const GOptionEntry *own)
{
    GOptionContext *context = g_option_context_new(usage);

    if (own)
        g_option_context_add_main_entries(context, own, NULL);
    g_option_context_add_main_entries(context, common_options, NULL);
    g_option_context_set_translate_func(context, translate, NULL, NULL);
    g_option_group_set_translate_func(g_option_context_get_main_group(context), translate, NULL, NULL);
    return context;
}

static char *list_of_commands(void)
{
    GString *text = g_string_new(tr("Commands:"));

    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        g_autofree char *form = g_strdup_printf("%s %s", commands[i].words, commands[i].arguments);
        g_string_append_printf(text, "\n  otk %-28s %s", form, tr(commands[i].about));
    }
    g_string_append_printf(text, "\n\n%s\n%s", tr("otk COMMAND --help tells more."),
                           tr("Exit status: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 unreachable."));
    return g_string_free(text, FALSE);
}

static const struct command *find_command(int argc, char **argv, int *out_used)
{
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        g_auto(GStrv) words = g_strsplit(commands[i].words, " ", 2);
        int count = (int)g_strv_length(words);
        bool same = argc > count;
        for (int n = 0; same && n < count; n++)
            same = strcmp(argv[n + 1], words[n]) == 0;
        if (same) {
            *out_used = count;
            return &commands[i];
        }
    }
    return NULL;
}

static bool parse(GOptionContext *context, int *argc, char ***argv)
{
    g_autoptr(GError) error = NULL;

    if (g_option_context_parse(context, argc, argv, &error))
        return true;
    otk_fail(OTK_USAGE, "%s", error->message);
    return false;
}

/* The options before the command's words; --help there lists the commands. */
static bool parse_common(int *argc, char ***argv)
{
    g_autoptr(GOptionContext) context = context_new(tr("COMMAND [ARGUMENT...]"), NULL);
    g_autofree char *list = list_of_commands();

    g_option_context_set_strict_posix(context, TRUE);
    g_option_context_set_summary(context, list);
    return parse(context, argc, argv);
}

static bool parse_command(const struct command *command, int *argc, char ***argv)
{
    g_autofree char *usage = g_strdup_printf("%s %s", command->words, command->arguments);
    g_autoptr(GOptionContext) context = context_new(usage, command->options);

    g_option_context_set_summary(context, tr(command->about));
    if (!parse(context, argc, argv))
        return false;
    int given = *argc - 1;
    if (given >= command->least && given <= command->most)
        return true;
    otk_fail(OTK_USAGE, "%s: otk %s", tr("wrong number of arguments"), usage);
    return false;
}

static enum otk_exit run(const struct command *command, char **arguments)
{
    struct otk otk = {.config = otk_settings(config_path), .json = as_json};
    if (!otk.config)
        return OTK_USAGE;
    enum otk_exit result = command->run(&otk, arguments);
    config_free(otk.config);
    g_free(otk.token);
    return result;
}

static void take_alias(const char *name, const char *setting)
{
    if (g_getenv(name))
        g_setenv(setting, g_getenv(name), TRUE);
}

int main(int argc, char **argv)
{
    int used = 0;

    /* Only the letters: numbers are written as in C. */
    if (!setlocale(LC_CTYPE, "") || !g_get_charset(NULL))
        setlocale(LC_CTYPE, "C.UTF-8");
    log_setup("otk", LOG_ERROR);
    take_alias("OTK_LOGIN", "OTKLIK_API_LOGIN");
    take_alias("OTK_PASSWORD_FILE", "OTKLIK_API_PASSWORD_FILE");
    if (!parse_common(&argc, &argv))
        return OTK_USAGE;
    const struct command *command = find_command(argc, argv, &used);
    if (!command)
        return otk_fail(OTK_USAGE, "%s", tr("no such command; otk --help lists them"));
    argv[used] = argv[0];
    argv += used;
    argc -= used;
    if (!parse_command(command, &argc, &argv))
        return OTK_USAGE;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    enum otk_exit result = run(command, argv + 1);
    curl_global_cleanup();
    return result;
}
