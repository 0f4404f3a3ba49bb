import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";
import { DELETE_TIMEOUT_MS, deleteWithin } from "./change-upload";

/** How long after its last sign of life a tab is taken for open: browsers let hidden tabs act once a minute at most. */
export const OPEN_FOR = "10 minutes";

/**
 * Chooses whether the lists of a person stay, or pass with the last tab. Lists that pass and are still there stay from now
 * on; lists that stay are not made to pass.
 */
export async function setKeepsLists(user: UserDid, keepsLists: boolean): Promise<void> {
  await db.user.update({ where: { did: user }, data: { keepsLists } });
  if (keepsLists) {
    const passing = { userDid: user, openUntil: { not: null } };
    await db.userUpload.updateMany({ where: passing, data: { openUntil: null } });
  }
}

/** Notes that a person has a tab open: their lists that pass live on. */
export async function holdOpen(user: UserDid): Promise<void> {
  await db.$executeRaw`
    UPDATE user_uploads SET open_until = now() + ${OPEN_FOR}::interval
    WHERE user_did = ${user} AND open_until IS NOT NULL`;
}

/**
 * Removes lists whose last tab is closed, with what was decided and what only their people saw of names that are on no
 * other list of theirs.
 * What was followed stays listed, so that it can be undone.
 *
 * @returns how many lists; null when there was none.
 */
export async function removePassedLists(deadline: Date): Promise<{ passed: number } | null> {
  let passed = 0;
  while (Date.now() < deadline.getTime()) {
    const list = await db.userUpload.findFirst({
      where: { openUntil: { lt: new Date() } },
      orderBy: { openUntil: "asc" },
      select: { uploadId: true, userDid: true },
    });
    if (!list) break;
    if (await removePassed(list.userDid as UserDid, list.uploadId)) passed += 1;
  }
  return passed > 0 ? { passed } : null;
}

function removePassed(user: UserDid, uploadId: string) {
  return db.$transaction(
    async (tx) => {
      // A tab may have said that it is open, or another process may have been here first.
      const [due] = await tx.$queryRaw<unknown[]>`
        SELECT upload_id FROM user_uploads
        WHERE upload_id = ${uploadId}::uuid AND user_did = ${user} AND open_until < now()
        FOR UPDATE`;
      if (!due) return false;
      await tx.$executeRaw`
        WITH only_here AS (
          SELECT source_account_id AS id FROM user_source_follows AS row
          WHERE upload_id = ${uploadId}::uuid AND NOT EXISTS (
            SELECT FROM user_source_follows AS other
            WHERE other.user_did = ${user} AND other.source_account_id = row.source_account_id
              AND other.upload_id <> row.upload_id)),
        decided AS (
          DELETE FROM user_match_status AS status USING atproto_matches AS match, only_here
          WHERE status.user_did = ${user} AND match.id = status.match_id AND match.source_account_id = only_here.id
            AND match.private_to IS NULL)
        DELETE FROM atproto_matches AS match USING only_here
        WHERE match.source_account_id = only_here.id AND match.private_to = ${user}`;
      return deleteWithin(tx, user, uploadId);
    },
    { timeout: DELETE_TIMEOUT_MS },
  );
}
