import type { App } from "@/lib/apps";
import type { RowBefore } from "@/lib/decisions";
import { bandOf } from "@/lib/matching";
import type { Candidate, Row } from "@/lib/review";

/** A row as it travels to the browser: ids and dates as text, the score as what it means. */
export type RowView = Omit<Row, "accountId" | "bestMatchId" | "dateFollowed" | "candidates"> & {
  accountId: string;
  dateFollowed: string | null;
  candidates: CandidateView[];
};

export type CandidateView = Omit<Candidate, "matchId" | "lastActiveAt"> & {
  matchId: string;
  lastActiveAt: string | null;
  band: "sure" | "look" | "weak";
};

export function rowView({ bestMatchId: _, ...row }: Row): RowView {
  return {
    ...row,
    accountId: String(row.accountId),
    dateFollowed: row.dateFollowed?.toISOString() ?? null,
    candidates: row.candidates.map((candidate) => ({
      ...candidate,
      matchId: String(candidate.matchId),
      lastActiveAt: candidate.lastActiveAt?.toISOString() ?? null,
      band: bandOf(candidate.score),
    })),
  };
}

/** How a row was before a decision, as the browser keeps it for undoing. */
export type BeforeView = {
  accountId: string;
  dismissed: string[];
  chosen: string[];
  ticked: string[];
  added?: string;
};

export function beforeView({ accountId, dismissed, chosen, ticked, added }: RowBefore): BeforeView {
  return {
    accountId: String(accountId),
    dismissed: dismissed.map(String),
    chosen: chosen.map(String),
    ticked,
    added: added?.toString(),
  };
}

/** An app to follow in. `collection` is what a follow is a record of; apps with the same one share their follows. */
export type AppChoice = Pick<App, "id" | "name" | "collection">;
