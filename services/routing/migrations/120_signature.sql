-- What waits for the signature in a department: the list of the signers, asked again every fifteen seconds, read all stages.
CREATE INDEX stage_signature ON stage (department) WHERE action = 'sign_response' AND state IN ('QUEUED', 'ASSIGNED');
