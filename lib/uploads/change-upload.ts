import { findApp } from "@/lib/apps";
import { db, type Prisma } from "@/lib/db";
import { settle } from "@/lib/matching";
import type { UserDid } from "@/lib/users";
import { removeOrphans } from "./remove-orphans";

export const DELETE_TIMEOUT_MS = 120_000;

/** Gives a list another name, 1 to 200 characters. Answers false when there is no such list of this person's. */
export async function renameUpload(
  user: UserDid,
  uploadId: string,
  name: string,
): Promise<boolean> {
  const { count } = await db.userUpload.updateMany({
    where: { uploadId, userDid: user },
    data: { name },
  });
  return count === 1;
}

/** A visit that was this long ago has ended; what was found since is new at the next one. */
const VISIT_LASTS = "30 minutes";

/** Notes that a person has a list before them. */
export async function visitUpload(user: UserDid, uploadId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE user_uploads SET
      new_since = CASE WHEN visited_at < now() - ${VISIT_LASTS}::interval THEN visited_at ELSE new_since END,
      visited_at = now()
    WHERE upload_id = ${uploadId}::uuid AND user_did = ${user}`;
  // Who blocks, or follows back, may have changed since.
  await db.user.updateMany({
    where: { did: user, relationsNextAt: null },
    data: { relationsNextAt: new Date() },
  });
}

/**
 * Deletes a list with all its rows, and the accounts that nobody follows any more. What the person decided about
 * accounts ("not them", "this is them") stays, so that it need not be decided again when they bring the list anew.
 *
 * @returns false when there is no such list of this person's.
 */
export function deleteUpload(user: UserDid, uploadId: string): Promise<boolean> {
  return db.$transaction((tx) => deleteWithin(tx, user, uploadId), { timeout: DELETE_TIMEOUT_MS });
}

/** `deleteUpload` as a part of something larger. */
export async function deleteWithin(
  tx: Prisma.TransactionClient,
  user: UserDid,
  uploadId: string,
): Promise<boolean> {
  const accounts = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT source_account_id AS id FROM user_source_follows
    WHERE upload_id = ${uploadId}::uuid AND user_did = ${user}`;
  const { count } = await tx.userUpload.deleteMany({ where: { uploadId, userDid: user } });
  await removeOrphans(
    tx,
    accounts.map(({ id }) => id),
  );
  return count === 1;
}

/** Chooses the app to follow a list's people in; its rows then show who is followed there already. */
export function setUploadApp(user: UserDid, uploadId: string, appId: string): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      if (!findApp(appId)) return false;
      const { count } = await tx.userUpload.updateMany({
        where: { uploadId, userDid: user },
        data: { app: appId },
      });
      const rows = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT source_account_id AS id FROM user_source_follows
        WHERE upload_id = ${uploadId}::uuid AND user_did = ${user} AND state IN ('found', 'followed')`;
      await settle(tx, { user, uploadId, accountIds: rows.map(({ id }) => id) });
      return count === 1;
    },
    { timeout: DELETE_TIMEOUT_MS },
  );
}
