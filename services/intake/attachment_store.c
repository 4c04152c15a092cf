#include "intake.h"

static const struct field attachment_fields[] = {
    FIELD(attachment, id, FIELD_UUID, 0),
    FIELD(attachment, appeal_id, FIELD_UUID, 0),
    FIELD(attachment, file_key, FIELD_TEXT, 0),
    FIELD(attachment, doc_type, FIELD_TEXT, 0),
    FIELD(attachment, name, FIELD_TEXT, FIELD_PERSONAL),
    FIELD(attachment, mime, FIELD_TEXT, 0),
    FIELD(attachment, size_bytes, FIELD_INT, 0),
    FIELD(attachment, state, FIELD_TEXT, 0),
    FIELD(attachment, document_id, FIELD_UUID, 0),
    FIELD(attachment, reason, FIELD_TEXT, 0),
    FIELD(attachment, final, FIELD_BOOL, 0),
};

const struct table attachment_table = {.name = "intake.attachment",
                                       .record = RECORD(attachment, attachment_fields),
                                       .key = "id",
                                       .monthly = true,
                                       .elder = "appeal_id"};
