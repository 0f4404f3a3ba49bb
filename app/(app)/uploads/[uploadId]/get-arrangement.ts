import { arrangeRows, readRows, type View } from "@/lib/review";
import type { UserDid } from "@/lib/users";
import { type RowView, rowView } from "./view";

/** The rows of a view in its order, as ids with commas between them, and the first of them as they are. */
export type Arrangement = { view: View; ids: string; rows: RowView[] };

const FIRST_ROWS = 25;

export async function getArrangement(
  user: UserDid,
  uploadId: string,
  view: View,
): Promise<Arrangement> {
  const ids = await arrangeRows(user, uploadId, view);
  const first = ids.split(",", FIRST_ROWS).filter(Boolean).map(BigInt);
  const rows = await readRows(user, uploadId, first);
  return { view, ids, rows: rows.map(rowView) };
}
