/* mail_send.h: hands one letter to the mail server by libcurl. One thread, one connection that is kept. */
#ifndef OTKLIK_MAIL_SEND_H
#define OTKLIK_MAIL_SEND_H

#include "mail_verdict.h"

#include <stdbool.h>

#include <glib.h>

struct mail_server {
    const char *url;      /* "smtp://host:port", "smtps://host:port" */
    const char *user;     /* "": no sign-in */
    const char *password; /* "" with user "" */
    const char *ca_file;  /* "": the system's */
    bool tls;             /* STARTTLS (or smtps) is required */
    int64_t timeout_s;    /* of one letter as a whole */
};

/* One letter on its way. */
struct mail_transfer {
    const char *from, *to; /* bare addresses */
    GBytes *letter;
    /* Called once, when the server has agreed to take the letter and before its first byte goes: false breaks off, and
     * nothing was handed over. */
    bool (*before_data)(void *arg);
    void *arg;
    bool (*must_end)(void); /* once true, what has not come to before_data is broken off */
};

struct mail_sender;

/* `server` is copied. */
struct mail_sender *mail_sender_new(const struct mail_server *server);
void mail_sender_free(struct mail_sender *sender);
/* Sends. Blocks up to timeout_s. */
struct mail_result mail_send(struct mail_sender *sender, const struct mail_transfer *transfer);

#endif
