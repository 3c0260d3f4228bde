-- CreateTable
CREATE TABLE "notice_template" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "vi" JSONB NOT NULL,
    "en" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "approved_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval_deputy" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "official_id" UUID NOT NULL,
    "deputy_id" UUID NOT NULL,
    "from_date" DATE NOT NULL,
    "to_date" DATE NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "approval_deputy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "notice_template_ward_id_id_key" ON "notice_template"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_template_ward_id_kind_version_key" ON "notice_template"("ward_id", "kind", "version");

-- CreateIndex
CREATE INDEX "approval_deputy_ward_id_deputy_id_idx" ON "approval_deputy"("ward_id", "deputy_id");

-- CreateIndex
CREATE UNIQUE INDEX "approval_deputy_ward_id_id_key" ON "approval_deputy"("ward_id", "id");

-- AddForeignKey
ALTER TABLE "notice_template" ADD CONSTRAINT "notice_template_ward_id_approved_by_id_fkey" FOREIGN KEY ("ward_id", "approved_by_id") REFERENCES "official"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "approval_deputy" ADD CONSTRAINT "approval_deputy_ward_id_official_id_fkey" FOREIGN KEY ("ward_id", "official_id") REFERENCES "official"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "approval_deputy" ADD CONSTRAINT "approval_deputy_ward_id_deputy_id_fkey" FOREIGN KEY ("ward_id", "deputy_id") REFERENCES "official"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

SELECT keep_wards_apart('notice_template');
SELECT keep_wards_apart('approval_deputy');
