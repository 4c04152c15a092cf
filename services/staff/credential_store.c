#include "rows.h"
#include "statements.h"

static const struct field credential_fields[] = {
    FIELD(credential, employee_id, FIELD_UUID, 0), FIELD(credential, hash, FIELD_TEXT, 0),
    FIELD(credential, failures, FIELD_INT, 0),     FIELD(credential, locked_until, FIELD_TIME, 0),
    FIELD(credential, must_change, FIELD_BOOL, 0), FIELD(credential, changed_at, FIELD_TIME, 0),
};

const struct table credential_table = {
    .name = "staff.credential", .record = RECORD(credential, credential_fields), .key = "employee_id", .locked = true};

static const struct field bootstrap_fields[] = {
    FIELD(bootstrap, id, FIELD_TEXT, 0),
    FIELD(bootstrap, done_at, FIELD_TIME, 0),
};

const struct table bootstrap_table = {
    .name = "staff.bootstrap", .record = RECORD(bootstrap, bootstrap_fields), .key = "id"};

const struct statement credential_any = {
    "credential_any",
    "SELECT EXISTS (SELECT FROM credential)",
};
