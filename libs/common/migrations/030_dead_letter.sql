-- What this service could not process, with its bytes: people see, mend, retry or discard it here. The topic
-- otklik.dead-letter.v1 tells the same to the outside.
CREATE TABLE dead_letter (
    id             uuid        PRIMARY KEY,
    at             timestamptz NOT NULL,
    reason         text        NOT NULL,
    type           text,
    event_id       text,
    source         text,
    topic          text        NOT NULL,
    partition      int         NOT NULL,
    message_offset bigint      NOT NULL,
    message_time   timestamptz NOT NULL,
    headers        text        NOT NULL,
    key            bytea,
    value          bytea,
    attempts       bigint      NOT NULL,
    state          text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'retried', 'discarded')),
    changed_at     timestamptz,
    changed_by     uuid,
    note           text
);
CREATE INDEX dead_letter_state ON dead_letter (state, id);
