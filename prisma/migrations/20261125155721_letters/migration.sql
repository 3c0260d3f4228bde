-- AlterTable
ALTER TABLE "household" ADD COLUMN     "mourning_since" DATE,
ADD COLUMN     "mourning_until" DATE;

-- CreateTable
CREATE TABLE "civil_event" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "kind" TEXT NOT NULL,
    "register_key" TEXT NOT NULL,
    "register_number" TEXT,
    "nature" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'registered',
    "registered_date" DATE NOT NULL,
    "died_date" DATE,
    "funeral_date" DATE,
    "handed_over_date" DATE,
    "corrections" INTEGER NOT NULL DEFAULT 0,
    "source" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "civil_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "civil_event_person" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "event_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "person" BYTEA NOT NULL,
    "name_hash" BYTEA NOT NULL,
    "birth_year" INTEGER,
    "citizen_id" UUID,
    "consented_at" TIMESTAMPTZ(3),
    "consent_evidence" TEXT,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "civil_event_person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "why" TEXT,
    "way" TEXT NOT NULL DEFAULT 'paper',
    "conversation_id" UUID,
    "households" UUID[],
    "next_date" DATE,
    "words" BYTEA,
    "text_id" UUID,
    "approved_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "second_by_id" UUID,
    "second_at" TIMESTAMPTZ(3),
    "cleared_at" TIMESTAMPTZ(3),
    "run" INTEGER NOT NULL DEFAULT 1,
    "visited_by_id" UUID,
    "handed_over_date" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter_text" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "written_by_id" UUID,
    "approved_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_at" TIMESTAMPTZ(3),

    CONSTRAINT "letter_text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter_setting" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "signer_title" TEXT NOT NULL DEFAULT '',
    "signer_name" TEXT NOT NULL DEFAULT '',
    "contact_name" TEXT NOT NULL DEFAULT '',
    "contact_phone" TEXT NOT NULL DEFAULT '',
    "stopped_at" TIMESTAMPTZ(3),
    "stopped_by_id" UUID,

    CONSTRAINT "letter_setting_pkey" PRIMARY KEY ("ward_id")
);

-- CreateTable
CREATE TABLE "letter_task" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "kind" TEXT NOT NULL,
    "conversation_id" UUID,
    "inbound_id" UUID,
    "letter_id" UUID,
    "event_id" UUID,
    "way" TEXT,
    "words" BYTEA,
    "note" BYTEA,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'open',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" UUID,

    CONSTRAINT "letter_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "longevity_line" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "year" INTEGER NOT NULL,
    "citizen_id" UUID NOT NULL,
    "age" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'proposed',
    "way" TEXT,
    "confirmed_by_id" UUID,
    "asked_by_id" UUID,
    "asked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "longevity_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fund_entry" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "kind" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "amount_dong" INTEGER NOT NULL,
    "letter_id" UUID,
    "given_date" DATE NOT NULL,
    "handed_by" BYTEA,
    "receipt" TEXT,
    "entered_by_id" UUID,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "voided_at" TIMESTAMPTZ(3),
    "voided_by_id" UUID,

    CONSTRAINT "fund_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fund_norm" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "kind" TEXT NOT NULL,
    "amount_dong" INTEGER NOT NULL,
    "effective_from" DATE NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "fund_norm_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "civil_event_ward_id_kind_registered_date_idx" ON "civil_event"("ward_id", "kind", "registered_date");

-- CreateIndex
CREATE UNIQUE INDEX "civil_event_ward_id_id_key" ON "civil_event"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "civil_event_ward_id_register_key_key" ON "civil_event"("ward_id", "register_key");

-- CreateIndex
CREATE INDEX "civil_event_person_ward_id_citizen_id_idx" ON "civil_event_person"("ward_id", "citizen_id");

-- CreateIndex
CREATE INDEX "civil_event_person_ward_id_name_hash_idx" ON "civil_event_person"("ward_id", "name_hash");

-- CreateIndex
CREATE UNIQUE INDEX "civil_event_person_ward_id_id_key" ON "civil_event_person"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "civil_event_person_ward_id_event_id_role_key" ON "civil_event_person"("ward_id", "event_id", "role");

-- CreateIndex
CREATE INDEX "letter_ward_id_status_next_date_idx" ON "letter"("ward_id", "status", "next_date");

-- CreateIndex
CREATE INDEX "letter_ward_id_conversation_id_idx" ON "letter"("ward_id", "conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "letter_ward_id_id_key" ON "letter"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "letter_ward_id_kind_subject_id_key" ON "letter"("ward_id", "kind", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "letter_text_ward_id_id_key" ON "letter_text"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "letter_text_ward_id_kind_version_key" ON "letter_text"("ward_id", "kind", "version");

-- CreateIndex
CREATE INDEX "letter_task_ward_id_status_opened_at_idx" ON "letter_task"("ward_id", "status", "opened_at");

-- CreateIndex
CREATE INDEX "letter_task_ward_id_conversation_id_idx" ON "letter_task"("ward_id", "conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "letter_task_ward_id_id_key" ON "letter_task"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "longevity_line_ward_id_id_key" ON "longevity_line"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "longevity_line_ward_id_year_citizen_id_key" ON "longevity_line"("ward_id", "year", "citizen_id");

-- CreateIndex
CREATE INDEX "fund_entry_ward_id_given_date_idx" ON "fund_entry"("ward_id", "given_date");

-- CreateIndex
CREATE UNIQUE INDEX "fund_entry_ward_id_id_key" ON "fund_entry"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "fund_norm_ward_id_kind_effective_from_key" ON "fund_norm"("ward_id", "kind", "effective_from");

-- AddForeignKey
ALTER TABLE "civil_event_person" ADD CONSTRAINT "civil_event_person_ward_id_event_id_fkey" FOREIGN KEY ("ward_id", "event_id") REFERENCES "civil_event"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "civil_event_person" ADD CONSTRAINT "civil_event_person_ward_id_citizen_id_fkey" FOREIGN KEY ("ward_id", "citizen_id") REFERENCES "citizen"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "longevity_line" ADD CONSTRAINT "longevity_line_ward_id_citizen_id_fkey" FOREIGN KEY ("ward_id", "citizen_id") REFERENCES "citizen"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "fund_entry" ADD CONSTRAINT "fund_entry_ward_id_letter_id_fkey" FOREIGN KEY ("ward_id", "letter_id") REFERENCES "letter"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;



-- One gift and one visit a letter: pressed twice is written once.
CREATE UNIQUE INDEX "fund_entry_once" ON "fund_entry"("ward_id", "letter_id", "form") WHERE voided_at IS NULL;

SELECT keep_wards_apart('civil_event');
SELECT keep_wards_apart('civil_event_person');
SELECT keep_wards_apart('letter');
SELECT keep_wards_apart('letter_text');
SELECT keep_wards_apart('letter_setting');
SELECT keep_wards_apart('letter_task');
SELECT keep_wards_apart('longevity_line');
SELECT keep_wards_apart('fund_entry');
SELECT keep_wards_apart('fund_norm');
