#include "intake.h"

static const struct field submission_fields[] = {
    FIELD(submission, key, FIELD_TEXT, 0),      FIELD(submission, appeal_id, FIELD_UUID, 0),
    FIELD(submission, number, FIELD_TEXT, 0),   FIELD(submission, payload_sha256, FIELD_TEXT, 0),
    FIELD(submission, accepted, FIELD_JSON, 0), FIELD(submission, received_at, FIELD_TIME, 0),
};

const struct table submission_table = {
    .name = "intake.submission", .record = RECORD(submission, submission_fields), .key = "key", .append_only = true};
