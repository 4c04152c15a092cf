-- Rules and calendars as versions that never change, and what staff says of branches and departments.

CREATE TABLE setting (
    id         uuid        PRIMARY KEY,
    kind       text        NOT NULL CHECK (kind IN ('rule', 'calendar')),
    code       text        NOT NULL,
    version    bigint      NOT NULL,
    body       jsonb       NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by uuid,
    UNIQUE (kind, code, version)
);

-- Grows with every new version of anything, so that each instance knows when to read again.
CREATE TABLE rulebook (
    name    text   PRIMARY KEY,
    version bigint NOT NULL
) WITH (fillfactor = 50);
INSERT INTO rulebook VALUES ('rulebook', 0);

CREATE TABLE branch (
    code     text   PRIMARY KEY,
    version  bigint NOT NULL,
    tz       text   NOT NULL,
    calendar text,
    ru       text,
    en       text
);

CREATE TABLE department (
    id       uuid   PRIMARY KEY,
    version  bigint NOT NULL,
    branch   text   NOT NULL,
    calendar text,
    hours    jsonb,
    head_id  uuid
);
