#include "audit_recorded.h"

static const struct field fields[] = {
    FIELD(audit_recorded, at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(audit_recorded, service, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(audit_recorded, person_id, FIELD_UUID, 0),
    FIELD(audit_recorded, login, FIELD_TEXT, 0),
    FIELD(audit_recorded, action, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(audit_recorded, entity, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(audit_recorded, entity_id, FIELD_TEXT, 0),
    FIELD(audit_recorded, branch, FIELD_TEXT, 0),
    FIELD(audit_recorded, peer, FIELD_TEXT, 0),
    FIELD(audit_recorded, outcome, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(audit_recorded, changes, FIELD_JSON, FIELD_PERSONAL),
};

const struct event_type audit_recorded_event = {"audit.recorded", "otklik.audit.v1", RECORD(audit_recorded, fields)};
