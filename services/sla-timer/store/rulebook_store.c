#include "store/tables.h"

static const struct field columns[] = {
    FIELD(rulebook_row, name, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(rulebook_row, version, FIELD_INT, FIELD_REQUIRED),
};

/* Not locked: a batch of events must not stop an administrator, nor he the events. */
const struct table rulebook_table = {
    .name = "sla_timer.rulebook",
    .record = RECORD(rulebook_row, columns),
    .key = "name",
};

enum { LOCK, BUMP };

const struct statement rulebook_statements[RULEBOOK_STATEMENTS] = {
    [LOCK] = {"rulebook_lock", "SELECT version\n"
                               "FROM sla_timer.rulebook\n"
                               "FOR UPDATE"},
    [BUMP] = {"rulebook_bump", "UPDATE sla_timer.rulebook\n"
                               "SET version = version + 1"},
};

enum status rulebook_lock(struct db *db)
{
    return db_run(db, &rulebook_statements[LOCK], DB_NO_PARAMS, NULL);
}

enum status rulebook_bump(struct db *db)
{
    return db_run(db, &rulebook_statements[BUMP], DB_NO_PARAMS, NULL);
}
