import { db, Prisma } from "@/lib/db";
import { rowsOf, type View } from "@/lib/review";
import type { UserDid } from "@/lib/users";

/** Rows to tick: these ones, or all that a view shows, of which the person was told how many would change. */
export type Ticking = { accountIds: bigint[] } | { view: View; expected: number };

/** The rows that were changed; or none, and how many it would be now. */
export type Ticked = { ok: true; accountIds: bigint[] } | { ok: false; count: number };

/**
 * Ticks or unticks rows of a list for following. Rows without a candidate to follow are left alone.
 *
 * A whole view is ticked only when it is as many rows as the person was told: matching may have found more meanwhile.
 *
 * @returns the rows that were changed, which the opposite call changes back.
 */
export function tickRows(
  user: UserDid,
  uploadId: string,
  which: Ticking,
  isTicked: boolean,
): Promise<Ticked> {
  const rows =
    "view" in which
      ? rowsOf(user, uploadId, which.view)
      : Prisma.sql`upload_id = ${uploadId}::uuid AND user_did = ${user}
          AND source_account_id = ANY (${which.accountIds}::bigint[])`;
  return db.$transaction(async (tx) => {
    const changed = await tx.$queryRaw<{ id: bigint }[]>`
      SELECT source_account_id AS id FROM user_source_follows
      WHERE ${rows} AND state = 'found' AND selected <> ${isTicked}
      ORDER BY source_account_id FOR UPDATE`;
    if ("view" in which && changed.length !== which.expected) {
      return { ok: false, count: changed.length } as const;
    }
    const accountIds = changed.map(({ id }) => id);
    await tx.$executeRaw`
      UPDATE user_source_follows SET selected = ${isTicked}
      WHERE upload_id = ${uploadId}::uuid AND user_did = ${user}
        AND source_account_id = ANY (${accountIds}::bigint[])`;
    return { ok: true, accountIds } as const;
  });
}
