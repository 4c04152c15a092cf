#include "routing.h"

/* The aggregate root: locked before its stages and its answer change. */
static const struct field case_file_fields[] = {
    FIELD(case_file, id, FIELD_UUID, 0),
    FIELD(case_file, version, FIELD_INT, 0),
    FIELD(case_file, cycle_no, FIELD_INT, 0),
    FIELD(case_file, state, FIELD_TEXT, 0),
    FIELD(case_file, number, FIELD_TEXT, 0),
    FIELD(case_file, branch, FIELD_TEXT, 0),
    FIELD(case_file, channel, FIELD_TEXT, 0),
    FIELD(case_file, type_code, FIELD_TEXT, 0),
    FIELD(case_file, type_ru, FIELD_TEXT, 0),
    FIELD(case_file, category, FIELD_TEXT, 0),
    FIELD(case_file, service, FIELD_TEXT, 0),
    FIELD(case_file, client_kind, FIELD_TEXT, 0),
    FIELD(case_file, client_id, FIELD_UUID, 0),
    FIELD(case_file, client_name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(case_file, account, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(case_file, subject, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(case_file, fields, FIELD_JSON, FIELD_PERSONAL),
    FIELD(case_file, response_channels, FIELD_JSON, 0),
    FIELD(case_file, route, FIELD_JSON, 0),
    FIELD(case_file, templates, FIELD_JSON, 0),
    FIELD(case_file, results, FIELD_JSON, 0),
    FIELD(case_file, confidential, FIELD_BOOL, 0),
    FIELD(case_file, excluded, FIELD_IDS, 0),
    FIELD(case_file, priority, FIELD_INT, 0),
    FIELD(case_file, received_at, FIELD_TIME, 0),
    FIELD(case_file, registered_at, FIELD_TIME, 0),
    FIELD(case_file, due_at, FIELD_TIME, 0),
    FIELD(case_file, result, FIELD_TEXT, 0),
    FIELD(case_file, justified, FIELD_TEXT, 0),
    FIELD(case_file, trouble, FIELD_TEXT, 0),
    FIELD(case_file, trouble_role, FIELD_TEXT, 0),
    FIELD(case_file, department, FIELD_UUID, 0),
    FIELD(case_file, holder, FIELD_UUID, 0),
    FIELD(case_file, held_by, FIELD_IDS, 0),
};

const struct table case_file_table = {
    .name = "routing.case_file", .record = RECORD(case_file, case_file_fields), .key = "id", .locked = true};
