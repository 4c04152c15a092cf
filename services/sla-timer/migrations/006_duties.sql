-- Duties beside the answer, each once a cycle by its rule; and the roles that a deadline's rules tell beside the holder.
ALTER TABLE deadline DROP CONSTRAINT deadline_object_check;
ALTER TABLE deadline ADD CONSTRAINT deadline_object_check CHECK (object IN ('registration', 'answer', 'stage', 'duty'));
ALTER TABLE deadline ADD COLUMN ends_role text, ADD COLUMN notify jsonb;
DROP INDEX deadline_cycle;
CREATE UNIQUE INDEX deadline_cycle ON deadline (appeal_id, object, cycle_no) WHERE stage_id IS NULL AND object <> 'duty';
CREATE UNIQUE INDEX deadline_duty ON deadline (appeal_id, rule_code, cycle_no) WHERE object = 'duty';
