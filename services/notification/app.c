#include "app.h"

#include "clock.h"
#include "log.h"

#include <glib/gstdio.h>

const struct config_key app_config[] = {
    {"smtp.url", CONFIG_TEXT, "smtp://127.0.0.1:25", "the mail server: smtp://host:port or smtps://host:port"},
    {"smtp.from", CONFIG_TEXT, "no-reply@localhost",
     "sender of answers, \"Name <address>\"; {branch} becomes the branch's code in lower case"},
    {"smtp.user", CONFIG_TEXT, "", "name to sign in with; empty: no sign-in"},
    {"smtp.password", CONFIG_SECRET, "", "its password"},
    {"smtp.ca_file", CONFIG_TEXT, "", "certificates that the mail server's must come from; empty: the system's"},
    {"smtp.tls", CONFIG_BOOL, "true", "refuse to send without STARTTLS"},
    {"smtp.timeout_s", CONFIG_INT, "60", "seconds that one letter may take"},
    {"mail.max_attempts", CONFIG_INT, "12", "temporary refusals of one letter before a person is asked"},
    {"mail.backoff_first_s", CONFIG_INT, "60", "seconds until the second attempt; doubles from there"},
    {"mail.backoff_max_s", CONFIG_INT, "14400", "seconds between two attempts at most"},
    {"mail.attach_letter", CONFIG_BOOL, "false", "attach the PDF letter to every mail, whatever the layout says"},
    {"letter.folder", CONFIG_TEXT, "", "folder where rendered PDF letters are kept; empty: rendered each time"},
    {"notice.admin_roles", CONFIG_TEXT, "admin", "roles told of routes that cannot be made, comma between"},
    {"public.url", CONFIG_TEXT, "", "address of the console before /appeals/ID in notices; empty: a relative link"},
    {0},
};

static struct mail_sender *sender_of(const struct config *c)
{
    return mail_sender_new(&(struct mail_server){.url = config_text(c, "smtp.url"),
                                                 .user = config_text(c, "smtp.user"),
                                                 .password = config_text(c, "smtp.password"),
                                                 .ca_file = config_text(c, "smtp.ca_file"),
                                                 .tls = config_bool(c, "smtp.tls"),
                                                 .timeout_s = config_int(c, "smtp.timeout_s")});
}

void *app_start(const struct config *c, struct db *db)
{
    (void)db;
    const char *folder = config_text(c, "letter.folder");
    if (*folder && g_mkdir_with_parents(folder, 0700) != 0) {
        log_error("letter folder cannot be made", LOG_TEXT("folder", folder));
        return NULL;
    }
    struct app *app = g_new0(struct app, 1);
    app->mail_from = g_strdup(config_text(c, "smtp.from"));
    app->attach_letter = config_bool(c, "mail.attach_letter");
    app->max_attempts = config_int(c, "mail.max_attempts");
    app->backoff_first_us = config_int(c, "mail.backoff_first_s") * USEC_PER_SEC;
    app->backoff_most_us = config_int(c, "mail.backoff_max_s") * USEC_PER_SEC;
    app->letter_folder = g_strdup(folder);
    app->admin_roles = g_strsplit(config_text(c, "notice.admin_roles"), ",", -1);
    app->public_url = g_strdup(config_text(c, "public.url"));
    app->sender = sender_of(c);
    return app;
}

void mail_on_way_free(struct mail_on_way *mail)
{
    if (!mail)
        return;
    g_free(mail->delivery_id);
    g_free(mail->from);
    g_free(mail->to);
    g_bytes_unref(mail->letter);
    g_free(mail);
}

void app_stop(void *arg)
{
    struct app *app = arg;
    mail_sender_free(app->sender);
    mail_on_way_free(app->on_way);
    g_free(app->mail_from);
    g_free(app->letter_folder);
    g_strfreev(app->admin_roles);
    g_free(app->public_url);
    g_free(app);
}
