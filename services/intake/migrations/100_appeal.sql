-- The register of appeals. The state column is written by the life cycle (lifecycle.c) alone.
CREATE TABLE appeal (
    id                  uuid        NOT NULL,
    version             bigint      NOT NULL,
    number              text,
    branch              text        NOT NULL,
    state               text        NOT NULL,
    cycle_no            bigint      NOT NULL DEFAULT 0,
    channel             text        NOT NULL,
    source              text,
    external_id         text,
    letter_id           uuid,
    language            text,
    trusted             boolean     NOT NULL DEFAULT false,
    identified          boolean     NOT NULL DEFAULT false,
    client_kind         text,
    service             text,
    type_code           text,
    category            text,
    config_version      bigint      NOT NULL DEFAULT 0,
    account             text,
    contract            text,
    client_id           uuid,
    client_name         text,
    match_result        text,
    match_why           text,
    proposals           jsonb,
    applicant           jsonb,
    auth                jsonb,
    address             text,
    subject             text,
    body                text,
    fields              jsonb,
    response_channels   jsonb,
    faults              jsonb,
    confidential        boolean     NOT NULL DEFAULT false,
    priority            bigint      NOT NULL DEFAULT 0,
    received_at         timestamptz NOT NULL,
    registered_at       timestamptz,
    registered_by       uuid,
    sent_at             timestamptz,
    sent_by             uuid,
    answered_at         timestamptz,
    closed_at           timestamptz,
    -- the projection of what the other services say of it, so that a journal page is one request
    registration_due_at timestamptz,
    due_rule            text,
    due_date            date,
    due_at              timestamptz,
    legal_due_at        timestamptz,
    due_provisional     boolean     NOT NULL DEFAULT false,
    due_explanation_ru  text,
    due_explanation_en  text,
    overdue             boolean     NOT NULL DEFAULT false,
    trouble             text,
    department          uuid,
    department_name     text,
    holder              uuid,
    holder_name         text,
    held_by             uuid[]      NOT NULL DEFAULT '{}',
    result              text,
    justified           text,
    response_id         uuid,
    out_number          text,
    answered_by_way     text,
    send_wanted         boolean     NOT NULL DEFAULT false,
    public_no           bigint      NOT NULL DEFAULT 0,
    created_at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
-- Rows are updated several times in a life: room for HOT updates.
SELECT make_month_partitions('appeal', 3, 70);
-- The journal: newest first, by branch and by what people filter most. Each line serves one order of the list.
CREATE INDEX appeal_branch_id ON appeal (branch, id DESC);
CREATE INDEX appeal_open_due ON appeal (branch, due_at) WHERE state IN ('RECEIVED', 'REGISTERED', 'IN_WORK', 'RESPONSE_PREP', 'SENDING');
CREATE INDEX appeal_received ON appeal (branch, id) WHERE state = 'RECEIVED';
CREATE INDEX appeal_client ON appeal (client_id, id DESC) WHERE client_id IS NOT NULL;
CREATE INDEX appeal_holder ON appeal (holder, id DESC) WHERE holder IS NOT NULL;
CREATE INDEX appeal_trouble ON appeal (branch, id DESC) WHERE trouble IS NOT NULL;
CREATE INDEX appeal_answered ON appeal (answered_at) WHERE state = 'ANSWERED';

-- The words of an appeal, apart from the row that changes ten times in a life: an update there must not enter them into the
-- index again.
CREATE TABLE appeal_text (
    id    uuid NOT NULL,
    text  text NOT NULL,
    words tsvector GENERATED ALWAYS AS (to_tsvector('russian', text)) STORED,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
SELECT make_month_partitions('appeal_text', 3, 100);
CREATE INDEX appeal_text_words ON appeal_text USING gin (words);

-- Numbers are unique for ever, over all partitions.
CREATE TABLE appeal_number (
    number    text PRIMARY KEY,
    appeal_id uuid NOT NULL
);
-- The last number given in a branch and a year ("SVE-2026").
CREATE TABLE number_counter (
    id   text   PRIMARY KEY,
    last bigint NOT NULL
) WITH (fillfactor = 50);
-- A submission is named by (source, external id) for ever; what was answered is kept so that a repeat gets the same.
CREATE TABLE submission (
    key         text        PRIMARY KEY,
    appeal_id   uuid        NOT NULL,
    number      text        NOT NULL,
    payload_sha256 text     NOT NULL,
    accepted    jsonb       NOT NULL,
    received_at timestamptz NOT NULL
);

-- Documents of an appeal as intake sees them: asked for, coming, clean, failed.
CREATE TABLE attachment (
    id          uuid        NOT NULL,
    appeal_id   uuid        NOT NULL,
    file_key    text        NOT NULL,
    doc_type    text,
    name        text,
    mime        text,
    size_bytes  bigint      NOT NULL DEFAULT 0,
    state       text        NOT NULL,
    document_id uuid,
    reason      text,
    final       boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
SELECT make_month_partitions('attachment', 3, 80);
CREATE INDEX attachment_appeal ON attachment (appeal_id);

-- The tab «Статус»: one row a stage.
CREATE TABLE stage_line (
    id              uuid        NOT NULL,
    appeal_id       uuid        NOT NULL,
    cycle_no        bigint      NOT NULL,
    seq             bigint      NOT NULL,
    role            text        NOT NULL,
    state           text        NOT NULL,
    department      uuid,
    department_name text,
    employee        uuid,
    employee_name   text,
    entered_at      timestamptz,
    due_at          timestamptz,
    done_at         timestamptz,
    result          text,
    note            text,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
SELECT make_month_partitions('stage_line', 3, 70);
CREATE INDEX stage_line_appeal ON stage_line (appeal_id);

-- What happened to the appeal, append-only.
CREATE TABLE history (
    id         uuid        NOT NULL,
    appeal_id  uuid        NOT NULL,
    at         timestamptz NOT NULL,
    event      text        NOT NULL,
    from_state text,
    to_state   text,
    by         uuid,
    by_name    text,
    note       text,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
SELECT make_month_partitions('history', 3, 100);
CREATE INDEX history_appeal ON history (appeal_id);
