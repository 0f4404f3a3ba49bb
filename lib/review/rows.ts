import { db, Prisma, type ReviewState } from "@/lib/db";
import { type Evidence, SURE_SCORE } from "@/lib/matching";
import type { UserDid } from "@/lib/users";

/** Which rows of a list to show. */
export const filters = [
  "all",
  "sure",
  "look",
  "not_found",
  "not_checked",
  "followed",
  "dismissed",
] as const;
export type Filter = (typeof filters)[number];

export type RowCounts = Record<Filter, number>;

/** An account on the network that may be a row's person. */
export type Candidate = {
  matchId: bigint;
  did: string;
  handle: string;
  displayName: string | null;
  description: string | null;
  avatarUrl: string | null;
  postCount: number | null;
  followerCount: number | null;
  labels: string[];
  score: number;
  evidence: Evidence[];
  isDismissed: boolean;
  isChosen: boolean;
  isViewed: boolean;
};

/** One row of a list: whom the person followed elsewhere, and who that may be here. */
export type Row = {
  accountId: bigint;
  username: string;
  displayName: string | null;
  profileUrl: string | null;
  dateFollowed: Date | null;
  datePrecision: "instant" | "local" | "day" | null;
  state: ReviewState;
  isSelected: boolean;
  bestMatchId: bigint | null;
  bestScore: number;
  /** The row's candidate first, dismissed ones last. */
  candidates: Candidate[];
};

/** A page of rows, and where the next one begins; null at the end. */
export type RowPage = { rows: Row[]; next: string | null };

export type RowQuery = {
  filter: Filter;
  /** Text that username, handle or display name must contain. */
  text?: string;
  /** `next` of the page before. */
  after?: string;
  /** 1 to 200. */
  take: number;
};

/** A page of a list's rows, the most probable first. Empty for a list that is not this person's. */
export async function listRows(
  user: UserDid,
  uploadId: string,
  { filter, text, after, take }: RowQuery,
): Promise<RowPage> {
  const rows = await db.$queryRaw<BareRow[]>`
    SELECT ${COLUMNS} FROM user_source_follows
    WHERE upload_id = ${uploadId}::uuid AND user_did = ${user} AND ${matching(filter)}
      AND ${text ? Prisma.sql`strpos(search_text, lower(${text})) > 0` : TRUE}
      AND ${after ? afterCursor(after) : TRUE}
    ORDER BY best_score DESC, source_account_id DESC
    LIMIT ${take}`;

  const last = rows.length === take ? rows.at(-1) : undefined;
  return {
    rows: await withCandidates(user, rows),
    next: last ? `${last.bestScore}.${last.accountId}` : null,
  };
}

/** One row of a list, or null when it is not this person's. */
export async function getRow(
  user: UserDid,
  uploadId: string,
  accountId: bigint,
): Promise<Row | null> {
  const rows = await db.$queryRaw<BareRow[]>`
    SELECT ${COLUMNS} FROM user_source_follows
    WHERE upload_id = ${uploadId}::uuid AND source_account_id = ${accountId} AND user_did = ${user}`;
  const [row] = await withCandidates(user, rows);
  return row ?? null;
}

/** How many rows each filter shows. */
export async function countRows(user: UserDid, uploadId: string): Promise<RowCounts> {
  const groups = await db.$queryRaw<{ state: ReviewState; isSure: boolean; count: number }[]>`
    SELECT state::text AS state, best_score >= ${SURE_SCORE} AS "isSure", count(*)::int AS count
    FROM user_source_follows
    WHERE upload_id = ${uploadId}::uuid AND user_did = ${user}
    GROUP BY state, "isSure"`;

  const counts = Object.fromEntries(filters.map((filter) => [filter, 0])) as RowCounts;
  for (const { state, isSure, count } of groups) {
    counts.all += count;
    counts[state === "found" ? (isSure ? "sure" : "look") : state] += count;
  }
  return counts;
}

const TRUE = Prisma.sql`true`;
const COLUMNS = Prisma.sql`
  source_account_id AS "accountId", username, display_name AS "displayName", profile_url AS "profileUrl",
  date_followed AS "dateFollowed", date_precision::text AS "datePrecision", state::text AS state,
  selected AS "isSelected", best_match_id AS "bestMatchId", best_score AS "bestScore"`;

type BareRow = Omit<Row, "candidates">;

/** SQL for the rows that a filter shows. */
export function matching(filter: Filter): Prisma.Sql {
  if (filter === "all") return TRUE;
  if (filter === "sure") return Prisma.sql`state = 'found' AND best_score >= ${SURE_SCORE}`;
  if (filter === "look") return Prisma.sql`state = 'found' AND best_score < ${SURE_SCORE}`;
  return Prisma.sql`state = ${filter}::review_state`;
}

function afterCursor(after: string) {
  const [score, accountId] = after.split(".");
  return Prisma.sql`(best_score, source_account_id) < (${Number(score)}, ${BigInt(accountId ?? 0)})`;
}

async function withCandidates(user: UserDid, rows: BareRow[]): Promise<Row[]> {
  const candidates = await listCandidates(user, rows.map(({ accountId }) => accountId));
  return rows.map((row) => ({ ...row, candidates: inOrder(row, candidates.get(row.accountId)) }));
}

async function listCandidates(user: UserDid, accountIds: bigint[]) {
  const found = await db.$queryRaw<(Candidate & { accountId: bigint })[]>`
    SELECT account.id AS "accountId", (c.match).id AS "matchId", (c.match).atproto_did AS did,
      (c.match).atproto_handle AS handle, (c.match).display_name AS "displayName", (c.match).description,
      (c.match).avatar_url AS "avatarUrl", (c.match).post_count AS "postCount",
      (c.match).follower_count AS "followerCount", (c.match).labels, (c.match).match_score AS score,
      (c.match).evidence, c.dismissed AS "isDismissed", c.chosen AS "isChosen", c.viewed AS "isViewed"
    FROM unnest(${accountIds}::bigint[]) AS account (id)
    CROSS JOIN LATERAL candidates(${user}, account.id) AS c
    ORDER BY c.dismissed, (c.match).match_score DESC, (c.match).id`;

  const byAccount = new Map<bigint, Candidate[]>();
  for (const { accountId, ...candidate } of found) {
    byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), candidate]);
  }
  return byAccount;
}

function inOrder(row: { bestMatchId: bigint | null }, candidates: Candidate[] = []) {
  const isBest = ({ matchId }: Candidate) => Number(matchId === row.bestMatchId);
  return candidates.toSorted((a, b) => isBest(b) - isBest(a));
}
