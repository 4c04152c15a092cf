#include "notify.h"
#include "unit.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <glib.h>

static int notify_socket = -1;

/* The next datagram systemd would see; "" when there is none. */
static const char *told(void)
{
    static char text[128];
    ssize_t length = recv(notify_socket, text, sizeof text - 1, MSG_DONTWAIT);
    text[length > 0 ? length : 0] = '\0';
    return text;
}

static void ready_and_stopping_are_told(void **state)
{
    (void)state;
    notify_ready();
    assert_string_equal(told(), "READY=1");
    notify_stopping();
    assert_string_equal(told(), "STOPPING=1");
}

static void the_watchdog_is_told_at_once_and_then_not_too_often(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++)
        notify_watchdog();
    assert_string_equal(told(), "WATCHDOG=1");
    assert_string_equal(told(), "");
}

static void without_systemd_nothing_happens(void **state)
{
    (void)state;
    g_autofree char *path = g_strdup(getenv("NOTIFY_SOCKET"));
    unsetenv("NOTIFY_SOCKET");
    notify_ready();
    setenv("NOTIFY_SOCKET", path, 1);
    assert_string_equal(told(), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {T(ready_and_stopping_are_told),
                                       T(the_watchdog_is_told_at_once_and_then_not_too_often),
                                       T(without_systemd_nothing_happens)};
    g_autofree char *folder = g_dir_make_tmp("otklik-notify-XXXXXX", NULL);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    g_snprintf(address.sun_path, sizeof address.sun_path, "%s/socket", folder);
    notify_socket = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (bind(notify_socket, (struct sockaddr *)&address, sizeof address) != 0)
        return 1;
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    setenv("WATCHDOG_USEC", "60000000", 1);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    close(notify_socket);
    unlink(address.sun_path);
    rmdir(folder);
    return failed;
}
