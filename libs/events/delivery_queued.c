#include "delivery_queued.h"

static const struct field fields[] = {
    FIELD(delivery_queued, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(delivery_queued, delivery_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(delivery_queued, response_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(delivery_queued, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(delivery_queued, channel, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(delivery_queued, at, FIELD_TIME, FIELD_REQUIRED),
};

const struct event_type delivery_queued_event = {"delivery.queued", "otklik.notification.v1",
                                                 RECORD(delivery_queued, fields)};
