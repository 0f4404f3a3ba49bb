import { db } from "@/lib/db";

/** One number with its labels. */
export type Point = { labels: Record<string, string>; value: number };

/** Something that can be counted now, with a point for each of its kinds. */
export type Gauge = { name: string; help: string; points: Point[] };

const HELP = {
  people: "People who have signed in and are kept",
  people_signed_in: "People with a browser that is signed in",
  lists: "Saved lists",
  names: "Names on saved lists, by what is known of them",
  lists_matching: "Lists with names left to check",
  follow_batches: "Follow batches that are not finished",
  notifications: "Notifications in the queue",
  partner_deliveries: "Matches that a partner has not yet taken",
  watch_heard_seconds: "When something was last heard from the source, in Unix time",
  actor_checks: "Accounts heard of that wait for the background work",
  job_last_done_seconds: "When a run of the job was last complete, in Unix time",
  job_runs: "Runs of the last 24 hours, by how they ended",
} as const;

type Row = { name: keyof typeof HELP; labels: Record<string, string>; value: number };

/**
 * What operators watch, counted now. Reads small tables and partial indexes only, so that it may be asked every few
 * seconds.
 */
export async function readGauges(): Promise<Gauge[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT 'people' AS name, '{}'::jsonb AS labels, count(*)::float8 AS value FROM users
    UNION ALL
    SELECT 'people_signed_in', '{}', count(DISTINCT did) FROM user_sessions WHERE expires_at > now()
    UNION ALL
    SELECT 'lists', jsonb_build_object('platform', source_platform), count(*)
    FROM user_uploads WHERE saved_at IS NOT NULL GROUP BY source_platform
    UNION ALL
    SELECT 'names', jsonb_build_object('platform', source_platform, 'state', state), sum(count)
    FROM user_uploads, LATERAL (VALUES
      ('found', matched_users), ('not_found', unmatched_users),
      ('not_checked', total_users - matched_users - unmatched_users)) AS now (state, count)
    WHERE saved_at IS NOT NULL GROUP BY source_platform, state
    UNION ALL
    SELECT 'lists_matching', jsonb_build_object('state', state), count(*)
    FROM (SELECT CASE WHEN match_paused THEN 'paused' WHEN match_next_at > now() THEN 'waiting' ELSE 'due' END AS state
          FROM user_uploads WHERE match_next_at IS NOT NULL) AS matching
    GROUP BY state
    UNION ALL
    SELECT 'follow_batches', jsonb_build_object('status', status), count(*)
    FROM follow_batches WHERE status IN ('running', 'stopped', 'cancelling', 'undoing', 'undo_stopped') GROUP BY status
    UNION ALL
    SELECT 'notifications', jsonb_build_object('channel', channel, 'status', status), count(*)
    FROM notification_queue GROUP BY channel, status
    UNION ALL
    SELECT 'partner_deliveries', '{}', count(*) FROM partner_deliveries WHERE acknowledged_at IS NULL
    UNION ALL
    SELECT 'watch_heard_seconds', jsonb_build_object('source', source), extract(epoch FROM read_at)
    FROM watch_cursors WHERE read_at IS NOT NULL
    UNION ALL
    SELECT 'actor_checks', jsonb_build_object('step', step), count(*) FROM actor_checks GROUP BY step
    UNION ALL
    SELECT 'job_last_done_seconds', jsonb_build_object('job', job), extract(epoch FROM max(ended_at))
    FROM job_runs WHERE outcome = 'done' GROUP BY job
    UNION ALL
    SELECT 'job_runs', jsonb_build_object('job', job, 'outcome', coalesce(outcome::text, 'going')), count(*)
    FROM job_runs WHERE started_at > now() - interval '1 day' GROUP BY job, outcome
    ORDER BY 1, 2`;

  return Object.entries(HELP).map(([name, help]) => ({
    name: `atlast_${name}`,
    help,
    points: rows.filter((row) => row.name === name),
  }));
}
