-- What the clock wrote of a notice, to know words that an official has changed; and those words where they had to be replaced.
ALTER TABLE "notice" ADD COLUMN "drafted_words" JSONB;
ALTER TABLE "notice" ADD COLUMN "replaced_words" JSONB;
