import { db, Prisma, type ReviewState } from "@/lib/db";
import type { Evidence } from "@/lib/matching";
import type { UserDid } from "@/lib/users";

/** Somebody of a person's lists who turned up on the network after the person had looked for them in vain. */
export type Arrival = {
  matchId: bigint;
  did: string;
  handle: string;
  displayName: string | null;
  description: string | null;
  avatarUrl: string | null;
  score: number;
  evidence: Evidence[];
  arrivedAt: Date;
  isUnread: boolean;
  /** Where the person knew them: the newest list that has them. */
  accountId: bigint;
  uploadId: string;
  listName: string;
  app: string;
  platform: string;
  username: string;
  /** `followed` once the person follows them in the list's app. */
  state: ReviewState;
};

/** A page of arrivals, and where the next one begins; null at the end. */
type ArrivalPage = { arrivals: Arrival[]; next: string | null };

/**
 * A page of a person's arrivals, the newest first, without those who are gone again, whom the person has dismissed, muted
 * or blocked, or whose list they have deleted.
 *
 * @param after `next` of the page before.
 * @param take 1 to 100.
 */
export async function listArrivals(
  user: UserDid,
  { after, take }: { after?: string; take: number },
): Promise<ArrivalPage> {
  const arrivals = await db.$queryRaw<Arrival[]>`
    SELECT match.id AS "matchId", match.atproto_did AS did, match.atproto_handle AS handle,
      match.display_name AS "displayName", match.description, match.avatar_url AS "avatarUrl",
      match.match_score AS score, match.evidence, status.arrived_at AS "arrivedAt",
      status.viewed_at IS NULL AS "isUnread", match.source_account_id AS "accountId",
      row.upload_id::text AS "uploadId", row.list AS "listName", row.app, row.platform, row.username,
      row.state::text AS state
    FROM user_match_status AS status
    JOIN atproto_matches AS match ON match.id = status.match_id
    ${ROW}
    WHERE ${shown(user)} AND ${after ? afterCursor(after) : Prisma.sql`true`}
    ORDER BY status.arrived_at DESC, match.id DESC
    LIMIT ${take}`;
  const last = arrivals.length === take ? arrivals.at(-1) : undefined;
  return { arrivals, next: last ? `${last.arrivedAt.getTime()}.${last.matchId}` : null };
}

/** How many arrivals a person has not seen, in whatever part of the app. */
export async function countUnread(user: UserDid): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT match.atproto_did)::int AS count
    FROM user_match_status AS status
    JOIN atproto_matches AS match ON match.id = status.match_id
    ${ROW}
    WHERE ${shown(user)} AND status.viewed_at IS NULL`;
  return row?.count ?? 0;
}

/** The row of the newest of the person's lists that this match was found for. */
const ROW = Prisma.sql`
  CROSS JOIN LATERAL (
    SELECT own.upload_id, own.username, own.state, upload.name AS list, upload.app,
      upload.source_platform AS platform
    FROM user_source_follows AS own JOIN user_uploads AS upload USING (upload_id)
    WHERE own.source_account_id = match.source_account_id AND own.user_did = status.user_did
    ORDER BY upload.created_at DESC, upload.upload_id LIMIT 1) AS row`;

function shown(user: UserDid) {
  return Prisma.sql`status.user_did = ${user} AND status.arrived_at IS NOT NULL
    AND may_tell(${user}, match)`;
}

function afterCursor(after: string) {
  const [at, matchId] = after.split(".");
  return Prisma.sql`(status.arrived_at, match.id)
    < (${new Date(Number(at))}::timestamptz, ${BigInt(matchId ?? 0)}::bigint)`;
}
