-- Why the next draft of a recurring notice could not be written: said to the ward until somebody has mended it.
ALTER TABLE "recurring_notice" ADD COLUMN "refused_why" TEXT;
ALTER TABLE "recurring_notice" ADD COLUMN "refused_date" DATE;
