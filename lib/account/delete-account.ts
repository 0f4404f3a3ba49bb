import { db } from "@/lib/db";
import { endSession } from "@/lib/oauth";
import { removeOrphans } from "@/lib/uploads";
import type { UserDid } from "@/lib/users";

const TIMEOUT_MS = 120_000;

/**
 * Deletes everything that is kept about a person, and the accounts of their lists that are nobody else's; revokes their
 * tokens at their server before, also when that server does not answer. What they wrote to their own repository stays
 * theirs, and their wish not to be found stays in force.
 */
export async function deleteAccount(user: UserDid): Promise<void> {
  await endSession(user);
  await db.$transaction(
    async (tx) => {
      const accounts = await tx.$queryRaw<{ id: bigint }[]>`
        SELECT source_account_id AS id FROM user_source_follows AS row JOIN user_uploads USING (upload_id)
        WHERE user_uploads.user_did = ${user}
        UNION
        SELECT source_account_id FROM user_match_status AS status
        JOIN atproto_matches AS match ON match.id = match_id
        WHERE status.user_did = ${user}`;
      // Everything that is theirs refers to this row, and goes with it.
      await tx.user.deleteMany({ where: { did: user } });
      await removeOrphans(
        tx,
        accounts.map(({ id }) => id),
      );
    },
    { timeout: TIMEOUT_MS },
  );
}
