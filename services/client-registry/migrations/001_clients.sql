-- Clients of all kinds, what identifies them and what billing calls them.

CREATE TABLE client (
    id               uuid PRIMARY KEY,
    version          bigint NOT NULL,
    kind             text NOT NULL,
    display_name     text NOT NULL,
    status           text NOT NULL,
    origin           text NOT NULL,
    branch           text NOT NULL,
    language         text,
    check_state      text NOT NULL,
    note             text,
    merged_into_id   uuid,
    last             text,
    first            text,
    middle           text,
    birth_date       date,
    sex              text,
    snils            text,
    inn              text,
    full_name        text,
    short_name       text,
    opf              text,
    kpp              text,
    ogrn             text,
    head_name        text,
    parent_client_id uuid,
    last_norm        text COLLATE "C",
    given_norm       text COLLATE "C",
    name_norm        text COLLATE "C",
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    created_by       uuid
) WITH (fillfactor = 90);

CREATE TABLE contact (
    id          uuid PRIMARY KEY,
    client_id   uuid NOT NULL,
    kind        text NOT NULL,
    value_raw   text NOT NULL,
    value_norm  text,
    purpose     text NOT NULL,
    source      text NOT NULL,
    verified_at timestamptz,
    verified_by text,
    shared      boolean NOT NULL,
    do_not_use  boolean NOT NULL,
    phone       bigint NOT NULL,
    email_hash  bigint NOT NULL
) WITH (fillfactor = 90);

CREATE TABLE id_document (
    id          uuid PRIMARY KEY,
    client_id   uuid NOT NULL,
    type        text NOT NULL,
    series      text,
    number      text NOT NULL,
    number_norm text,
    issued_by   text,
    issue_date  date,
    valid_to    date
) WITH (fillfactor = 90);

CREATE TABLE account (
    id              uuid PRIMARY KEY,
    version         bigint NOT NULL,
    account_key     text NOT NULL,
    billing_system  text NOT NULL,
    number          text NOT NULL,
    number_norm     text NOT NULL,
    branch          text NOT NULL,
    client_kind     text,
    services        jsonb,
    status          text NOT NULL,
    opened          date,
    closed          date,
    address         text,
    address_norm    text,
    balance_kopecks bigint NOT NULL,
    balance_on      date
) WITH (fillfactor = 90);

CREATE TABLE account_party (
    id         uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    client_id  uuid NOT NULL,
    role       text NOT NULL,
    valid_from date,
    valid_to   date
) WITH (fillfactor = 90);

CREATE TABLE contract (
    id           uuid PRIMARY KEY,
    contract_key text NOT NULL,
    number       text NOT NULL,
    number_norm  text NOT NULL,
    branch       text NOT NULL,
    kind         text,
    state        text NOT NULL,
    signed_on    date,
    ends_on      date,
    client_id    uuid NOT NULL
) WITH (fillfactor = 90);

CREATE TABLE external_ref (
    ref_key           text PRIMARY KEY,
    system            text NOT NULL,
    object_kind       text NOT NULL,
    external_id       text NOT NULL,
    entity            text NOT NULL,
    entity_id         uuid NOT NULL,
    source_order      text NOT NULL,
    deleted_in_source boolean NOT NULL
) WITH (fillfactor = 90);

CREATE TABLE strong_key (
    key       uuid PRIMARY KEY,
    client_id uuid NOT NULL,
    rule      text NOT NULL
) WITH (fillfactor = 90);

CREATE TABLE candidate (
    pair       text PRIMARY KEY,
    a_id       uuid NOT NULL,
    b_id       uuid NOT NULL,
    rule       text NOT NULL,
    score      bigint NOT NULL,
    state      text NOT NULL,
    decided_by uuid,
    reason     text,
    created_at timestamptz NOT NULL
) WITH (fillfactor = 90);

CREATE TABLE billing_source (
    source      text PRIMARY KEY,
    last_number bigint NOT NULL,
    last_at     timestamptz
) WITH (fillfactor = 90);
-- COLLATE "C": the order of bytes serves prefixes and pages alike.
-- Search by exact data: lean btrees that fit the cache at 12 million clients (docs/performance.md). Values that nobody has
-- stay out of them.
CREATE INDEX client_snils ON client (snils) WHERE snils IS NOT NULL;
CREATE INDEX client_inn ON client (inn) WHERE inn IS NOT NULL;
CREATE INDEX client_ogrn ON client (ogrn) WHERE ogrn IS NOT NULL;
CREATE INDEX client_person ON client (last_norm, given_norm, id) WHERE last_norm IS NOT NULL;
CREATE INDEX client_company ON client (name_norm, id) WHERE name_norm IS NOT NULL;
CREATE INDEX contact_client ON contact (client_id);
-- Not partial: the planner cannot see that "= ANY($1)" excludes 0, and equal entries of a btree are stored once.
CREATE INDEX contact_phone ON contact (phone);
CREATE INDEX contact_email ON contact (email_hash);
CREATE INDEX id_document_client ON id_document (client_id);
CREATE INDEX id_document_number ON id_document (number_norm) WHERE number_norm IS NOT NULL;
CREATE UNIQUE INDEX account_key ON account (account_key);
CREATE INDEX account_number ON account (number_norm);
CREATE INDEX account_party_account ON account_party (account_id);
CREATE INDEX account_party_client ON account_party (client_id);
CREATE UNIQUE INDEX contract_key ON contract (contract_key);
CREATE INDEX contract_number ON contract (number_norm);
CREATE INDEX contract_client ON contract (client_id);
CREATE INDEX external_ref_entity ON external_ref (entity_id);
CREATE INDEX candidate_new ON candidate (created_at) WHERE state = 'new';
