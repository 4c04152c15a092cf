#include "delivery_failed.h"

static const struct field fields[] = {
    FIELD(delivery_failed, appeal_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(delivery_failed, delivery_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(delivery_failed, response_id, FIELD_UUID, FIELD_REQUIRED),
    FIELD(delivery_failed, cycle_no, FIELD_INT, FIELD_REQUIRED),
    FIELD(delivery_failed, channel, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(delivery_failed, at, FIELD_TIME, FIELD_REQUIRED),
    FIELD(delivery_failed, reason, FIELD_TEXT, FIELD_REQUIRED),
    FIELD(delivery_failed, final, FIELD_BOOL, 0),
};

const struct event_type delivery_failed_event = {"delivery.failed", "otklik.notification.v1",
                                                 RECORD(delivery_failed, fields)};
