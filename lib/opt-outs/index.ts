import { db, type OptOutBy } from "@/lib/db";
import { settle } from "@/lib/matching";

export type OptOut = { did: string; since: Date; by: OptOutBy };

const TIMEOUT_MS = 120_000;
const PAGE = 100;

/**
 * Takes somebody out of everybody's matches, for as long as they want it: whom they were found for, what was decided about
 * them and what was to be told of them goes. Nobody finds them again.
 *
 * @param by `operator` for a request that did not come through a sign-in.
 * @returns how many people they had been found for.
 */
export async function optOut(did: string, by: OptOutBy): Promise<number> {
  await db.$transaction(
    async (tx) => {
      // Whoever is storing matches right now does not see it yet: they end before, and all others see it.
      await tx.$executeRaw`LOCK TABLE atproto_matches IN SHARE ROW EXCLUSIVE MODE`;
      await tx.optOut.upsert({ where: { did }, create: { did, by }, update: {} });
    },
    { timeout: TIMEOUT_MS },
  );
  return db.$transaction(
    async (tx) => {
      const waiting = await tx.$queryRaw<{ user: string; accountIds: bigint[] }[]>`
        SELECT row.user_did AS user, array_agg(DISTINCT row.source_account_id) AS "accountIds"
        FROM atproto_matches AS match
        JOIN user_source_follows AS row USING (source_account_id)
        WHERE match.atproto_did = ${did}
          AND (match.private_to IS NULL OR match.private_to = row.user_did)
        GROUP BY row.user_did ORDER BY row.user_did`;
      await tx.atprotoMatch.deleteMany({ where: { atprotoDid: did } });
      for (const { user, accountIds } of waiting) await settle(tx, { user, accountIds });
      return waiting.length;
    },
    { timeout: TIMEOUT_MS },
  );
}

/** Lets somebody be found again, by the searches from now on. Answers false when they had not opted out. */
export async function optIn(did: string): Promise<boolean> {
  const { count } = await db.optOut.deleteMany({ where: { did } });
  return count === 1;
}

/** Which of these people do not want to be found. */
export async function findOptedOut(dids: string[]): Promise<Set<string>> {
  const rows = await db.optOut.findMany({ where: { did: { in: dids } }, select: { did: true } });
  return new Set(rows.map(({ did }) => did));
}

/** Who does not want to be found, newest first; 100 a page, those before the given time. */
export function listOptOuts(before?: Date): Promise<OptOut[]> {
  return db.optOut.findMany({
    where: { since: { lt: before } },
    orderBy: [{ since: "desc" }, { did: "asc" }],
    take: PAGE,
  });
}
