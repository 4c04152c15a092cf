/* otk.h: the operator's tool. A command is a row of the table in main.c and a file cmd_<word>.c; everything that
 * several commands need stands here, grouped under the file that defines it. One thread. */
#ifndef OTK_H
#define OTK_H

#include "config.h"
#include "kafka.h"

#include <glib.h>
#include <jansson.h>

/* What the process ends with. */
enum otk_exit { OTK_DONE = 0, OTK_FAILED = 1, OTK_USAGE = 2, OTK_NOT_FOUND = 3, OTK_UNREACHABLE = 4 };

struct otk {
    struct config *config;
    bool json;   /* machine-readable output */
    char *token; /* access token; NULL: not signed in yet */
    bool cached; /* it is of an earlier run: rights may have changed since */
};

struct command {
    const char *words;           /* "company load" */
    const char *arguments;       /* "DIR", "" for none; in brackets what may be left out */
    const char *about;           /* one sentence; words.c has it in Russian */
    int least, most;             /* number of arguments */
    const GOptionEntry *options; /* ends with {0}; may be NULL */
    enum otk_exit (*run)(struct otk *otk, char **arguments);
};

/* settings.c */
/* The settings; ends with {0}. */
extern const struct config_key otk_config_keys[];
/* Names of all services; ends with NULL. */
extern const char *const otk_services[];
/* Reads PATH or, when NULL, ~/.config/otk.yaml if it is there. NULL: told why. */
struct config *otk_settings(const char *path);
/* The base address of a service's API, without a slash at the end. Caller frees. */
char *otk_service_url(const struct config *config, const char *service);
/* Kafka's settings. Caller frees by kafka_settings_free. */
struct kafka_settings *otk_kafka(const struct config *config);
/* The folder of the installed data (proto-schemas, deploy/company). Static. */
const char *otk_share(void);

/* words.c: the Russian text for an English one where LANG asks for Russian; the English one otherwise. Static. */
const char *tr(const char *english) __attribute__((format_arg(1)));

/* output.c */
/* A line for people, not shown with --json. */
void otk_say(const struct otk *otk, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "otk: ..." on standard error. Returns `exit`. */
enum otk_exit otk_fail(enum otk_exit exit, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Prints a JSON value on a line of its own. Takes it over. */
void otk_print_take(json_t *value);

/* api.c */
struct api_answer {
    long status;           /* HTTP status; 0: there was no answer, for the reason in `failure` (told already) */
    enum otk_exit failure; /* of the sign-in or the connection */
    json_t *body;          /* owned; may be NULL */
    char *etag;            /* owned; without quotes; may be NULL */
};
#define auto_answer __attribute__((cleanup(api_answer_release))) struct api_answer
void api_answer_release(struct api_answer *answer);
/* Calls METHOD PATH of a service; signs in first, and once more when the token has expired or is of an earlier run and
 * lacks a right. */
void api_call(struct otk *otk, const char *method, const char *service, const char *path, const json_t *body,
              struct api_answer *out);
/* The same without sign-in, with one more header ("Name: value"; may be NULL). */
void api_call_open(struct otk *otk, const char *method, const char *service, const char *path, const json_t *body,
                   const char *header, struct api_answer *out);
/* Tells what was answered, with every fault, and the exit status that stands for it; OTK_DONE for 2xx. */
enum otk_exit api_judge(const struct api_answer *answer, const char *what);
/* One part of a path, percent-encoded. Caller frees. */
char *api_escape(const char *part);

/* sign_in.c: makes otk->token from the cache or by login and password. */
enum otk_exit sign_in(struct otk *otk);
/* Forgets the token, also the cached one. */
void sign_out(struct otk *otk);

/* bus.c: reading topics from their present end. */
struct bus_tail;
/* NULL: told why. Topics that are not there are left out. */
struct bus_tail *bus_tail_open(const struct config *config, const char *const *topics);
/* The next message or NULL when none came within `ms`. Freed by rd_kafka_message_destroy. */
rd_kafka_message_t *bus_tail_next(struct bus_tail *tail, int ms);
void bus_tail_close(struct bus_tail *tail);
/* A header's value or NULL. Caller frees. */
char *bus_header(const rd_kafka_message_t *message, const char *name);
/* Sends one message and waits for its acknowledgement. */
enum otk_exit bus_send(const struct config *config, const char *topic, const char *key, const char *value,
                       rd_kafka_headers_t *headers_take);
/* Internal topics whose events tell the way of an appeal. Ends with NULL. */
extern const char *const bus_hop_topics[];

/* company.c: a company's folder. */
json_t *company_read(const char *folder, const char *file);
/* {"types": [...]} of the files types/NAME.json, in order of names. NULL: told why. */
json_t *company_read_types(const char *folder);
/* True when `only` ("branches,roles"; NULL: all) names the part. */
bool company_wants(const char *only, const char *part);

#endif
