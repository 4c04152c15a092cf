#include "mail_verdict.h"

#include <curl/curl.h>

/* 530, 538: sign in or use TLS first; 534, 535: not with this password. They speak of us, not of this letter. */
static bool about_us(long code)
{
    return code == 530 || code == 534 || code == 535 || code == 538;
}

static bool is_class(long code, int class)
{
    return code / 100 == class;
}

/* Before the letter's bytes only the answers to MAIL and RCPT, which curl gives as CURLE_SEND_ERROR, speak of it. */
static enum mail_outcome before_data(const struct mail_result *r)
{
    if (r->curl_code != CURLE_SEND_ERROR || about_us(r->smtp_code))
        return MAIL_AWAY;
    if (is_class(r->smtp_code, 5))
        return MAIL_REFUSED;
    return is_class(r->smtp_code, 4) ? MAIL_LATER : MAIL_AWAY;
}

enum mail_outcome mail_outcome_of(const struct mail_result *r)
{
    if (r->reached && !r->reached_told)
        return MAIL_AWAY;
    if (!r->reached)
        return r->curl_code == CURLE_OK ? MAIL_UNKNOWN : before_data(r);
    if (r->curl_code == CURLE_OK)
        return MAIL_SENT;
    if (is_class(r->smtp_code, 5))
        return MAIL_REFUSED;
    return is_class(r->smtp_code, 4) ? MAIL_LATER : MAIL_UNKNOWN;
}

int64_t mail_backoff_us(int64_t attempts, int64_t first_us, int64_t most_us, unsigned spread)
{
    int64_t wait = first_us;

    for (int64_t i = 1; i < attempts && wait < most_us; i++)
        wait *= 2;
    if (wait > most_us)
        wait = most_us;
    return wait - wait / 5 * (spread % 101) / 100;
}
