#include "facts.h"

static const struct field fact_delivery_fields[] = {
    FIELD(fact_delivery, delivery_id, FIELD_UUID, 0), FIELD(fact_delivery, appeal_id, FIELD_UUID, 0),
    FIELD(fact_delivery, response_id, FIELD_UUID, 0), FIELD(fact_delivery, cycle_no, FIELD_INT, 0),
    FIELD(fact_delivery, channel, FIELD_TEXT, 0),     FIELD(fact_delivery, queued_at, FIELD_TIME, 0),
    FIELD(fact_delivery, sent_at, FIELD_TIME, 0),     FIELD(fact_delivery, delivered_at, FIELD_TIME, 0),
    FIELD(fact_delivery, failed_at, FIELD_TIME, 0),   FIELD(fact_delivery, failed_final, FIELD_BOOL, 0),
    FIELD(fact_delivery, proof_kind, FIELD_TEXT, 0),
};

const struct table fact_delivery_table = {.name = "reporting.fact_delivery",
                                          .record = RECORD(fact_delivery, fact_delivery_fields),
                                          .key = "delivery_id",
                                          .locked = true,
                                          .monthly = true};
