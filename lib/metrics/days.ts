import { db } from "@/lib/db";

/** What was counted at the end of a day (or, for today, lately), by name and kind. */
export type DayCount = { day: Date; what: string; kind: string; value: number };

/**
 * Notes the counts of today and, once it is over, of yesterday. They stay when what was counted is deleted or swept, and
 * say nothing of anybody.
 */
export async function recordDay(): Promise<void> {
  await db.$executeRaw`
    WITH counts (day, what, kind, value) AS (
      SELECT current_date, 'people', '', count(*) FROM users
      UNION ALL
      SELECT current_date, 'names', state, coalesce(sum(count), 0)
      FROM user_uploads, LATERAL (VALUES
        ('found', matched_users), ('not_found', unmatched_users),
        ('not_checked', total_users - matched_users - unmatched_users)) AS now (state, count)
      WHERE saved_at IS NOT NULL GROUP BY state
      UNION ALL
      SELECT created_at::date, 'new_people', '', count(*)
      FROM users WHERE created_at >= current_date - 1 GROUP BY 1
      UNION ALL
      SELECT saved_at::date, 'new_lists', source_platform, count(*)
      FROM user_uploads WHERE saved_at >= current_date - 1 GROUP BY 1, 3
      UNION ALL
      SELECT batch.finished_at::date, 'follows', '', count(*)
      FROM follow_batches AS batch JOIN follow_writes AS write ON write.batch_id = batch.id
      WHERE batch.finished_at >= current_date - 1 AND batch.kind = 'follows' AND write.state = 'followed' GROUP BY 1
      UNION ALL
      SELECT last_attempt::date, 'notifications', status::text, count(*)
      FROM notification_queue
      WHERE status IN ('sent', 'failed') AND last_attempt >= current_date - 1 GROUP BY 1, 3
    )
    INSERT INTO daily_counts (day, what, kind, value) SELECT * FROM counts
    ON CONFLICT (day, what, kind) DO UPDATE SET value = EXCLUDED.value`;
}

/** The counts of the last days, oldest first. */
export function listDays(days: number): Promise<DayCount[]> {
  return db.$queryRaw<DayCount[]>`
    SELECT day, what, kind, value::float8 AS value FROM daily_counts
    WHERE day > current_date - ${days}::int ORDER BY day, what, kind`;
}
