-- Branches, departments, people and what they may do. `doc` is the object as it was given: comparing with it makes a
-- repeated load change nothing, and an export gives back what was loaded.
CREATE TABLE branch (
    code     text        PRIMARY KEY,
    version  bigint      NOT NULL,
    ru       text        NOT NULL,
    en       text,
    tz       text        NOT NULL,
    calendar text,
    active   boolean     NOT NULL,
    doc      jsonb       NOT NULL
);

CREATE TABLE department (
    id       uuid        PRIMARY KEY,
    version  bigint      NOT NULL,
    code     text        NOT NULL UNIQUE,
    branch   text        NOT NULL,
    role     text        NOT NULL,
    ru       text        NOT NULL,
    en       text,
    mode     text        NOT NULL,
    head     text,
    calendar text,
    hours    jsonb,
    roles    jsonb,
    active   boolean     NOT NULL,
    doc      jsonb       NOT NULL
);
CREATE INDEX department_branch ON department (branch, code);

CREATE TABLE role (
    code         text    PRIMARY KEY,
    version      bigint  NOT NULL,
    ru           text    NOT NULL,
    en           text,
    scope        text    NOT NULL CHECK (scope IN ('branch', 'all')),
    confidential boolean NOT NULL,
    rights       jsonb   NOT NULL,
    doc          jsonb   NOT NULL
);

CREATE TABLE employee (
    id            uuid   PRIMARY KEY,
    version       bigint NOT NULL,
    tab_no        text   NOT NULL UNIQUE,
    last          text   NOT NULL,
    first         text,
    middle        text,
    branch        text   NOT NULL,
    department    text,
    position      jsonb,
    login         text   UNIQUE,
    email         text,
    ext           text,
    hired         date,
    fired         date,
    state         text   NOT NULL CHECK (state IN ('active', 'dismissed')),
    directory_seq bigint NOT NULL DEFAULT 0,
    doc           jsonb  NOT NULL
);
CREATE INDEX employee_branch ON employee (branch, tab_no);
CREATE INDEX employee_department ON employee (department, tab_no);
CREATE INDEX employee_name ON employee (lower(last) text_pattern_ops, tab_no);
CREATE INDEX employee_fired ON employee (fired) WHERE state = 'active' AND fired IS NOT NULL;

CREATE TABLE employee_role (
    id          uuid PRIMARY KEY,
    employee_id uuid NOT NULL,
    role        text NOT NULL,
    UNIQUE (employee_id, role)
);

CREATE TABLE absence (
    id            uuid    PRIMARY KEY,
    version       bigint  NOT NULL,
    employee_id   uuid    NOT NULL,
    kind          text    NOT NULL,
    starts_on     date    NOT NULL,
    ends_on       date    NOT NULL,
    substitute_id uuid,
    source        text    NOT NULL, -- "directory" or "person"
    cancelled     boolean NOT NULL DEFAULT false,
    CHECK (starts_on <= ends_on)
);
CREATE INDEX absence_employee ON absence (employee_id, starts_on);

-- Names of rights and addresses of offices: kept and shown, decided on by nobody.
CREATE TABLE reference (
    id      text   PRIMARY KEY, -- "rights/appeal.read"
    version bigint NOT NULL,
    kind    text   NOT NULL,
    code    text   NOT NULL,
    doc     jsonb  NOT NULL
);
CREATE INDEX reference_kind ON reference (kind, code);

CREATE VIEW employee_card AS
SELECT e.*, d.id AS department_id, d.ru AS department_ru, d.en AS department_en,
       (SELECT coalesce(jsonb_agg(r.role ORDER BY r.role), '[]') FROM employee_role r WHERE r.employee_id = e.id) AS roles
FROM employee e
LEFT JOIN department d ON d.code = e.department;

CREATE VIEW department_card AS
SELECT d.*, e.id AS head_id,
       trim(concat(e.last, ' ', left(e.first, 1) || '. ', left(e.middle, 1) || '.')) AS head_name
FROM department d
LEFT JOIN employee e ON e.tab_no = d.head;
