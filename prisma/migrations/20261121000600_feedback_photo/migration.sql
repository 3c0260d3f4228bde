-- AlterTable
ALTER TABLE "feedback_file" ADD COLUMN     "fetch_hash" BYTEA,
ADD COLUMN     "fetch_key" BYTEA,
ALTER COLUMN "bytes" DROP NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "feedback_file_ward_id_feedback_id_fetch_hash_key" ON "feedback_file"("ward_id", "feedback_id", "fetch_hash");


