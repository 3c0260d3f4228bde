-- AlterTable
ALTER TABLE "civil_event_person" ADD COLUMN     "consent_way" TEXT,
ADD COLUMN     "conversation_id" UUID;

-- AlterTable
ALTER TABLE "consent" ADD COLUMN     "way" TEXT;


