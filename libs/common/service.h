/* service.h: the one skeleton that runs every service. A service's main.c only declares. */
#ifndef OTKLIK_SERVICE_H
#define OTKLIK_SERVICE_H

#include "config.h"
#include "event.h"
#include "http.h"
#include "work.h"

/* A row that a handler will look up: loaded for the whole batch before any handler runs. */
struct load {
    const struct table *table;
    const char *column;
    /* Where the values are: a member of the event's payload ("key": the event's key if there is no such member), or
     * what a function adds to `out`, as copies; NULL and "" are passed over. */
    const char *field;
    void (*values)(struct work *w, const struct event *e, GPtrArray *out);
    int round; /* 0 to 2: may use what lower rounds found */
};

struct subscription {
    const char *topic;              /* exact name; or ends in '*' for every topic of that prefix in the sources table */
    const char *type;               /* NULL: event->name */
    const struct event_type *event; /* decodes the payload; NULL: the handler reads e->json (foreign messages) */
    enum status (*handle)(struct work *w, const struct event *e);
    const struct load *loads; /* ends with {0} */
    bool raw;                 /* also called for messages that are no readable event: e->json may be NULL, e->type "" */
};

/* The rows of a table whose column has what the event has in this member. */
#define LOAD(table, column, member)                                                                                    \
    {                                                                                                                  \
        table, column, member, NULL, 0                                                                                 \
    }

#define LOADS(...)                                                                                                     \
    (const struct load[])                                                                                              \
    {                                                                                                                  \
        __VA_ARGS__,                                                                                                   \
        {                                                                                                              \
            0                                                                                                          \
        }                                                                                                              \
    }

/* A periodic job. Runs in its own thread with its own connection, in one transaction; what it emits goes through the
 * outbox. Returns ST_OK when there may be more to do at once, ST_NOT_FOUND when nothing was due. */
struct job {
    const char *name;
    int64_t every_ms;
    enum status (*run)(struct work *w);
    bool exclusive; /* one instance of the service at a time (advisory lock) */
    /* Effects outside (SMTP) of what the run has just committed: called after each committed run, with no transaction
     * open; `db` takes single statements. True: there is something to record, so the next run follows at once, also
     * when the service stops. May be NULL. */
    bool (*after)(void *app, struct db *db);
    /* Asked at each turn, without a transaction; false: nothing can be due, the run falls out. May be NULL. */
    bool (*awaited)(void *app);
    /* What it does is made by this service's own transactions: while there are none it looks every five seconds only.
     */
    bool upon_news;
};

/* True in a job's thread once the service is to end: a job that waits for the world gives up, for the service drains
 * within five seconds. */
bool job_must_end(void);

/* What one database table needs: its description and all other statements on it. */
struct store {
    const struct table *table; /* may be NULL */
    const struct statement *statements;
    size_t statement_count;
};

struct service {
    const char *name;                         /* "intake": schema, role, topic and program are named by it */
    const char *about;                        /* one sentence for --help */
    const struct config_key *config;          /* own keys; ends with {0}; may be NULL */
    const struct subscription *subscriptions; /* ends with {0} */
    int64_t gather_ms;  /* how long the engine gathers events after the first of a batch: large batches cost much less.
                           For services that nobody waits for: they also make way while processors are short. 0: takes
                           what lies there */
    int64_t may_wait_s; /* how old its events may become before it makes way no longer */
    const struct job *jobs;                /* ends with {0} */
    const struct route *routes;            /* ends with {0}; http.h */
    const struct store *stores;            /* ends with {0} */
    const struct event_type *const *emits; /* ends with NULL */
    void *(*start)(const struct config *config,
                   struct db *db); /* makes the service's own object; NULL result = give up */
    void (*stop)(void *app);
    const char *(*trouble)(
        void *app); /* why /readyz answers 503, beside the platform's reasons; NULL: nothing; static */
};

/* otklik-NAME [--config FILE] [--check | --migrate | --prepare | --from-ends TOPIC | --resend TIME | --routes |
 * --events | --openapi | --config-keys |
 * --version | --help]; runs until TERM or INT. Exit status for main(). */
int service_main(const struct service *service, int argc, char **argv);

#endif
