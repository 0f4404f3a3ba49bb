import { db, type Prisma } from "@/lib/db";
import { MODEL_VERSION } from "./score";
import { scoreAll } from "./score-all";
import { settle } from "./settle";
import { actorOf, noteFound } from "./store";
import { weighCompany, weighForPerson } from "./weigh-for-person";

const ACCOUNTS_AT_ONCE = 200;

type Account = { id: bigint; platform: string; username: string };

/**
 * Scores anew what a model before today's scored, from what is stored: nobody on the network is asked. Rows follow, and
 * what people decided stays. A score of a newer model (another process runs it already) is left alone.
 *
 * @returns how many matches were scored; null when all are of today's model.
 */
export async function rescoreMatches(
  deadline: Date,
  signal: AbortSignal,
): Promise<{ rescored: number } | null> {
  let rescored = 0;
  while (Date.now() < deadline.getTime() && !signal.aborted) {
    const accounts = await listOutdated();
    if (accounts.length === 0) break;
    rescored += await rescore(accounts);
  }
  return rescored > 0 ? { rescored } : null;
}

function listOutdated(): Promise<Account[]> {
  return db.$queryRaw<Account[]>`
    SELECT id, source_platform AS platform, original_username AS username
    FROM source_accounts WHERE id IN (
      SELECT source_account_id FROM atproto_matches WHERE model_version < ${MODEL_VERSION}
      ORDER BY model_version, id LIMIT ${ACCOUNTS_AT_ONCE})
    ORDER BY id`;
}

/**
 * What everybody sees first, then each person's own and their rows, and last the version: whatever ends it in between,
 * those accounts are outdated still and are done again.
 */
async function rescore(accounts: Account[]): Promise<number> {
  const ids = accounts.map(({ id }) => id);
  const [{ outdated }] = await db.$queryRaw<[{ outdated: number }]>`
    SELECT count(*)::int AS outdated FROM atproto_matches
    WHERE source_account_id = ANY (${ids}::bigint[]) AND model_version < ${MODEL_VERSION}`;
  await db.$transaction((tx) => rescoreShared(tx, accounts));

  const rows = await db.$queryRaw<{ user: string; accountId: bigint }[]>`
    SELECT DISTINCT user_did AS user, source_account_id AS "accountId" FROM user_source_follows
    WHERE source_account_id = ANY (${ids}::bigint[])
    ORDER BY user_did, source_account_id`;
  for (const [user, own] of Map.groupBy(rows, (row) => row.user)) {
    const accountIds = own.map(({ accountId }) => accountId);
    await db.$transaction(async (tx) => {
      await settle(tx, { user, accountIds });
      await weighForPerson(tx, user, accountIds);
      await weighCompany(tx, user, accountIds);
    });
  }
  await db.$executeRaw`
    UPDATE atproto_matches SET model_version = ${MODEL_VERSION}
    WHERE source_account_id = ANY (${ids}::bigint[]) AND model_version < ${MODEL_VERSION}`;
  return outdated;
}

async function rescoreShared(tx: Prisma.TransactionClient, accounts: Account[]): Promise<void> {
  const ids = accounts.map(({ id }) => id);
  // In the order in which searches store them, so that nobody waits in a circle.
  await tx.$queryRaw`
    SELECT FROM atproto_matches
    WHERE source_account_id = ANY (${ids}::bigint[]) AND private_to IS NULL
    ORDER BY source_account_id, atproto_did FOR NO KEY UPDATE`;
  const matches = await tx.atprotoMatch.findMany({
    where: { sourceAccountId: { in: ids }, privateTo: null, goneAt: null },
    orderBy: { id: "asc" },
  });
  const byAccount = Map.groupBy(matches, ({ sourceAccountId }) => sourceAccountId);
  const scored = accounts.flatMap(({ id, ...source }) => {
    const actors = (byAccount.get(id) ?? []).map(actorOf);
    return scoreAll(id, source, actors);
  });
  await tx.$executeRaw`
    UPDATE atproto_matches AS match SET match_score = t.score, evidence = t.evidence
    FROM unnest(
      ${scored.map(({ accountId }) => accountId)}::bigint[],
      ${scored.map(({ actor }) => actor.did)}::text[],
      ${scored.map(({ score }) => score)}::smallint[],
      ${scored.map(({ evidence }) => JSON.stringify(evidence))}::jsonb[]) AS t (account_id, did, score, evidence)
    WHERE match.source_account_id = t.account_id AND match.atproto_did = t.did
      AND match.private_to IS NULL AND match.model_version <= ${MODEL_VERSION}`;
  await noteFound(tx, ids);
}
