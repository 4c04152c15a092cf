-- The rest of what the journal is filtered by, so that a filter that finds little does not read everything.
-- By state: its changes enter indexes anyway, since it stands in the conditions of others. The channel never changes.
CREATE INDEX appeal_state_id ON appeal (state, id DESC);
CREATE INDEX appeal_channel_id ON appeal (channel, id DESC);
-- Overdue: those that are marked, and those that are about to be.
CREATE INDEX appeal_overdue ON appeal (id DESC) WHERE overdue;
CREATE INDEX appeal_unanswered_due ON appeal (due_at) WHERE answered_at IS NULL;
-- What a person sees beyond his branches: what his department works on, what he holds or held (appeal_holder has the holder).
CREATE INDEX appeal_department ON appeal (department, id DESC) WHERE department IS NOT NULL;
CREATE INDEX appeal_held_by ON appeal USING gin (held_by) WHERE held_by <> '{}';

-- Entered two days after it was received, or later: a letter that waited. All others of a day have ids of that day or the next,
-- so that a period of last year is a range of ids and these few.
CREATE FUNCTION entered_late(id uuid, received_at timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT id >= intake.uuid7_floor((received_at AT TIME ZONE 'UTC' + interval '48 hours') AT TIME ZONE 'UTC')
$$;
CREATE INDEX appeal_late ON appeal (received_at) WHERE intake.entered_late(id, received_at);
