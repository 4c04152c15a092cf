#include "catalogue_dictionary_changed.h"

static const struct field fields[] = {
    FIELD(catalogue_dictionary_changed, name, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(catalogue_dictionary_changed, version, FIELD_INT, FIELD_REQUIRED),
    FIELD(catalogue_dictionary_changed, doc, FIELD_JSON, FIELD_REQUIRED),
};

const struct event_type catalogue_dictionary_changed_event = {"catalogue.dictionary_changed", "otklik.intake.v1",
                                                              RECORD(catalogue_dictionary_changed, fields)};
