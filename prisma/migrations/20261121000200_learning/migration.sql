-- CreateTable
CREATE TABLE "learning_message" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "text_hash" BYTEA NOT NULL,
    "masked" BYTEA NOT NULL,
    "guess" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "intent" TEXT,
    "proposed_by_id" UUID,
    "approved_by_id" UUID,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "trained_in" INTEGER,

    CONSTRAINT "learning_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_version" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "number" INTEGER NOT NULL,
    "model" BYTEA NOT NULL,
    "added" INTEGER NOT NULL,
    "top_one" DOUBLE PRECISION NOT NULL,
    "act_precision" DOUBLE PRECISION NOT NULL,
    "coverage" DOUBLE PRECISION NOT NULL,
    "status" TEXT NOT NULL,
    "why" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "live_at" TIMESTAMPTZ(3),

    CONSTRAINT "model_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "learning_message_ward_id_status_seen_at_idx" ON "learning_message"("ward_id", "status", "seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "learning_message_ward_id_id_key" ON "learning_message"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "learning_message_ward_id_text_hash_key" ON "learning_message"("ward_id", "text_hash");

-- CreateIndex
CREATE UNIQUE INDEX "model_version_ward_id_number_key" ON "model_version"("ward_id", "number");



SELECT keep_wards_apart('learning_message');
SELECT keep_wards_apart('model_version');
