#include "store/tables.h"

static const struct field columns[] = {
    FIELD(external_ref, ref_key, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(external_ref, system, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(external_ref, object_kind, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(external_ref, external_id, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(external_ref, entity, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(external_ref, entity_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(external_ref, source_order, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(external_ref, deleted_in_source, FIELD_BOOL, 0),
};

const struct table external_ref_table = {
    .name = "client_registry.external_ref",
    .record = RECORD(external_ref, columns),
    .key = "ref_key",
    .locked = true,
};
