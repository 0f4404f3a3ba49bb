import { db, type FollowBatchStatus } from "@/lib/db";

/** One process's right to write to one person's repository, for one of their batches. */
export type Lease = {
  batchId: string;
  user: string;
  app: string;
  status: FollowBatchStatus;
  failures: number;
};

const LEASE = "3 minutes";

/**
 * Takes the person whose batch has waited longest. A person's batches run one after another: two that follow the same
 * account never race.
 */
export async function takeLease(): Promise<Lease | null> {
  return db.$transaction(async (tx) => {
    const [lease] = await tx.$queryRaw<Lease[]>`
      SELECT batch.id AS "batchId", batch.user_did AS user, batch.app, batch.status::text AS status, batch.failures
      FROM follow_batches AS batch JOIN users ON users.did = batch.user_did
      WHERE batch.status IN ('running', 'undoing') AND batch.next_at <= now()
        AND (users.follow_lease_until IS NULL OR users.follow_lease_until < now())
      ORDER BY batch.next_at LIMIT 1
      FOR UPDATE OF users SKIP LOCKED`;
    if (!lease) return null;
    await tx.$executeRaw`
      UPDATE users SET follow_lease_until = now() + ${LEASE}::interval WHERE did = ${lease.user}`;
    return lease;
  });
}

/** Keeps the lease while work goes on. Answers false when the person has stopped, undone or deleted the batch. */
export async function extendLease({ batchId, user, status }: Lease): Promise<boolean> {
  const extended = await db.$executeRaw`
    UPDATE users SET follow_lease_until = now() + ${LEASE}::interval
    WHERE did = ${user} AND EXISTS (
      SELECT FROM follow_batches
      WHERE id = ${batchId}::uuid AND status = ${status}::follow_batch_status)`;
  return extended === 1;
}

export type LeaseEnd = {
  status: FollowBatchStatus;
  nextAt: Date;
  problem: string | null;
  failures: number;
};

/** Gives the person back. What they decided about the batch meanwhile stands. */
export async function endLease(lease: Lease, end: LeaseEnd): Promise<void> {
  const { status, nextAt, problem, failures } = end;
  const isFinished = status === "done" || status === "undone";
  await db.$transaction([
    db.followBatch.updateMany({
      where: { id: lease.batchId, status: lease.status },
      data: { status, nextAt, problem, failures, finishedAt: isFinished ? new Date() : null },
    }),
    db.user.updateMany({ where: { did: lease.user }, data: { followLeaseUntil: null } }),
  ]);
}
