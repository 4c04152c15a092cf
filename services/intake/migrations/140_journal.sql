-- The journal by type and by day of reception, the filters that left it to read everything: without them a rare type or an old
-- day cost a walk over all appeals. Neither column changes once a card is sent, so that updates stay as cheap.
CREATE INDEX appeal_type_id ON appeal (type_code, id DESC);
CREATE INDEX appeal_received_at ON appeal (received_at);
