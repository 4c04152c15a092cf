-- A log that was cut, or a topic that was made anew, gives a place to a second event: both may have to wait, and the second one
-- must not stop the service. That no event is taken twice is the work of offsets and numbers.
ALTER TABLE parked DROP CONSTRAINT parked_topic_partition_message_offset_key;
