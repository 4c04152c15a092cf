/* status.h: what a fallible function answers. The reason of a failure is written where it is known, not passed up. */
#ifndef OTKLIK_STATUS_H
#define OTKLIK_STATUS_H

enum status {
    ST_OK = 0,
    ST_NOT_FOUND, /* no such thing, or not for this person */
    ST_CONFLICT,  /* the state or version does not allow it */
    ST_DUPLICATE, /* a unique key is taken */
    ST_RETRY,     /* the world is at fault: the same call may work later */
    ST_INVALID,   /* this input can never work */
    ST_FORBIDDEN, /* the person has no right to it */
    ST_PARKED,    /* the event waits for another one (work.h: park) */
};

#define MUST_CHECK __attribute__((warn_unused_result))

/* A word for logs: "ok", "not found", ... Static. */
const char *status_name(enum status status);

#endif
