-- CreateTable
CREATE TABLE "delivery_day" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "day_date" DATE NOT NULL,
    "way" TEXT NOT NULL,
    "said" INTEGER NOT NULL,

    CONSTRAINT "delivery_day_pkey" PRIMARY KEY ("ward_id","day_date","way")
);

SELECT keep_wards_apart('delivery_day');
