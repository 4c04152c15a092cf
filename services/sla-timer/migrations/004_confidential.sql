-- Deadlines of a confidential appeal are shown to those who may see it.
ALTER TABLE appeal ADD COLUMN confidential boolean NOT NULL DEFAULT false;
