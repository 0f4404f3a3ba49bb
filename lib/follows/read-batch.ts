import {
  db,
  type FollowBatchKind,
  type FollowBatchStatus,
  type FollowPace,
  type FollowWriteState,
  type Prisma,
} from "@/lib/db";
import type { UserDid } from "@/lib/users";

export type BatchView = {
  id: string;
  uploadId: string | null;
  /** Name of the list that the people come from; null when that list was deleted. */
  uploadName: string | null;
  kind: FollowBatchKind;
  /** The apps to follow in; empty for lists. */
  apps: string[];
  /** Of the list on the network that it fills; null for follows. */
  listName: string | null;
  /** The record of that list, or of the starter pack. */
  listRkey: string | null;
  packRkey: string | null;
  pace: FollowPace;
  status: FollowBatchStatus;
  problem: string | null;
  createdAt: Date;
  /** When it goes on, while it waits for a server. */
  nextAt: Date;
  /** How many of its accounts are in each state. */
  counts: Record<FollowWriteState, number>;
};

/** A batch of this person's, or null. */
export async function getBatch(user: UserDid, batchId: string): Promise<BatchView | null> {
  const [batch] = await readBatches({ id: batchId, userDid: user }, 1);
  return batch ?? null;
}

/** A person's confirmed batches, newest first; of one list where it is given. */
export function listBatches(user: UserDid, uploadId?: string): Promise<BatchView[]> {
  return readBatches({ userDid: user, uploadId, status: { not: "planned" } }, 50);
}

/** The accounts of a batch, in the order in which they are followed: one page, after the given id. */
export function listBatchWrites(
  user: UserDid,
  batchId: string,
  page: { after?: bigint; take: number },
) {
  return db.followWrite.findMany({
    where: { batchId, batch: { userDid: user }, id: { gt: page.after } },
    orderBy: { id: "asc" },
    take: page.take,
    select: {
      id: true,
      subjectDid: true,
      collection: true,
      state: true,
      problem: true,
      match: { select: { atprotoHandle: true, displayName: true, avatarUrl: true } },
    },
  });
}

async function readBatches(where: Prisma.FollowBatchWhereInput, take: number) {
  const batches = await db.followBatch.findMany({
    where,
    take,
    orderBy: { createdAt: "desc" },
    include: { upload: { select: { name: true } } },
  });
  const groups = await db.followWrite.groupBy({
    by: ["batchId", "state"],
    where: { batchId: { in: batches.map(({ id }) => id) } },
    _count: true,
  });
  return batches.map(({ upload, ...batch }): BatchView => {
    const counts = { ...NONE };
    for (const group of groups) if (group.batchId === batch.id) counts[group.state] = group._count;
    const { id, uploadId, kind, apps, listName, listRkey, packRkey } = batch;
    const { pace, status, problem, createdAt, nextAt } = batch;
    return {
      id,
      uploadId,
      uploadName: upload?.name ?? null,
      kind,
      apps,
      listName,
      listRkey,
      packRkey,
      pace,
      status,
      problem,
      createdAt,
      nextAt,
      counts,
    };
  });
}

const NONE: Record<FollowWriteState, number> = {
  planned: 0,
  sending: 0,
  followed: 0,
  already: 0,
  failed: 0,
  cancelled: 0,
  removing: 0,
  undone: 0,
};
