import { db, type FollowBatchStatus, type Prisma } from "@/lib/db";
import type { Pace } from "@/lib/points";
import type { UserDid } from "@/lib/users";

/** Lets a planned batch begin, at a pace that the person has chosen. */
export function confirmBatch(user: UserDid, batchId: string, pace: Pace): Promise<boolean> {
  return change(user, batchId, ["planned"], { status: "running", pace });
}

/** Halts a batch, or its undo, after the request that is under way. */
export async function stopBatch(user: UserDid, batchId: string): Promise<boolean> {
  return (
    (await change(user, batchId, ["running"], { status: "stopped", problem: null })) ||
    (await change(user, batchId, ["undoing"], { status: "undo_stopped", problem: null }))
  );
}

/** Lets a stopped batch, or its undo, go on; a batch that is done tries again what failed. */
export async function resumeBatch(user: UserDid, batchId: string): Promise<boolean> {
  if (await change(user, batchId, ["undo_stopped"], { status: "undoing", ...AFRESH })) return true;
  const resumed = await change(user, batchId, ["stopped", "done"], {
    status: "running",
    ...AFRESH,
  });
  if (resumed) {
    await db.followWrite.updateMany({
      where: { batchId, state: "failed" },
      data: { state: "planned", problem: null },
    });
  }
  return resumed;
}

/** Changes how fast a batch goes on that is not finished. */
export function setPace(user: UserDid, batchId: string, pace: Pace): Promise<boolean> {
  return change(user, batchId, ["running", "stopped"], { pace, problem: null });
}

/** Ends a batch for good: what was done stays, the rest is not done. */
export function cancelBatch(user: UserDid, batchId: string): Promise<boolean> {
  return change(user, batchId, ["running", "stopped"], { status: "cancelling", ...AFRESH });
}

/** Removes exactly the records that a batch made. */
export function undoBatch(user: UserDid, batchId: string): Promise<boolean> {
  return change(
    user,
    batchId,
    ["running", "stopped", "cancelling", "cancelled", "done", "undo_stopped"],
    { status: "undoing", ...AFRESH },
  );
}

const AFRESH = { problem: null, failures: 0, finishedAt: null } as const;

async function change(
  user: UserDid,
  batchId: string,
  from: FollowBatchStatus[],
  data: Prisma.FollowBatchUpdateManyMutationInput,
) {
  const where = { id: batchId, userDid: user, status: { in: from } };
  const { count } = await db.followBatch.updateMany({
    where,
    data: { nextAt: new Date(), ...data },
  });
  return count === 1;
}
