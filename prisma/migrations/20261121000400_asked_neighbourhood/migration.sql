-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "asked_neighbourhood_at" TIMESTAMPTZ(3);


