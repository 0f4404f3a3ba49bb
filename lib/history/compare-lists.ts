import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";

/** How many names there are, and the first of them from A to Z. */
export type Names = { count: number; first: string[] };

/** What became of a list since an older one of the same platform. */
export type ListComparison = { added: Names; left: Names; stayed: number };

const FIRST = 200;

/**
 * Compares a list with an older one by the accounts themselves, not by how exports write them: who is new, who has left,
 * and how many are on both.
 *
 * @returns null unless both are saved lists of this person's, and of one platform.
 */
export async function compareLists(
  user: UserDid,
  uploadId: string,
  olderId: string,
): Promise<ListComparison | null> {
  const lists = await db.userUpload.findMany({
    where: { userDid: user, uploadId: { in: [uploadId, olderId] }, savedAt: { not: null } },
    select: { sourcePlatform: true },
  });
  if (lists.length !== 2 || lists[0]?.sourcePlatform !== lists[1]?.sourcePlatform) return null;
  const rows = await db.$queryRaw<(Names & { what: "added" | "left" | "stayed" })[]>`
    SELECT what, count(*)::int AS count, (array_agg(name ORDER BY lower(name), name))[1:${FIRST}::int] AS first
    FROM (
      SELECT coalesce(now.username, before.username) AS name,
        CASE WHEN before.upload_id IS NULL THEN 'added' WHEN now.upload_id IS NULL THEN 'left' ELSE 'stayed' END AS what
      FROM (SELECT * FROM user_source_follows WHERE upload_id = ${uploadId}::uuid) AS now
      FULL JOIN (SELECT * FROM user_source_follows WHERE upload_id = ${olderId}::uuid) AS before
        USING (source_account_id)
    ) AS compared
    GROUP BY what`;
  const of = (what: string) => rows.find((row) => row.what === what) ?? { count: 0, first: [] };
  const names = ({ count, first }: Names) => ({ count, first });
  return { added: names(of("added")), left: names(of("left")), stayed: of("stayed").count };
}
