-- Two accounts of one channel may have the same slots: who was refused on the first is told through the second.
-- DropIndex
DROP INDEX "delivery_batch_ward_id_notice_first_slot_channel_key";

-- CreateIndex
CREATE UNIQUE INDEX "delivery_batch_ward_id_notice_first_slot_account_id_key" ON "delivery_batch"("ward_id", "notice", "first_slot", "account_id");
