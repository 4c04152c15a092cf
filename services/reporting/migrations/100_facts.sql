-- Facts and dimensions (a star): each column has one source of events, so that the order between topics does not matter.

-- One row an appeal. What the cycle's end brought is cleared when a newer cycle begins.
CREATE TABLE fact_appeal (
    appeal_id       uuid        NOT NULL,
    version         bigint      NOT NULL DEFAULT 0, -- intake's, of the newest event taken
    number          text,
    branch          text,
    source          text,
    channel         text,
    client_kind     text,
    service         text,
    category        text,
    type_code       text,
    type_ru         text,
    type_en         text,
    confidential    boolean     NOT NULL DEFAULT false,
    state           text,
    state_version   bigint      NOT NULL DEFAULT 0, -- of the public transition
    cycle_no        bigint      NOT NULL DEFAULT 0,
    received_at     timestamptz,
    registered_at   timestamptz,
    sent_at         timestamptz,
    answered_at     timestamptz,
    closed_at       timestamptz,
    late            boolean     NOT NULL DEFAULT false, -- answered after its due time
    answered_by_way text,
    result          text,
    justified       text,
    due_at          timestamptz,
    legal_due_at    timestamptz,
    due_cycle       bigint      NOT NULL DEFAULT 0,
    due_final       boolean     NOT NULL DEFAULT false,
    department_id   uuid,
    department_name text,
    employee_id     uuid,
    employee_name   text,
    held_since      timestamptz,
    returns         bigint      NOT NULL DEFAULT 0,
    returns_version bigint      NOT NULL DEFAULT 0, -- routing's, of the newest return counted
    PRIMARY KEY (appeal_id)
) PARTITION BY RANGE (appeal_id);
SELECT make_month_partitions('fact_appeal', 3, 70);
CREATE INDEX fact_appeal_received ON fact_appeal (received_at, appeal_id);

CREATE TABLE fact_stage (
    stage_id        uuid        NOT NULL,
    appeal_id       uuid        NOT NULL,
    version         bigint      NOT NULL DEFAULT 0,
    cycle_no        bigint      NOT NULL DEFAULT 0,
    seq             bigint      NOT NULL DEFAULT 0,
    role            text,
    state           text,
    branch          text,
    department_id   uuid,
    department_name text,
    employee_id     uuid,
    employee_name   text,
    entered_at      timestamptz,
    assigned_at     timestamptz,
    due_at          timestamptz,
    done_at         timestamptz,
    result          text,
    returns         bigint      NOT NULL DEFAULT 0, -- how often the work came back to it
    returns_version bigint      NOT NULL DEFAULT 0,
    overdue         boolean     GENERATED ALWAYS AS (done_at > due_at) STORED,
    PRIMARY KEY (stage_id)
) PARTITION BY RANGE (stage_id);
SELECT make_month_partitions('fact_stage', 3, 70);
CREATE INDEX fact_stage_appeal ON fact_stage (appeal_id);

CREATE TABLE fact_delivery (
    delivery_id  uuid        NOT NULL,
    appeal_id    uuid        NOT NULL,
    response_id  uuid,
    cycle_no     bigint      NOT NULL DEFAULT 0,
    channel      text,
    queued_at    timestamptz,
    sent_at      timestamptz,
    delivered_at timestamptz,
    failed_at    timestamptz,
    failed_final boolean     NOT NULL DEFAULT false,
    proof_kind   text,
    PRIMARY KEY (delivery_id)
) PARTITION BY RANGE (delivery_id);
SELECT make_month_partitions('fact_delivery', 3, 70);
CREATE INDEX fact_delivery_appeal ON fact_delivery (appeal_id);

CREATE TABLE branch (
    code    text    PRIMARY KEY,
    version bigint  NOT NULL,
    ru      text,
    en      text,
    tz      text,
    active  boolean NOT NULL
);
CREATE TABLE department (
    department_id uuid    PRIMARY KEY,
    version       bigint  NOT NULL,
    code          text,
    branch        text,
    role          text,
    ru            text,
    en            text,
    active        boolean NOT NULL
);
CREATE TABLE employee (
    employee_id   uuid    PRIMARY KEY,
    version       bigint  NOT NULL,
    tab_no        text,
    short_name    text,
    branch        text,
    department_id uuid,
    position      text,
    active        boolean NOT NULL
);
CREATE TABLE appeal_type (
    code           text   PRIMARY KEY,
    config_version bigint NOT NULL,
    ru             text,
    en             text,
    category       text,
    service        text
);

-- Words for codes, "channels/OFFICE". States are the life cycle's; the rest is the company's dictionary.
CREATE TABLE label (
    id   text PRIMARY KEY,
    ru   text NOT NULL,
    en   text
);
INSERT INTO label VALUES
    ('states/DRAFT', 'Черновик', 'Draft'),
    ('states/RECEIVED', 'Поступило', 'Received'),
    ('states/REGISTERED', 'Зарегистрировано', 'Registered'),
    ('states/IN_WORK', 'В работе', 'In work'),
    ('states/WAIT_CLIENT', 'Ожидание заявителя', 'Waiting for the applicant'),
    ('states/WAIT_EXTERNAL', 'Ожидание третьей стороны', 'Waiting for a third party'),
    ('states/RESPONSE_PREP', 'Подготовка ответа', 'Preparing the answer'),
    ('states/SENDING', 'Отправка ответа', 'Sending the answer'),
    ('states/ANSWERED', 'Ответ направлен', 'Answered'),
    ('states/CLOSED', 'Закрыто', 'Closed'),
    ('states/REDIRECTED', 'Перенаправлено', 'Redirected'),
    ('states/WITHDRAWN', 'Отозвано', 'Withdrawn'),
    ('states/DUPLICATE', 'Дубль', 'Duplicate'),
    ('states/LEFT', 'Оставлено без рассмотрения', 'Left without consideration'),
    ('states/CANCELLED', 'Аннулировано', 'Void');
