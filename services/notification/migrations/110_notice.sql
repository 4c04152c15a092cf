-- Notices to employees. The id is made of event, object, threshold and recipient, so nobody is told twice.
CREATE TABLE notice (
    id         uuid        NOT NULL,
    recipient  uuid        NOT NULL,
    event      text        NOT NULL,
    object     text        NOT NULL,
    threshold  text,
    appeal_id  uuid,
    number     text,
    branch     text,
    detail     text,
    due_at     timestamptz,
    created_at timestamptz NOT NULL,
    read_at    timestamptz,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
SELECT make_month_partitions('notice', 3, 80);
CREATE INDEX notice_recipient ON notice (recipient, id DESC);
CREATE INDEX notice_unread ON notice (recipient) WHERE read_at IS NULL;

-- What staff says of branches, departments and employees, as far as recipients and letters need it.
CREATE TABLE branch (
    code    text   NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    ru      text,
    en      text,
    tz      text
);
CREATE TABLE department (
    id      uuid    NOT NULL PRIMARY KEY,
    version bigint  NOT NULL,
    code    text,
    branch  text,
    role    text,
    head_id uuid,
    active  boolean NOT NULL DEFAULT true
);
CREATE INDEX department_branch ON department (branch);
CREATE TABLE employee (
    id            uuid    NOT NULL PRIMARY KEY,
    version       bigint  NOT NULL,
    short_name    text,
    branch        text,
    department_id uuid,
    position      text,
    roles         jsonb,
    active        boolean NOT NULL DEFAULT true
);
CREATE INDEX employee_branch ON employee (branch);
