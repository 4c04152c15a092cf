/* table.h: a database table described by the columns of its row struct (record.h). Load and save for whole batches
 * come from this description: one SELECT ... = ANY($1) and one INSERT or UPDATE ... FROM unnest a table. */
#ifndef OTKLIK_TABLE_H
#define OTKLIK_TABLE_H

#include "db.h"
#include "db_values.h"
#include "record.h"

enum row_state { ROW_LOADED, ROW_NEW, ROW_DIRTY, ROW_DELETED, ROW_GONE };

/* Every row struct begins with it; owned by the work that loaded it (work.h). */
struct row {
    const struct table *table;
    enum row_state state;
    const struct rows *loaded; /* the result it was read from, kept by that work; NULL: a new row */
    int loaded_index;          /* its line there */
};

struct table {
    const char *name;          /* "intake.appeal" */
    struct record_type record; /* the columns; names are the column names */
    const char *key;           /* unique column by which rows are updated; uuid or text */
    bool locked;               /* loaded FOR UPDATE: the root of an aggregate */
    bool append_only;          /* rows are only inserted */
    bool monthly;              /* parted by the months of its key, a UUIDv7: statements say between which keys, so that
                                  the months of two years are not all looked into */
    const char *elder; /* of a monthly table: a column, a UUID that was made before the row's key. The engine sees
                          to it (work_private.h); clocks of requests may be a day behind. NULL: none */
};

/* What is asked of a monthly table beside the values: keys of these months only. */
struct key_span {
    char least[UUID_TEXT_SIZE], greatest[UUID_TEXT_SIZE]; /* "" before the first */
};
/* Widens it by a key. */
void key_span_take(struct key_span *span, const char *key);
/* The same by an id older than the keys asked for, which have no greatest. */
void key_span_take_elder(struct key_span *span, const char *id);
/* How many bounds table_select_sql asks for after the values: the span's least and greatest, its least, or none. */
int table_select_bounds(const struct table *table, const char *column);

/* PostgreSQL's type of a column as needed in casts: "uuid", "text", "bigint", "boolean", "timestamptz", "date",
 * "jsonb". */
const char *table_sql_type(const struct field *field);
/* SELECT columns FROM name WHERE column = ANY($1::type[]) [AND key >= $2 [AND key <= $3]] ORDER BY key [FOR UPDATE].
 * Caller frees. */
char *table_select_sql(const struct table *table, const char *column);
/* INSERT INTO name (columns) SELECT * FROM unnest($1::uuid[], ...). Caller frees. */
char *table_insert_sql(const struct table *table);
/* UPDATE name SET column = new.column ... FROM unnest(...) WHERE name.key = new.key, of some columns (below), the key
 * among them. Of a monthly table two more arrays follow, of one value each: the least and the greatest key. Caller
 * frees. */
char *table_update_sql(const struct table *table, const char *columns);
/* DELETE FROM name WHERE key = ANY($1). Caller frees. */
char *table_delete_sql(const struct table *table);
/* An empty array for values of a column, as table_insert_sql and table_update_sql want it. */
struct db_values *table_values_new(const struct field *field);
/* Adds a row's value of the column. */
void table_values_add(struct db_values *values, const struct field *field, const void *row, GString *scratch);
/* A row of a result of table_select_sql as a new zeroed struct (g_malloc0 of record.size). */
void *table_row_from(const struct table *table, const struct rows *rows, int index);

/* Some of a table's columns are said by a digit for each, "1001": '1' = in it. NULL: all. */
bool table_column_in(const char *columns, size_t column);

#endif
