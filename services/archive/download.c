#include "download.h"

#include "log.h"
#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <curl/curl.h>
#include <sodium.h>

#define CONNECT_S 10
#define SLOW_BYTES_A_S 1024
#define SLOW_S 20

struct transfer {
    struct download *download;
    crypto_hash_sha256_state hash;
    int fd;
    const char *reason; /* known before libcurl says something vaguer */
};

static size_t fail(struct transfer *t, const char *reason)
{
    t->reason = reason;
    return 0;
}

static size_t take(char *bytes, size_t one, size_t count, void *arg)
{
    struct transfer *t = arg;
    size_t size = one * count;

    t->download->size_bytes += (int64_t)size;
    if (t->download->size_bytes > DOWNLOAD_MAX_BYTES)
        return fail(t, "too_large");
    crypto_hash_sha256_update(&t->hash, (const unsigned char *)bytes, size);
    for (size_t done = 0; done < size;) {
        ssize_t written = write(t->fd, bytes + done, size - done);
        if (written <= 0)
            return fail(t, "storage_failed");
        done += (size_t)written;
    }
    return size;
}

/* Looked at after the name was resolved: a listed name that leads inside is refused here. */
static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct transfer *t = arg;
    (void)purpose;
    if (fetch_address_permitted(&address->addr, t->download->reach))
        return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    t->reason = "address_refused";
    return CURL_SOCKET_BAD;
}

static int go_on(void *arg, curl_off_t expected, curl_off_t now, curl_off_t up, curl_off_t up_now)
{
    (void)arg, (void)expected, (void)now, (void)up, (void)up_now;
    return job_must_end();
}

static void set_up(CURL *curl, struct transfer *t)
{
    curl_easy_setopt(curl, CURLOPT_URL, t->download->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "otklik-archive");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, t->download->limit_s);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES_A_S);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)SLOW_S);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)DOWNLOAD_MAX_BYTES);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, t);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, go_on);
}

static const char *reason_of(CURL *curl, const struct transfer *t, CURLcode code)
{
    long status = 0;

    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (code == CURLE_OK || code == CURLE_HTTP_RETURNED_ERROR)
        return fetch_reason(status);
    if (t->reason)
        return t->reason;
    if (code == CURLE_FILESIZE_EXCEEDED)
        return "too_large";
    if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL)
        return "bad_url";
    return code == CURLE_OPERATION_TIMEDOUT ? "too_slow" : "unreachable";
}

const char *download_run(struct download *download)
{
    struct transfer t = {.download = download};
    unsigned char hash[crypto_hash_sha256_BYTES];

    t.fd = open(download->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (t.fd < 0) {
        log_error("a file cannot be written", LOG_TEXT("reason", g_strerror(errno)));
        return "storage_failed";
    }
    download->size_bytes = 0;
    crypto_hash_sha256_init(&t.hash);
    CURL *curl = curl_easy_init();
    set_up(curl, &t);
    const char *reason = reason_of(curl, &t, curl_easy_perform(curl));
    curl_easy_cleanup(curl);
    close(t.fd);
    crypto_hash_sha256_final(&t.hash, hash);
    sodium_bin2hex(download->sha256, sizeof download->sha256, hash, sizeof hash);
    return reason;
}
