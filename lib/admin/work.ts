import { db, type FollowBatchKind, type FollowBatchStatus } from "@/lib/db";

/** A list whose names are being checked; nothing of whose it is or what is on it. */
export type MatchingWork = {
  id: string;
  platform: string;
  total: number;
  checked: number;
  found: number;
  state: "going" | "due" | "waiting" | "paused";
  problem: string | null;
  nextAt: Date;
  /** Names a second, lately. */
  rate: number | null;
};

/** A follow batch that is not finished. */
export type FollowingWork = {
  id: string;
  kind: FollowBatchKind;
  /** The apps that are followed in; none for lists and starter packs. */
  apps: string[];
  status: Exclude<FollowBatchStatus, "planned" | "done" | "cancelled" | "undone">;
  problem: string | null;
  nextAt: Date;
  total: number;
  settled: number;
  failed: number;
};

const MOST = 100;

/** Lists with names left to check, those that have waited longest first; at most 100. */
export function listMatching(): Promise<MatchingWork[]> {
  return db.$queryRaw<MatchingWork[]>`
    SELECT upload_id AS id, source_platform AS platform, total_users AS total,
      matched_users + unmatched_users AS checked, matched_users AS found,
      CASE WHEN match_paused THEN 'paused' WHEN match_lease_until > now() THEN 'going'
        WHEN match_next_at > now() THEN 'waiting' ELSE 'due' END AS state,
      match_problem AS problem, match_next_at AS "nextAt", match_rate AS rate
    FROM user_uploads WHERE match_next_at IS NOT NULL
    ORDER BY match_next_at LIMIT ${MOST}`;
}

/** Follow batches under way and, after them, those that stopped; at most 100. */
export function listFollowing(): Promise<FollowingWork[]> {
  return db.$queryRaw<FollowingWork[]>`
    SELECT batch.id, kind::text AS kind, apps, status::text AS status, problem, next_at AS "nextAt", counts.*
    FROM (
      SELECT * FROM follow_batches
      WHERE status IN ('running', 'stopped', 'cancelling', 'undoing', 'undo_stopped')
      ORDER BY status IN ('stopped', 'undo_stopped'), next_at LIMIT ${MOST}) AS batch
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS total, count(*) FILTER (WHERE state = 'failed')::int AS failed,
        count(*) FILTER (WHERE state IN ('followed', 'already', 'undone'))::int AS settled
      FROM follow_writes WHERE batch_id = batch.id) AS counts
    ORDER BY status IN ('stopped', 'undo_stopped'), next_at`;
}

/** Lets a list that waits after a problem go on now. What its person has paused stays so. */
export async function retryMatching(uploadId: string): Promise<boolean> {
  const { count } = await db.userUpload.updateMany({
    where: { uploadId, matchNextAt: { not: null } },
    data: { matchNextAt: new Date(), matchProblem: null, matchFailures: 0 },
  });
  return count === 1;
}

/** Lets a batch that waits after a problem go on now. What its person has stopped stays so. */
export async function retryFollowing(batchId: string): Promise<boolean> {
  const { count } = await db.followBatch.updateMany({
    where: { id: batchId, status: { in: ["running", "undoing"] } },
    data: { nextAt: new Date(), problem: null, failures: 0 },
  });
  return count === 1;
}
