#include "mail_send.h"

#include <string.h>

#include <curl/curl.h>

#define CONNECT_TIMEOUT_S 10L

struct mail_sender {
    CURL *curl;
    char *url, *user, *password, *ca_file;
    bool tls;
    int64_t timeout_s;
};

struct reading {
    const struct mail_transfer *transfer;
    size_t at;
    bool asked, told;
};

struct mail_sender *mail_sender_new(const struct mail_server *server)
{
    struct mail_sender *sender = g_new0(struct mail_sender, 1);

    curl_global_init(CURL_GLOBAL_DEFAULT);
    sender->curl = curl_easy_init();
    sender->url = g_strdup(server->url);
    sender->user = g_strdup(server->user);
    sender->password = g_strdup(server->password);
    sender->ca_file = g_strdup(server->ca_file);
    sender->tls = server->tls;
    sender->timeout_s = server->timeout_s;
    return sender;
}

void mail_sender_free(struct mail_sender *sender)
{
    if (!sender)
        return;
    curl_easy_cleanup(sender->curl);
    curl_global_cleanup();
    g_free(sender->url);
    g_free(sender->user);
    g_free(sender->password);
    g_free(sender->ca_file);
    g_free(sender);
}

/* libcurl asks for the first byte only after the server's 354. */
static size_t read_letter(char *to, size_t size, size_t count, void *arg)
{
    struct reading *r = arg;
    gsize total;
    const char *bytes = g_bytes_get_data(r->transfer->letter, &total);

    if (!r->asked) {
        r->asked = true;
        r->told = r->transfer->before_data(r->transfer->arg);
        if (!r->told)
            return CURL_READFUNC_ABORT;
    }
    size_t piece = MIN(size * count, total - r->at);
    memcpy(to, bytes + r->at, piece);
    r->at += piece;
    return piece;
}

static void set_server(const struct mail_sender *s)
{
    curl_easy_reset(s->curl); /* keeps the connection */
    curl_easy_setopt(s->curl, CURLOPT_URL, s->url);
    curl_easy_setopt(s->curl, CURLOPT_USE_SSL, s->tls ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_NONE);
    curl_easy_setopt(s->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(s->curl, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT_S);
    curl_easy_setopt(s->curl, CURLOPT_TIMEOUT, (long)s->timeout_s);
    if (*s->ca_file)
        curl_easy_setopt(s->curl, CURLOPT_CAINFO, s->ca_file);
    if (*s->user) {
        curl_easy_setopt(s->curl, CURLOPT_USERNAME, s->user);
        curl_easy_setopt(s->curl, CURLOPT_PASSWORD, s->password);
    }
}

/* libcurl asks about once a second. Not 0 ends the transfer. */
static int break_off(void *arg, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct reading *r = arg;
    (void)a, (void)b, (void)c, (void)d;
    return !r->asked && r->transfer->must_end();
}

static void set_transfer(CURL *curl, struct reading *reading, struct curl_slist *recipients)
{
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, reading->transfer->from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_letter);
    curl_easy_setopt(curl, CURLOPT_READDATA, reading);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, break_off);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, reading);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}

struct mail_result mail_send(struct mail_sender *sender, const struct mail_transfer *transfer)
{
    struct reading reading = {.transfer = transfer};
    struct mail_result result = {0};
    struct curl_slist *recipients = curl_slist_append(NULL, transfer->to);

    set_server(sender);
    set_transfer(sender->curl, &reading, recipients);
    result.curl_code = (int)curl_easy_perform(sender->curl);
    curl_easy_getinfo(sender->curl, CURLINFO_RESPONSE_CODE, &result.smtp_code);
    curl_slist_free_all(recipients);
    result.reached = reading.asked;
    result.reached_told = reading.told;
    return result;
}
