import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { SESSION_SECONDS } from "@/lib/users";
import { type Purpose, personalTables } from "./tables";

/** What is kept for one purpose: tables with the names of their columns. */
export type Kept = { purpose: Purpose; tables: { name: string; columns: string[] }[] };

/** How many days some things are kept. */
export type KeptDays = Record<"sessions" | "tokens" | "orphans" | "sent" | "failed", number>;

const DAY_SECONDS = 24 * 60 * 60;

/** Everything that this service keeps about people, as its database has it now. */
export async function listKept(): Promise<Kept[]> {
  const columns = await db.$queryRaw<{ table: string; columns: string[] }[]>`
    SELECT table_name::text AS table, array_agg(column_name::text ORDER BY ordinal_position) AS columns
    FROM information_schema.columns WHERE table_schema = current_schema() GROUP BY table_name`;
  const byTable = new Map(columns.map(({ table, columns }) => [table, columns]));
  return (Object.entries(personalTables) as [Purpose, readonly string[]][]).map(
    ([purpose, tables]) => ({
      purpose,
      tables: tables.map((name) => ({ name, columns: byTable.get(name) ?? [] })),
    }),
  );
}

/** How long things are kept here, in days, as the settings say. */
export function keptDays(): KeptDays {
  const keep = env();
  return {
    sessions: SESSION_SECONDS / DAY_SECONDS,
    tokens: keep.KEEP_UNUSED_TOKENS_DAYS,
    orphans: keep.KEEP_ORPHANED_ACCOUNTS_DAYS,
    sent: keep.KEEP_SENT_NOTIFICATIONS_DAYS,
    failed: keep.KEEP_FAILED_NOTIFICATIONS_DAYS,
  };
}
