-- Whom the appeal is about: neither they nor those below them see its documents.
ALTER TABLE appeal ADD COLUMN excluded uuid[] NOT NULL DEFAULT '{}';
