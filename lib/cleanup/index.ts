import { db } from "@/lib/db";
import { env } from "@/lib/env";

/** Rows removed, by table. */
export type Removed = Record<string, number>;

const BATCH = 5_000;
const PREVIEW = 10_000;

/**
 * Removes what has outlived its use, in short transactions, until nothing is left or the deadline has come. The KEEP_…
 * settings say how long it is kept.
 *
 * @returns what was removed, and whether more is left for the next run.
 */
export async function cleanupTransientData(
  deadline: Date,
): Promise<{ removed: Removed; isFinished: boolean }> {
  const removed: Removed = {};
  while (Date.now() < deadline.getTime()) {
    const rows = await removeBatch(db, BATCH);
    for (const row of rows) removed[row.what] = (removed[row.what] ?? 0) + row.removed;
    if (rows.every((row) => row.removed < BATCH)) return { removed, isFinished: true };
  }
  return { removed, isFinished: false };
}

/** What a run would remove now, by table, up to 10,000 rows of each: removes them and takes it back. */
export async function previewCleanup(): Promise<Removed> {
  const preview: { rows?: Awaited<ReturnType<typeof removeBatch>> } = {};
  await db
    .$transaction(async (tx) => {
      preview.rows = await removeBatch(tx, PREVIEW);
      throw new TakenBack();
    })
    .catch((error) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  return Object.fromEntries((preview.rows ?? []).map(({ what, removed }) => [what, removed]));
}

class TakenBack extends Error {}

function removeBatch(tx: Pick<typeof db, "$queryRaw">, batch: number) {
  const keep = env();
  return tx.$queryRaw<{ what: string; removed: number }[]>`
    SELECT what, removed::int FROM cleanup_transient_data(${batch}::int,
      keep_sent => interval '1 day' * ${keep.KEEP_SENT_NOTIFICATIONS_DAYS}::float8,
      keep_failed => interval '1 day' * ${keep.KEEP_FAILED_NOTIFICATIONS_DAYS}::float8,
      keep_tokens => interval '1 day' * ${keep.KEEP_UNUSED_TOKENS_DAYS}::float8,
      keep_orphans => interval '1 day' * ${keep.KEEP_ORPHANED_ACCOUNTS_DAYS}::float8,
      keep_runs => interval '1 day' * ${keep.KEEP_RUNS_DAYS}::float8)`;
}
