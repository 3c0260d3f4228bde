-- AlterTable
ALTER TABLE "law_rule" ADD COLUMN     "effective_to" DATE,
ALTER COLUMN "anchor" DROP NOT NULL,
ALTER COLUMN "unit" DROP NOT NULL,
ALTER COLUMN "direction" DROP NOT NULL;


