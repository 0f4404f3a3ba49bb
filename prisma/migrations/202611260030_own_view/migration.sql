-- AlterTable
ALTER TABLE "actor_relations" ADD COLUMN     "is_muted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_own_view" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "known_followers" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "uses_own_view" BOOLEAN NOT NULL DEFAULT false;

-- What Prisma cannot say ------------------------------------------------------------------------------------------------

-- As before, without accounts that the person has muted.
CREATE OR REPLACE FUNCTION candidates(person text, account bigint)
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
    HAVING NOT coalesce(bool_or(r.is_blocked OR r.is_muted), false) OR bool_or(s.chosen_at IS NOT NULL)
$$;
