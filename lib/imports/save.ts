import { Prisma } from "@/lib/db";

/** Somebody swept accounts away between the two statements that save a list: the whole save has to begin again. */
export class AccountsVanished extends Error {
  override name = "AccountsVanished";
}

type Target = { uploadId: string; user: string; platform: string };

/**
 * Adds the accounts of a list that nobody follows yet.
 *
 * Raw because it is set-based. Looked up one by one, since the planner would rather read all accounts there are than
 * trust an index with a list. Sorted, so that two lists with the same new names wait for each other in one order and
 * never in a circle.
 */
export async function saveAccounts(tx: Prisma.TransactionClient, target: Target): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO source_accounts (source_platform, original_username, normalized_username)
    SELECT ${target.platform}, incoming.key, incoming.normalized
    FROM (${incomingRows(target.uploadId)}) AS incoming
    LEFT JOIN LATERAL (${accountWithKey(target.platform)}) AS account ON true
    WHERE account.id IS NULL
    ORDER BY incoming.key COLLATE "C"
    ON CONFLICT DO NOTHING`;
}

/**
 * Saves the rows of a list with the keys by which their accounts are found when they turn up on the network, and notes
 * that the list is complete. A statement of its own: only so it sees the accounts that somebody else, saving the same
 * new names, has just committed.
 *
 * @returns how many accounts the list has; of several rows for one account the first counts.
 */
export async function saveRows(tx: Prisma.TransactionClient, target: Target): Promise<number> {
  const { uploadId, user, platform } = target;
  const [saved] = await tx.$queryRaw<{ total: number; missing: number }[]>`
    WITH incoming AS MATERIALIZED (
      SELECT incoming.*, account.id
      FROM (${incomingRows(uploadId)}) AS incoming
      LEFT JOIN LATERAL (${accountWithKey(platform)}) AS account ON true
    ), rows AS (
      INSERT INTO user_source_follows (upload_id, user_did, source_account_id, position, username,
        display_name, profile_url, date_followed, date_precision, search_text)
      SELECT ${uploadId}::uuid, ${user}, id, position, username, display_name, profile_url, followed, precision,
        lower(concat_ws(' ', username, display_name))
      FROM incoming WHERE id IS NOT NULL
      ORDER BY id
      RETURNING 1
    ), filed AS (
      INSERT INTO source_keys (key, source_account_id)
      SELECT DISTINCT filing.key, incoming.id
      FROM upload_parts
      CROSS JOIN LATERAL unnest(filed_rows, filed_keys) AS filing (row, key)
      JOIN incoming ON incoming.position = (part << 16) + filing.row
      WHERE upload_id = ${uploadId}::uuid AND incoming.id IS NOT NULL
      ORDER BY filing.key, incoming.id
      ON CONFLICT DO NOTHING
    ), parts AS (
      DELETE FROM upload_parts WHERE upload_id = ${uploadId}::uuid
    )
    UPDATE user_uploads SET total_users = (SELECT count(*) FROM rows), saved_at = now(), match_next_at = now()
    WHERE upload_id = ${uploadId}::uuid
    RETURNING total_users AS total, ((SELECT count(*) FROM incoming) - total_users)::int AS missing`;

  if (!saved || saved.missing > 0) {
    throw new AccountsVanished(`${saved?.missing} accounts vanished`);
  }
  return saved.total;
}

/** The rows of a list's parts, each account once. The position rises with the place in the export. */
function incomingRows(uploadId: string) {
  return Prisma.sql`
    SELECT DISTINCT ON (row.key COLLATE "C") row.*, (part << 16) + row.place::int - 1 AS position
    FROM upload_parts
    CROSS JOIN LATERAL unnest(keys, normalized, usernames, display_names, profile_urls, dates, precisions)
      WITH ORDINALITY AS row (key, normalized, username, display_name, profile_url, followed, precision, place)
    WHERE upload_id = ${uploadId}::uuid
    ORDER BY row.key COLLATE "C", part, row.place`;
}

function accountWithKey(platform: string) {
  return Prisma.sql`
    SELECT id FROM source_accounts
    WHERE source_platform = ${platform} AND original_username = incoming.key LIMIT 1`;
}
