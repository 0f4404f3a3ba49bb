-- When something is due, to the microsecond as now() is: rounded to milliseconds, what is due at once was due half a
-- millisecond ahead, and whoever looked right away found nothing. Widening the precision rewrites no table.
ALTER TABLE "users" ALTER COLUMN "relations_next_at" TYPE TIMESTAMPTZ(6);
ALTER TABLE "user_uploads" ALTER COLUMN "match_next_at" TYPE TIMESTAMPTZ(6);
ALTER TABLE "follow_batches" ALTER COLUMN "next_at" TYPE TIMESTAMPTZ(6);
ALTER TABLE "actor_checks" ALTER COLUMN "due_at" TYPE TIMESTAMPTZ(6);
ALTER TABLE "partner_deliveries" ALTER COLUMN "next_attempt_at" TYPE TIMESTAMPTZ(6);
ALTER TABLE "message_settings" ALTER COLUMN "next_at" TYPE TIMESTAMPTZ(6);
