import type { Prisma } from "@/lib/db";
import { listAgreeing, readAgreement } from "./agreement";
import { listKnownFollowed, readKnownFollowers } from "./known-followers";
import { scoreAll } from "./score-all";
import { listAccountsOf, settle } from "./settle";
import { listActors, storeMatches } from "./store";

/**
 * Weighs a person's own evidence for source accounts on their lists anew, from what is stored: the display names that
 * their exports give, whether their lists agree, and whom people follow that they follow. Only they see the matches that
 * it makes.
 */
export async function weighForPerson(
  tx: Prisma.TransactionClient,
  user: string,
  accountIds: bigint[],
): Promise<void> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT account.id AS "accountId", account.source_platform AS platform, account.original_username AS username,
      max(row.display_name) AS "displayName",
      EXISTS (
        SELECT FROM atproto_matches WHERE source_account_id = account.id AND private_to = ${user}) AS "hasOwn"
    FROM user_source_follows AS row JOIN source_accounts AS account ON account.id = row.source_account_id
    WHERE row.user_did = ${user} AND account.id = ANY (${accountIds}::bigint[])
    GROUP BY account.id ORDER BY account.id`;
  const actors = await listActors(tx, accountIds, user);
  const dids = [...actors.values()].flat().map(({ did }) => did);
  const agreement = await readAgreement(tx, user, dids);
  const knownFollowers = await readKnownFollowers(tx, user, dids);
  const matches = rows.flatMap(({ accountId, platform, username, displayName, hasOwn }) => {
    const candidates = actors.get(accountId) ?? [];
    const otherLists = agreement.beside(platform);
    const isPersonal =
      displayName ||
      hasOwn ||
      candidates.some(({ did }) => otherLists.has(did) || knownFollowers.has(did));
    if (!isPersonal) return [];
    const source = { platform, username, displayName };
    const scored = scoreAll(accountId, source, candidates, { otherLists, knownFollowers });
    return scored.filter(({ score }) => score > 0);
  });
  await forget(tx, accountIds, user);
  await storeMatches(tx, matches, user);
  await settle(tx, { user, accountIds: rows.map(({ accountId }) => accountId) });
}

/**
 * Counts what is not in a search's answer, once some of a person's rows have been settled by it: that people whom they
 * follow follow somebody, and that their lists agree.
 */
export async function weighCompany(
  tx: Prisma.TransactionClient,
  user: string,
  accountIds: bigint[],
): Promise<void> {
  const followed = await listKnownFollowed(tx, user, accountIds);
  if (followed.length > 0) await weighForPerson(tx, user, followed);
  const agreeing = await listAgreeing(tx, user, accountIds);
  if (agreeing.length > 0) await weighForPerson(tx, user, agreeing);
}

/** Weighs everything anew that a person's lists may have to do with these accounts of the network. */
export async function weighActors(
  tx: Prisma.TransactionClient,
  user: string,
  dids: string[],
): Promise<void> {
  const accountIds = await listAccountsOf(tx, user, dids);
  await weighForPerson(tx, user, accountIds);
  await weighCompany(tx, user, accountIds);
}

type Row = {
  accountId: bigint;
  platform: string;
  username: string;
  displayName: string | null;
  /** Whether there are matches that only this person sees: they stand before everybody's, and must not be left behind. */
  hasOwn: boolean;
};

/** What is scored below the floor this time is worth nothing, and stays for whoever has decided about it. */
async function forget(tx: Prisma.TransactionClient, accountIds: bigint[], user: string) {
  await tx.atprotoMatch.updateMany({
    where: { sourceAccountId: { in: accountIds }, privateTo: user, goneAt: null },
    data: { matchScore: 0, evidence: [] },
  });
}
