/* engine_item.h: one message on its way through a batch: read, matched with its subscription, decoded, judged. */
#ifndef OTKLIK_ENGINE_ITEM_H
#define OTKLIK_ENGINE_ITEM_H

#include "cloudevents.h"
#include "service.h"

enum item_fate {
    ITEM_HANDLE, /* a handler is to see it */
    ITEM_SKIP,   /* nobody here wants it, or it is a repeat */
    ITEM_DEAD,   /* goes to the dead letters with `reason` */
    ITEM_PARK,   /* waits under `park_key` */
};

struct item {
    struct message message;
    struct event event;
    const struct subscription *subscription;
    void *record; /* event.data, owned */
    enum item_fate fate;
    char *reason;      /* owned */
    char *park_key;    /* owned */
    bool refused;      /* dead, but its handler's words stand: it runs in every attempt */
    int64_t parked_id; /* > 0: it comes from the table of parked events */
    int64_t attempts;
};

/* Reads and matches; texts live in the arena. `item->message` must be set, the rest zeroed. */
void item_read(struct item *item, struct event_arena *arena, const struct subscription *subscriptions);
void item_release(struct item *item);
/* Marks it dead and not `refused`; the first reason stands. */
void item_kill(struct item *item, const char *reason);
/* Marks it parked. */
void item_park(struct item *item, const char *key);
/* Adds copies of the values that `load` wants of this item (service.h). */
void item_load_values(struct work *w, const struct item *item, const struct load *load, GPtrArray *out);

#endif
