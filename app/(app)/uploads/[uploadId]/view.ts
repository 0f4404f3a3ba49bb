import { bandOf } from "@/lib/matching";
import type { Candidate, Row, RowPage } from "@/lib/review";

/** A row as it travels to the browser: ids and dates as text, the score as what it means. */
export type RowView = Omit<Row, "accountId" | "bestMatchId" | "dateFollowed" | "candidates"> & {
  accountId: string;
  dateFollowed: string | null;
  candidates: CandidateView[];
};

export type CandidateView = Omit<Candidate, "matchId"> & {
  matchId: string;
  band: "sure" | "look" | "weak";
};

export type PageView = { rows: RowView[]; next: string | null };

export function pageView({ rows, next }: RowPage): PageView {
  return { rows: rows.map(rowView), next };
}

export function rowView({ bestMatchId: _, ...row }: Row): RowView {
  return {
    ...row,
    accountId: String(row.accountId),
    dateFollowed: row.dateFollowed?.toISOString() ?? null,
    candidates: row.candidates.map((candidate) => ({
      ...candidate,
      matchId: String(candidate.matchId),
      band: bandOf(candidate.score),
    })),
  };
}
