import { newRecordKey } from "@/lib/atproto";
import { db, type FollowWriteState, type Prisma } from "@/lib/db";
import { settleActors } from "@/lib/matching";
import { collectionsOf } from "./collections";
import { addKnownFollows, type Entry } from "./known-follows";
import type { Lease } from "./lease";

/** One record of a batch on its way to the repository or out of it. */
export type Write = Entry & { id: bigint };

type Change = { from: FollowWriteState; to: FollowWriteState; problem?: string };

/** Takes the next planned records: each gets its key, which is kept before anything is sent. */
export async function takePlanned({ batchId }: Lease, most: number): Promise<Write[]> {
  const rows = await db.followWrite.findMany({
    where: { batchId, state: "planned" },
    orderBy: { id: "asc" },
    take: most,
    select: { id: true, collection: true, subjectDid: true },
  });
  return db.$queryRaw<Write[]>`
    UPDATE follow_writes AS write SET state = 'sending', rkey = t.rkey, problem = NULL
    FROM unnest(${rows.map(({ id }) => id)}::bigint[], ${rows.map(() => newRecordKey())}::text[]) AS t (id, rkey)
    WHERE write.id = t.id AND write.state = 'planned'
    RETURNING write.id, write.collection, write.subject_did AS subject, write.rkey`;
}

/** Takes the next records that an undo has to remove. */
export async function takeRemovable({ batchId }: Lease, most: number): Promise<Write[]> {
  const writes = await findWrites(batchId, "followed", most);
  return change(db, writes, { from: "followed", to: "removing" });
}

/**
 * The server has them: they count as followed, everywhere the person sees them. Those that another process has settled
 * meanwhile stay as it left them.
 *
 * @param commit the commit that they came with, when it is known that nobody else wrote before it.
 */
export async function markFollowed(lease: Lease, sent: Write[], commit?: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const writes = await change(tx, sent, { from: "sending", to: "followed" });
    if (writes.length === 0 || lease.kind !== "follows") return;
    await addKnownFollows(tx, lease.user, writes);
    if (commit && writes.length === sent.length) await moveSyncs(tx, lease, commit);
    await tx.$executeRaw`
      INSERT INTO user_match_status (user_did, match_id, followed_at)
      SELECT DISTINCT ${lease.user}, match_id, now() FROM follow_writes
      WHERE id = ANY (${writes.map(({ id }) => id)}::bigint[]) AND match_id IS NOT NULL
      ON CONFLICT (user_did, match_id) DO UPDATE SET followed_at = EXCLUDED.followed_at`;
    await settleSubjects(tx, lease, writes);
  });
}

/** The records are gone: nobody counts as followed by them any more. What another process has settled stays as it is. */
export async function markUndone(lease: Lease, sent: Write[], commit?: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const writes = await change(tx, sent, { from: "removing", to: "undone" });
    if (writes.length === 0 || lease.kind !== "follows") return;
    await tx.$executeRaw`
      DELETE FROM known_follows AS known
      USING unnest(
        ${writes.map(({ collection }) => collection)}::text[], ${writes.map(({ rkey }) => rkey)}::text[]
      ) AS t (collection, rkey)
      WHERE known.user_did = ${lease.user} AND known.collection = t.collection AND known.rkey = t.rkey`;
    if (commit && writes.length === sent.length) await moveSyncs(tx, lease, commit);
    await tx.$executeRaw`
      UPDATE user_match_status SET followed_at = NULL
      WHERE user_did = ${lease.user} AND match_id IN (
        SELECT match_id FROM follow_writes WHERE id = ANY (${writes.map(({ id }) => id)}::bigint[]))`;
    await settleSubjects(tx, lease, writes);
  });
}

/** The server refused these for good. */
export async function markFailed(writes: Write[], problem: string): Promise<void> {
  await change(db, writes, { from: "sending", to: "failed", problem });
}

/** Certainly not written: they wait again. */
export async function markPlanned(writes: Write[]): Promise<void> {
  await change(db, writes, { from: "sending", to: "planned" });
}

/** Certainly not removed: they wait again. */
export async function unmarkRemoving(writes: Write[]): Promise<void> {
  await change(db, writes, { from: "removing", to: "followed" });
}

/** Settles the records whose request ended without an answer, by what the repository holds. */
export async function resolveUnknown(lease: Lease, entries: Entry[]): Promise<void> {
  const there = new Set(entries.map(placeOf));
  const split = async (state: FollowWriteState) => {
    const writes = await findWrites(lease.batchId, state);
    return Map.groupBy(writes, (write) => there.has(placeOf(write)));
  };
  const sent = await split("sending");
  await markFollowed(lease, sent.get(true) ?? []);
  await markPlanned(sent.get(false) ?? []);
  const removed = await split("removing");
  await unmarkRemoving(removed.get(true) ?? []);
  await markUndone(lease, removed.get(false) ?? []);
}

/** Marks planned accounts that the person follows already: by hand, or by another batch. */
export async function skipFollowed({ batchId, user }: Lease): Promise<void> {
  await db.$executeRaw`
    UPDATE follow_writes AS write SET state = 'already'
    FROM known_follows AS known
    WHERE write.batch_id = ${batchId}::uuid AND write.state = 'planned'
      AND known.user_did = ${user} AND known.collection = write.collection
      AND known.subject_did = write.subject_did`;
}

/** Marks planned accounts that are on the list already. */
export async function skipMembers({ batchId }: Lease, members: Entry[]): Promise<void> {
  await db.followWrite.updateMany({
    where: { batchId, state: "planned", subjectDid: { in: members.map(({ subject }) => subject) } },
    data: { state: "already" },
  });
}

/** Marks records of the batch that the person has removed by hand. */
export async function skipGone(lease: Lease, entries: Entry[]): Promise<void> {
  const there = new Set(entries.map(placeOf));
  const gone = (await findWrites(lease.batchId, "followed")).filter(
    (write) => !there.has(placeOf(write)),
  );
  await change(db, gone, { from: "followed", to: "removing" });
  await markUndone(lease, gone);
}

/** What was not done is not going to be. */
export async function cancelPlanned({ batchId }: Lease): Promise<void> {
  await db.followWrite.updateMany({
    where: { batchId, state: "planned" },
    data: { state: "cancelled" },
  });
}

/** The smallest record key of each collection among the batch's records in these states. */
export async function firstKeys(
  { batchId }: Lease,
  states: FollowWriteState[],
): Promise<Map<string, string>> {
  const rows = await db.followWrite.groupBy({
    by: ["collection"],
    where: { batchId, state: { in: states } },
    _min: { rkey: true },
  });
  return new Map(rows.map(({ collection, _min }) => [collection, _min.rkey ?? ""]));
}

async function findWrites(batchId: string, state: FollowWriteState, most?: number) {
  const rows = await db.followWrite.findMany({
    where: { batchId, state },
    orderBy: { id: "asc" },
    take: most,
    select: { id: true, collection: true, subjectDid: true, rkey: true },
  });
  return rows.map(
    ({ id, collection, subjectDid, rkey }): Write => ({
      id,
      collection,
      subject: subjectDid,
      rkey: rkey ?? "",
    }),
  );
}

/**
 * Changes the records that are still as this process has left them: another one may have taken over.
 *
 * @returns those that it changed.
 */
async function change(
  tx: Prisma.TransactionClient,
  writes: Write[],
  { from, to, problem }: Change,
): Promise<Write[]> {
  if (writes.length === 0) return [];
  const keeps = to === "followed" || to === "removing" || to === "undone";
  const changed = await tx.$queryRaw<{ id: bigint }[]>`
    UPDATE follow_writes AS write
    SET state = ${to}::follow_write_state, problem = ${problem ?? null}::text,
      rkey = CASE WHEN ${keeps} THEN write.rkey END
    FROM unnest(${writes.map(({ id }) => id)}::bigint[], ${writes.map(({ rkey }) => rkey)}::text[]) AS t (id, rkey)
    WHERE write.id = t.id AND write.rkey = t.rkey AND write.state = ${from}::follow_write_state
    RETURNING write.id`;
  const ids = new Set(changed.map(({ id }) => id));
  return writes.filter(({ id }) => ids.has(id));
}

/** Nobody else wrote before our commit: what is known of the follows is right for it, too. */
async function moveSyncs(tx: Prisma.TransactionClient, lease: Lease, commit: string) {
  await tx.followSync.updateMany({
    where: { userDid: lease.user, collection: { in: collectionsOf(lease) } },
    data: { commit },
  });
}

function settleSubjects(tx: Prisma.TransactionClient, { user }: Lease, writes: Write[]) {
  return settleActors(
    tx,
    user,
    writes.map(({ subject }) => subject),
  );
}

function placeOf({ collection, rkey }: Entry) {
  return `${collection}/${rkey}`;
}
