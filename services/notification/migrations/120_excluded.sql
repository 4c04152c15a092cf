-- Whom the appeal is about, and who is below whom: neither they nor those below them see its answer or hear of it.
ALTER TABLE response ADD COLUMN excluded uuid[] NOT NULL DEFAULT '{}';
ALTER TABLE department ADD COLUMN parent_id uuid;
