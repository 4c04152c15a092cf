-- The audit trail: rows are only added. `hash` is sha256 of the row before and this one (audit_chain.c), so that what is
-- changed or taken out behind the service's back shows.
CREATE TABLE audit (
    id        uuid        NOT NULL,
    seq       bigint      NOT NULL,
    at        timestamptz NOT NULL,
    service   text        NOT NULL,
    person_id uuid,
    login     text,
    action    text        NOT NULL,
    entity    text        NOT NULL,
    entity_id text,
    branch    text,
    peer      text,
    outcome   text        NOT NULL,
    changes   jsonb,
    prev_hash text        NOT NULL,
    hash      text        NOT NULL,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
SELECT make_month_partitions('audit', 3);
CREATE INDEX audit_seq ON audit (seq DESC);
CREATE INDEX audit_person ON audit (person_id, seq DESC) WHERE person_id IS NOT NULL;
CREATE INDEX audit_entity ON audit (entity, entity_id, seq DESC);

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM CURRENT_USER;

-- Where the chain stands.
CREATE TABLE audit_head (
    id   text   PRIMARY KEY CHECK (id = 'audit'),
    seq  bigint NOT NULL,
    hash text   NOT NULL
);
INSERT INTO audit_head VALUES ('audit', 0, '');
