-- CreateTable
CREATE TABLE "place" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "aliases" TEXT[],
    "parent_code" TEXT,
    "neighbourhood_id" UUID,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "source" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "code" TEXT,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "resume_to" TEXT,
    "visibility" TEXT NOT NULL DEFAULT 'private',
    "restricted" TEXT,
    "authority" TEXT NOT NULL DEFAULT 'unclear',
    "kind" TEXT NOT NULL DEFAULT 'problem',
    "field" TEXT,
    "urgency" TEXT,
    "intake" TEXT NOT NULL,
    "conversation_id" UUID,
    "reporter" BYTEA,
    "text" BYTEA,
    "spot" BYTEA,
    "public_text" TEXT,
    "place_id" UUID,
    "neighbourhood_id" UUID,
    "source_inbounds" UUID[],
    "unit" TEXT,
    "assignee_id" UUID,
    "handler_id" UUID,
    "main_id" UUID,
    "agreed_by_id" UUID,
    "draft_expires_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3),
    "intake_due_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "first_due_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "reopens" INTEGER NOT NULL DEFAULT 0,
    "dissatisfied" INTEGER NOT NULL DEFAULT 0,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback_event" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "feedback_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "event" TEXT NOT NULL,
    "from_status" TEXT NOT NULL,
    "to_status" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "details" BYTEA,
    "key" TEXT NOT NULL,

    CONSTRAINT "feedback_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback_answer" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "feedback_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "text" BYTEA NOT NULL,
    "promised_date" DATE,
    "author_id" UUID,
    "agency" TEXT,
    "status" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "approver_id" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "feedback_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback_file" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "feedback_id" UUID NOT NULL,
    "answer_id" UUID,
    "attachment_id" UUID,
    "mime" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "added_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feedback_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback_follow" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "feedback_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "quiet" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "feedback_follow_pkey" PRIMARY KEY ("ward_id","feedback_id","conversation_id")
);

-- CreateTable
CREATE TABLE "feedback_forwarding" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "feedback_id" UUID NOT NULL,
    "agency_code" TEXT,
    "agency" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "number" TEXT,
    "via" TEXT,
    "nudges" INTEGER NOT NULL DEFAULT 0,
    "next_nudge_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_why" TEXT,

    CONSTRAINT "feedback_forwarding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback_rating" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "feedback_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "score" INTEGER NOT NULL,
    "reason" TEXT,
    "comment" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feedback_rating_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback_number" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "month" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "feedback_number_pkey" PRIMARY KEY ("ward_id","month")
);

-- CreateTable
CREATE TABLE "feedback_tally" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "month" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "feedback_tally_pkey" PRIMARY KEY ("ward_id","month","what")
);

-- CreateIndex
CREATE UNIQUE INDEX "place_ward_id_id_key" ON "place"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "place_ward_id_code_key" ON "place"("ward_id", "code");

-- CreateIndex
CREATE INDEX "feedback_ward_id_status_id_idx" ON "feedback"("ward_id", "status", "id");

-- CreateIndex
CREATE INDEX "feedback_ward_id_conversation_id_idx" ON "feedback"("ward_id", "conversation_id");

-- CreateIndex
CREATE INDEX "feedback_ward_id_place_id_status_idx" ON "feedback"("ward_id", "place_id", "status");

-- CreateIndex
CREATE INDEX "feedback_ward_id_main_id_idx" ON "feedback"("ward_id", "main_id");

-- CreateIndex
CREATE INDEX "feedback_ward_id_next_at_idx" ON "feedback"("ward_id", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_ward_id_id_key" ON "feedback"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_ward_id_code_key" ON "feedback"("ward_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_event_ward_id_feedback_id_key_key" ON "feedback_event"("ward_id", "feedback_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_event_ward_id_feedback_id_seq_key" ON "feedback_event"("ward_id", "feedback_id", "seq");

-- CreateIndex
CREATE INDEX "feedback_answer_ward_id_feedback_id_idx" ON "feedback_answer"("ward_id", "feedback_id");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_answer_ward_id_id_key" ON "feedback_answer"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_file_ward_id_id_key" ON "feedback_file"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_file_ward_id_feedback_id_attachment_id_key" ON "feedback_file"("ward_id", "feedback_id", "attachment_id");

-- CreateIndex
CREATE INDEX "feedback_follow_ward_id_conversation_id_idx" ON "feedback_follow"("ward_id", "conversation_id");

-- CreateIndex
CREATE INDEX "feedback_forwarding_ward_id_feedback_id_idx" ON "feedback_forwarding"("ward_id", "feedback_id");

-- CreateIndex
CREATE INDEX "feedback_forwarding_ward_id_ended_at_next_nudge_at_idx" ON "feedback_forwarding"("ward_id", "ended_at", "next_nudge_at");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_forwarding_ward_id_id_key" ON "feedback_forwarding"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_rating_ward_id_feedback_id_conversation_id_round_key" ON "feedback_rating"("ward_id", "feedback_id", "conversation_id", "round");

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_ward_id_neighbourhood_id_fkey" FOREIGN KEY ("ward_id", "neighbourhood_id") REFERENCES "neighbourhood"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_ward_id_place_id_fkey" FOREIGN KEY ("ward_id", "place_id") REFERENCES "place"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_ward_id_neighbourhood_id_fkey" FOREIGN KEY ("ward_id", "neighbourhood_id") REFERENCES "neighbourhood"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_ward_id_assignee_id_fkey" FOREIGN KEY ("ward_id", "assignee_id") REFERENCES "official"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_ward_id_main_id_fkey" FOREIGN KEY ("ward_id", "main_id") REFERENCES "feedback"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "feedback_event" ADD CONSTRAINT "feedback_event_ward_id_feedback_id_fkey" FOREIGN KEY ("ward_id", "feedback_id") REFERENCES "feedback"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "feedback_answer" ADD CONSTRAINT "feedback_answer_ward_id_feedback_id_fkey" FOREIGN KEY ("ward_id", "feedback_id") REFERENCES "feedback"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "feedback_file" ADD CONSTRAINT "feedback_file_ward_id_feedback_id_fkey" FOREIGN KEY ("ward_id", "feedback_id") REFERENCES "feedback"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "feedback_file" ADD CONSTRAINT "feedback_file_ward_id_answer_id_fkey" FOREIGN KEY ("ward_id", "answer_id") REFERENCES "feedback_answer"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "feedback_follow" ADD CONSTRAINT "feedback_follow_ward_id_feedback_id_fkey" FOREIGN KEY ("ward_id", "feedback_id") REFERENCES "feedback"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "feedback_follow" ADD CONSTRAINT "feedback_follow_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "feedback_forwarding" ADD CONSTRAINT "feedback_forwarding_ward_id_feedback_id_fkey" FOREIGN KEY ("ward_id", "feedback_id") REFERENCES "feedback"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "feedback_rating" ADD CONSTRAINT "feedback_rating_ward_id_feedback_id_fkey" FOREIGN KEY ("ward_id", "feedback_id") REFERENCES "feedback"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;



-- One draft a chat: two first words at once make one draft.
CREATE UNIQUE INDEX "feedback_one_draft" ON "feedback"("ward_id", "conversation_id") WHERE status = 'draft';

SELECT keep_wards_apart('place');
SELECT keep_wards_apart('feedback');
SELECT keep_wards_apart('feedback_event');
SELECT keep_wards_apart('feedback_answer');
SELECT keep_wards_apart('feedback_file');
SELECT keep_wards_apart('feedback_follow');
SELECT keep_wards_apart('feedback_forwarding');
SELECT keep_wards_apart('feedback_rating');
SELECT keep_wards_apart('feedback_number');
SELECT keep_wards_apart('feedback_tally');

-- The history stays as it was written; what somebody said in it can be wiped, and it goes with its report.
REVOKE UPDATE, DELETE ON feedback_event FROM loa_app;
GRANT UPDATE (details) ON feedback_event TO loa_app;
