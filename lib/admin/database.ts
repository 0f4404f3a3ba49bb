import { db, Prisma } from "@/lib/db";

export type TableSize = {
  name: string;
  /** As the statistics have it. */
  rows: number;
  deadRows: number;
  tableBytes: number;
  indexBytes: number;
  vacuumedAt: Date | null;
};

export type IndexSize = { name: string; table: string; bytes: number; scans: number };

export type Statement = { query: string; calls: number; meanMs: number; totalMs: number };

/** The tables, largest first. */
export function listTables(): Promise<TableSize[]> {
  return db.$queryRaw<TableSize[]>`
    SELECT relname AS name, n_live_tup::float8 AS rows, n_dead_tup::float8 AS "deadRows",
      pg_table_size(relid)::float8 AS "tableBytes", pg_indexes_size(relid)::float8 AS "indexBytes",
      greatest(last_vacuum, last_autovacuum) AS "vacuumedAt"
    FROM pg_stat_user_tables WHERE schemaname = current_schema()
    ORDER BY pg_total_relation_size(relid) DESC`;
}

/** The indexes, largest first. One that keeps a rule (a key) is of use also when nothing is looked up in it. */
export function listIndexes(): Promise<(IndexSize & { keepsRule: boolean })[]> {
  return db.$queryRaw<(IndexSize & { keepsRule: boolean })[]>`
    SELECT indexrelname AS name, relname AS table, pg_relation_size(stat.indexrelid)::float8 AS bytes,
      idx_scan::float8 AS scans, indisunique AS "keepsRule"
    FROM pg_stat_user_indexes AS stat JOIN pg_index USING (indexrelid)
    WHERE schemaname = current_schema()
    ORDER BY bytes DESC`;
}

/** The statements that took most time in all; null where the server has no pg_stat_statements for us to read. */
export async function listStatements(): Promise<Statement[] | null> {
  try {
    return await db.$queryRaw<Statement[]>`
      SELECT query, calls::float8 AS calls, mean_exec_time AS "meanMs", total_exec_time AS "totalMs"
      FROM pg_stat_statements
      WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      ORDER BY total_exec_time DESC LIMIT 10`;
  } catch (error) {
    // Not installed, not loaded, or not for this role.
    if (error instanceof Prisma.PrismaClientKnownRequestError) return null;
    throw error;
  }
}
