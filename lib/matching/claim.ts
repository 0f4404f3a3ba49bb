import { db } from "@/lib/db";

/** One row of a list that is to be checked now. */
export type ClaimedRow = {
  accountId: bigint;
  platform: string;
  username: string;
  /** As this person's export has it. */
  displayName: string | null;
  /** Whether somebody's search has answered it recently enough. */
  isFresh: boolean;
};

const CLAIM = "2 minutes";

/**
 * The next rows of a list that are not checked yet. Accounts that have to be searched for are claimed, so that two lists
 * with the same name on them search for it once; a claim lapses after two minutes, should its process die.
 */
export function claimRows(uploadId: string, take: number): Promise<ClaimedRow[]> {
  return db.$queryRaw<ClaimedRow[]>`
    WITH next AS (
      SELECT account.id, row.display_name,
             coalesce(account.searched_at >= upload.fresh_after, false) AS is_fresh
      FROM user_source_follows AS row
      JOIN user_uploads AS upload USING (upload_id)
      JOIN source_accounts AS account ON account.id = row.source_account_id
      WHERE row.upload_id = ${uploadId}::uuid AND row.state = 'not_checked'
        AND (account.claimed_until IS NULL OR account.claimed_until < now())
      ORDER BY row.best_score DESC, row.source_account_id DESC
      LIMIT ${take}
      FOR UPDATE OF account SKIP LOCKED
    )
    UPDATE source_accounts AS account
    SET claimed_until = CASE WHEN next.is_fresh THEN NULL ELSE now() + ${CLAIM}::interval END
    FROM next WHERE account.id = next.id
    RETURNING account.id AS "accountId", account.source_platform AS platform,
      account.original_username AS username, next.display_name AS "displayName",
      next.is_fresh AS "isFresh"`;
}

/** Gives back accounts that were claimed and not searched. */
export async function releaseClaims(accountIds: bigint[]): Promise<void> {
  await db.$executeRaw`
    UPDATE source_accounts SET claimed_until = NULL WHERE id = ANY (${accountIds}::bigint[])`;
}
