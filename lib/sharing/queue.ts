import { db } from "@/lib/db";

const BATCH = 500;

/**
 * Takes the notifications for partners from the queue and makes one delivery of each for every partner that its person
 * lets read. One process at a time: ids then become readable in their order, and a partner that reads on after the last
 * id it knows misses none.
 *
 * @returns how many notifications were taken; null when none waited.
 */
export async function queueForPartners(): Promise<{ queued: number } | null> {
  const queued = await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('partner_deliveries', 0))::text`;
    return tx.$executeRaw`
      WITH claimed AS (
        SELECT id, user_did, match_id FROM notification_queue
        WHERE status = 'pending' AND channel = 'partner_api'
        ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
      ), delivered AS (
        INSERT INTO partner_deliveries (partner_id, user_did, match_id, next_attempt_at)
        SELECT consent.partner_id, claimed.user_did, claimed.match_id,
          CASE WHEN partner.webhook_url IS NOT NULL THEN now() END
        FROM claimed
        JOIN partner_consents AS consent USING (user_did)
        JOIN partners AS partner ON partner.id = consent.partner_id
        ORDER BY claimed.id
        ON CONFLICT DO NOTHING
      )
      UPDATE notification_queue AS queue SET status = 'sent', attempts = attempts + 1, last_attempt = now()
      FROM claimed WHERE queue.id = claimed.id`;
  });
  return queued > 0 ? { queued } : null;
}
