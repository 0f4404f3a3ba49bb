import type { Actor } from "@/lib/atproto";
import { db, type Prisma } from "@/lib/db";
import { LOOK_SCORE } from "../score";
import { scoreAll } from "../score-all";
import { settle, settleActors } from "../settle";
import { listSharedActors, type NewMatch, noteFound, storeMatches } from "../store";
import { endWaiting, noteWaiting } from "./waiting";

type Account = { id: bigint; platform: string; username: string; actors: Actor[] };

/**
 * Makes an account a match of the source accounts that it may be, scores it anew where it is one already, and marks it as
 * arrived for everybody who waits for one of them. Each person in a transaction of their own, which may be repeated: a
 * person is marked once.
 *
 * @param accountIds source accounts that it resembles enough for somebody.
 * @returns for how many people it arrived.
 */
export async function arrive(actor: Actor, accountIds: bigint[]): Promise<number> {
  const matched = await db.$queryRaw<{ id: bigint }[]>`
    SELECT DISTINCT source_account_id AS id FROM atproto_matches WHERE atproto_did = ${actor.did}`;
  const ids = [...new Set([...accountIds, ...matched.map(({ id }) => id)])];
  if (ids.length === 0) return 0;

  const accounts = await listAccounts(actor, ids);
  const isRescored = await db.$transaction(async (tx) => {
    await tx.atprotoMatch.updateMany({ where: { atprotoDid: actor.did }, data: { goneAt: null } });
    const isChanged = await storeShared(tx, actor, accounts);
    await noteWaiting(
      tx,
      ids.map((accountId) => ({ accountId, did: actor.did })),
    );
    return isChanged;
  });

  let arrivals = 0;
  for (let after = ""; ; ) {
    const rows = await listPeople(ids, { did: actor.did, all: isRescored, after });
    const last = rows.at(-1);
    if (!last) return arrivals;
    for (const [user, own] of Map.groupBy(rows, (row) => row.user)) {
      arrivals += await arriveFor(user, own, actor, accounts);
    }
    after = last.user;
  }
}

/** Takes an account that is deactivated, suspended or deleted out of everybody's sight; it may come back. */
export async function leave(did: string): Promise<void> {
  const rows = await db.$queryRaw<{ user: string }[]>`
    SELECT DISTINCT row.user_did AS user
    FROM atproto_matches AS match JOIN user_source_follows AS row ON row.best_match_id = match.id
    WHERE match.atproto_did = ${did} AND match.gone_at IS NULL`;
  await db.$transaction(async (tx) => {
    await tx.atprotoMatch.updateMany({
      where: { atprotoDid: did, goneAt: null },
      data: { goneAt: new Date() },
    });
    const accounts = await tx.atprotoMatch.findMany({
      where: { atprotoDid: did },
      select: { sourceAccountId: true },
    });
    await noteFound(
      tx,
      accounts.map(({ sourceAccountId }) => sourceAccountId),
    );
    for (const { user } of rows) await settleActors(tx, user, [did]);
  });
}

/** The source accounts with all who may be them, this one as it is now. */
async function listAccounts(actor: Actor, ids: bigint[]): Promise<Account[]> {
  const accounts = await db.sourceAccount.findMany({
    where: { id: { in: ids } },
    orderBy: { id: "asc" },
    select: { id: true, sourcePlatform: true, originalUsername: true },
  });
  const shared = await listSharedActors(ids);
  return accounts.map(({ id, sourcePlatform, originalUsername }) => {
    const others = (shared.get(id) ?? []).filter(({ did }) => did !== actor.did);
    return {
      id,
      platform: sourcePlatform,
      username: originalUsername,
      actors: [...others, actor],
    };
  });
}

/** Keeps what everybody may see. Says whether that changed a score that somebody may have seen. */
async function storeShared(tx: Prisma.TransactionClient, actor: Actor, accounts: Account[]) {
  const before = await tx.atprotoMatch.findMany({
    where: { sourceAccountId: { in: accounts.map(({ id }) => id) }, privateTo: null },
    select: { sourceAccountId: true, atprotoDid: true, matchScore: true },
  });
  const scores = new Map(
    before.map((match) => [`${match.sourceAccountId} ${match.atprotoDid}`, match.matchScore]),
  );
  const matches = accounts.flatMap((account) =>
    scoreAll(account.id, account, account.actors).filter(
      (match) =>
        scores.has(`${account.id} ${match.actor.did}`) ||
        (match.actor.did === actor.did && match.score >= LOOK_SCORE),
    ),
  );
  await storeMatches(tx, matches, null);
  await noteFound(
    tx,
    accounts.map(({ id }) => id),
  );
  return matches.some(({ accountId, actor: { did }, score }) => {
    const known = scores.get(`${accountId} ${did}`);
    return known !== undefined && known !== score;
  });
}

type Row = {
  user: string;
  accountId: bigint;
  displayName: string | null;
  /** Whether they have looked for the account and have nobody, or had nobody when it became a match. */
  isWaiting: boolean;
};

const PEOPLE_AT_ONCE = 100;

/** The next people who have one of the accounts on a list and whose rows are to be settled, whole persons at a time. */
function listPeople(
  accountIds: bigint[],
  { did, all, after }: { did: string; all: boolean; after: string },
): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    WITH awaited AS (
      SELECT status.user_did, match.source_account_id
      FROM atproto_matches AS match JOIN user_match_status AS status ON status.match_id = match.id
      WHERE match.atproto_did = ${did} AND status.awaited_at IS NOT NULL
    ), concerned AS (
      SELECT row.*, row.state IN ('not_found', 'dismissed') OR EXISTS (
          SELECT FROM awaited
          WHERE awaited.user_did = row.user_did AND awaited.source_account_id = row.source_account_id) AS is_waiting
      FROM user_source_follows AS row
      WHERE row.source_account_id = ANY (${accountIds}::bigint[]) AND row.user_did > ${after}
        AND (${all} OR row.state IN ('not_checked', 'not_found', 'dismissed') OR EXISTS (
          SELECT FROM atproto_matches AS match
          WHERE match.source_account_id = row.source_account_id AND match.atproto_did = ${did}
            AND match.private_to = row.user_did)
          OR row.user_did IN (SELECT user_did FROM awaited))
    ), next AS (
      SELECT DISTINCT user_did FROM concerned ORDER BY user_did LIMIT ${PEOPLE_AT_ONCE}
    )
    SELECT user_did AS user, source_account_id AS "accountId", max(display_name) AS "displayName",
      bool_or(is_waiting) AS "isWaiting"
    FROM concerned JOIN next USING (user_did)
    GROUP BY user_did, source_account_id
    ORDER BY user_did, source_account_id`;
}

async function arriveFor(user: string, rows: Row[], actor: Actor, accounts: Account[]) {
  return db.$transaction(async (tx) => {
    await storeMatches(tx, await personalMatches(tx, user, rows, actor, accounts), user);
    await settle(tx, { user, accountIds: rows.map(({ accountId }) => accountId) });
    const waiting = rows.filter(({ isWaiting }) => isWaiting).map(({ accountId }) => accountId);
    const arrived = await tx.$executeRaw`
      INSERT INTO user_match_status AS status (user_did, match_id, arrived_at)
      SELECT DISTINCT ${user}, match.id, now()
      FROM user_source_follows AS row JOIN atproto_matches AS match ON match.id = row.best_match_id
      WHERE row.user_did = ${user} AND row.source_account_id = ANY (${waiting}::bigint[])
        AND row.state = 'found' AND match.atproto_did = ${actor.did}
      ON CONFLICT (user_did, match_id) DO UPDATE SET arrived_at = EXCLUDED.arrived_at
        WHERE status.arrived_at IS NULL`;
    await endWaiting(tx, user, actor.did);
    return Math.min(1, arrived);
  });
}

/** What rests on the display names that this person brought. */
async function personalMatches(
  tx: Prisma.TransactionClient,
  user: string,
  rows: Row[],
  actor: Actor,
  accounts: Account[],
): Promise<NewMatch[]> {
  const kept = await tx.atprotoMatch.findMany({
    where: {
      OR: [{ privateTo: user }, { privateTo: null }],
      sourceAccountId: { in: rows.map(({ accountId }) => accountId) },
      atprotoDid: actor.did,
    },
    select: { sourceAccountId: true },
  });
  const isKept = new Set(kept.map(({ sourceAccountId }) => sourceAccountId));
  return rows.flatMap(({ accountId, displayName }) => {
    const account = accounts.find(({ id }) => id === accountId);
    if (!account || !displayName) return [];
    const match = scoreAll(accountId, { ...account, displayName }, account.actors).find(
      ({ actor: { did } }) => did === actor.did,
    );
    return match && (isKept.has(accountId) || match.score >= LOOK_SCORE) ? [match] : [];
  });
}
