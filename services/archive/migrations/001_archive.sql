-- Files, documents, uploads, fetches; folders of clients; the journal of letters.

-- What an appeal is about and who works on it: for folders and rights, from the events of intake and routing.
CREATE TABLE appeal (
    id           uuid    PRIMARY KEY,
    branch       text    NOT NULL,
    type_code    text,
    category     text,
    service      text,
    client_id    uuid,
    department   uuid,
    holder       uuid,
    held_by      uuid[]  NOT NULL DEFAULT '{}',
    confidential boolean NOT NULL DEFAULT false
) WITH (fillfactor = 70);

-- A file by its content; it lies below files.folder under its sha256. Unpartitioned: the key is unique for ever.
CREATE TABLE file (
    sha256     text        PRIMARY KEY,
    size_bytes bigint      NOT NULL,
    mime       text        NOT NULL,
    scanned    boolean     NOT NULL,
    stored_at  timestamptz NOT NULL
);

CREATE TABLE document (
    id         uuid        NOT NULL,
    version    bigint      NOT NULL,
    branch     text        NOT NULL,
    sha256     text        NOT NULL,
    size_bytes bigint      NOT NULL,
    mime       text        NOT NULL,
    name       text,
    doc_type   text,
    direction  text        NOT NULL,
    source     text        NOT NULL,
    file_key   text,
    appeal_id  uuid,
    letter_id  uuid,
    client_id  uuid,
    created_at timestamptz NOT NULL,
    created_by uuid,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
SELECT make_month_partitions('document', 3, 90);
CREATE INDEX document_appeal ON document (appeal_id) WHERE appeal_id IS NOT NULL;
CREATE INDEX document_letter ON document (letter_id) WHERE letter_id IS NOT NULL;
CREATE INDEX document_client ON document (client_id, id) WHERE client_id IS NOT NULL;
CREATE INDEX document_sha256 ON document (sha256);

-- An upload that nobody has used yet. What it is wanted for while it is checked stands in `wanted`.
CREATE TABLE claim (
    id          uuid        PRIMARY KEY,
    version     bigint      NOT NULL,
    state       text        NOT NULL CHECK (state IN ('pending', 'clean', 'infected', 'failed')),
    reason      text,
    scanned     boolean     NOT NULL,
    person_id   uuid        NOT NULL,
    branch      text,
    name        text,
    mime        text,
    size_bytes  bigint      NOT NULL,
    sha256      text        NOT NULL,
    document_id uuid,
    wanted      jsonb,
    attempts    bigint      NOT NULL DEFAULT 0,
    next_at     timestamptz,
    created_at  timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX claim_due ON claim (next_at) WHERE state = 'pending';
CREATE INDEX claim_unused ON claim (created_at) WHERE document_id IS NULL;
CREATE INDEX claim_sha256 ON claim (sha256);

-- A file of a bus appeal that is to be fetched. `next_at` is when it is due, or when a fetch that died is taken up again.
CREATE TABLE file_fetch (
    id          uuid        PRIMARY KEY,
    appeal_id   uuid        NOT NULL,
    file_key    text        NOT NULL,
    source      text,
    url         text        NOT NULL,
    name        text,
    doc_type    text,
    mime        text,
    size_bytes  bigint      NOT NULL,
    sha256      text,
    state       text        NOT NULL CHECK (state IN ('planned', 'fetching', 'stored', 'failed')),
    attempts    bigint      NOT NULL,
    next_at     timestamptz,
    reason      text,
    document_id uuid,
    created_at  timestamptz NOT NULL,
    UNIQUE (appeal_id, file_key)
) WITH (fillfactor = 70);
CREATE INDEX file_fetch_due ON file_fetch (next_at, id) WHERE state IN ('planned', 'fetching');

CREATE TABLE source (
    name       text    PRIMARY KEY,
    version    bigint  NOT NULL,
    file_hosts jsonb,
    trusted    boolean NOT NULL
);

CREATE TABLE doc_type (
    code     text   PRIMARY KEY,
    version  bigint NOT NULL,
    category text,
    ru       text,
    en       text
);

CREATE TABLE client (
    id      uuid   PRIMARY KEY,
    version bigint NOT NULL,
    kind    text   NOT NULL,
    branch  text
) WITH (fillfactor = 80);
CREATE INDEX client_kind ON client (kind, id);

CREATE TABLE folder_template (
    id          text        PRIMARY KEY, -- kind/code
    version     bigint      NOT NULL,
    client_kind text        NOT NULL,
    code        text        NOT NULL,
    ord         bigint      NOT NULL,
    ru          text        NOT NULL,
    en          text        NOT NULL,
    criteria    text        NOT NULL,
    changed_at  timestamptz NOT NULL,
    changed_by  uuid
);
CREATE INDEX folder_template_kind ON folder_template (client_kind, ord);

-- The clients of a kind behind `after` are still to be sorted by changed templates.
CREATE TABLE resort (
    client_kind text PRIMARY KEY,
    after       uuid NOT NULL
);

CREATE TABLE folder (
    id        uuid PRIMARY KEY,
    client_id uuid NOT NULL,
    code      text NOT NULL,
    UNIQUE (client_id, code)
);

CREATE TABLE folder_item (
    id          uuid        PRIMARY KEY,
    folder_id   uuid        NOT NULL,
    document_id uuid        NOT NULL,
    client_id   uuid        NOT NULL,
    filed_at    timestamptz NOT NULL,
    UNIQUE (folder_id, document_id)
);
CREATE INDEX folder_item_document ON folder_item (document_id);
CREATE INDEX folder_item_client ON folder_item (client_id);

CREATE TABLE letter (
    id            uuid        NOT NULL,
    version       bigint      NOT NULL,
    number        text        NOT NULL,
    direction     text        NOT NULL CHECK (direction IN ('in', 'out')),
    branch        text        NOT NULL,
    correspondent text        NOT NULL,
    corr_number   text,
    corr_date     date,
    received_on   date,
    delivery      text,
    rpo           text,
    pages         bigint      NOT NULL,
    subject       text,
    client_id     uuid,
    is_appeal     boolean     NOT NULL,
    appeal        jsonb,
    files         jsonb,
    registered_at timestamptz NOT NULL,
    registered_by uuid        NOT NULL,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
SELECT make_month_partitions('letter', 3, 90);
CREATE INDEX letter_branch ON letter (branch, id DESC);
CREATE INDEX letter_correspondent ON letter (branch, direction, lower(correspondent), corr_number, corr_date);

-- Numbers are unique for ever; a gap is allowed.
CREATE TABLE letter_number (
    number    text PRIMARY KEY,
    letter_id uuid NOT NULL
);
CREATE TABLE letter_counter (
    id   text   PRIMARY KEY,
    last bigint NOT NULL
) WITH (fillfactor = 50);
