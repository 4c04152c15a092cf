/* mail_verdict.h: what an attempt to send a letter means, and when the next one is due. Pure. */
#ifndef OTKLIK_MAIL_VERDICT_H
#define OTKLIK_MAIL_VERDICT_H

#include "clock.h"

enum mail_outcome {
    MAIL_SENT,    /* the server answered 250 to the letter */
    MAIL_LATER,   /* this letter: 4xx */
    MAIL_REFUSED, /* this letter, for good: 5xx to recipient, sender or content */
    MAIL_AWAY,    /* no letter would go: server down, sign-in or certificate refused; nothing was handed over */
    MAIL_UNKNOWN  /* the letter was being handed over and no answer came */
};

/* What libcurl said of one transfer. */
struct mail_result {
    int curl_code;     /* CURLcode */
    long smtp_code;    /* the server's last answer; 0: none */
    bool reached;      /* the letter's bytes were asked for (after 354) */
    bool reached_told; /* false with `reached`: it could not be written down, so no byte was given */
};

/* libcurl answers 55 for both 550 and 451: the server's code decides. */
enum mail_outcome mail_outcome_of(const struct mail_result *result);
/* Microseconds to wait after the n-th attempt (1 the first): doubles from `first` up to `most`, less up to a fifth that
 * `spread` (any number, e.g. a hash) chooses, so that letters refused together do not come back together. */
int64_t mail_backoff_us(int64_t attempts, int64_t first_us, int64_t most_us, unsigned spread);

#endif
