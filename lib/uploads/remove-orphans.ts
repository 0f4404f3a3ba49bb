import type { Prisma } from "@/lib/db";

/**
 * Removes those of these source accounts that are on nobody's list any more, with what was found for them. Left are those
 * about which somebody has decided something.
 */
export async function removeOrphans(
  tx: Prisma.TransactionClient,
  accountIds: bigint[],
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM source_accounts AS account
    WHERE id = ANY (${accountIds}::bigint[])
      AND NOT EXISTS (SELECT FROM user_source_follows WHERE source_account_id = account.id)
      AND NOT EXISTS (
        SELECT FROM atproto_matches AS match JOIN user_match_status AS status ON status.match_id = match.id
        WHERE match.source_account_id = account.id
          AND (status.dismissed_at IS NOT NULL OR status.chosen_at IS NOT NULL))`;
}
