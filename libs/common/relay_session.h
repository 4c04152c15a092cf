/* relay_session.h: the right to send what stands in a schema's outbox. One session holds it at a time. */
#ifndef OTKLIK_RELAY_SESSION_H
#define OTKLIK_RELAY_SESSION_H

#include "db.h"

/* Makes the connection one for the schema's outbox and takes the right, which ends with the connection. ST_NOT_FOUND:
 * another session has it. */
enum status MUST_CHECK relay_session_lead(struct db *db, const char *schema);

#endif
