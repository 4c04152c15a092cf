/* relay_cursor.h: the relay's place in the outbox and the numbers it goes on with. Belongs to the relay's thread. */
#ifndef OTKLIK_RELAY_CURSOR_H
#define OTKLIK_RELAY_CURSOR_H

#include "db.h"

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/* The next number of each partition of a topic. */
struct lane {
    int32_t partitions;
    int64_t *next;
};

struct cursor {
    int64_t epoch;
    char *prev;        /* snapshot: what is not visible in it is to be sent */
    char *prev_at;     /* bounds the daily partitions that are read */
    char *cur;         /* snapshot of the open window; NULL: none is open */
    int64_t last_id;   /* sent up to here inside the open window */
    GHashTable *lanes; /* topic -> struct lane, as of last_id */
    int64_t windows;   /* opened since it was loaded */
};

enum { PIECE_ROWS = 5000, PIECE_BYTES = 16 << 20 };

/* Columns of a piece. */
enum piece_column {
    PIECE_ID,
    PIECE_TOPIC,
    PIECE_KEY,
    PIECE_HEADERS,
    PIECE_PAYLOAD,
    PIECE_BYTEA,
    PIECE_FOUND,
    PIECE_SNAPSHOT
};

void cursor_release(struct cursor *cursor);
/* Reads the row, after a look whether the schema came out of a backup: then numbers begin again in a new epoch. */
enum status MUST_CHECK cursor_load(struct cursor *cursor, struct db *db);
/* Rows that wait, the first piece of what may become a window; column `found` tells how many there were before the
 * limit in bytes cut, `snapshot` what the window would see. */
enum status MUST_CHECK cursor_peek(const struct cursor *cursor, struct db *db, struct rows *out);
/* Opens the window durably, with the lanes as they are: from now on its rows have their numbers. It is noted for
 * cursor_window. */
enum status MUST_CHECK cursor_open(struct cursor *cursor, struct db *db, const char *snapshot);
/* Stores lanes that were added inside the window, durably. */
enum status MUST_CHECK cursor_store_lanes(struct cursor *cursor, struct db *db);
/* Least and greatest id of the open window after last_id; 0 and 0: nothing is left. */
enum status MUST_CHECK cursor_bounds(const struct cursor *cursor, struct db *db, int64_t *out_least,
                                     int64_t *out_greatest);
/* Rows of the open window with last_id < id <= upto. */
enum status MUST_CHECK cursor_piece(const struct cursor *cursor, struct db *db, int64_t upto, struct rows *out);
/* Stores that everything up to last_id was acknowledged; not durable at once, a repeat is harmless. */
enum status MUST_CHECK cursor_progress(struct cursor *cursor, struct db *db, int64_t last_id);
/* Closes the window; not durable at once either. */
enum status MUST_CHECK cursor_advance(struct cursor *cursor, struct db *db);

/* The last window before `since`, a time as PostgreSQL reads it, that has its numbers noted; 0: none from so long
 * ago. */
enum status MUST_CHECK cursor_first_window(struct db *db, const char *since, int64_t *out_id);
/* Makes the cursor one of the first window of this epoch with *id or a greater one, as it was when it was opened, and
 * stores its id. All rows of the window before must have had their numbers then, but for the first window that is asked
 * for. ST_NOT_FOUND: there is none; ST_INVALID: one is missing in between. */
enum status MUST_CHECK cursor_window(struct cursor *cursor, struct db *db, int64_t *id);

/* The topic's lane, NULL if there is none yet. */
struct lane *cursor_lane(const struct cursor *cursor, const char *topic);
/* Makes the lane or widens it to `partitions`; new partitions begin at 0. True if that changed anything. */
bool cursor_widen(struct cursor *cursor, const char *topic, int32_t partitions);

#endif
