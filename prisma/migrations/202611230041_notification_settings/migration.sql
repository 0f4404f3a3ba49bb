-- CreateEnum
CREATE TYPE "message_frequency" AS ENUM ('off', 'daily', 'weekly');

-- CreateTable
CREATE TABLE "message_settings" (
    "user_did" TEXT NOT NULL,
    "frequency" "message_frequency" NOT NULL DEFAULT 'off',
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sending_since" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "message_settings_pkey" PRIMARY KEY ("user_did")
);

-- CreateTable
CREATE TABLE "bot_sessions" (
    "service" TEXT NOT NULL,
    "value" BYTEA NOT NULL,

    CONSTRAINT "bot_sessions_pkey" PRIMARY KEY ("service")
);

-- AddForeignKey
ALTER TABLE "message_settings" ADD CONSTRAINT "message_settings_user_did_fkey" FOREIGN KEY ("user_did") REFERENCES "users"("did") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ------------------------------------------------------------------------------------------------

CREATE INDEX "message_settings_due_idx" ON "message_settings" ("next_at") WHERE "frequency" <> 'off';

-- Who arrived and was not yet queued for anybody.
CREATE INDEX "user_match_status_to_queue_idx" ON "user_match_status" ("arrived_at")
    WHERE "arrived_at" IS NOT NULL AND "notified_at" IS NULL;

-- The messages that wait for one person.
CREATE INDEX "notification_queue_messages_idx" ON "notification_queue" ("user_did", "id")
    WHERE "status" = 'pending' AND "channel" = 'bluesky_dm';
