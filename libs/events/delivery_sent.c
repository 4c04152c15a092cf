#include "delivery_sent.h"

static const struct field fields[] = {
    FIELD(delivery_sent, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(delivery_sent, delivery_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(delivery_sent, response_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(delivery_sent, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(delivery_sent, channel, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(delivery_sent, at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(delivery_sent, proof, FIELD_TEXT, 0),
    FIELD(delivery_sent, proof_kind, FIELD_TEXT, 0),
};

const struct event_type delivery_sent_event = {"delivery.sent", "otklik.notification.v1",
                                               RECORD(delivery_sent, fields)};
