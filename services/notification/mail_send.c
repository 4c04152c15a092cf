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

/* One letter on its way. */
struct reading {
    GBytes *letter;
    size_t at;
    bool (*before_data)(void *arg);
    void *arg;
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
    const char *bytes = g_bytes_get_data(r->letter, &total);

    if (!r->asked) {
        r->asked = true;
        r->told = r->before_data(r->arg);
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

struct mail_result mail_send(struct mail_sender *sender, const char *from, const char *to, GBytes *letter,
                             bool (*before_data)(void *arg), void *arg)
{
    struct reading reading = {.letter = letter, .before_data = before_data, .arg = arg};
    struct mail_result result = {0};
    struct curl_slist *recipients = curl_slist_append(NULL, to);

    set_server(sender);
    curl_easy_setopt(sender->curl, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(sender->curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(sender->curl, CURLOPT_READFUNCTION, read_letter);
    curl_easy_setopt(sender->curl, CURLOPT_READDATA, &reading);
    curl_easy_setopt(sender->curl, CURLOPT_UPLOAD, 1L);
    result.curl_code = (int)curl_easy_perform(sender->curl);
    curl_easy_getinfo(sender->curl, CURLINFO_RESPONSE_CODE, &result.smtp_code);
    curl_slist_free_all(recipients);
    result.reached = reading.asked;
    result.reached_told = reading.told;
    return result;
}
