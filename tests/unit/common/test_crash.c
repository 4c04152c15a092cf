#include "crash.h"
#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib.h>

/* The exit status of a process that passes `names` one by one; 0 when it lives to the end. */
static int status_after(const char *crash_at, const char *const names[])
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
        if (crash_at)
            setenv("OTKLIK_CRASH_AT", crash_at, 1);
        for (; *names; names++)
            crash_point(*names);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void the_process_dies_at_the_named_pass_only(void **state)
{
    (void)state;
    static const char *const names[] = {"after_poll", "after_commit", "after_poll", "after_commit", "after_poll", NULL};
    static const struct {
        const char *crash_at;
        int status;
    } cases[] = {
        {NULL, 0},
        {"", 0},
        {"after_poll", CRASH_EXIT_STATUS},
        {"after_poll:1", CRASH_EXIT_STATUS},
        {"after_poll:3", CRASH_EXIT_STATUS},
        {"after_poll:4", 0},
        {"after_commit:2", CRASH_EXIT_STATUS},
        {"after_commit:3", 0},
        {"after", 0},
        {"after_poll_too", 0},
        {"after_poll:", 0},
        {"after_poll:0", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(status_after(cases[i].crash_at, names), cases[i].status);
}

static void the_point_is_named_before_the_end(void **state)
{
    (void)state;
    int ends[2];
    char line[512] = "";
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDERR_FILENO);
        setenv("OTKLIK_CRASH_AT", "before_commit", 1);
        crash_point("before_commit");
        _exit(0);
    }
    close(ends[1]);
    assert_true(read(ends[0], line, sizeof line - 1) > 0);
    close(ends[0]);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    assert_non_null(strstr(line, "\"point\":\"before_commit\""));
}

static void a_file_names_the_point_once(void **state)
{
    (void)state;
    static const char *const names[] = {"after_poll", "after_commit", NULL};
    char path[] = "/tmp/otklik-crash-XXXXXX";
    int fd = mkstemp(path);
    g_autofree char *crash_at = g_strdup_printf("@%s", path);

    assert_int_equal(status_after(crash_at, names), 0); /* it is empty */
    assert_int_equal(write(fd, "after_commit", strlen("after_commit")), strlen("after_commit"));
    close(fd);
    assert_int_equal(status_after(crash_at, names + 2), 0);
    assert_int_equal(status_after(crash_at, names), CRASH_EXIT_STATUS);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(status_after(crash_at, names), 0);
}

static void a_point_can_stop_the_process_instead(void **state)
{
    (void)state;
    char path[] = "/tmp/otklik-crash-XXXXXX";
    int status, fd = mkstemp(path);
    assert_int_equal(write(fd, "~before_commit", strlen("~before_commit")), strlen("~before_commit"));
    close(fd);
    pid_t pid = fork();
    if (pid == 0) {
        g_autofree char *crash_at = g_strdup_printf("@%s", path);
        setenv("OTKLIK_CRASH_AT", crash_at, 1);
        crash_point("before_commit");
        crash_point("before_commit");
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, WUNTRACED), pid);
    assert_true(WIFSTOPPED(status));
    kill(pid, SIGCONT);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

RUN_TESTS(T(the_process_dies_at_the_named_pass_only), T(the_point_is_named_before_the_end),
          T(a_file_names_the_point_once), T(a_point_can_stop_the_process_instead))
