import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";

/** A day (UTC, `2026-01-31`) on which people of a list were found, and how many were by its end. */
export type FoundDay = { day: string; found: number };

/** How a list was found, day after day: the days on which somebody was. Empty for a list that is not this person's. */
export function foundByDay(user: UserDid, uploadId: string): Promise<FoundDay[]> {
  return db.$queryRaw<FoundDay[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day, (sum(count(*)) OVER (ORDER BY day))::int AS found
    FROM user_source_follows, LATERAL (SELECT (matched_at AT TIME ZONE 'UTC')::date AS day) AS matched
    WHERE upload_id = ${uploadId}::uuid AND user_did = ${user} AND matched_at IS NOT NULL
    GROUP BY day ORDER BY day`;
}
