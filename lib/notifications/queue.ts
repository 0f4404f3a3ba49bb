import { db } from "@/lib/db";

const BATCH = 1_000;

/**
 * Takes up arrivals that were not queued for anybody: each is there in the app at once, and waits for the channels
 * outside of it that the person has asked for. What is taken up twice is queued once.
 *
 * Raw because taking up and queueing are one statement: nothing that ends the process parts them.
 *
 * @returns how many arrivals were taken up; null when none waited.
 */
export async function queueNotifications(): Promise<{ queued: number } | null> {
  const queued = await db.$executeRaw`
    WITH arrived AS (
      SELECT user_did, match_id FROM user_match_status
      WHERE arrived_at IS NOT NULL AND notified_at IS NULL
      ORDER BY arrived_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ), wanted AS (
      SELECT user_did, match_id, 'in_app'::notification_channel AS channel FROM arrived
      UNION ALL
      SELECT user_did, match_id, 'bluesky_dm' FROM arrived
      JOIN message_settings AS settings USING (user_did) WHERE settings.frequency <> 'off'
      UNION ALL
      SELECT user_did, match_id, 'partner_api' FROM arrived
      WHERE EXISTS (SELECT FROM partner_consents AS consent WHERE consent.user_did = arrived.user_did)
    ), queued AS (
      INSERT INTO notification_queue (user_did, match_id, channel, status)
      SELECT user_did, match_id, channel,
        (CASE channel WHEN 'in_app' THEN 'sent' ELSE 'pending' END)::notification_status
      FROM wanted ORDER BY user_did, match_id, channel
      ON CONFLICT DO NOTHING
    )
    UPDATE user_match_status AS status SET notified_at = now()
    FROM arrived WHERE status.user_did = arrived.user_did AND status.match_id = arrived.match_id`;
  return queued > 0 ? { queued } : null;
}
