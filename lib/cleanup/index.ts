import { db } from "@/lib/db";

/** Rows removed, by table. */
export type Removed = Record<string, number>;

const BATCH = 5_000;

/**
 * Removes what has outlived its use, in short transactions, until nothing is left or the deadline has come.
 *
 * @returns what was removed, and whether more is left for the next run.
 */
export async function cleanupTransientData(
  deadline: Date,
): Promise<{ removed: Removed; isFinished: boolean }> {
  const removed: Removed = {};
  while (Date.now() < deadline.getTime()) {
    const rows = await db.$queryRaw<{ what: string; removed: number }[]>`
      SELECT what, removed::int FROM cleanup_transient_data(${BATCH})`;
    for (const row of rows) removed[row.what] = (removed[row.what] ?? 0) + row.removed;
    if (rows.every((row) => row.removed < BATCH)) return { removed, isFinished: true };
  }
  return { removed, isFinished: false };
}
