#include "catalogue.h"
#include "intake.h"
#include "projection.h"

static const struct field appeal_type_fields[] = {
    FIELD(appeal_type, id, FIELD_TEXT, 0),
    FIELD(appeal_type, code, FIELD_TEXT, 0),
    FIELD(appeal_type, config_version, FIELD_INT, 0),
    FIELD(appeal_type, ru, FIELD_TEXT, 0),
    FIELD(appeal_type, en, FIELD_TEXT, 0),
    FIELD(appeal_type, category, FIELD_TEXT, 0),
    FIELD(appeal_type, service, FIELD_TEXT, 0),
    FIELD(appeal_type, sha256, FIELD_TEXT, 0),
    FIELD(appeal_type, doc, FIELD_JSON, 0),
    FIELD(appeal_type, published_at, FIELD_TIME, 0),
    FIELD(appeal_type, published_by, FIELD_UUID, 0),
};

const struct table appeal_type_table = {
    .name = "intake.appeal_type", .record = RECORD(appeal_type, appeal_type_fields), .key = "id", .append_only = true};

static const struct field dictionary_fields[] = {
    FIELD(dictionary, name, FIELD_TEXT, 0),       FIELD(dictionary, version, FIELD_INT, 0),
    FIELD(dictionary, doc, FIELD_JSON, 0),        FIELD(dictionary, changed_at, FIELD_TIME, 0),
    FIELD(dictionary, changed_by, FIELD_UUID, 0),
};

const struct table dictionary_table = {
    .name = "intake.dictionary", .record = RECORD(dictionary, dictionary_fields), .key = "name"};

static const struct field config_counter_fields[] = {
    FIELD(config_counter, id, FIELD_TEXT, 0),
    FIELD(config_counter, last, FIELD_INT, 0),
};

const struct table config_counter_table = {.name = "intake.config_counter",
                                           .record = RECORD(config_counter, config_counter_fields),
                                           .key = "id",
                                           .locked = true};
