/* Input: the head of a file, and the same bytes as what its sender says of it: a media type, a URL, a
 * Content-Disposition. */
#include "fetch_rule.h"
#include "file_type.h"
#include "http_disposition.h"

#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_url(const char *text)
{
    static json_t *hosts;
    enum reach reach;
    const char *reason = NULL;
    if (!hosts)
        hosts = json_pack("[s, s, s]", "files.example.ru", "*.lk.example.ru", "127.0.0.1");
    g_autofree char *url = fetch_url(text, "http://s3.example.ru");
    if (url && fetch_permitted(url, hosts, &reach, &reason) != ST_OK)
        g_assert(reason);
}

static void read_address(const uint8_t *data, size_t size)
{
    struct sockaddr_storage address = {0};
    memcpy(&address, data, MIN(size, sizeof address));
    address.ss_family = size % 2 ? AF_INET : AF_INET6;
    bool public = fetch_address_permitted((const struct sockaddr *)&address, REACH_PUBLIC);
    g_assert(!public || fetch_address_permitted((const struct sockaddr *)&address, REACH_ANY));
}

static void read_disposition(const char *text)
{
    g_autofree char *name = http_disposition_file_name(text);
    g_autofree char *parameter = http_header_parameter(text, "boundary");
    g_assert(!name || (g_utf8_validate(name, -1, NULL) && *name && !strpbrk(name, "/\\\r\n")));
    if (name)
        g_free(http_disposition_make(name));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autofree void *head = g_memdup2(data, MIN(size, FILE_TYPE_HEAD_BYTES));
    const char *detected = file_type_detect(head ? head : "", MIN(size, FILE_TYPE_HEAD_BYTES));
    if (detected)
        file_type_settle(detected, text);
    read_url(text);
    read_address(data, size);
    read_disposition(text);
    return 0;
}
