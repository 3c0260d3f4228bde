-- AlterTable
ALTER TABLE "notice_template" ADD COLUMN     "zalo" JSONB;
