-- Receipts that come before their message is settled, and pieces of long messages, are known by their ids.
-- CreateTable
CREATE TABLE "loose_id" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "conversation_id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "loose_id_pkey" PRIMARY KEY ("ward_id","conversation_id","provider_id")
);

-- AddForeignKey
ALTER TABLE "loose_id" ADD CONSTRAINT "loose_id_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

SELECT keep_wards_apart('loose_id');
