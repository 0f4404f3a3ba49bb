import { db } from "@/lib/db";

/** One process's right to work on the matching of one list. */
export type Lease = {
  uploadId: string;
  user: string;
  /** Interruptions since a name was last checked. */
  failures: number;
};

const LEASE = "2 minutes";

/**
 * Takes the list whose matching has waited longest, so that everybody's goes on in turn.
 *
 * @returns null when nothing is due, or other processes have it all.
 */
export async function takeLease(): Promise<Lease | null> {
  const [lease] = await db.$queryRaw<Lease[]>`
    UPDATE user_uploads SET match_lease_until = now() + ${LEASE}::interval
    WHERE upload_id = (
      SELECT upload_id FROM user_uploads
      WHERE match_next_at <= now() AND NOT match_paused
        AND (match_lease_until IS NULL OR match_lease_until < now())
      ORDER BY match_next_at LIMIT 1
      FOR UPDATE SKIP LOCKED)
    RETURNING upload_id AS "uploadId", user_did AS user, match_failures AS failures`;
  return lease ?? null;
}

/** Keeps the lease while work goes on. Answers false when the person has paused or deleted the list. */
export async function extendLease({ uploadId }: Lease): Promise<boolean> {
  const extended = await db.$executeRaw`
    UPDATE user_uploads SET match_lease_until = now() + ${LEASE}::interval
    WHERE upload_id = ${uploadId}::uuid AND NOT match_paused`;
  return extended === 1;
}

export type LeaseEnd = {
  /** When matching may go on, if names are left. */
  nextAt: Date;
  problem: string | null;
  failures: number;
  /** Names checked per second; null when none were. */
  rate: number | null;
};

/** Gives the list back. It is done when no name is left, whatever happened to it meanwhile. */
export async function endLease({ uploadId }: Lease, end: LeaseEnd): Promise<void> {
  await db.$executeRaw`
    UPDATE user_uploads SET
      match_lease_until = NULL,
      match_next_at = CASE WHEN EXISTS (
          SELECT FROM user_source_follows row
          WHERE row.upload_id = user_uploads.upload_id AND row.state = 'not_checked')
        THEN ${end.nextAt}::timestamptz END,
      match_problem = ${end.problem}::text,
      match_failures = ${end.failures},
      match_rate = coalesce(${end.rate}::real, match_rate)
    WHERE upload_id = ${uploadId}::uuid`;
}
