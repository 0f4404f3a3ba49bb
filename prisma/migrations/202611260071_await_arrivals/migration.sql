-- Who waits for an account when it becomes a match is written down with the match: their row may be settled by something
-- else, or the process may die, before they are told.
ALTER TABLE "user_match_status" ADD COLUMN "awaited_at" TIMESTAMPTZ(3);
