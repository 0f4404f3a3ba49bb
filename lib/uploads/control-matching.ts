import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";

/** Halts the matching of a list after the names that are being checked. */
export async function pauseMatching(user: UserDid, uploadId: string): Promise<boolean> {
  const { count } = await db.userUpload.updateMany({
    where: { uploadId, userDid: user, matchNextAt: { not: null } },
    data: { matchPaused: true },
  });
  return count === 1;
}

/** Lets the matching of a list go on, now. */
export async function resumeMatching(user: UserDid, uploadId: string): Promise<boolean> {
  const { count } = await db.userUpload.updateMany({
    where: { uploadId, userDid: user, matchNextAt: { not: null } },
    data: { matchPaused: false, matchProblem: null, matchFailures: 0, matchNextAt: new Date() },
  });
  return count === 1;
}

/** Names that anybody searched for in the last hour are not searched for again so soon. */
const CHECK_AGAIN_AFTER = "1 hour";

/**
 * Checks everybody again whom this list has not found yet.
 *
 * @returns how many names that are.
 */
export function checkAgain(user: UserDid, uploadId: string): Promise<number> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE user_uploads SET fresh_after = now() - ${CHECK_AGAIN_AFTER}::interval
      WHERE upload_id = ${uploadId}::uuid AND user_did = ${user}`;
    const count = await tx.$executeRaw`
      UPDATE user_source_follows SET state = 'not_checked'
      WHERE upload_id = ${uploadId}::uuid AND user_did = ${user} AND state = 'not_found'`;
    if (count > 0) {
      await tx.$executeRaw`
        UPDATE user_uploads SET unmatched_users = unmatched_users - ${count}, match_next_at = now(),
          match_paused = false, match_problem = NULL, match_failures = 0
        WHERE upload_id = ${uploadId}::uuid AND user_did = ${user}`;
    }
    return count;
  });
}
