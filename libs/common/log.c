#include "log.h"

#include "clock.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib.h>

#define TRACE_ID_LENGTH 32

static const char *log_service = "otklik";
static enum log_level log_lowest = LOG_INFO;
static _Thread_local char trace_id[TRACE_ID_LENGTH + 1];

void log_setup(const char *service, enum log_level lowest)
{
    log_service = service;
    log_lowest = lowest;
}

/* "00-<32 hex trace id>-<parent>-<flags>": people search by the trace id alone. */
void log_trace(const char *traceparent)
{
    const char *id = traceparent ? traceparent : "";
    if (strlen(id) > 3 + TRACE_ID_LENGTH && id[2] == '-')
        id += 3;
    g_strlcpy(trace_id, id, sizeof trace_id);
}

static void append_char(GString *line, unsigned char c)
{
    if (c == '"' || c == '\\')
        g_string_append_printf(line, "\\%c", c);
    else if (c == '\n')
        g_string_append(line, "\\n");
    else if (c < 0x20 || c == 0x7f)
        g_string_append_printf(line, "\\u%04x", c);
    else
        g_string_append_c(line, (char)c);
}

static void append_text(GString *line, const char *key, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_string_append_printf(line, ",\"%s\":\"", key);
    for (const char *p = valid; *p; p++)
        append_char(line, (unsigned char)*p);
    g_string_append_c(line, '"');
}

static void append_field(GString *line, const struct log_field *field)
{
    if (field->text)
        append_text(line, field->key, field->text);
    else
        g_string_append_printf(line, ",\"%s\":%" G_GINT64_FORMAT, field->key, field->number);
}

/* One write for a line, so that the lines of threads and processes on one pipe do not mix. */
static void write_line(const GString *line)
{
    ssize_t ignored = write(STDERR_FILENO, line->str, line->len);
    (void)ignored; /* there is nowhere to say that the log is gone */
}

void log_write(enum log_level level, const char *msg, const struct log_field *fields)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};
    if (level < log_lowest)
        return;
    char time[INSTANT_TEXT_SIZE];
    g_autoptr(GString) line = g_string_sized_new(256);
    g_string_append_printf(line, "{\"time\":\"%s\",\"level\":\"%s\"", instant_format(clock_real(), time), names[level]);
    append_text(line, "service", log_service);
    append_text(line, "msg", msg);
    if (*trace_id)
        append_text(line, "trace", trace_id);
    for (; fields->key; fields++)
        append_field(line, fields);
    g_string_append(line, "}\n");
    write_line(line);
}
