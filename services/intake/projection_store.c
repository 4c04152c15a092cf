#include "intake.h"
#include "projection.h"

static const struct field branch_fields[] = {
    FIELD(branch, code, FIELD_TEXT, 0), FIELD(branch, version, FIELD_INT, 0), FIELD(branch, ru, FIELD_TEXT, 0),
    FIELD(branch, en, FIELD_TEXT, 0),   FIELD(branch, tz, FIELD_TEXT, 0),     FIELD(branch, active, FIELD_BOOL, 0),
};

const struct table branch_table = {.name = "intake.branch", .record = RECORD(branch, branch_fields), .key = "code"};

static const struct field employee_fields[] = {
    FIELD(employee, id, FIELD_UUID, 0),
    FIELD(employee, version, FIELD_INT, 0),
    FIELD(employee, tab_no, FIELD_TEXT, 0),
    FIELD(employee, surname, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(employee, first, FIELD_TEXT, FIELD_PERSONAL),
};

const struct table employee_table = {
    .name = "intake.employee", .record = RECORD(employee, employee_fields), .key = "id"};

static const struct field account_owner_fields[] = {
    FIELD(account_owner, account, FIELD_TEXT, 0),     FIELD(account_owner, version, FIELD_INT, 0),
    FIELD(account_owner, branch, FIELD_TEXT, 0),      FIELD(account_owner, client_id, FIELD_UUID, 0),
    FIELD(account_owner, client_kind, FIELD_TEXT, 0),
};

const struct table account_owner_table = {
    .name = "intake.account_owner", .record = RECORD(account_owner, account_owner_fields), .key = "account"};
