-- No query asks for them any more: a period is a range of ids and appeal_late, what is overdue has appeal_unanswered_due.
-- Each was entered anew by every change of a card that enters another index.
DROP INDEX appeal_open_due;
DROP INDEX appeal_received_at;
