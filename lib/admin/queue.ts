import { db, type NotificationChannel, type NotificationStatus } from "@/lib/db";

export type QueueCount = {
  channel: NotificationChannel;
  status: NotificationStatus;
  count: number;
  oldest: Date;
};

/** Notifications that were not delivered, alike in channel and error. */
export type QueueTrouble = {
  channel: NotificationChannel;
  status: NotificationStatus;
  error: string;
  count: number;
  attempts: number;
  lastAttempt: Date | null;
};

/** How many notifications are in which state. */
export function countQueue(): Promise<QueueCount[]> {
  return db.$queryRaw<QueueCount[]>`
    SELECT channel::text AS channel, status::text AS status, count(*)::int AS count, min(created_at) AS oldest
    FROM notification_queue GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** What goes wrong with deliveries, the most frequent first; at most 50 kinds. */
export function listTroubles(): Promise<QueueTrouble[]> {
  return db.$queryRaw<QueueTrouble[]>`
    SELECT channel::text AS channel, status::text AS status, error_message AS error, count(*)::int AS count,
      max(attempts)::int AS attempts, max(last_attempt) AS "lastAttempt"
    FROM notification_queue WHERE status IN ('pending', 'failed') AND error_message IS NOT NULL
    GROUP BY 1, 2, 3 ORDER BY count DESC LIMIT 50`;
}

/**
 * Puts what failed with this error on this channel back into the queue, with all its attempts before it.
 *
 * @returns how many that were.
 */
export async function retryFailed(channel: NotificationChannel, error: string): Promise<number> {
  const { count } = await db.notification.updateMany({
    where: { channel, status: "failed", errorMessage: error },
    data: { status: "pending", attempts: 0, lastAttempt: null, errorMessage: null },
  });
  return count;
}
