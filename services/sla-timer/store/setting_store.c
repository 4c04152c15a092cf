#include "store/tables.h"

static const struct field columns[] = {
    FIELD(setting, id, FIELD_UUID, FIELD_REQUIRED),   FIELD(setting, kind, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(setting, code, FIELD_TEXT, FIELD_REQUIRED), FIELD(setting, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(setting, body, FIELD_JSON, FIELD_REQUIRED), FIELD(setting, changed_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(setting, changed_by, FIELD_UUID, 0),
};

const struct table setting_table = {
    .name = "sla_timer.setting",
    .record = RECORD(setting, columns),
    .key = "id",
    .append_only = true,
};

enum { CURRENT, VERSIONS };

const struct statement setting_statements[SETTING_STATEMENTS] = {
    [CURRENT] = {"settings_current", "SELECT code, version, body, changed_at, changed_by, kind\n"
                                     "FROM (SELECT DISTINCT ON (kind, code) *\n"
                                     "      FROM sla_timer.setting\n"
                                     "      WHERE $1::text IN (kind, '')\n"
                                     "      ORDER BY kind, code, version DESC) AS newest\n"
                                     "ORDER BY kind, body ? 'base', code"},
    [VERSIONS] = {"setting_versions", "SELECT code, version, body, changed_at, changed_by, kind\n"
                                      "FROM sla_timer.setting\n"
                                      "WHERE kind = $1::text AND code = $2::text\n"
                                      "ORDER BY version DESC"},
};

enum status settings_current(struct db *db, const char *kind, struct rows *out)
{
    return db_run(db, &setting_statements[CURRENT], DB_PARAMS(kind), out);
}

enum status setting_versions(struct db *db, const char *kind, const char *code, struct rows *out)
{
    return db_run(db, &setting_statements[VERSIONS], DB_PARAMS(kind, code), out);
}
