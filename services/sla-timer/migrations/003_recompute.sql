-- What a newly published calendar or a corrected rule may change.
CREATE INDEX deadline_provisional ON deadline (appeal_id, id)
    WHERE provisional AND state = 'armed' AND object <> 'stage';
