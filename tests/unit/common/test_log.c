#include "log.h"
#include "unit.h"

#include <unistd.h>

#include <glib.h>
#include <jansson.h>

static int saved_stderr;
static int pipe_ends[2];

static void capture(void)
{
    fflush(stderr);
    assert_int_equal(pipe(pipe_ends), 0);
    saved_stderr = dup(STDERR_FILENO);
    dup2(pipe_ends[1], STDERR_FILENO);
}

/* What was written since capture(); lines here are shorter than the pipe's buffer. */
static void captured(char *out, size_t size)
{
    dup2(saved_stderr, STDERR_FILENO);
    close(saved_stderr);
    close(pipe_ends[1]);
    ssize_t length = read(pipe_ends[0], out, size - 1);
    out[length > 0 ? length : 0] = '\0';
    close(pipe_ends[0]);
}

static void a_line_is_one_json_object_with_its_fields(void **state)
{
    (void)state;
    char line[4096];
    log_setup("intake", LOG_INFO);
    log_trace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    capture();
    log_warn("batch rolled back", LOG_TEXT("reason", "a \"quoted\"\n\tline\\ \x01 \x7f Обращение"),
             LOG_NUMBER("offset", -42), LOG_TEXT("none", (char *)NULL));
    captured(line, sizeof line);
    log_trace(NULL);
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
    json_auto_t *object = json_loads(line, 0, NULL);
    assert_non_null(object);
    assert_string_equal(json_string_value(json_object_get(object, "level")), "warn");
    assert_string_equal(json_string_value(json_object_get(object, "service")), "intake");
    assert_string_equal(json_string_value(json_object_get(object, "msg")), "batch rolled back");
    assert_string_equal(json_string_value(json_object_get(object, "trace")), "0af7651916cd43dd8448eb211c80319c");
    assert_string_equal(json_string_value(json_object_get(object, "reason")),
                        "a \"quoted\"\n\tline\\ \x01 \x7f Обращение");
    assert_int_equal(json_integer_value(json_object_get(object, "offset")), -42);
    assert_string_equal(json_string_value(json_object_get(object, "none")), "");
}

static void bytes_that_are_no_utf8_do_not_break_the_line(void **state)
{
    (void)state;
    char line[4096];
    capture();
    log_error("bad bytes", LOG_TEXT("bytes", "\xff\xfe ok \xd0"));
    captured(line, sizeof line);
    json_auto_t *object = json_loads(line, 0, NULL);
    assert_non_null(object);
    assert_non_null(strstr(json_string_value(json_object_get(object, "bytes")), " ok "));
}

static void lines_below_the_level_are_not_written(void **state)
{
    (void)state;
    char line[4096];
    log_setup("intake", LOG_WARN);
    capture();
    log_debug("nothing");
    log_info("nothing");
    captured(line, sizeof line);
    log_setup("intake", LOG_INFO);
    assert_string_equal(line, "");
}

static void a_line_without_trace_has_no_trace_member(void **state)
{
    (void)state;
    char line[4096];
    log_trace("");
    capture();
    log_info("plain");
    captured(line, sizeof line);
    assert_null(strstr(line, "trace"));
}

RUN_TESTS(T(a_line_is_one_json_object_with_its_fields), T(bytes_that_are_no_utf8_do_not_break_the_line),
          T(lines_below_the_level_are_not_written), T(a_line_without_trace_has_no_trace_member))
