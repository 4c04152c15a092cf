#include "routing.h"
#include "statements.h"

static const struct field binding_fields[] = {
    FIELD(binding, id, FIELD_TEXT, 0),         FIELD(binding, version, FIELD_INT, 0),
    FIELD(binding, branch, FIELD_TEXT, 0),     FIELD(binding, role, FIELD_TEXT, 0),
    FIELD(binding, scope, FIELD_TEXT, 0),      FIELD(binding, client_kind, FIELD_TEXT, 0),
    FIELD(binding, service, FIELD_TEXT, 0),    FIELD(binding, type_code, FIELD_TEXT, 0),
    FIELD(binding, department, FIELD_TEXT, 0),
};

const struct table binding_table = {.name = "routing.binding", .record = RECORD(binding, binding_fields), .key = "id"};

static const struct field template_fields[] = {
    FIELD(template, code, FIELD_TEXT, 0), FIELD(template, version, FIELD_INT, 0), FIELD(template, kind, FIELD_TEXT, 0),
    FIELD(template, ru, FIELD_TEXT, 0),   FIELD(template, en, FIELD_TEXT, 0),     FIELD(template, doc, FIELD_JSON, 0),
};

const struct table template_table = {
    .name = "routing.template", .record = RECORD(template, template_fields), .key = "code"};

static const struct field responsible_fields[] = {
    FIELD(responsible, id, FIELD_TEXT, 0),         FIELD(responsible, version, FIELD_INT, 0),
    FIELD(responsible, department, FIELD_TEXT, 0), FIELD(responsible, subject, FIELD_TEXT, 0),
    FIELD(responsible, tab_no, FIELD_TEXT, 0),
};

const struct table responsible_table = {
    .name = "routing.responsible", .record = RECORD(responsible, responsible_fields), .key = "id"};

const struct statement settings_statements[] = {
    [BINDING_LIST] = {"binding_list",
                      "SELECT id, version, branch, role, scope, client_kind, service, type_code, department\n"
                      "FROM routing.binding\n"
                      "WHERE $1::text IS NULL OR branch = $1::text\n"
                      "ORDER BY id"},
    [TEMPLATE_LIST] = {"template_list", "SELECT code, version, kind, ru, en, doc\n"
                                        "FROM routing.template\n"
                                        "ORDER BY code"},
    [CASE_FAILED] = {"case_failed", "SELECT id\n"
                                    "FROM routing.case_file\n"
                                    "WHERE state = 'FAILED'\n"
                                    "  AND branch = $1::text\n"
                                    "  AND trouble_role = $2::text\n"
                                    "ORDER BY id\n"
                                    "LIMIT 500"},
};
