import type { Prisma } from "@/lib/db";
import { listAgreeing, readAgreement } from "./agreement";
import { scoreAll } from "./score-all";
import { settle } from "./settle";
import { listActors, storeMatches } from "./store";

/**
 * Weighs a person's own evidence for source accounts on their lists anew, from what is stored: the display names that
 * their exports give, and whether their lists agree. Only they see the matches that it makes.
 */
export async function weighForPerson(
  tx: Prisma.TransactionClient,
  user: string,
  accountIds: bigint[],
): Promise<void> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT account.id AS "accountId", account.source_platform AS platform, account.original_username AS username,
      max(row.display_name) AS "displayName"
    FROM user_source_follows AS row JOIN source_accounts AS account ON account.id = row.source_account_id
    WHERE row.user_did = ${user} AND account.id = ANY (${accountIds}::bigint[])
    GROUP BY account.id ORDER BY account.id`;
  const actors = await listActors(tx, accountIds, user);
  const agreement = await readAgreement(
    tx,
    user,
    [...actors.values()].flat().map(({ did }) => did),
  );
  const matches = rows.flatMap(({ accountId, platform, username, displayName }) => {
    const candidates = actors.get(accountId) ?? [];
    const otherLists = agreement.beside(platform);
    const isPersonal = displayName || candidates.some(({ did }) => otherLists.has(did));
    if (!isPersonal) return [];
    const source = { platform, username, displayName };
    const scored = scoreAll(accountId, source, candidates, { now: new Date(), otherLists });
    return scored.filter(({ score }) => score > 0);
  });
  await forget(tx, accountIds, user);
  await storeMatches(tx, matches, user);
  await settle(tx, { user, accountIds: rows.map(({ accountId }) => accountId) });
}

/** Counts it where a person's lists agree, once some of their rows have been settled. */
export async function weighAgreement(
  tx: Prisma.TransactionClient,
  user: string,
  accountIds: bigint[],
): Promise<void> {
  const agreeing = await listAgreeing(tx, user, accountIds);
  if (agreeing.length > 0) await weighForPerson(tx, user, agreeing);
}

type Row = {
  accountId: bigint;
  platform: string;
  username: string;
  displayName: string | null;
};

/** What is scored below the floor this time is worth nothing, and stays for whoever has decided about it. */
async function forget(tx: Prisma.TransactionClient, accountIds: bigint[], user: string) {
  await tx.atprotoMatch.updateMany({
    where: { sourceAccountId: { in: accountIds }, privateTo: user, goneAt: null },
    data: { matchScore: 0, evidence: [] },
  });
}
