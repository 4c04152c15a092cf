/* app.h: the service's own object: what it is configured to do, and the mail on its way. */
#ifndef OTKLIK_NOTIFICATION_APP_H
#define OTKLIK_NOTIFICATION_APP_H

#include "config.h"
#include "mail_send.h"

struct db;

/* A letter between the commit of "sending" and that of its outcome. */
struct mail_on_way {
    char *delivery_id;
    int64_t attempts; /* fences this attempt off from those of another instance */
    char *from, *to;
    GBytes *letter;
    struct mail_result result;
    bool tried; /* result is set */
};

/* Read-only after the start, but for `on_way` and `pause_until`, which belong to the mail job's thread. */
struct app {
    char *mail_from; /* may hold {branch} */
    bool attach_letter;
    int64_t max_attempts, backoff_first_us, backoff_most_us;
    char *letter_folder; /* "": letters are not kept */
    char **admin_roles;
    char *public_url;
    struct mail_sender *sender;
    struct mail_on_way *on_way;
    int64_t pause_until_us; /* monotonic: the mail server is away */
    int64_t away;           /* tries in a row that found it away */
};

extern const struct config_key app_config[];
/* service.h: start and stop. */
void *app_start(const struct config *config, struct db *db);
void app_stop(void *app);
void mail_on_way_free(struct mail_on_way *mail);

#endif
