#include "delivery_delivered.h"

static const struct field fields[] = {
    FIELD(delivery_delivered, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(delivery_delivered, delivery_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(delivery_delivered, response_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(delivery_delivered, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(delivery_delivered, channel, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(delivery_delivered, at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(delivery_delivered, proof, FIELD_TEXT, 0),
    FIELD(delivery_delivered, proof_kind, FIELD_TEXT, 0),
};

const struct event_type delivery_delivered_event = {"delivery.delivered", "otklik.notification.v1",
                                                    RECORD(delivery_delivered, fields)};
