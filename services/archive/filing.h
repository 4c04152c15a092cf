/* filing.h: puts documents into the folders of their client. All of it under the client's row lock. */
#ifndef OTKLIK_ARCHIVE_FILING_H
#define OTKLIK_ARCHIVE_FILING_H

#include "store/tables.h"
#include "work.h"

/* The document belongs to the client from now on; it is sorted if the client is known, else when it gets known. */
void filing_assign(struct work *w, struct document *document, const char *client_id);
/* Makes the folders the client lacks and sorts all its documents: what no longer fits a folder leaves it. */
void filing_sort_client(struct work *w, const struct client *client);

#endif
