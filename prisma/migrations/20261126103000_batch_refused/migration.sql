-- Somebody of the batch was refused, and nobody has looked yet on which other way they can be told.
ALTER TABLE "delivery_batch" ADD COLUMN "refused" BOOLEAN NOT NULL DEFAULT false;
