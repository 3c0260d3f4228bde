-- the inbox reads each status in the order of what is due next and merges them (inbox-query.ts says the same expression):
-- a list of statuses would be sorted whole
CREATE INDEX "feedback_inbox" ON "feedback" ("ward_id", "status", (coalesce(case status
  when 'awaiting_intake' then intake_due_at
  when 'received' then due_at when 'assigned' then due_at when 'in_progress' then due_at when 'awaiting_approval' then due_at
  end, '9999-01-01 00:00:00+00'::timestamptz)), "id") WHERE restricted IS NULL;
DROP INDEX "feedback_due";
-- the book (sổ theo dõi) in the order in which reports came
CREATE INDEX "feedback_book" ON "feedback" ("ward_id", "submitted_at", "id") WHERE restricted IS NULL AND code IS NOT NULL;
