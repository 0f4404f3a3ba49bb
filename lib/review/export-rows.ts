import Papa from "papaparse";
import { db, type ReviewState } from "@/lib/db";
import type { UserDid } from "@/lib/users";
import { arrangeRows } from "./rows";
import type { Filter } from "./view";

export type ExportFormat = "csv" | "json";

const ROWS_PER_PIECE = 2_000;

/**
 * The rows of a list for other programs, piece by piece: those of the filters, one filter after the other, surest first.
 * As CSV with a line of names before them, UTF-8 with a mark that spreadsheets know it by, and no cell that one of them
 * would take for a formula; or as one JSON array. No rows for a list that is not this person's.
 */
export async function* exportRows(
  user: UserDid,
  uploadId: string,
  { show, format }: { show: readonly Filter[]; format: ExportFormat },
): AsyncGenerator<string> {
  if (format === "csv") yield `\uFEFF${toCsv([columns])}`;
  let separator = "[";
  for await (const rows of readPieces(user, uploadId, show)) {
    if (format === "csv") {
      yield `\r\n${toCsv(rows.map((row) => columns.map((column) => row[column])))}`;
    } else {
      yield separator + rows.map((row) => JSON.stringify(row)).join(",\n");
      separator = ",\n";
    }
  }
  if (format === "json") yield separator === "[" ? "[]" : "]";
}

const columns = [
  "username",
  "display_name",
  "profile_url",
  "followed_on",
  "state",
  "handle",
  "name",
  "did",
  "confidence",
] as const;

type ExportedRow = Record<
  Exclude<(typeof columns)[number], "state" | "confidence">,
  string | null
> & {
  state: ReviewState;
  confidence: number | null;
};

function toCsv(cells: readonly (readonly unknown[])[]) {
  return Papa.unparse(cells as unknown[][], { escapeFormulae: true });
}

async function* readPieces(user: UserDid, uploadId: string, show: readonly Filter[]) {
  for (const filter of show) {
    const view = { show: filter, only: [], sort: "confidence", text: "" } as const;
    const arranged = await arrangeRows(user, uploadId, view);
    const ids = arranged === "" ? [] : arranged.split(",").map(BigInt);
    for (let start = 0; start < ids.length; start += ROWS_PER_PIECE) {
      yield await readPiece(user, uploadId, ids.slice(start, start + ROWS_PER_PIECE));
    }
  }
}

/** Dates as exact as they are known: a day, a time of a place that nobody knows, or an instant. */
function readPiece(user: UserDid, uploadId: string, accountIds: bigint[]) {
  return db.$queryRaw<ExportedRow[]>`
    SELECT username, row.display_name, profile_url,
      to_char(date_followed AT TIME ZONE 'UTC', CASE date_precision
        WHEN 'day' THEN 'YYYY-MM-DD'
        WHEN 'local' THEN 'YYYY-MM-DD"T"HH24:MI:SS'
        ELSE 'YYYY-MM-DD"T"HH24:MI:SS"Z"' END) AS followed_on,
      state::text AS state, match.atproto_handle AS handle, match.display_name AS name, match.atproto_did AS did,
      match.match_score::int AS confidence
    FROM unnest(${accountIds}::bigint[]) WITH ORDINALITY AS asked (id, place)
    JOIN user_source_follows AS row ON source_account_id = asked.id AND upload_id = ${uploadId}::uuid
    LEFT JOIN atproto_matches AS match ON match.id = best_match_id
    WHERE user_did = ${user}
    ORDER BY asked.place`;
}
