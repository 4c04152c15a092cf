-- The signed answer as it goes out; frozen once stored.
CREATE TABLE response (
    id           uuid        NOT NULL,
    appeal_id    uuid        NOT NULL,
    cycle_no     bigint      NOT NULL,
    number       text        NOT NULL,
    branch       text        NOT NULL,
    type_code    text        NOT NULL,
    client_id    uuid,
    client_name  text,
    applicant    jsonb,
    subject      text,
    body         text,
    result       text,
    signer_id    uuid,
    signer_name  text,
    signed_at    timestamptz NOT NULL,
    language     text,
    out_number   text,
    received_at  timestamptz,
    source       text,
    external_id  text,
    confidential boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
SELECT make_month_partitions('response', 3);

-- One way of one answer. The id is made of response, channel and address, so the key forbids a second one. The state
-- column is written by delivery_life.c alone.
CREATE TABLE delivery (
    id           uuid        NOT NULL,
    version      bigint      NOT NULL,
    response_id  uuid        NOT NULL,
    appeal_id    uuid        NOT NULL,
    cycle_no     bigint      NOT NULL,
    number       text        NOT NULL,
    branch       text        NOT NULL,
    department   uuid,
    confidential boolean     NOT NULL DEFAULT false,
    channel      text        NOT NULL,
    address      text,
    state        text        NOT NULL,
    attempts     bigint      NOT NULL DEFAULT 0,
    next_at      timestamptz,
    reached      boolean     NOT NULL DEFAULT false,
    withdrawn    boolean     NOT NULL DEFAULT false,
    reason       text,
    proof_kind   text,
    proof        text,
    created_at   timestamptz NOT NULL,
    sent_at      timestamptz,
    delivered_at timestamptz,
    done_by      uuid,
    follows      uuid,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
SELECT make_month_partitions('delivery', 3, 70);
CREATE INDEX delivery_response ON delivery (response_id);
CREATE INDEX delivery_appeal ON delivery (appeal_id);
-- What the mail job looks for.
CREATE INDEX delivery_due ON delivery (next_at) WHERE state = 'planned' AND channel = 'email';
CREATE INDEX delivery_sending ON delivery (id) WHERE state = 'sending';
-- The list of tasks: by branch, oldest first.
CREATE INDEX delivery_task ON delivery (branch, id) WHERE state IN ('task', 'unknown');

-- Forms of letters and mails, changed through the API.
CREATE TABLE layout (
    code       text        NOT NULL PRIMARY KEY,
    version    bigint      NOT NULL,
    doc        jsonb       NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by uuid
);
