import type { RateLimit } from "@/lib/atproto";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { CREATE_POINTS, DELETE_POINTS, HEAD_ROOM, type Pace, paces } from "./paces";

type Wish = { user: string; count: number } & ({ kind: "create"; pace: Pace } | { kind: "delete" });

/** How many of the wished records may be written now. */
export type Reserved = {
  count: number;
  /** What leaves no more room, and until when; null when all were granted. */
  wait: { for: "pace" | "points"; until: Date } | null;
};

type Row = {
  count: number;
  hourRoom: number;
  dayRoom: number;
  hourFollowsRoom: number;
  dayFollowsRoom: number;
  hourEnds: Date;
  dayEnds: Date;
  hourFollowsEnds: Date;
  dayFollowsEnds: Date;
};

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/**
 * Reserves what writing these records costs, before they are sent: as many as fit into the server's limits less the
 * head-room, and for follows into the pace. What was reserved counts as spent, also when the request fails: a server
 * charges for those that it refuses, too.
 *
 * Looking and spending is one statement over one row, so that processes side by side never spend the same points.
 */
export async function reservePoints(wish: Wish): Promise<Reserved> {
  let row = await spend(wish);
  if (!row) {
    await openLedger(wish.user);
    row = await spend(wish);
  }
  // The person has gone meanwhile, and their ledger with them.
  if (!row) return { count: 0, wait: { for: "points", until: new Date(Date.now() + HOUR * 1000) } };
  return { count: row.count, wait: row.count < wish.count ? waitOf(row) : null };
}

/** Brings a ledger in line with what the person's server says: it also knows what they wrote in their own apps. */
export async function correctPoints(user: string, limit: RateLimit): Promise<void> {
  const spent = Math.max(0, limit.limit - limit.remaining);
  const { limit: most, resetsAt } = limit;
  // Other windows are about requests, not about what is written.
  if (limit.seconds === HOUR) {
    await db.writePoints.updateMany({
      where: { userDid: user },
      data: { hourPoints: spent, hourEnds: resetsAt, hourLimit: most },
    });
  }
  if (limit.seconds === DAY) {
    await db.writePoints.updateMany({
      where: { userDid: user },
      data: { dayPoints: spent, dayEnds: resetsAt, dayLimit: most },
    });
  }
}

/**
 * Opens a ledger with windows that have ended for certain. Those that end now might not: kept in whole milliseconds, the
 * end may be rounded to a moment after the first spending, which would then begin no window.
 */
async function openLedger(user: string) {
  await db.$executeRaw`
    INSERT INTO write_points (user_did, hour_ends, day_ends, hour_follows_ends, day_follows_ends)
    SELECT did, past, past, past, past
    FROM users, (SELECT now() - interval '1 second' AS past) AS clock
    WHERE did = ${user}
    ON CONFLICT DO NOTHING`;
}

/** Every window begins when something is spent after the end of the one before. */
async function spend(wish: Wish): Promise<Row | undefined> {
  const { WRITE_POINTS_PER_HOUR, WRITE_POINTS_PER_DAY } = env();
  const isFollow = wish.kind === "create";
  const cost = isFollow ? CREATE_POINTS : DELETE_POINTS;
  const pace = isFollow ? paces[wish.pace] : paces.fast;
  const share = 1 - HEAD_ROOM;
  const [row] = await db.$queryRaw<Row[]>`
    WITH ledger AS (
      SELECT user_did,
        CASE WHEN hour_ends > now() THEN hour_points ELSE 0 END AS hour_points,
        CASE WHEN hour_ends > now() THEN hour_ends ELSE now() + interval '1 hour' END AS hour_ends,
        CASE WHEN day_ends > now() THEN day_points ELSE 0 END AS day_points,
        CASE WHEN day_ends > now() THEN day_ends ELSE now() + interval '1 day' END AS day_ends,
        CASE WHEN hour_follows_ends > now() THEN hour_follows ELSE 0 END AS hour_follows,
        CASE WHEN hour_follows_ends > now() THEN hour_follows_ends ELSE now() + interval '1 hour' END AS hour_follows_ends,
        CASE WHEN day_follows_ends > now() THEN day_follows ELSE 0 END AS day_follows,
        CASE WHEN day_follows_ends > now() THEN day_follows_ends ELSE now() + interval '1 day' END AS day_follows_ends,
        floor(coalesce(hour_limit, ${WRITE_POINTS_PER_HOUR}::int) * ${share}::float8)::int AS hour_limit,
        floor(coalesce(day_limit, ${WRITE_POINTS_PER_DAY}::int) * ${share}::float8)::int AS day_limit
      FROM write_points WHERE user_did = ${wish.user} FOR UPDATE
    ), room AS (
      SELECT *,
        (hour_limit - hour_points) / ${cost}::int AS hour_room,
        (day_limit - day_points) / ${cost}::int AS day_room,
        CASE WHEN ${isFollow} THEN ${pace.perHour}::int - hour_follows ELSE ${wish.count}::int END AS hour_follows_room,
        CASE WHEN ${isFollow} THEN ${pace.perDay}::int - day_follows ELSE ${wish.count}::int END AS day_follows_room
      FROM ledger
    ), granted AS (
      SELECT *, greatest(0, least(
        ${wish.count}::int, hour_room, day_room, hour_follows_room, day_follows_room)) AS count
      FROM room
    )
    UPDATE write_points AS row SET
      hour_points = granted.hour_points + granted.count * ${cost}::int,
      hour_ends = granted.hour_ends,
      day_points = granted.day_points + granted.count * ${cost}::int,
      day_ends = granted.day_ends,
      hour_follows = granted.hour_follows + CASE WHEN ${isFollow} THEN granted.count ELSE 0 END,
      hour_follows_ends = granted.hour_follows_ends,
      day_follows = granted.day_follows + CASE WHEN ${isFollow} THEN granted.count ELSE 0 END,
      day_follows_ends = granted.day_follows_ends
    FROM granted WHERE row.user_did = granted.user_did
    RETURNING granted.count, hour_room AS "hourRoom", day_room AS "dayRoom",
      hour_follows_room AS "hourFollowsRoom", day_follows_room AS "dayFollowsRoom",
      row.hour_ends AS "hourEnds", row.day_ends AS "dayEnds",
      row.hour_follows_ends AS "hourFollowsEnds", row.day_follows_ends AS "dayFollowsEnds"`;
  return row;
}

/** Of the limits that are reached, the one that ends last decides. */
function waitOf(row: Row) {
  const waits = [
    { for: "points", until: row.hourEnds, isReached: row.hourRoom <= row.count },
    { for: "points", until: row.dayEnds, isReached: row.dayRoom <= row.count },
    { for: "pace", until: row.hourFollowsEnds, isReached: row.hourFollowsRoom <= row.count },
    { for: "pace", until: row.dayFollowsEnds, isReached: row.dayFollowsRoom <= row.count },
  ] as const;
  const last = waits
    .filter(({ isReached }) => isReached)
    .reduce((a, b) => (b.until > a.until ? b : a));
  return { for: last.for, until: last.until };
}
