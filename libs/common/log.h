/* log.h: one JSON object a line on standard error. Lower-case sentence in "msg", values in fields.
 * error = a person must act, warn = we coped, info = state changes, debug = for developers.
 * Personal data never goes into a log line. */
#ifndef OTKLIK_LOG_H
#define OTKLIK_LOG_H

#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

struct log_field {
    const char *key;  /* NULL ends the list */
    const char *text; /* NULL: the value is `number` */
    int64_t number;
};

/* A function, so that an array may be given without the compiler's doubt about its address. */
static inline const char *log_text_or_empty(const char *value)
{
    return value ? value : "";
}
#define LOG_TEXT(key, value) ((struct log_field){key, log_text_or_empty(value), 0})
#define LOG_NUMBER(key, value) ((struct log_field){key, (const char *)0, (int64_t)(value)})

#define log_debug(...) LOG_WRITE(LOG_DEBUG, __VA_ARGS__)
#define log_info(...) LOG_WRITE(LOG_INFO, __VA_ARGS__)
#define log_warn(...) LOG_WRITE(LOG_WARN, __VA_ARGS__)
#define log_error(...) LOG_WRITE(LOG_ERROR, __VA_ARGS__)

/* log_info("partition assigned", LOG_TEXT("topic", t), LOG_NUMBER("partition", p)) */
#define LOG_WRITE(level, msg, ...) log_write(level, msg, (const struct log_field[]){__VA_ARGS__ __VA_OPT__(, ){0}})

/* Names the program in every line ("service") and sets the lowest level written. Call once, before threads start. */
void log_setup(const char *service, enum log_level lowest);
/* The trace id put into the calling thread's lines from now on; NULL or "" for none. Copied. */
void log_trace(const char *traceparent);
void log_write(enum log_level level, const char *msg, const struct log_field *fields);

#endif
