-- Which rules a deadline was computed by, as a column: what is outdated is found without reading the inputs of all that are
-- provisional, which in autumn are all of next year's.
ALTER TABLE deadline ADD COLUMN rulebook bigint NOT NULL DEFAULT 0;
UPDATE deadline
SET rulebook = (inputs ->> 'rulebook')::bigint
WHERE provisional AND state = 'armed' AND object IN ('answer', 'registration') AND inputs ->> 'rulebook' IS NOT NULL;
DROP INDEX deadline_provisional;
CREATE INDEX deadline_outdated ON deadline (rulebook)
    WHERE provisional AND state = 'armed' AND object IN ('answer', 'registration');
