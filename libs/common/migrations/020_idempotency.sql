-- The answers given to creates, by the client's key: a repeat is answered the same (http.h, Idempotency-Key). `person` is
-- '' for a request without sign-in; `status` and `answer` are null only inside the transaction that makes the row.
CREATE TABLE idempotency (
    person         text        NOT NULL,
    key            text        NOT NULL,
    request_sha256 text        NOT NULL,
    status         int,
    answer         json,
    created_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (person, key)
);
-- For the job that drops those older than seven days.
CREATE INDEX idempotency_created_at ON idempotency USING brin (created_at) WITH (pages_per_range = 16, autosummarize = on);
