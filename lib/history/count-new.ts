import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";

/**
 * How many people were found on each of a person's lists since they last had it before them; on one that they never
 * opened, since it was saved. Lists where nobody was are left out.
 */
export async function countNew(user: UserDid): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ uploadId: string; count: number }[]>`
    SELECT upload_id::text AS "uploadId", count(*)::int AS count
    FROM user_uploads AS list JOIN user_source_follows AS row USING (upload_id)
    WHERE list.user_did = ${user} AND row.state = 'found'
      AND row.matched_at > coalesce(list.visited_at, list.saved_at)
    GROUP BY upload_id`;
  return new Map(rows.map(({ uploadId, count }) => [uploadId, count]));
}
