import { db } from "@/lib/db";

/** A source of events: when something was last heard of it, and whether a process reads it now. */
export type Watching = { source: string; heardAt: Date | null; isRead: boolean };

/** Accounts that were heard of and wait for the background work, by what is to be done with them. */
export type WaitingChecks = { step: "names" | "profile"; count: number; oldest: Date };

/** The sources that have been read since ever, the one heard of last first. */
export function listWatching(): Promise<Watching[]> {
  return db.$queryRaw<Watching[]>`
    SELECT source, read_at AS "heardAt", coalesce(lease_until > now() AND reader IS NOT NULL, false) AS "isRead"
    FROM watch_cursors ORDER BY read_at DESC NULLS LAST, source`;
}

/** How far the work lags behind what was heard. */
export function countChecks(): Promise<WaitingChecks[]> {
  return db.$queryRaw<WaitingChecks[]>`
    SELECT step::text, count(*)::int AS count, min(due_at) AS oldest FROM actor_checks GROUP BY step ORDER BY step`;
}
