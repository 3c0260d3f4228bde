-- CreateTable
CREATE TABLE "recurring_notice" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "kind" TEXT NOT NULL,
    "words" JSONB NOT NULL,
    "audience" JSONB NOT NULL,
    "topic" TEXT,
    "statutory" BOOLEAN NOT NULL,
    "recurrence" JSONB NOT NULL,
    "shift" TEXT NOT NULL,
    "lead_days" INTEGER NOT NULL,
    "send_clock" TEXT NOT NULL,
    "event_clock" TEXT,
    "ends_date" DATE,
    "last_date" DATE,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "recurring_notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "recurring_notice_ward_id_ended_at_idx" ON "recurring_notice"("ward_id", "ended_at");

-- CreateIndex
CREATE UNIQUE INDEX "recurring_notice_ward_id_id_key" ON "recurring_notice"("ward_id", "id");

-- AddForeignKey
ALTER TABLE "recurring_notice" ADD CONSTRAINT "recurring_notice_ward_id_created_by_id_fkey" FOREIGN KEY ("ward_id", "created_by_id") REFERENCES "official"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;



SELECT keep_wards_apart('recurring_notice');
