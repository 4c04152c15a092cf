-- Deadlines of appeals and stages, and the timers that watch them.

-- The root of an appeal's deadlines: locked by whoever changes them.
CREATE TABLE appeal (
    id           uuid        PRIMARY KEY,
    number       text        NOT NULL,
    branch       text        NOT NULL,
    cycle_no     bigint      NOT NULL,
    sent         boolean     NOT NULL, -- to work, in this cycle
    legal_due_at timestamptz,          -- of the cycle's answer
    ended        boolean     NOT NULL
) WITH (fillfactor = 80);

-- One computed deadline with what it was computed from. `due_at` is the control date: what people are held to; it is never
-- after the legal one. `thresholds` are the warnings, the due time and the escalations by time, `fired` how many have come.
CREATE TABLE deadline (
    id               uuid        PRIMARY KEY,
    appeal_id        uuid        NOT NULL,
    object           text        NOT NULL CHECK (object IN ('registration', 'answer', 'stage')),
    stage_id         uuid,
    cycle_no         bigint      NOT NULL,
    number           text        NOT NULL,
    branch           text        NOT NULL,
    rule_code        text        NOT NULL,
    state            text        NOT NULL CHECK (state IN ('armed', 'reached', 'cleared')),
    provisional      boolean     NOT NULL,
    legal_due_date   date,
    legal_due_at     timestamptz,
    control_due_date date,
    due_at           timestamptz NOT NULL,
    explanation_ru   text        NOT NULL,
    explanation_en   text        NOT NULL,
    negative_reserve boolean     NOT NULL,
    generation       bigint      NOT NULL,
    fired            bigint      NOT NULL,
    thresholds       jsonb       NOT NULL,
    inputs           jsonb       NOT NULL,
    department_id    uuid,
    employee_id      uuid,
    head_id          uuid,
    armed_at         timestamptz NOT NULL,
    ended_at         timestamptz,
    end_reason       text
) WITH (fillfactor = 80);
CREATE INDEX deadline_of_appeal ON deadline (appeal_id);
CREATE UNIQUE INDEX deadline_stage ON deadline (stage_id) WHERE stage_id IS NOT NULL;
CREATE UNIQUE INDEX deadline_cycle ON deadline (appeal_id, object, cycle_no) WHERE stage_id IS NULL;

-- When the next threshold of a deadline comes. A row of an older generation, or of a cleared deadline, is dropped when its
-- time comes: clearing costs nothing.
CREATE TABLE timer (
    id          uuid        PRIMARY KEY,
    deadline_id uuid        NOT NULL,
    generation  bigint      NOT NULL,
    due_at      timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX timer_due ON timer (due_at, id);
