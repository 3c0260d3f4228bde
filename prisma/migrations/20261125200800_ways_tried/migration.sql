-- CreateTable
CREATE TABLE "delivery_try" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "notice" INTEGER NOT NULL,
    "slot" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recipient_id" UUID NOT NULL,
    "way" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "attempts" SMALLINT NOT NULL,

    CONSTRAINT "delivery_try_pkey" PRIMARY KEY ("ward_id","notice","slot","at")
);

SELECT keep_wards_apart('delivery_try');
