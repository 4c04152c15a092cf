CREATE TABLE credential (
    employee_id  uuid        PRIMARY KEY,
    hash         text        NOT NULL, -- argon2id in libsodium's text form
    failures     bigint      NOT NULL,
    locked_until timestamptz,
    must_change  boolean     NOT NULL,
    changed_at   timestamptz NOT NULL
);

-- A sign-in and everything that was refreshed from it.
CREATE TABLE session (
    id          uuid        PRIMARY KEY,
    employee_id uuid        NOT NULL,
    started_at  timestamptz NOT NULL,
    used_at     timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    revoked_at  timestamptz,
    revoked_why text,
    peer        text
);
CREATE INDEX session_employee ON session (employee_id, started_at);
CREATE INDEX session_expires ON session USING brin (expires_at);

-- Each refresh token is good for one use: a second use of one betrays a thief or a victim, and ends the session.
CREATE TABLE refresh_token (
    hash       text        PRIMARY KEY, -- sha256 of the token
    session_id uuid        NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_token_session ON refresh_token (session_id);

-- One row when the first administrator was made; it is never made again.
CREATE TABLE bootstrap (
    id      text        PRIMARY KEY CHECK (id = 'done'),
    done_at timestamptz NOT NULL
);
