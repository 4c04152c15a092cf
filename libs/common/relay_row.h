/* relay_row.h: one row of the outbox as a message of the bus. */
#ifndef OTKLIK_RELAY_ROW_H
#define OTKLIK_RELAY_ROW_H

#include "relay_cursor.h"
#include "relay_sender.h"

/* Hands the row to the sender with the next number of its partition, which is taken thereby. The topic's lane must be
 * there. ST_INVALID: its headers cannot be read (logged). */
enum status MUST_CHECK relay_row_send(struct sender *sender, struct cursor *cursor, const struct rows *rows, int row);

#endif
