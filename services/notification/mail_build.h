/* mail_build.h: one letter as RFC 5322 bytes, by GMime. */
#ifndef OTKLIK_MAIL_BUILD_H
#define OTKLIK_MAIL_BUILD_H

#include "clock.h"

#include <stdbool.h>

#include <glib.h>

struct mail {
    const char *id;   /* of the delivery: makes the Message-ID, so that a repeat can be told */
    const char *from; /* "Name <address>" or an address */
    const char *to;
    const char *to_name; /* may be NULL */
    const char *subject;
    const char *text; /* plain text, lines parted by \n */
    instant at;
    const GBytes *letter;    /* PDF to attach; NULL: none */
    const char *letter_name; /* its file name, may be Cyrillic */
};

/* The bytes with CRLF line ends; multipart/alternative of plain text and HTML, within multipart/mixed where a letter is
 * attached; all of it UTF-8. Caller owns them. NULL: `from` or `to` is no single address. */
GBytes *mail_build(const struct mail *mail);
/* "<delivery-id@domain of from>". Caller frees. */
char *mail_message_id(const char *id, const char *from);
/* The bare address of "Name <address>"; NULL when it is not exactly one address with a local part and a domain, or has
 * characters that could become a header or command of their own. Caller frees. */
char *mail_address(const char *text);

#endif
