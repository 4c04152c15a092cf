#include "db_values.h"

#include "db_private.h"
#include "ids.h"

#include <arpa/inet.h>
#include <endian.h>
#include <string.h>

#include <glib.h>

#define UNIX_2000_US INT64_C(946684800000000) /* PostgreSQL counts from 2000 */
enum { UUID_BYTES = 16 };

/* What stands before the elements; all numbers have the network's byte order. */
struct array_head {
    uint32_t dimensions, has_null, element_type, length, lower_bound;
};

struct db_values {
    GByteArray *bytes;
    uint32_t count;
};

static uint32_t oid_of(enum db_type type)
{
    /* pg_type's own numbers, which never change */
    static const uint32_t oids[] = {
        [DB_TEXT] = 25, [DB_UUID] = 2950, [DB_BIGINT] = 20, [DB_BOOLEAN] = 16, [DB_TIMESTAMPTZ] = 1184};
    return oids[type];
}

struct db_values *db_values_new(enum db_type type)
{
    const struct array_head head = {
        .dimensions = htonl(1), .element_type = htonl(oid_of(type)), .lower_bound = htonl(1)};
    struct db_values *values = g_new0(struct db_values, 1);
    values->bytes = g_byte_array_new();
    g_byte_array_append(values->bytes, (const guint8 *)&head, sizeof head);
    return values;
}

void db_values_free(struct db_values *values)
{
    if (!values)
        return;
    g_byte_array_free(values->bytes, TRUE);
    g_free(values);
}

static void add(struct db_values *values, const void *element, size_t size)
{
    uint32_t length = htonl((uint32_t)size);
    g_byte_array_append(values->bytes, (const guint8 *)&length, sizeof length);
    g_byte_array_append(values->bytes, element, (guint)size);
    values->count++;
}

static void add_null(struct db_values *values)
{
    uint32_t length = htonl((uint32_t)-1);
    g_byte_array_append(values->bytes, (const guint8 *)&length, sizeof length);
    values->count++;
}

void db_values_text(struct db_values *values, const char *text)
{
    if (text)
        add(values, text, strlen(text));
    else
        add_null(values);
}

/* One byte more than a UUID has is an element that the server refuses. */
void db_values_uuid(struct db_values *values, const char *uuid)
{
    guint8 bytes[UUID_BYTES + 1] = {0};
    size_t count = 0;

    if (!uuid) {
        add_null(values);
        return;
    }
    if (!uuid_valid(uuid)) {
        add(values, bytes, sizeof bytes);
        return;
    }
    for (const char *c = uuid; *c; c += *c == '-' ? 1 : 2)
        if (*c != '-')
            bytes[count++] = hex_byte(c);
    add(values, bytes, UUID_BYTES);
}

void db_values_int(struct db_values *values, int64_t number)
{
    uint64_t network = htobe64((uint64_t)number);
    add(values, &network, sizeof network);
}

void db_values_bool(struct db_values *values, bool yes)
{
    guint8 byte = yes;
    add(values, &byte, sizeof byte);
}

void db_values_time(struct db_values *values, instant at)
{
    if (at)
        db_values_int(values, at - UNIX_2000_US);
    else
        add_null(values);
}

enum status db_run_values(struct db *db, const struct statement *statement, struct db_values *const *values, int count)
{
    g_autofree const char **bytes = g_new(const char *, count);
    g_autofree int *sizes = g_new(int, count);
    g_autofree int *formats = g_new(int, count);

    for (int i = 0; i < count; i++) {
        ((struct array_head *)(void *)values[i]->bytes->data)->length = htonl(values[i]->count);
        bytes[i] = (const char *)values[i]->bytes->data;
        sizes[i] = (int)values[i]->bytes->len;
        formats[i] = 1;
    }
    return db_run_params(db, statement, &(struct db_params){count, bytes, sizes, formats}, NULL);
}
