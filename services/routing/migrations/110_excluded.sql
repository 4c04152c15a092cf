-- Whom the appeal is about, and who is below whom: neither they nor those below them get or see it.
ALTER TABLE case_file ADD COLUMN excluded uuid[] NOT NULL DEFAULT '{}';
ALTER TABLE department ADD COLUMN parent_id uuid;
