#include "catalogue_type_published.h"

static const struct field fields[] = {
    FIELD(catalogue_type_published, code, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(catalogue_type_published, config_version, FIELD_INT, FIELD_REQUIRED),
    FIELD(catalogue_type_published, ru, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(catalogue_type_published, en, FIELD_TEXT, 0),
    FIELD(catalogue_type_published, category, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(catalogue_type_published, service, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(catalogue_type_published, published_at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(catalogue_type_published, type, FIELD_JSON, FIELD_REQUIRED),
};

const struct event_type catalogue_type_published_event = {"catalogue.type_published", "otklik.intake.v1",
                                                          RECORD(catalogue_type_published, fields)};
