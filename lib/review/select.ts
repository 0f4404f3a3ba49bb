import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";
import { type Filter, matching } from "./rows";

/**
 * Ticks or unticks one row for following.
 *
 * @returns false when there is no such row with a candidate to follow.
 */
export async function selectRow(
  user: UserDid,
  uploadId: string,
  accountId: bigint,
  isSelected: boolean,
): Promise<boolean> {
  const { count } = await db.userSourceFollow.updateMany({
    where: { uploadId, userDid: user, sourceAccountId: accountId, state: "found" },
    data: { selected: isSelected },
  });
  return count === 1;
}

/** Ticks or unticks every row that a filter shows and that has a candidate to follow. Says how many that changed. */
export function selectRows(
  user: UserDid,
  uploadId: string,
  filter: Filter,
  isSelected: boolean,
): Promise<number> {
  return db.$executeRaw`
    UPDATE user_source_follows SET selected = ${isSelected}
    WHERE upload_id = ${uploadId}::uuid AND user_did = ${user} AND state = 'found'
      AND selected <> ${isSelected} AND ${matching(filter)}`;
}

/** How many rows of a list are ticked. */
export function countSelected(user: UserDid, uploadId: string): Promise<number> {
  return db.userSourceFollow.count({ where: { uploadId, userDid: user, selected: true } });
}
