import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";

/** Notes that a person has had these matches before their eyes. Ids of matches that are not theirs to see are ignored. */
export async function markViewed(user: UserDid, matchIds: bigint[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO user_match_status (user_did, match_id, viewed_at)
    SELECT ${user}, match.id, now()
    FROM atproto_matches AS match
    WHERE match.id = ANY (${matchIds}::bigint[])
      AND (match.private_to IS NULL OR match.private_to = ${user})
      AND EXISTS (
        SELECT FROM user_source_follows
        WHERE source_account_id = match.source_account_id AND user_did = ${user})
    ORDER BY match.id
    ON CONFLICT (user_did, match_id) DO UPDATE SET viewed_at = EXCLUDED.viewed_at
      WHERE user_match_status.viewed_at IS NULL`;
}
