-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "number" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "class" TEXT NOT NULL DEFAULT 'notice',
    "status" TEXT NOT NULL DEFAULT 'draft',
    "title" TEXT NOT NULL,
    "words" JSONB NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "choices" JSONB NOT NULL DEFAULT '[]',
    "template" JSONB,
    "audience" JSONB NOT NULL,
    "topic" TEXT,
    "statutory" BOOLEAN NOT NULL DEFAULT false,
    "author_id" UUID,
    "submitted_by_id" UUID,
    "submitted_at" TIMESTAMPTZ(3),
    "approver_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "approved_hash" BYTEA,
    "reason" TEXT,
    "paused_why" TEXT,
    "send_at" TIMESTAMPTZ(3),
    "event_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "rule_id" TEXT,
    "corrects_id" UUID,
    "source" TEXT,
    "source_row" TEXT,
    "counts" JSONB,
    "expanded_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "recipient_id" UUID NOT NULL,
    "notice" INTEGER NOT NULL,
    "slot" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "status" "char" NOT NULL DEFAULT 'w',
    "way" "char" NOT NULL,
    "why" "char" NOT NULL DEFAULT '-',
    "provider" BYTEA NOT NULL DEFAULT '\x'::bytea,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("ward_id","notice","slot")
);

-- CreateTable
CREATE TABLE "delivery_batch" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "notice" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "first_slot" INTEGER NOT NULL,
    "last_slot" INTEGER NOT NULL,
    "probe" BOOLEAN NOT NULL DEFAULT false,
    "done" BOOLEAN NOT NULL DEFAULT false,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "claimed" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "request_started_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_agreement" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "neighbourhood_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "agreed_date" DATE NOT NULL,
    "minutes_ref" TEXT NOT NULL,
    "recorded_by_id" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "channel_agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "conversation_id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "wanted" BOOLEAN NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("ward_id","conversation_id","topic")
);

-- CreateTable
CREATE TABLE "quiet_hours" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "conversation_id" UUID NOT NULL,
    "from_clock" TEXT NOT NULL,
    "to_clock" TEXT NOT NULL,

    CONSTRAINT "quiet_hours_pkey" PRIMARY KEY ("ward_id","conversation_id")
);

-- CreateTable
CREATE TABLE "pace_bucket" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "account_id" UUID NOT NULL,
    "arrival" TIMESTAMPTZ(6) NOT NULL,
    "closed_until" TIMESTAMPTZ(3),

    CONSTRAINT "pace_bucket_pkey" PRIMARY KEY ("ward_id","account_id")
);

-- CreateTable
CREATE TABLE "reconciler_run" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "job" TEXT NOT NULL,
    "ran_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reconciler_run_pkey" PRIMARY KEY ("ward_id","job")
);

-- CreateIndex
CREATE INDEX "notice_ward_id_status_send_at_idx" ON "notice"("ward_id", "status", "send_at");

-- CreateIndex
CREATE UNIQUE INDEX "notice_ward_id_id_key" ON "notice"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_ward_id_number_key" ON "notice"("ward_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "notice_ward_id_source_source_row_key" ON "notice"("ward_id", "source", "source_row");

-- CreateIndex
CREATE INDEX "delivery_recipient_id_idx" ON "delivery"("recipient_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_batch_ward_id_id_key" ON "delivery_batch"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_batch_ward_id_notice_first_slot_channel_key" ON "delivery_batch"("ward_id", "notice", "first_slot", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "channel_agreement_ward_id_id_key" ON "channel_agreement"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "channel_agreement_ward_id_neighbourhood_id_channel_agreed_d_key" ON "channel_agreement"("ward_id", "neighbourhood_id", "channel", "agreed_date");

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_ward_id_author_id_fkey" FOREIGN KEY ("ward_id", "author_id") REFERENCES "official"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_ward_id_submitted_by_id_fkey" FOREIGN KEY ("ward_id", "submitted_by_id") REFERENCES "official"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_ward_id_approver_id_fkey" FOREIGN KEY ("ward_id", "approver_id") REFERENCES "official"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_ward_id_corrects_id_fkey" FOREIGN KEY ("ward_id", "corrects_id") REFERENCES "notice"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "delivery_batch" ADD CONSTRAINT "delivery_batch_ward_id_notice_fkey" FOREIGN KEY ("ward_id", "notice") REFERENCES "notice"("ward_id", "number") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "channel_agreement" ADD CONSTRAINT "channel_agreement_ward_id_neighbourhood_id_fkey" FOREIGN KEY ("ward_id", "neighbourhood_id") REFERENCES "neighbourhood"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "channel_agreement" ADD CONSTRAINT "channel_agreement_ward_id_recorded_by_id_fkey" FOREIGN KEY ("ward_id", "recorded_by_id") REFERENCES "official"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "quiet_hours" ADD CONSTRAINT "quiet_hours_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- Room on each page for the second version of a row: an update that changes no indexed column then stays on its page.
ALTER TABLE "delivery" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "delivery_batch" SET (fillfactor = 50);
GRANT USAGE ON SEQUENCE notice_number_seq TO loa_app;

SELECT keep_wards_apart('notice');
SELECT keep_wards_apart('delivery');
SELECT keep_wards_apart('delivery_batch');
SELECT keep_wards_apart('channel_agreement');
SELECT keep_wards_apart('subscription');
SELECT keep_wards_apart('quiet_hours');
SELECT keep_wards_apart('pace_bucket');
SELECT keep_wards_apart('reconciler_run');
