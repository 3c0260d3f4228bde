-- AlterTable
ALTER TABLE "feedback" ADD COLUMN "progress_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "reception" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "seats" INTEGER NOT NULL,
    "last_number" INTEGER NOT NULL DEFAULT 0,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,

    CONSTRAINT "reception_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reception_booking" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "reception_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "conversation_id" UUID,
    "person" BYTEA,
    "note" BYTEA,
    "status" TEXT NOT NULL DEFAULT 'booked',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reception_booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grievance" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "conversation_id" UUID,
    "words" BYTEA,
    "arrived_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_as" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "passed_on_to" TEXT,
    "passed_on_date" DATE,
    "passed_on_number" TEXT,

    CONSTRAINT "grievance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "box_opening" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "place" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "first_id" UUID NOT NULL,
    "second_id" UUID NOT NULL,
    "last_paper" INTEGER NOT NULL DEFAULT 0,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "box_opening_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "box_paper" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "opening_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "became_a" TEXT NOT NULL,
    "feedback_id" UUID,
    "key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "box_paper_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "dossier_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "survey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_rating" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "rated_on" DATE NOT NULL,
    "unit" TEXT,
    "score" INTEGER NOT NULL,
    "reason" TEXT,
    "comment" BYTEA,

    CONSTRAINT "service_rating_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "satisfaction_ballot" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "held_on" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "unit" TEXT,
    "handed_out" INTEGER NOT NULL,
    "levels" INTEGER[],

    CONSTRAINT "satisfaction_ballot_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reception_ward_id_starts_at_idx" ON "reception"("ward_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "reception_ward_id_id_key" ON "reception"("ward_id", "id");

-- CreateIndex
CREATE INDEX "reception_booking_ward_id_conversation_id_idx" ON "reception_booking"("ward_id", "conversation_id");

-- CreateIndex
CREATE INDEX "reception_booking_ward_id_next_at_idx" ON "reception_booking"("ward_id", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "reception_booking_ward_id_id_key" ON "reception_booking"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "reception_booking_ward_id_reception_id_number_key" ON "reception_booking"("ward_id", "reception_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "reception_booking_ward_id_key_key" ON "reception_booking"("ward_id", "key");

-- CreateIndex
CREATE INDEX "grievance_ward_id_settled_at_arrived_at_idx" ON "grievance"("ward_id", "settled_at", "arrived_at");

-- CreateIndex
CREATE INDEX "grievance_ward_id_conversation_id_idx" ON "grievance"("ward_id", "conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "grievance_ward_id_id_key" ON "grievance"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "box_opening_ward_id_id_key" ON "box_opening"("ward_id", "id");

-- CreateIndex
CREATE INDEX "box_paper_ward_id_feedback_id_idx" ON "box_paper"("ward_id", "feedback_id");

-- CreateIndex
CREATE UNIQUE INDEX "box_paper_ward_id_opening_id_number_key" ON "box_paper"("ward_id", "opening_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "box_paper_ward_id_opening_id_key_key" ON "box_paper"("ward_id", "opening_id", "key");

-- CreateIndex
CREATE INDEX "survey_ward_id_next_at_idx" ON "survey"("ward_id", "next_at");

-- CreateIndex
CREATE INDEX "survey_ward_id_conversation_id_idx" ON "survey"("ward_id", "conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_ward_id_id_key" ON "survey"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_ward_id_dossier_id_conversation_id_key" ON "survey"("ward_id", "dossier_id", "conversation_id");

-- CreateIndex
CREATE INDEX "service_rating_ward_id_rated_on_idx" ON "service_rating"("ward_id", "rated_on");

-- CreateIndex
CREATE UNIQUE INDEX "service_rating_ward_id_id_key" ON "service_rating"("ward_id", "id");

-- CreateIndex
CREATE INDEX "satisfaction_ballot_ward_id_held_on_idx" ON "satisfaction_ballot"("ward_id", "held_on");

-- CreateIndex
CREATE UNIQUE INDEX "satisfaction_ballot_ward_id_id_key" ON "satisfaction_ballot"("ward_id", "id");

-- AddForeignKey
ALTER TABLE "reception_booking" ADD CONSTRAINT "reception_booking_ward_id_reception_id_fkey" FOREIGN KEY ("ward_id", "reception_id") REFERENCES "reception"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "reception_booking" ADD CONSTRAINT "reception_booking_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "grievance" ADD CONSTRAINT "grievance_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "box_paper" ADD CONSTRAINT "box_paper_ward_id_opening_id_fkey" FOREIGN KEY ("ward_id", "opening_id") REFERENCES "box_opening"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "box_paper" ADD CONSTRAINT "box_paper_ward_id_feedback_id_fkey" FOREIGN KEY ("ward_id", "feedback_id") REFERENCES "feedback"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "survey" ADD CONSTRAINT "survey_ward_id_dossier_id_fkey" FOREIGN KEY ("ward_id", "dossier_id") REFERENCES "dossier"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "survey" ADD CONSTRAINT "survey_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;



-- One waiting grievance a chat: what follows is added to it.
CREATE UNIQUE INDEX "grievance_one_waiting" ON "grievance"("ward_id", "conversation_id") WHERE settled_at IS NULL;

SELECT keep_wards_apart('reception');
SELECT keep_wards_apart('reception_booking');
SELECT keep_wards_apart('grievance');
SELECT keep_wards_apart('box_opening');
SELECT keep_wards_apart('box_paper');
SELECT keep_wards_apart('survey');
SELECT keep_wards_apart('service_rating');
SELECT keep_wards_apart('satisfaction_ballot');
