import type { Prisma } from "@/lib/db";
import { type ActorChange, type DirectoryEntry, noteActors, requestChecks } from "@/lib/directory";
import { LOOK_SCORE } from "../score";
import type { NewMatch } from "../store";
import { keysOfActor } from "./keys";
import { findPairs } from "./pairs";
import { listPromising } from "./promising";
import { noteWaiting } from "./waiting";

/**
 * Takes in what is heard of accounts of the network, at most some thousands at once: keeps it in the directory, and has
 * those looked at more closely who may be somebody that people wait for, or whom somebody has as a match. All of it
 * is asked for in the caller's transaction; nobody is told of anything yet.
 */
export async function hearOfActors(
  tx: Prisma.TransactionClient,
  changes: ActorChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const changed = await noteActors(tx, changes, keysOfActor);
  if (changed.length === 0) return;

  const pairs = await findPairs(tx, changed);
  const promising = listPromising(pairs).map(({ actor }) => actor.did);
  await requestChecks(tx, [...promising, ...(await listMatched(tx, changed))], "profile");

  const paired = new Set(pairs.map(({ actor }) => actor.did));
  const unanswered = changed.filter(
    ({ did, handle, isActive }) => isActive && handle && !paired.has(did),
  );
  if (unanswered.length > 0 && (await isAnybodyAwaited(tx))) {
    await requestChecks(
      tx,
      unanswered.map(({ did }) => did),
      "names",
    );
  }
}

/** Has those looked at whom a search for one person found, and for whom others wait who brought the same name before. */
export async function tellOthers(
  tx: Prisma.TransactionClient,
  user: string,
  matches: NewMatch[],
): Promise<void> {
  const good = matches.filter(({ score }) => score >= LOOK_SCORE);
  if (good.length === 0) return;
  await noteWaiting(
    tx,
    good.map(({ accountId, actor }) => ({ accountId, did: actor.did })),
    user,
  );
  const awaited = await tx.$queryRaw<{ did: string }[]>`
    SELECT DISTINCT did
    FROM unnest(${good.map(({ accountId }) => accountId)}::bigint[], ${good.map(({ actor }) => actor.did)}::text[])
      AS found (account_id, did)
    WHERE EXISTS (
      SELECT FROM user_source_follows
      WHERE source_account_id = account_id AND user_did <> ${user} AND state IN ('not_found', 'dismissed'))`;
  await requestChecks(
    tx,
    awaited.map(({ did }) => did),
    "profile",
  );
}

/** Those of the accounts that somebody has among their matches. */
async function listMatched(tx: Prisma.TransactionClient, entries: DirectoryEntry[]) {
  const rows = await tx.$queryRaw<{ did: string }[]>`
    SELECT did FROM unnest(${entries.map(({ did }) => did)}::text[]) AS did
    WHERE EXISTS (SELECT FROM atproto_matches WHERE atproto_did = did)`;
  return rows.map(({ did }) => did);
}

async function isAnybodyAwaited(tx: Prisma.TransactionClient) {
  const row = await tx.sourceKey.findFirst({ select: { key: true } });
  return row !== null;
}
