import type { App } from "@/lib/apps";
import type { FollowRecord } from "@/lib/atproto";
import { db, type Prisma } from "@/lib/db";
import { settleActors } from "@/lib/matching";
import { addKnownFollows } from "./known-follows";
import type { Lease } from "./lease";

/** One follow of a batch on its way to the repository or out of it. */
export type Write = { id: bigint; subject: string; rkey: string };

/** Takes the next planned follows: each gets its record key, which is kept before anything is sent. */
export async function takePlanned(
  { batchId }: Lease,
  most: number,
  newKey: () => string,
): Promise<Write[]> {
  const rows = await db.followWrite.findMany({
    where: { batchId, state: "planned" },
    orderBy: { id: "asc" },
    take: most,
    select: { id: true, subjectDid: true },
  });
  const writes = rows.map(({ id, subjectDid }) => ({ id, subject: subjectDid, rkey: newKey() }));
  await db.$executeRaw`
    UPDATE follow_writes AS write SET state = 'sending', rkey = t.rkey, problem = NULL
    FROM unnest(${writes.map(({ id }) => id)}::bigint[], ${writes.map(({ rkey }) => rkey)}::text[]) AS t (id, rkey)
    WHERE write.id = t.id`;
  return writes;
}

/** The server has them: they count as followed, everywhere the person sees them. */
export async function markFollowed({ user }: Lease, app: App, writes: Write[]): Promise<void> {
  await db.$transaction(async (tx) => {
    await setState(tx, writes, "followed");
    await addKnownFollows(tx, user, app.collection, writes);
    await tx.$executeRaw`
      INSERT INTO user_match_status (user_did, match_id, followed_at)
      SELECT ${user}, match_id, now() FROM follow_writes
      WHERE id = ANY (${writes.map(({ id }) => id)}::bigint[]) AND match_id IS NOT NULL
      ON CONFLICT (user_did, match_id) DO UPDATE SET followed_at = EXCLUDED.followed_at`;
    await settleActors(
      tx,
      user,
      writes.map(({ subject }) => subject),
    );
  });
}

/** The server refused these for good. */
export async function markFailed(writes: Write[], problem: string): Promise<void> {
  await db.followWrite.updateMany({
    where: { id: { in: writes.map(({ id }) => id) } },
    data: { state: "failed", problem, rkey: null },
  });
}

/** Certainly not written: they wait again. */
export async function markPlanned(writes: Write[]): Promise<void> {
  await db.followWrite.updateMany({
    where: { id: { in: writes.map(({ id }) => id) } },
    data: { state: "planned", rkey: null },
  });
}

/** Takes the next follows that an undo has to remove. */
export async function takeRemovable({ batchId }: Lease, most: number): Promise<Write[]> {
  const rows = await db.followWrite.findMany({
    where: { batchId, state: "followed" },
    orderBy: { id: "asc" },
    take: most,
    select: { id: true, subjectDid: true, rkey: true },
  });
  const writes = rows.map(({ id, subjectDid, rkey }) => ({
    id,
    subject: subjectDid,
    rkey: rkey ?? "",
  }));
  await setState(db, writes, "removing");
  return writes;
}

/** The records are gone: nobody counts as followed by them any more. */
export async function markUndone({ user }: Lease, app: App, writes: Write[]): Promise<void> {
  await db.$transaction(async (tx) => {
    await setState(tx, writes, "undone");
    await tx.$executeRaw`
      DELETE FROM known_follows
      WHERE user_did = ${user} AND collection = ${app.collection}
        AND rkey = ANY (${writes.map(({ rkey }) => rkey)}::text[])`;
    await tx.$executeRaw`
      UPDATE user_match_status SET followed_at = NULL
      WHERE user_did = ${user} AND match_id IN (
        SELECT match_id FROM follow_writes WHERE id = ANY (${writes.map(({ id }) => id)}::bigint[]))`;
    await settleActors(
      tx,
      user,
      writes.map(({ subject }) => subject),
    );
  });
}

/** Certainly not removed: they wait again. */
export async function unmarkRemoving(writes: Write[]): Promise<void> {
  await setState(db, writes, "followed");
}

/** Settles the follows whose request ended without an answer, by what the repository holds. */
export async function resolveUnknown(
  lease: Lease,
  app: App,
  records: FollowRecord[],
): Promise<void> {
  const rows = await db.followWrite.findMany({
    where: { batchId: lease.batchId, state: { in: ["sending", "removing"] } },
    select: { id: true, subjectDid: true, rkey: true, state: true },
  });
  const there = new Set(records.map(({ rkey }) => rkey));
  const writes = rows.map(({ id, subjectDid, rkey, state }) => ({
    id,
    subject: subjectDid,
    rkey: rkey ?? "",
    state,
    isThere: rkey !== null && there.has(rkey),
  }));
  const those = (state: string, isThere: boolean) =>
    writes.filter((write) => write.state === state && write.isThere === isThere);

  await markFollowed(lease, app, those("sending", true));
  await markPlanned(those("sending", false));
  await unmarkRemoving(those("removing", true));
  await markUndone(lease, app, those("removing", false));
}

/** Marks planned accounts that the person follows already: by hand, or by another batch. */
export async function skipFollowed({ batchId, user }: Lease, app: App): Promise<void> {
  await db.$executeRaw`
    UPDATE follow_writes AS write SET state = 'already'
    FROM known_follows AS known
    WHERE write.batch_id = ${batchId}::uuid AND write.state = 'planned'
      AND known.user_did = ${user} AND known.collection = ${app.collection}
      AND known.subject_did = write.subject_did`;
}

/** Marks follows of the batch that the person has removed by hand. */
export async function skipGone(lease: Lease, records: FollowRecord[]): Promise<void> {
  await db.$executeRaw`
    UPDATE follow_writes SET state = 'undone'
    WHERE batch_id = ${lease.batchId}::uuid AND state = 'followed'
      AND NOT (rkey = ANY (${records.map(({ rkey }) => rkey)}::text[]))`;
}

async function setState(
  tx: Prisma.TransactionClient,
  writes: Write[],
  state: "followed" | "removing" | "undone",
) {
  await tx.followWrite.updateMany({
    where: { id: { in: writes.map(({ id }) => id) } },
    data: { state },
  });
}
