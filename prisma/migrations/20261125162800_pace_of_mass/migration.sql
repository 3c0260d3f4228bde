-- Mass sending has an arrival time of its own, so that a fifth of an account's pace stays for replies and emergencies.
ALTER TABLE "pace_bucket" ADD COLUMN "last_wait" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN "mass_arrival" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;
