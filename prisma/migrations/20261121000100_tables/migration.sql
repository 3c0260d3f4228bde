-- CreateTable
CREATE TABLE "ward" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "province" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ward_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "door_key" (
    "hash" BYTEA NOT NULL,
    "ward_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "row_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "door_key_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "doorbell" (
    "job" TEXT NOT NULL,
    "row_id" UUID NOT NULL,
    "ward_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "doorbell_pkey" PRIMARY KEY ("job","row_id")
);

-- CreateTable
CREATE TABLE "channel_account" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "channel" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "settings" BYTEA NOT NULL,
    "alarm" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_token" (
    "account_id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "pair" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "rotated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_token_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "inbound" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "account_id" UUID NOT NULL,
    "event_hash" BYTEA NOT NULL,
    "address_hash" BYTEA NOT NULL,
    "address" BYTEA NOT NULL,
    "content" BYTEA NOT NULL,
    "conversation_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "outcome" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "account_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "address_hash" BYTEA NOT NULL,
    "address" BYTEA NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'vi',
    "state" BYTEA,
    "state_expires_at" TIMESTAMPTZ(3),
    "misses" INTEGER NOT NULL DEFAULT 0,
    "neighbourhood_id" UUID,
    "greeted_at" TIMESTAMPTZ(3),
    "last_inbound_at" TIMESTAMPTZ(3),
    "quiet_until" TIMESTAMPTZ(3),
    "left_at" TIMESTAMPTZ(3),
    "notices_stopped_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "conversation_id" UUID NOT NULL,
    "class" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "source_row" TEXT NOT NULL,
    "saying" BYTEA NOT NULL,
    "words" BYTEA,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "why" TEXT,
    "claim" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "request_started_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "provider_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hand_over" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "conversation_id" UUID NOT NULL,
    "why" TEXT NOT NULL,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "restricted" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'open',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "answer_due_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_by_id" UUID,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "hand_over_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "conversation_id" UUID NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "neighbourhood" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "head_citizen_id" UUID,

    CONSTRAINT "neighbourhood_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "household" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "code" TEXT NOT NULL,
    "neighbourhood_id" UUID,

    CONSTRAINT "household_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "citizen" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "reference" TEXT NOT NULL,
    "full_name" TEXT NOT NULL,
    "call_name" TEXT,
    "birth_year" INTEGER,
    "gender" TEXT,
    "phone" BYTEA,
    "phone_hash" BYTEA,
    "household_id" UUID,
    "neighbourhood_id" UUID,
    "head_of_household" BOOLEAN NOT NULL DEFAULT false,
    "deceased_at" TIMESTAMPTZ(3),
    "moved_away_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "citizen_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "citizen_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "evidence" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chat_link" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "conversation_id" UUID NOT NULL,
    "citizen_id" UUID,
    "official_id" UUID,
    "proven_by" TEXT NOT NULL,
    "phone_hash" BYTEA,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_why" TEXT,

    CONSTRAINT "chat_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_code" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "hash" BYTEA NOT NULL,
    "citizen_id" UUID,
    "official_id" UUID,
    "made_by_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_request" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "conversation_id" UUID,
    "citizen_id" UUID,
    "kind" TEXT NOT NULL,
    "text" BYTEA,
    "status" TEXT NOT NULL DEFAULT 'open',
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledge_by" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "handled_by_id" UUID,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "search_token" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "noun" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "row_id" UUID NOT NULL,

    CONSTRAINT "search_token_pkey" PRIMARY KEY ("ward_id","noun","token","row_id")
);

-- CreateTable
CREATE TABLE "dossier" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "code" TEXT NOT NULL,
    "procedure_code" TEXT,
    "procedure_name" TEXT NOT NULL,
    "applicant_name" TEXT NOT NULL,
    "applicant_phone" BYTEA,
    "phone_hash" BYTEA,
    "proof_hash" BYTEA,
    "status" TEXT NOT NULL,
    "unit" TEXT,
    "note" TEXT,
    "received_at" TIMESTAMPTZ(3),
    "appointment_at" TIMESTAMPTZ(3),
    "first_appointment_at" TIMESTAMPTZ(3),
    "delay_reason" TEXT,
    "finished_at" TIMESTAMPTZ(3),
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "status_seq" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dossier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dossier_event" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "dossier_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "applied" BOOLEAN NOT NULL,
    "remark" TEXT,
    "source" TEXT NOT NULL,

    CONSTRAINT "dossier_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dossier_follow" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "dossier_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "proven_by" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "notify" BOOLEAN NOT NULL DEFAULT false,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "dossier_follow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "look_up" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "conversation_id" UUID NOT NULL,
    "origin_hash" BYTEA,
    "code_hash" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "found" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "look_up_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "procedure" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "number" INTEGER NOT NULL,
    "code" TEXT,
    "name" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "department" TEXT,
    "deadline_text" TEXT NOT NULL,
    "deadline_working_days" INTEGER,
    "cut_off_15h" BOOLEAN NOT NULL DEFAULT false,
    "fee_text" TEXT NOT NULL,
    "fee_dong" INTEGER,
    "documents" TEXT[],
    "where_to_do" TEXT,
    "online_level" TEXT NOT NULL,
    "interlink" TEXT NOT NULL DEFAULT 'none',
    "on_the_spot" BOOLEAN NOT NULL DEFAULT false,
    "aliases" TEXT[],
    "source" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "effective_from" DATE NOT NULL,
    "effective_to" DATE,
    "confirmed_by_id" UUID,
    "confirmed_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "procedure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_day" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "date" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,

    CONSTRAINT "calendar_day_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_year" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "year" INTEGER NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "calendar_year_pkey" PRIMARY KEY ("ward_id","year")
);

-- CreateTable
CREATE TABLE "law_rule" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "rule_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "anchor" TEXT NOT NULL,
    "offset" INTEGER,
    "unit" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "threshold" TEXT,
    "mandatory_form" TEXT,
    "basis" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "effective_from" DATE NOT NULL,
    "confirmed_by_id" UUID,

    CONSTRAINT "law_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agency" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "topics" TEXT[],
    "phone" TEXT,
    "address" TEXT,
    "hours" TEXT,
    "source" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,

    CONSTRAINT "agency_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ward_fact" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "topic" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "phone" TEXT,

    CONSTRAINT "ward_fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "official" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "login" TEXT NOT NULL,
    "full_name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "totp_secret" BYTEA,
    "totp_last_step" INTEGER,
    "roles" TEXT[],
    "unit" TEXT,
    "failed_sign_ins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "official_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "official_id" UUID NOT NULL,
    "device" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "name" TEXT NOT NULL,
    "scopes" TEXT[],
    "official_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "key_hash" BYTEA NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "status" INTEGER NOT NULL,
    "response" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("ward_id","key_hash")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "noun" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file" BYTEA,
    "status" TEXT NOT NULL,
    "official_id" UUID,
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "rows_good" INTEGER NOT NULL DEFAULT 0,
    "rows_bad" INTEGER NOT NULL DEFAULT 0,
    "rows_new" INTEGER NOT NULL DEFAULT 0,
    "rows_changed" INTEGER NOT NULL DEFAULT 0,
    "rows_written" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_fault" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "import_id" UUID NOT NULL,
    "row_number" INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    "fault" TEXT NOT NULL,

    CONSTRAINT "import_fault_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_line" (
    "id" UUID NOT NULL,
    "ward_id" UUID NOT NULL DEFAULT current_ward(),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "audit_line_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ward_slug_key" ON "ward"("slug");

-- CreateIndex
CREATE INDEX "door_key_ward_id_row_id_idx" ON "door_key"("ward_id", "row_id");

-- CreateIndex
CREATE INDEX "doorbell_due_at_idx" ON "doorbell"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "channel_account_ward_id_id_key" ON "channel_account"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "channel_account_ward_id_channel_reference_key" ON "channel_account"("ward_id", "channel", "reference");

-- CreateIndex
CREATE INDEX "inbound_waiting" ON "inbound"("ward_id", "account_id", "address_hash", "id");

-- CreateIndex
CREATE INDEX "inbound_ward_id_conversation_id_id_idx" ON "inbound"("ward_id", "conversation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_ward_id_account_id_event_hash_key" ON "inbound"("ward_id", "account_id", "event_hash");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_ward_id_id_key" ON "conversation"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_ward_id_account_id_address_hash_key" ON "conversation"("ward_id", "account_id", "address_hash");

-- CreateIndex
CREATE INDEX "outbox_ward_id_conversation_id_id_idx" ON "outbox"("ward_id", "conversation_id", "id");

-- CreateIndex
CREATE INDEX "outbox_ward_id_provider_id_idx" ON "outbox"("ward_id", "provider_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_ward_id_source_source_row_key" ON "outbox"("ward_id", "source", "source_row");

-- CreateIndex
CREATE INDEX "hand_over_ward_id_status_opened_at_idx" ON "hand_over"("ward_id", "status", "opened_at");

-- CreateIndex
CREATE UNIQUE INDEX "hand_over_ward_id_id_key" ON "hand_over"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "attachment_ward_id_id_key" ON "attachment"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "neighbourhood_ward_id_id_key" ON "neighbourhood"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "neighbourhood_ward_id_code_key" ON "neighbourhood"("ward_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "household_ward_id_id_key" ON "household"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "household_ward_id_code_key" ON "household"("ward_id", "code");

-- CreateIndex
CREATE INDEX "citizen_ward_id_phone_hash_idx" ON "citizen"("ward_id", "phone_hash");

-- CreateIndex
CREATE INDEX "citizen_ward_id_household_id_idx" ON "citizen"("ward_id", "household_id");

-- CreateIndex
CREATE UNIQUE INDEX "citizen_ward_id_id_key" ON "citizen"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "citizen_ward_id_reference_key" ON "citizen"("ward_id", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "consent_ward_id_citizen_id_purpose_given_at_key" ON "consent"("ward_id", "citizen_id", "purpose", "given_at");

-- CreateIndex
CREATE INDEX "chat_link_ward_id_conversation_id_idx" ON "chat_link"("ward_id", "conversation_id");

-- CreateIndex
CREATE INDEX "chat_link_ward_id_citizen_id_idx" ON "chat_link"("ward_id", "citizen_id");

-- CreateIndex
CREATE UNIQUE INDEX "chat_link_ward_id_id_key" ON "chat_link"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "link_code_ward_id_hash_key" ON "link_code"("ward_id", "hash");

-- CreateIndex
CREATE INDEX "data_request_ward_id_status_due_at_idx" ON "data_request"("ward_id", "status", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "data_request_ward_id_id_key" ON "data_request"("ward_id", "id");

-- CreateIndex
CREATE INDEX "search_token_ward_id_row_id_idx" ON "search_token"("ward_id", "row_id");

-- CreateIndex
CREATE INDEX "dossier_ward_id_status_appointment_at_idx" ON "dossier"("ward_id", "status", "appointment_at");

-- CreateIndex
CREATE INDEX "dossier_ward_id_phone_hash_idx" ON "dossier"("ward_id", "phone_hash");

-- CreateIndex
CREATE UNIQUE INDEX "dossier_ward_id_id_key" ON "dossier"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "dossier_ward_id_code_key" ON "dossier"("ward_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "dossier_event_ward_id_dossier_id_status_occurred_at_sequenc_key" ON "dossier_event"("ward_id", "dossier_id", "status", "occurred_at", "sequence");

-- CreateIndex
CREATE INDEX "dossier_follow_ward_id_conversation_id_idx" ON "dossier_follow"("ward_id", "conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "dossier_follow_ward_id_dossier_id_conversation_id_key" ON "dossier_follow"("ward_id", "dossier_id", "conversation_id");

-- CreateIndex
CREATE INDEX "look_up_ward_id_conversation_id_at_idx" ON "look_up"("ward_id", "conversation_id", "at");

-- CreateIndex
CREATE INDEX "look_up_ward_id_origin_hash_at_idx" ON "look_up"("ward_id", "origin_hash", "at");

-- CreateIndex
CREATE INDEX "look_up_ward_id_code_hash_at_idx" ON "look_up"("ward_id", "code_hash", "at");

-- CreateIndex
CREATE UNIQUE INDEX "procedure_ward_id_id_key" ON "procedure"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "procedure_ward_id_number_effective_from_key" ON "procedure"("ward_id", "number", "effective_from");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_day_ward_id_date_key" ON "calendar_day"("ward_id", "date");

-- CreateIndex
CREATE UNIQUE INDEX "law_rule_ward_id_rule_id_effective_from_key" ON "law_rule"("ward_id", "rule_id", "effective_from");

-- CreateIndex
CREATE UNIQUE INDEX "agency_ward_id_code_key" ON "agency"("ward_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "ward_fact_ward_id_topic_label_key" ON "ward_fact"("ward_id", "topic", "label");

-- CreateIndex
CREATE UNIQUE INDEX "official_ward_id_id_key" ON "official"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "official_ward_id_login_key" ON "official"("ward_id", "login");

-- CreateIndex
CREATE UNIQUE INDEX "session_ward_id_id_key" ON "session"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_ward_id_id_key" ON "api_key"("ward_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "import_run_ward_id_id_key" ON "import_run"("ward_id", "id");

-- CreateIndex
CREATE INDEX "import_fault_ward_id_import_id_row_number_idx" ON "import_fault"("ward_id", "import_id", "row_number");

-- CreateIndex
CREATE INDEX "audit_line_ward_id_at_idx" ON "audit_line"("ward_id", "at");

-- CreateIndex
CREATE INDEX "audit_line_ward_id_action_at_idx" ON "audit_line"("ward_id", "action", "at");

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_ward_id_neighbourhood_id_fkey" FOREIGN KEY ("ward_id", "neighbourhood_id") REFERENCES "neighbourhood"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "hand_over" ADD CONSTRAINT "hand_over_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "hand_over" ADD CONSTRAINT "hand_over_ward_id_taken_by_id_fkey" FOREIGN KEY ("ward_id", "taken_by_id") REFERENCES "official"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "neighbourhood" ADD CONSTRAINT "neighbourhood_ward_id_head_citizen_id_fkey" FOREIGN KEY ("ward_id", "head_citizen_id") REFERENCES "citizen"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "household" ADD CONSTRAINT "household_ward_id_neighbourhood_id_fkey" FOREIGN KEY ("ward_id", "neighbourhood_id") REFERENCES "neighbourhood"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "citizen" ADD CONSTRAINT "citizen_ward_id_household_id_fkey" FOREIGN KEY ("ward_id", "household_id") REFERENCES "household"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "citizen" ADD CONSTRAINT "citizen_ward_id_neighbourhood_id_fkey" FOREIGN KEY ("ward_id", "neighbourhood_id") REFERENCES "neighbourhood"("ward_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_ward_id_citizen_id_fkey" FOREIGN KEY ("ward_id", "citizen_id") REFERENCES "citizen"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "chat_link" ADD CONSTRAINT "chat_link_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "chat_link" ADD CONSTRAINT "chat_link_ward_id_citizen_id_fkey" FOREIGN KEY ("ward_id", "citizen_id") REFERENCES "citizen"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "chat_link" ADD CONSTRAINT "chat_link_ward_id_official_id_fkey" FOREIGN KEY ("ward_id", "official_id") REFERENCES "official"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "dossier_event" ADD CONSTRAINT "dossier_event_ward_id_dossier_id_fkey" FOREIGN KEY ("ward_id", "dossier_id") REFERENCES "dossier"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "dossier_follow" ADD CONSTRAINT "dossier_follow_ward_id_dossier_id_fkey" FOREIGN KEY ("ward_id", "dossier_id") REFERENCES "dossier"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "dossier_follow" ADD CONSTRAINT "dossier_follow_ward_id_conversation_id_fkey" FOREIGN KEY ("ward_id", "conversation_id") REFERENCES "conversation"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_ward_id_official_id_fkey" FOREIGN KEY ("ward_id", "official_id") REFERENCES "official"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "import_fault" ADD CONSTRAINT "import_fault_ward_id_import_id_fkey" FOREIGN KEY ("ward_id", "import_id") REFERENCES "import_run"("ward_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;



-- Three tables without a policy: they hold no personal data, and doors and sweepers read them before a ward is known.
GRANT SELECT, INSERT, UPDATE, DELETE ON ward, door_key, doorbell TO loa_app;

SELECT keep_wards_apart('channel_account');
SELECT keep_wards_apart('channel_token');
SELECT keep_wards_apart('inbound');
SELECT keep_wards_apart('conversation');
SELECT keep_wards_apart('outbox');
SELECT keep_wards_apart('hand_over');
SELECT keep_wards_apart('attachment');
SELECT keep_wards_apart('neighbourhood');
SELECT keep_wards_apart('household');
SELECT keep_wards_apart('citizen');
SELECT keep_wards_apart('consent');
SELECT keep_wards_apart('chat_link');
SELECT keep_wards_apart('link_code');
SELECT keep_wards_apart('data_request');
SELECT keep_wards_apart('search_token');
SELECT keep_wards_apart('dossier');
SELECT keep_wards_apart('dossier_event');
SELECT keep_wards_apart('dossier_follow');
SELECT keep_wards_apart('look_up');
SELECT keep_wards_apart('procedure');
SELECT keep_wards_apart('calendar_day');
SELECT keep_wards_apart('calendar_year');
SELECT keep_wards_apart('law_rule');
SELECT keep_wards_apart('agency');
SELECT keep_wards_apart('ward_fact');
SELECT keep_wards_apart('official');
SELECT keep_wards_apart('session');
SELECT keep_wards_apart('api_key');
SELECT keep_wards_apart('idempotency_key');
SELECT keep_wards_apart('import_run');
SELECT keep_wards_apart('import_fault');
SELECT keep_wards_apart('audit_line');

-- What was written in the audit trail stays.
REVOKE UPDATE, DELETE ON audit_line FROM loa_app;
