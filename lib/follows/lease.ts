import { randomUUID } from "node:crypto";
import { db, type FollowBatchKind, type FollowBatchStatus, type FollowPace } from "@/lib/db";

/** One process's right to write to one person's repository, for one of their batches. */
export type Lease = {
  holder: string;
  batchId: string;
  user: string;
  kind: FollowBatchKind;
  apps: string[];
  pace: FollowPace;
  status: FollowBatchStatus;
  failures: number;
  listRkey: string | null;
  listName: string | null;
  makesList: boolean;
  packRkey: string | null;
};

const LEASE = "1 minute";
const EXTEND_EVERY_MS = 15_000;

/**
 * Takes the person whose batch has waited longest. A person's batches run one after another: two that follow the same
 * account never race.
 */
export async function takeLease(): Promise<Lease | null> {
  return db.$transaction(async (tx) => {
    const [batch] = await tx.$queryRaw<Omit<Lease, "holder">[]>`
      SELECT batch.id AS "batchId", batch.user_did AS user, batch.kind::text AS kind, batch.apps, batch.pace::text AS pace,
        batch.status::text AS status, batch.failures, batch.list_rkey AS "listRkey", batch.list_name AS "listName",
        batch.makes_list AS "makesList", batch.pack_rkey AS "packRkey"
      FROM follow_batches AS batch JOIN users ON users.did = batch.user_did
      WHERE batch.status IN ('running', 'cancelling', 'undoing') AND batch.next_at <= now()
        AND (users.follow_lease_until IS NULL OR users.follow_lease_until < now())
      ORDER BY batch.next_at LIMIT 1
      FOR UPDATE OF users SKIP LOCKED`;
    if (!batch) return null;
    const holder = randomUUID();
    await tx.$executeRaw`
      UPDATE users SET follow_lease_until = now() + ${LEASE}::interval, follow_lease_holder = ${holder}::uuid
      WHERE did = ${batch.user}`;
    return { ...batch, holder };
  });
}

/** Keeps a lease until the returned function is called, however long a request takes. */
export function keepLease(lease: Lease): () => void {
  // Should the database be away, the lease runs out, and whoever takes it next looks what was done.
  const timer = setInterval(() => void extend(lease).catch(() => {}), EXTEND_EVERY_MS);
  return () => clearInterval(timer);
}

/** Whether the lease is still held and the person has not stopped, cancelled, undone, deleted or paced the batch anew. */
export async function mayGoOn(lease: Lease): Promise<boolean> {
  if (!(await extend(lease))) return false;
  const { batchId, status, pace } = lease;
  return (await db.followBatch.count({ where: { id: batchId, status, pace } })) === 1;
}

async function extend({ user, holder }: Lease) {
  const extended = await db.$executeRaw`
    UPDATE users SET follow_lease_until = now() + ${LEASE}::interval
    WHERE did = ${user} AND follow_lease_holder = ${holder}::uuid`;
  return extended === 1;
}

export type LeaseEnd = {
  status: FollowBatchStatus;
  nextAt: Date;
  problem: string | null;
  failures: number;
};

/**
 * Gives the person back. What they decided about the batch meanwhile stands (one that waited for the old pace does not
 * wait with a new one), and so does what became of it at the hands of another process that took over.
 */
export async function endLease(lease: Lease, end: LeaseEnd): Promise<void> {
  const { status, nextAt, problem, failures } = end;
  const isFinished = ["done", "cancelled", "undone"].includes(status);
  await db.$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { did: lease.user, followLeaseHolder: lease.holder },
      data: { followLeaseUntil: null, followLeaseHolder: null },
    });
    if (count === 0) return;
    await tx.followBatch.updateMany({
      where: { id: lease.batchId, status: lease.status, pace: lease.pace },
      data: { status, nextAt, problem, failures, finishedAt: isFinished ? new Date() : null },
    });
  });
}
