-- AlterTable
ALTER TABLE "law_rule" ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "meeting" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "kind" TEXT NOT NULL,
    "matter" INTEGER,
    "title" TEXT NOT NULL,
    "agenda" TEXT[],
    "place" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "chair" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "number" TEXT,
    "neighbourhood_ids" UUID[],
    "household_ids" UUID[],
    "status" TEXT NOT NULL DEFAULT 'draft',
    "total_households" INTEGER,
    "called_at" TIMESTAMPTZ(3),
    "cancelled_why" TEXT,
    "minutes" TEXT,
    "yes" INTEGER,
    "minutes_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_reply" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "meeting_id" UUID NOT NULL,
    "household_id" UUID,
    "conversation_id" UUID,
    "answer" TEXT,
    "delegate" BYTEA,
    "answered_at" TIMESTAMPTZ(3),
    "attended" BOOLEAN,

    CONSTRAINT "meeting_reply_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "election" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "neighbourhood_id" UUID,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "place" TEXT NOT NULL,
    "bring" TEXT,
    "min_candidates" INTEGER NOT NULL,
    "done" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "total_households" INTEGER,
    "announced_at" TIMESTAMPTZ(3),
    "cancelled_why" TEXT,
    "present" INTEGER,
    "result_at" TIMESTAMPTZ(3),
    "result_note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "election_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "candidate" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "election_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "full_name" TEXT NOT NULL,
    "birth_year" INTEGER NOT NULL,
    "job" TEXT NOT NULL,
    "votes" INTEGER,

    CONSTRAINT "candidate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "election_reminder" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "election_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "election_reminder_pkey" PRIMARY KEY ("ward_id","election_id","conversation_id")
);

-- CreateTable
CREATE TABLE "disclosure" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "category" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "decision_number" TEXT NOT NULL,
    "decision_date" DATE NOT NULL,
    "clock_rule" TEXT NOT NULL,
    "clock_date" DATE NOT NULL,
    "due_date" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "published_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "supersedes_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "disclosure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "disclosure_question" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "disclosure_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "question" BYTEA NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" BYTEA,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by_id" UUID,

    CONSTRAINT "disclosure_question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consultation" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "title" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "background" TEXT NOT NULL,
    "neighbourhood_ids" UUID[],
    "closes_date" DATE NOT NULL,
    "answer_date" DATE,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "published_at" TIMESTAMPTZ(3),
    "summary" TEXT,
    "explanation" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consultation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opinion" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "consultation_id" UUID NOT NULL,
    "household_id" UUID,
    "conversation_id" UUID NOT NULL,
    "said" BYTEA NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "disposition" TEXT,
    "answer" BYTEA,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "opinion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posting" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "noun" TEXT NOT NULL,
    "row_id" UUID NOT NULL,
    "form" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "from_date" DATE NOT NULL,
    "to_date" DATE,
    "official_id" UUID NOT NULL,
    "photo" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "posting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "paper" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "noun" TEXT NOT NULL,
    "row_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "added_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "paper_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rung" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "noun" TEXT NOT NULL,
    "row_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lawful_date" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'planned',
    "done_at" TIMESTAMPTZ(3),
    "done_by_id" UUID,
    "version" INTEGER NOT NULL,

    CONSTRAINT "rung_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "meeting_ward_id_status_starts_at_idx" ON "meeting"("ward_id", "status", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_ward_id_id_key" ON "meeting"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_reply_ward_id_meeting_id_household_id_key" ON "meeting_reply"("ward_id", "meeting_id", "household_id");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_reply_ward_id_meeting_id_conversation_id_key" ON "meeting_reply"("ward_id", "meeting_id", "conversation_id");

-- CreateIndex
CREATE INDEX "election_ward_id_status_starts_at_idx" ON "election"("ward_id", "status", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "election_ward_id_id_key" ON "election"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "candidate_ward_id_election_id_position_key" ON "candidate"("ward_id", "election_id", "position");

-- CreateIndex
CREATE INDEX "disclosure_ward_id_status_category_idx" ON "disclosure"("ward_id", "status", "category");

-- CreateIndex
CREATE UNIQUE INDEX "disclosure_ward_id_id_key" ON "disclosure"("ward_id", "id");

-- CreateIndex
CREATE INDEX "disclosure_question_ward_id_disclosure_id_idx" ON "disclosure_question"("ward_id", "disclosure_id");

-- CreateIndex
CREATE UNIQUE INDEX "disclosure_question_ward_id_id_key" ON "disclosure_question"("ward_id", "id");

-- CreateIndex
CREATE INDEX "consultation_ward_id_status_closes_date_idx" ON "consultation"("ward_id", "status", "closes_date");

-- CreateIndex
CREATE UNIQUE INDEX "consultation_ward_id_id_key" ON "consultation"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "opinion_ward_id_id_key" ON "opinion"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "opinion_ward_id_consultation_id_household_id_key" ON "opinion"("ward_id", "consultation_id", "household_id");

-- CreateIndex
CREATE UNIQUE INDEX "opinion_ward_id_consultation_id_conversation_id_key" ON "opinion"("ward_id", "consultation_id", "conversation_id");

-- CreateIndex
CREATE INDEX "posting_ward_id_noun_row_id_idx" ON "posting"("ward_id", "noun", "row_id");

-- CreateIndex
CREATE UNIQUE INDEX "posting_ward_id_id_key" ON "posting"("ward_id", "id");

-- CreateIndex
CREATE INDEX "paper_ward_id_noun_row_id_idx" ON "paper"("ward_id", "noun", "row_id");

-- CreateIndex
CREATE UNIQUE INDEX "paper_ward_id_id_key" ON "paper"("ward_id", "id");

-- CreateIndex
CREATE INDEX "rung_ward_id_status_due_at_idx" ON "rung"("ward_id", "status", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "rung_ward_id_id_key" ON "rung"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "rung_ward_id_noun_row_id_step_key" ON "rung"("ward_id", "noun", "row_id", "step");

-- AddForeignKey
ALTER TABLE "meeting_reply" ADD CONSTRAINT "meeting_reply_ward_id_meeting_id_fkey" FOREIGN KEY ("ward_id", "meeting_id") REFERENCES "meeting"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "meeting_reply" ADD CONSTRAINT "meeting_reply_ward_id_household_id_fkey" FOREIGN KEY ("ward_id", "household_id") REFERENCES "household"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "meeting_reply" ADD CONSTRAINT "meeting_reply_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "election" ADD CONSTRAINT "election_ward_id_neighbourhood_id_fkey" FOREIGN KEY ("ward_id", "neighbourhood_id") REFERENCES "neighbourhood"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "candidate" ADD CONSTRAINT "candidate_ward_id_election_id_fkey" FOREIGN KEY ("ward_id", "election_id") REFERENCES "election"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "election_reminder" ADD CONSTRAINT "election_reminder_ward_id_election_id_fkey" FOREIGN KEY ("ward_id", "election_id") REFERENCES "election"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "election_reminder" ADD CONSTRAINT "election_reminder_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "disclosure_question" ADD CONSTRAINT "disclosure_question_ward_id_disclosure_id_fkey" FOREIGN KEY ("ward_id", "disclosure_id") REFERENCES "disclosure"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "disclosure_question" ADD CONSTRAINT "disclosure_question_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_ward_id_consultation_id_fkey" FOREIGN KEY ("ward_id", "consultation_id") REFERENCES "consultation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_ward_id_household_id_fkey" FOREIGN KEY ("ward_id", "household_id") REFERENCES "household"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;


SELECT keep_wards_apart('meeting');
SELECT keep_wards_apart('meeting_reply');
SELECT keep_wards_apart('election');
SELECT keep_wards_apart('candidate');
SELECT keep_wards_apart('election_reminder');
SELECT keep_wards_apart('disclosure');
SELECT keep_wards_apart('disclosure_question');
SELECT keep_wards_apart('consultation');
SELECT keep_wards_apart('opinion');
SELECT keep_wards_apart('posting');
SELECT keep_wards_apart('paper');
SELECT keep_wards_apart('rung');
