-- What the ward has promised a word about, by its day: a handful among all answers.
CREATE INDEX "feedback_answer_promised" ON "feedback_answer" ("ward_id", "promised_date") WHERE "promised_date" IS NOT NULL;
