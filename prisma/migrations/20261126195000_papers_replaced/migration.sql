-- AlterTable
ALTER TABLE "paper" ADD COLUMN     "replaced_at" TIMESTAMPTZ(3);
