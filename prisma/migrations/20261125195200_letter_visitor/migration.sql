-- AlterTable
ALTER TABLE "letter" ADD COLUMN     "visit_date" DATE,
ADD COLUMN     "visitor" BYTEA;
