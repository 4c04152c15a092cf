/* zone.h: time zones by IANA name, each read from disk once. */
#ifndef OTKLIK_ZONE_H
#define OTKLIK_ZONE_H

#include <glib.h>

/* The zone, borrowed for the life of the process; NULL: there is none of this name. Any thread. GLib forgets a zone
 * that nobody holds, so asking it for one a card took a fifth of intake's time. */
GTimeZone *zone_of(const char *name);

#endif
