#include "otk.h"

#include <string.h>

#include <curl/curl.h>

#define LIMIT_S 60L

struct transfer {
    GString *body;
    char *etag;
};

static size_t take_body(char *bytes, size_t size, size_t count, void *arg)
{
    g_string_append_len(((struct transfer *)arg)->body, bytes, (gssize)(size * count));
    return size * count;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *arg)
{
    struct transfer *transfer = arg;
    g_autofree char *line = g_strndup(bytes, size * count);

    if (g_ascii_strncasecmp(line, "etag:", 5) == 0) {
        g_auto(GStrv) parts = g_strsplit(line, "\"", 3);
        g_free(transfer->etag);
        transfer->etag = g_strdup(parts[1]);
    }
    return size * count;
}

void api_answer_release(struct api_answer *answer)
{
    json_decref(answer->body);
    g_free(answer->etag);
    *answer = (struct api_answer){0};
}

char *api_escape(const char *part)
{
    return g_uri_escape_string(part, NULL, FALSE);
}

static struct curl_slist *headers_of(const struct otk *otk, bool signed_in, const char *method, const char *header)
{
    struct curl_slist *list = curl_slist_append(NULL, "Content-Type: application/json");
    g_autofree char *language = g_strdup_printf("Accept-Language: %s", tr("en"));

    list = curl_slist_append(list, language);
    if (signed_in) {
        g_autofree char *bearer = g_strdup_printf("Authorization: Bearer %s", otk->token);
        list = curl_slist_append(list, bearer);
    }
    if (strcmp(method, "POST") == 0) {
        g_autofree char *uuid = g_uuid_string_random();
        g_autofree char *key = g_strdup_printf("Idempotency-Key: %s", uuid);
        list = curl_slist_append(list, key);
    }
    return header ? curl_slist_append(list, header) : list;
}

static void prepare(CURL *curl, const struct otk *otk, const char *method, const char *body, struct transfer *transfer)
{
    const char *cacert = config_text(otk->config, "api.cacert");

    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, LIMIT_S);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "localhost,127.0.0.1");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer);
    if (*cacert)
        curl_easy_setopt(curl, CURLOPT_CAINFO, cacert);
    if (body)
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
}

/* One handle for the whole run: a load sends hundreds of requests over one connection. */
static CURL *handle(void)
{
    static CURL *curl;

    if (!curl)
        curl = curl_easy_init();
    curl_easy_reset(curl);
    return curl;
}

static void call(struct otk *otk, bool signed_in, const char *method, const char *service, const char *path,
                 const json_t *body, const char *header, struct api_answer *out)
{
    g_autofree char *base = otk_service_url(otk->config, service);
    g_autofree char *url = g_strconcat(base, path, NULL);
    g_autofree char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;
    struct transfer transfer = {.body = g_string_new(NULL)};
    struct curl_slist *headers = headers_of(otk, signed_in, method, header);
    CURL *curl = handle();

    prepare(curl, otk, method, text, &transfer);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    CURLcode code = curl_easy_perform(curl);
    if (code == CURLE_OK)
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &out->status);
    else
        out->failure = otk_fail(OTK_UNREACHABLE, "%s: %s", base, curl_easy_strerror(code));
    out->body = transfer.body->len ? json_loadb(transfer.body->str, transfer.body->len, 0, NULL) : NULL;
    out->etag = transfer.etag;
    g_string_free(transfer.body, TRUE);
    curl_slist_free_all(headers);
}

void api_call_open(struct otk *otk, const char *method, const char *service, const char *path, const json_t *body,
                   const char *header, struct api_answer *out)
{
    *out = (struct api_answer){0};
    call(otk, false, method, service, path, body, header, out);
}

void api_call(struct otk *otk, const char *method, const char *service, const char *path, const json_t *body,
              struct api_answer *out)
{
    *out = (struct api_answer){0};
    if (!otk->token && (out->failure = sign_in(otk)) != OTK_DONE)
        return;
    call(otk, true, method, service, path, body, NULL, out);
    if (out->status != 401 && !(out->status == 403 && otk->cached))
        return;
    sign_out(otk);
    api_answer_release(out);
    if ((out->failure = sign_in(otk)) == OTK_DONE)
        call(otk, true, method, service, path, body, NULL, out);
}

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static void tell_faults(const json_t *body)
{
    size_t i;
    json_t *fault;

    json_array_foreach(json_object_get(body, "faults"), i, fault) otk_fail(
        OTK_FAILED, "  %s: %s %s", text_in(fault, "pointer"), text_in(fault, "code"), text_in(fault, "message"));
}

enum otk_exit api_judge(const struct api_answer *answer, const char *what)
{
    const char *title = text_in(answer->body, "detail");

    if (answer->status >= 200 && answer->status < 300)
        return OTK_DONE;
    if (answer->status == 0)
        return answer->failure;
    otk_fail(OTK_FAILED, "%s: %ld %s", what, answer->status, *title ? title : text_in(answer->body, "title"));
    tell_faults(answer->body);
    if (answer->status == 502 || answer->status == 503 || answer->status == 504)
        return OTK_UNREACHABLE;
    return answer->status == 404 ? OTK_NOT_FOUND : OTK_FAILED;
}
