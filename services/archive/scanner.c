#include "scanner.h"

#include "log.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <glib.h>

#define STEP_S 60
#define CHUNK_BYTES 65536

enum verdict scanner_verdict(const char *answer)
{
    if (strcmp(answer, "stream: OK") == 0)
        return VERDICT_CLEAN;
    return g_str_has_prefix(answer, "stream: ") && g_str_has_suffix(answer, " FOUND") ? VERDICT_INFECTED
                                                                                      : VERDICT_UNKNOWN;
}

static int connect_to(const char *socket_path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval limit = {.tv_sec = STEP_S};

    if (g_strlcpy(address.sun_path, socket_path, sizeof address.sun_path) >= sizeof address.sun_path)
        return -1;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

static bool send_all(int fd, const void *bytes, size_t size)
{
    for (const char *at = bytes; size > 0;) {
        ssize_t sent = send(fd, at, size, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        at += sent;
        size -= (size_t)sent;
    }
    return true;
}

/* Chunks with their lengths, ended by one of no length. clamd hangs up at its own limit: then its answer says so. */
static bool send_file(int fd, int file)
{
    char chunk[CHUNK_BYTES];
    uint32_t length;
    ssize_t got;

    if (!send_all(fd, "zINSTREAM", sizeof "zINSTREAM"))
        return false;
    while ((got = read(file, chunk, sizeof chunk)) > 0) {
        length = htonl((uint32_t)got);
        if (!send_all(fd, &length, sizeof length) || !send_all(fd, chunk, (size_t)got))
            return false;
    }
    length = 0;
    return got == 0 && send_all(fd, &length, sizeof length);
}

static enum verdict read_verdict(int fd)
{
    char answer[512];
    size_t size = 0;
    ssize_t got;

    while (size < sizeof answer - 1 && (got = recv(fd, answer + size, sizeof answer - 1 - size, 0)) > 0) {
        size += (size_t)got;
        if (memchr(answer, '\0', size))
            break;
    }
    answer[size] = '\0';
    enum verdict verdict = scanner_verdict(answer);
    if (verdict != VERDICT_CLEAN)
        log_warn("scanner does not call a file clean", LOG_TEXT("answer", answer));
    return verdict;
}

enum verdict scanner_ask(const char *socket_path, const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    int fd = file >= 0 ? connect_to(socket_path) : -1;
    enum verdict verdict = VERDICT_UNKNOWN;

    if (fd < 0)
        log_warn("scanner cannot be asked", LOG_TEXT("reason", g_strerror(errno)));
    else if (send_file(fd, file))
        verdict = read_verdict(fd);
    else
        log_warn("scanner did not take the file", LOG_TEXT("reason", g_strerror(errno)));
    if (fd >= 0)
        close(fd);
    if (file >= 0)
        close(file);
    return verdict;
}
