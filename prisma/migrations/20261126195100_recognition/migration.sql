-- CreateTable
CREATE TABLE "recognition" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "noun" TEXT NOT NULL,
    "row_id" UUID NOT NULL,
    "sent_date" DATE NOT NULL,
    "outcome" TEXT,
    "number" TEXT,
    "decided_date" DATE,
    "reason" TEXT,
    "recorded_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recognition_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "recognition_ward_id_id_key" ON "recognition"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "recognition_ward_id_noun_row_id_key" ON "recognition"("ward_id", "noun", "row_id");



SELECT keep_wards_apart('recognition');
