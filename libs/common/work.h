/* work.h: load - decide - save. A work is one transaction's set of rows in memory (an identity map) and what it will
 * emit. The engine makes one for each batch of events, the HTTP server one for each command.
 *
 *     enum status on_stage_completed(struct work *w, const struct event *e)
 *     {
 *         const struct stage_completed *done = e->data;
 *         struct appeal *appeal = work_find(w, &appeal_table, "id", done->appeal_id);
 *         if (!appeal)
 *             return park(w, done->appeal_id);
 *         if (appeal->cycle_no != done->cycle_no)
 *             return ST_OK;                       // stale: intake's cycle is newer
 *         text_set(&appeal->holder, NULL);
 *         work_save(w, appeal);
 *         emit(w, &appeal_progressed_event, appeal->id, &(struct appeal_progressed){...});
 *         return ST_OK;
 *     }
 *
 * A handler does no SQL, reads no clock and never commits. What it looks up should stand in its subscription's loads,
 * so that the whole batch is read by one statement a table; what does not is read at once, one by one (slower, right).
 */
#ifndef OTKLIK_WORK_H
#define OTKLIK_WORK_H

#include "clock.h"
#include "event.h"
#include "table.h"

struct work;

/* The row of `table` whose unique `column` is `value`, or NULL. Owned by the work. NULL too when it could not be read
 * (the connection ended): even of a row that must be there. What the handler answers is void then, so it may answer
 * anything. */
void *work_find(struct work *w, const struct table *table, const char *column, const char *value);
/* All rows of `table` whose `column` is `value`, ordered by the table's key, with the unsaved changes of this work.
 * The array is NULL-terminated, borrowed until the next call of work_list. */
void **work_list(struct work *w, const struct table *table, const char *column, const char *value);
/* A new zeroed row (a uuid key named "id" is filled in, made of the work's time); inserted when the work is saved. */
void *work_new(struct work *w, const struct table *table);
/* Marks a found row changed. A new row needs no save. */
void work_save(struct work *w, void *row);
void work_delete(struct work *w, void *row);
/* The time of this work: the batch's or the request's. */
instant work_now(const struct work *w);
/* A new id of that time, borrowed until the next call. */
const char *work_id(struct work *w);
/* The service's own object (service.h: start), e.g. a catalogue in memory. */
void *work_app(struct work *w);
/* True when the service is told to stop: a job that takes long ends early. False in handlers and requests. */
bool work_stopping(const struct work *w);
/* The connection, for jobs and queries of store files; handlers of events do not use it. */
struct db *work_db(struct work *w);

/* Keeps the failure of a query whose caller can only be told "no row", as that of a load is kept: whatever the handler
 * goes on to answer is void, and it is run again. */
void work_void(struct work *w, enum status failure);

/* For jobs that go out into the world between two transactions (a download, a scanner): saves and commits what was done
 * so far and forgets all rows. A job that is killed in between finds the row in the state saved here. */
enum status MUST_CHECK work_pause(struct work *w);
/* After a pause: opens the next transaction; the work's time is now. */
enum status MUST_CHECK work_resume(struct work *w);

/* Puts an event into the outbox: internal topic of its type, keyed by `key`. The record is copied now. */
void emit(struct work *w, const struct event_type *type, const char *key, const void *record);
/* The same for a public topic or another type's payload built as JSON. Takes over `data` (NULL: a tombstone). */
void emit_json_take(struct work *w, const char *topic, const char *type, const char *key, json_t *data);

/* This event can never work: its changes are taken out and it goes to the dead-letter topic with this reason. Always
 * returns ST_INVALID. */
enum status reject(struct work *w, const char *reason, ...) __attribute__((format(printf, 2, 3)));
/* As reject, but what the handler emitted stands: the sender is told (a reply "refused"). Always returns ST_INVALID. */
enum status reject_answered(struct work *w, const char *reason, ...) __attribute__((format(printf, 2, 3)));
/* The event needs what is not there yet: it is kept under `key` and replayed, in order, when an event with that key
 * has been handled, and at intervals. Always returns ST_PARKED. */
enum status park(struct work *w, const char *key);
/* Events parked under `key` are to be replayed after this work is committed. */
void unpark(struct work *w, const char *key);

#endif
