import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";

/** A day (UTC, `2026-01-31`), and how many people of a list were found by its end. */
export type FoundDay = { day: string; found: number };

/**
 * How a list was found: every day from the first to the last on which somebody was. Empty for a list that is not this
 * person's.
 */
export function foundByDay(user: UserDid, uploadId: string): Promise<FoundDay[]> {
  return db.$queryRaw<FoundDay[]>`
    WITH found AS (
      SELECT (matched_at AT TIME ZONE 'UTC')::date AS day, count(*) AS count FROM user_source_follows
      WHERE upload_id = ${uploadId}::uuid AND user_did = ${user} AND matched_at IS NOT NULL
      GROUP BY 1
    )
    SELECT to_char(every.day, 'YYYY-MM-DD') AS day, (sum(count) OVER (ORDER BY every.day))::int AS found
    FROM generate_series((SELECT min(day) FROM found)::timestamp, (SELECT max(day) FROM found), '1 day') AS every (day)
    LEFT JOIN found ON found.day = every.day
    ORDER BY every.day`;
}
