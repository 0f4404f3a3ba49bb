import { db, Prisma, type ReviewState } from "@/lib/db";
import type { UserDid } from "@/lib/users";
import { type Candidate, candidatesOf, readCandidate, type StoredCandidate } from "./candidates";
import { has, order, rowsOf, type View } from "./view";

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
  isNew: boolean;
  bestMatchId: bigint | null;
  bestScore: number;
  /** The row's candidate first, dismissed ones last. */
  candidates: Candidate[];
};

/**
 * Puts the rows of a list in the order of a view, once: pages of them are then read by id (`readRows`). So each row comes
 * exactly once however much is decided or found meanwhile, and any place of the list is as near as the next page.
 *
 * @returns the ids of the rows' accounts as one text, with commas between them: fifty thousand numbers would cost more to
 *   take apart than to find. "" for a list that is not this person's.
 */
export async function arrangeRows(user: UserDid, uploadId: string, view: View): Promise<string> {
  const [arranged] = await db.$queryRaw<{ ids: string | null }[]>`
    SELECT string_agg(source_account_id::text, ',') AS ids FROM (
      SELECT source_account_id FROM user_source_follows
      WHERE ${rowsOf(user, uploadId, view)} ORDER BY ${order[view.sort]}
    ) AS arranged`;
  return arranged?.ids ?? "";
}

/** Rows of a list as they are now, in the order asked for. Left out: those that are not on this person's list. */
export async function readRows(
  user: UserDid,
  uploadId: string,
  accountIds: bigint[],
): Promise<Row[]> {
  const rows = await db.$queryRaw<BareRow[]>`
    SELECT source_account_id AS "accountId", username, display_name AS "displayName", profile_url AS "profileUrl",
      date_followed AS "dateFollowed", date_precision::text AS "datePrecision", state::text AS state,
      selected AS "isSelected", ${has(uploadId).new} IS TRUE AS "isNew",
      best_match_id AS "bestMatchId", best_score AS "bestScore", found.candidates
    FROM unnest(${accountIds}::bigint[]) WITH ORDINALITY AS asked (id, place)
    JOIN user_source_follows ON source_account_id = asked.id AND upload_id = ${uploadId}::uuid
    CROSS JOIN LATERAL (${candidatesOf(user, Prisma.sql`source_account_id`)}) AS found
    WHERE user_did = ${user}
    ORDER BY asked.place`;
  return rows.map((row) => ({ ...row, candidates: bestFirst(row, row.candidates ?? []) }));
}

type BareRow = Omit<Row, "candidates"> & { candidates: StoredCandidate[] | null };

function bestFirst({ bestMatchId }: BareRow, candidates: StoredCandidate[]) {
  const isBest = ({ matchId }: Candidate) => Number(matchId === bestMatchId);
  return candidates.map(readCandidate).sort((a, b) => isBest(b) - isBest(a));
}
