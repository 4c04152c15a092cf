#include "zone.h"

static GMutex zones_lock;
static GHashTable *zones; /* name -> GTimeZone, never emptied: there are some six hundred names */

GTimeZone *zone_of(const char *name)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&zones_lock);
    (void)locker;

    if (!zones)
        zones = g_hash_table_new(g_str_hash, g_str_equal);
    GTimeZone *zone = g_hash_table_lookup(zones, name);
    if (!zone && (zone = g_time_zone_new_identifier(name)))
        g_hash_table_insert(zones, g_strdup(name), zone);
    return zone;
}
