-- The work on one appeal: its route of the current cycle. The row is locked while anything about the appeal changes here.
CREATE TABLE case_file (
    id                uuid        PRIMARY KEY, -- the appeal's id
    version           bigint      NOT NULL,
    cycle_no          bigint      NOT NULL,
    state             text        NOT NULL,
    number            text        NOT NULL,
    branch            text        NOT NULL,
    channel           text,
    type_code         text        NOT NULL,
    type_ru           text,
    category          text        NOT NULL,
    service           text        NOT NULL,
    client_kind       text        NOT NULL,
    client_id         uuid,
    client_name       text,
    account           text,
    subject           text,
    fields            jsonb,
    response_channels jsonb,
    route             jsonb       NOT NULL,
    templates         jsonb,
    results           jsonb,
    confidential      boolean     NOT NULL DEFAULT false,
    priority          bigint      NOT NULL DEFAULT 0,
    received_at       timestamptz,
    registered_at     timestamptz,
    due_at            timestamptz,
    result            text,
    justified         text,
    trouble           text,
    trouble_role      text,
    department        uuid,
    holder            uuid,
    held_by           uuid[]      NOT NULL DEFAULT '{}'
) WITH (fillfactor = 70);
CREATE INDEX case_file_failed ON case_file (branch, trouble_role) WHERE state = 'FAILED';

CREATE TABLE stage (
    id               uuid        NOT NULL,
    version          bigint      NOT NULL DEFAULT 1,
    appeal_id        uuid        NOT NULL,
    cycle_no         bigint      NOT NULL,
    seq              bigint      NOT NULL,
    grp              text,
    join_all         boolean     NOT NULL DEFAULT true,
    role             text        NOT NULL,
    action           text        NOT NULL,
    automatic        text,
    cond             text,
    results          jsonb,
    is_last          boolean     NOT NULL DEFAULT false,
    state            text        NOT NULL,
    number           text        NOT NULL,
    branch           text        NOT NULL,
    type_code        text        NOT NULL,
    priority         bigint      NOT NULL DEFAULT 0,
    confidential     boolean     NOT NULL DEFAULT false,
    department       uuid,
    department_name  text,
    mode             text,
    holder           uuid,
    holder_name      text,
    first_holder     uuid,
    how              text,
    period_n         bigint      NOT NULL,
    period_unit      text        NOT NULL,
    entered_at       timestamptz,
    taken_at         timestamptz,
    due_at           timestamptz,
    done_at          timestamptz,
    result           text,
    comment          text,
    return_reason    text,
    returns          bigint      NOT NULL DEFAULT 0,
    PRIMARY KEY (id)
) PARTITION BY RANGE (id);
SELECT make_month_partitions('stage', 3, 70);
CREATE INDEX stage_appeal ON stage (appeal_id);
-- «Взять следующее»: urgent first, then by due time, then by arrival.
CREATE INDEX stage_queue ON stage (department, priority, due_at, id) WHERE state = 'QUEUED';
CREATE INDEX stage_holder ON stage (holder, due_at, id) WHERE state = 'ASSIGNED';

CREATE TABLE response (
    id          uuid        PRIMARY KEY,
    appeal_id   uuid        NOT NULL,
    version     bigint      NOT NULL,
    cycle_no    bigint      NOT NULL,
    kind        text        NOT NULL,
    state       text        NOT NULL,
    result      text,
    template    text,
    subject     text,
    body        text,
    drafted_by  uuid,
    drafted_at  timestamptz,
    approved_by uuid,
    approved_at timestamptz,
    signer_id   uuid,
    signer_name text,
    signed_at   timestamptz,
    sign_kind   text,
    return_reason text
);
CREATE INDEX response_appeal ON response (appeal_id);

-- Process roles in a branch: the most specific row wins (type, then service, then client kind).
CREATE TABLE binding (
    id          text   PRIMARY KEY, -- "VLD/EXT/FL/H/ODN-E-001", * for any
    version     bigint NOT NULL,
    branch      text   NOT NULL,
    role        text   NOT NULL,
    scope       text   NOT NULL,    -- "VLD/EXT": what the engine loads by
    client_kind text,
    service     text,
    type_code   text,
    department  text   NOT NULL     -- its code; of any branch
);
CREATE INDEX binding_scope ON binding (scope);

CREATE TABLE template (
    code    text   PRIMARY KEY,
    version bigint NOT NULL,
    kind    text,
    ru      text   NOT NULL,
    en      text,
    doc     jsonb
);

-- Who answers for what in a department of mode FIXED: type, else category, else service, else everything.
CREATE TABLE responsible (
    id         text   PRIMARY KEY, -- "VLD-CH/type:REC-W-001", "VLD-CH/*"
    version    bigint NOT NULL,
    department text   NOT NULL,
    subject    text   NOT NULL,
    tab_no     text   NOT NULL
);
CREATE INDEX responsible_department ON responsible (department);

-- Projections of staff.
CREATE TABLE department (
    id       uuid    PRIMARY KEY,
    version  bigint  NOT NULL,
    code     text    NOT NULL UNIQUE,
    branch   text    NOT NULL,
    role     text    NOT NULL,
    ru       text    NOT NULL,
    en       text,
    mode     text    NOT NULL,
    head_id  uuid,
    calendar text,
    active   boolean NOT NULL DEFAULT true
);
CREATE TABLE employee (
    id            uuid    PRIMARY KEY,
    version       bigint  NOT NULL,
    tab_no        text    NOT NULL UNIQUE,
    name          text    NOT NULL,
    short_name    text    NOT NULL,
    branch        text    NOT NULL,
    department_id uuid,
    active        boolean NOT NULL DEFAULT true
);
CREATE INDEX employee_department ON employee (department_id);
CREATE TABLE absence (
    id            uuid    PRIMARY KEY,
    version       bigint  NOT NULL,
    employee_id   uuid    NOT NULL,
    starts_on     date    NOT NULL,
    ends_on       date    NOT NULL,
    substitute_id uuid,
    cancelled     boolean NOT NULL DEFAULT false
);
CREATE INDEX absence_employee ON absence (employee_id);
