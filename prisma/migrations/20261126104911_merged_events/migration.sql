-- AlterTable
ALTER TABLE "civil_event" ADD COLUMN     "merged_into_id" UUID;

-- CreateIndex
CREATE INDEX "civil_event_ward_id_merged_into_id_idx" ON "civil_event"("ward_id", "merged_into_id");

-- AddForeignKey
ALTER TABLE "civil_event" ADD CONSTRAINT "civil_event_ward_id_merged_into_id_fkey" FOREIGN KEY ("ward_id", "merged_into_id") REFERENCES "civil_event"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;


