import type { Prisma } from "@/lib/db";
import { LOOK_SCORE } from "./score";

/** On which platforms a person's lists lead to an account. */
export type Agreement = {
  /** By DID: how many other platforms than this one lead to it. */
  beside(platform: string): ReadonlyMap<string, number>;
};

/** Where else a person's lists lead to these accounts: names that go by likeness on one platform may do so on the next. */
export async function readAgreement(
  tx: Prisma.TransactionClient,
  user: string,
  dids: string[],
): Promise<Agreement> {
  const rows = await tx.$queryRaw<{ did: string; platforms: string[] }[]>`
    SELECT match.atproto_did AS did, array_agg(DISTINCT account.source_platform) AS platforms
    FROM atproto_matches AS match
    JOIN user_source_follows AS row ON row.best_match_id = match.id
    JOIN source_accounts AS account ON account.id = row.source_account_id
    WHERE match.atproto_did = ANY (${[...new Set(dids)]}::text[]) AND row.user_did = ${user}
      AND row.state IN ('found', 'followed') AND row.best_score >= ${LOOK_SCORE}
    GROUP BY match.atproto_did`;
  return {
    beside(platform) {
      const counts = rows.map(({ did, platforms }) => {
        return [did, platforms.filter((other) => other !== platform).length] as const;
      });
      return new Map(counts.filter(([, count]) => count > 0));
    },
  };
}

/**
 * Source accounts on a person's lists that lead to the same account of the network as one on a list from another platform,
 * where one of them is among these, and whose score does not count that yet.
 */
export async function listAgreeing(
  tx: Prisma.TransactionClient,
  user: string,
  accountIds: bigint[],
): Promise<bigint[]> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    WITH found AS (
      SELECT account.id, account.source_platform AS platform, match.atproto_did AS did, match.evidence
      FROM atproto_matches AS match
      JOIN user_source_follows AS row ON row.best_match_id = match.id
      JOIN source_accounts AS account ON account.id = row.source_account_id
      WHERE row.user_did = ${user} AND row.state IN ('found', 'followed') AND match.atproto_did IN (
        SELECT best.atproto_did
        FROM user_source_follows AS row JOIN atproto_matches AS best ON best.id = row.best_match_id
        WHERE row.user_did = ${user} AND row.source_account_id = ANY (${accountIds}::bigint[]))
    )
    SELECT DISTINCT id FROM found
    WHERE NOT evidence @> '[{"code": "other-lists-agree"}]'
      AND EXISTS (SELECT FROM found AS other WHERE other.did = found.did AND other.platform <> found.platform)
    ORDER BY id`;
  return rows.map(({ id }) => id);
}
