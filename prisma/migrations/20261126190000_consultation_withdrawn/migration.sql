-- Why a consultation was withdrawn: asked for, and told to those who had spoken.
ALTER TABLE "consultation" ADD COLUMN "cancelled_why" TEXT;
