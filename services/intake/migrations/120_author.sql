-- Whose draft it is: the window finds its own again.
ALTER TABLE appeal ADD author uuid;
CREATE INDEX appeal_drafts ON appeal (author, id DESC) WHERE state = 'DRAFT';
