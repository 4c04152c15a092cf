-- Versions of an appeal type are immutable; a new text of a type is a new version under a new configuration version.
CREATE TABLE appeal_type (
    id             text        PRIMARY KEY, -- "REC-W-001@3"
    code           text        NOT NULL,
    config_version bigint      NOT NULL,
    ru             text        NOT NULL,
    en             text,
    category       text        NOT NULL,
    service        text        NOT NULL,
    sha256         text        NOT NULL,
    doc            jsonb       NOT NULL,
    published_at   timestamptz NOT NULL,
    published_by   uuid,
    UNIQUE (code, config_version)
);
-- The one configuration version that counts; grown by every publication.
CREATE TABLE config_counter (
    id   text   PRIMARY KEY CHECK (id = 'config'),
    last bigint NOT NULL
);
INSERT INTO config_counter VALUES ('config', 0);
-- Dictionaries of the catalogue as the company's files have them: fields, base_fields, doc_types, dictionaries.
CREATE TABLE dictionary (
    name       text        PRIMARY KEY,
    version    bigint      NOT NULL,
    doc        jsonb       NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by uuid
);
-- Who may submit: an event whose source does not fit its topic goes to the dead letters.
CREATE TABLE source (
    name           text        PRIMARY KEY,
    version        bigint      NOT NULL,
    ru             text        NOT NULL,
    en             text,
    topics         jsonb       NOT NULL,
    principal      text,
    trusted        boolean     NOT NULL DEFAULT false,
    file_hosts     jsonb       NOT NULL DEFAULT '[]',
    default_branch text        NOT NULL,
    channels       jsonb       NOT NULL DEFAULT '[]'
);
-- Projections of other owners.
CREATE TABLE branch (
    code   text    PRIMARY KEY,
    version bigint NOT NULL,
    ru     text    NOT NULL,
    en     text,
    tz     text    NOT NULL,
    active boolean NOT NULL DEFAULT true
);
CREATE TABLE account_owner (
    account     text   PRIMARY KEY,
    version     bigint NOT NULL,
    branch      text,
    client_id   uuid,
    client_kind text
);
