-- The visit list reads a few hundred doors of a ledger of millions. By the way alone, which a send does not change: with the
-- status in it every send would write a new row instead of staying in its place.
CREATE INDEX "delivery_door" ON "delivery" ("ward_id", "notice") WHERE "way" = 'v';
