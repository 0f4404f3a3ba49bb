/** How fast a batch follows: what it may follow at most, whatever else the server's limits leave. */
export type Pace = "gentle" | "steady" | "fast";

/**
 * Follows per hour and per day. Bluesky publishes no number above which it labels an account as spam: 150 is what its own
 * app follows at one press of a button (a starter pack), and people who were labelled tell of thousands in a day.
 */
export const paces: Record<Pace, { perHour: number; perDay: number }> = {
  gentle: { perHour: 150, perDay: 300 },
  steady: { perHour: 300, perDay: 1_500 },
  // Nothing but the server's own limits.
  fast: { perHour: 100_000, perDay: 100_000 },
};

/** Points that a record costs, as the reference PDS counts (packages/pds/src/rate-limits.ts, applyWrites). */
export const CREATE_POINTS = 3;
export const DELETE_POINTS = 1;

/** The share of the server's limits that is left for what the person does in their own apps. */
export const HEAD_ROOM = 0.2;

type Limits = { pointsPerHour: number; pointsPerDay: number };

const HOUR_MS = 60 * 60_000;

/** How long so many follows take at a pace, when nothing was spent before; in milliseconds, and 0 when one go does it. */
export function timeToFollow(count: number, pace: Pace, limits: Limits): number {
  const perHour = Math.min(paces[pace].perHour, writesIn(limits.pointsPerHour));
  const perDay = Math.min(paces[pace].perDay, writesIn(limits.pointsPerDay));
  if (count <= 0) return 0;
  const days = Math.floor((count - 1) / perDay);
  const hours = Math.floor((count - 1 - days * perDay) / perHour);
  return (days * 24 + hours) * HOUR_MS;
}

function writesIn(points: number) {
  return Math.max(1, Math.floor((points * (1 - HEAD_ROOM)) / CREATE_POINTS));
}
