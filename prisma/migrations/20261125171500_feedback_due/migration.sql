-- the inbox in the order of what is due next (list-inbox.ts says the same expression)
CREATE INDEX "feedback_due" ON "feedback" ("ward_id", (coalesce(case status
  when 'awaiting_intake' then intake_due_at
  when 'received' then due_at when 'assigned' then due_at when 'in_progress' then due_at when 'awaiting_approval' then due_at
  end, '9999-01-01 00:00:00+00'::timestamptz)), "id") WHERE restricted IS NULL;
