import type { Prisma } from "@/lib/db";
import { LOOK_SCORE } from "../score";

/**
 * Writes down who waits for accounts that have just become matches for everybody. Their rows count as found from here on,
 * to whatever settles them next; that they waited must not be forgotten, should this process die before they are told.
 *
 * @param exceptFor somebody who sees the matches at once, because they search.
 */
export async function noteWaiting(
  tx: Prisma.TransactionClient,
  matches: { accountId: bigint; did: string }[],
  exceptFor: string | null = null,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO user_match_status AS status (user_did, match_id, awaited_at)
    SELECT DISTINCT row.user_did, match.id, now()
    FROM unnest(${matches.map(({ accountId }) => accountId)}::bigint[], ${matches.map(({ did }) => did)}::text[])
      AS made (account_id, did)
    JOIN atproto_matches AS match ON match.source_account_id = made.account_id AND match.atproto_did = made.did
    JOIN user_source_follows AS row ON row.source_account_id = made.account_id
    WHERE match.private_to IS NULL AND match.match_score >= ${LOOK_SCORE}
      AND row.state IN ('not_found', 'dismissed') AND row.user_did IS DISTINCT FROM ${exceptFor}
    ORDER BY row.user_did, match.id
    ON CONFLICT (user_did, match_id) DO UPDATE SET awaited_at = EXCLUDED.awaited_at
      WHERE status.arrived_at IS NULL AND status.awaited_at IS NULL`;
}

/** The person is told, or has somebody else: what was written down of their waiting for an account goes. */
export async function endWaiting(
  tx: Prisma.TransactionClient,
  user: string,
  did: string,
): Promise<void> {
  await tx.$executeRaw`
    WITH awaited AS (
      SELECT status.match_id, num_nonnulls(viewed_at, dismissed_at, chosen_at, followed_at, arrived_at) AS told
      FROM user_match_status AS status JOIN atproto_matches AS match ON match.id = status.match_id
      WHERE status.user_did = ${user} AND match.atproto_did = ${did} AND status.awaited_at IS NOT NULL
    ), bare AS (
      DELETE FROM user_match_status AS status USING awaited
      WHERE status.user_did = ${user} AND status.match_id = awaited.match_id AND awaited.told = 0
    )
    UPDATE user_match_status AS status SET awaited_at = NULL FROM awaited
    WHERE status.user_did = ${user} AND status.match_id = awaited.match_id AND awaited.told > 0`;
}
