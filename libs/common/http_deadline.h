/* http_deadline.h: cuts off reads and writes that take too long as a whole. Thread safe. */
#ifndef OTKLIK_HTTP_DEADLINE_H
#define OTKLIK_HTTP_DEADLINE_H

#include <stdbool.h>

#include <civetweb.h>
#include <glib.h>

/* One read or write; on the stack of who arms it. */
struct http_deadline {
    int socket;
    int how; /* of shutdown(2) */
    gint64 at_us;
    bool fired;
};
/* Starts the thread that watches. */
struct http_deadlines *http_deadlines_new(void);
/* Nothing may be armed. NULL is accepted. */
void http_deadlines_free(struct http_deadlines *deadlines);
/* Shuts the socket of the connection down after `limit_ms`, so that a read or write ends, unless disarmed before. */
void http_deadline_arm(struct http_deadlines *deadlines, struct http_deadline *deadline,
                       struct mg_connection *connection, int how, int64_t limit_ms);
/* True when it was too late. */
bool http_deadline_disarm(struct http_deadlines *deadlines, struct http_deadline *deadline);

#endif
