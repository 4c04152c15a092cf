-- Whom the appeal is about: neither they nor those below them see its deadlines or hear its warnings.
ALTER TABLE appeal ADD COLUMN excluded uuid[] NOT NULL DEFAULT '{}';
ALTER TABLE deadline ADD COLUMN excluded uuid[] NOT NULL DEFAULT '{}';
