-- AlterTable
ALTER TABLE "users" ADD COLUMN     "relations_next_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "actor_relations" (
    "user_did" TEXT NOT NULL,
    "did" TEXT NOT NULL,
    "follows_me" BOOLEAN NOT NULL,
    "is_blocked" BOOLEAN NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "actor_relations_pkey" PRIMARY KEY ("user_did","did")
);

-- AddForeignKey
ALTER TABLE "actor_relations" ADD CONSTRAINT "actor_relations_user_did_fkey" FOREIGN KEY ("user_did") REFERENCES "users"("did") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ------------------------------------------------------------------------------------------------

-- People for whom it is due.
CREATE INDEX "users_relations_next_at_idx" ON "users" ("relations_next_at") WHERE "relations_next_at" IS NOT NULL;

-- Those of whom it is not known when they last posted, the surest first.
CREATE INDEX "atproto_matches_unlooked_idx" ON "atproto_matches" ("match_score" DESC, "id")
    WHERE "activity_read_at" IS NULL AND "gone_at" IS NULL;

-- Whoever has lists already is looked at anew.
UPDATE "users" SET "relations_next_at" = now()
WHERE EXISTS (SELECT FROM "user_uploads" WHERE "user_did" = "users"."did");

-- As before, without accounts that block the person or that the person blocks, unless they chose them by hand; and
-- with what is known of how the two stand to each other.
DROP FUNCTION candidates(text, bigint);
CREATE FUNCTION candidates(person text, account bigint)
RETURNS TABLE (match atproto_matches, dismissed boolean, chosen boolean, viewed boolean, follows_me boolean)
LANGUAGE sql STABLE
AS $$
    SELECT (array_agg(m ORDER BY m.private_to NULLS LAST))[1],
           coalesce(bool_or(s.dismissed_at IS NOT NULL), false),
           coalesce(bool_or(s.chosen_at IS NOT NULL), false),
           coalesce(bool_or(s.viewed_at IS NOT NULL), false),
           coalesce(bool_or(r.follows_me), false)
    FROM atproto_matches m
    LEFT JOIN user_match_status s ON s.match_id = m.id AND s.user_did = person
    LEFT JOIN actor_relations r ON r.user_did = person AND r.did = m.atproto_did
    WHERE m.source_account_id = account
      AND (m.private_to IS NULL OR m.private_to = person)
      AND m.atproto_did <> person
      AND m.gone_at IS NULL
    GROUP BY m.atproto_did
    HAVING NOT coalesce(bool_or(r.is_blocked), false) OR bool_or(s.chosen_at IS NOT NULL)
$$;
