import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import pg from "pg";
import { createDatabase, deployMigrations } from "@/scripts/database";
import { startEmbeddedPostgres } from "@/scripts/embedded-postgres";

export type BenchDatabase = {
  client: pg.Client;
  /** Fills a table with rows, one column after the other; null for SQL's NULL. */
  copy(table: string, columns: string, rows: Iterable<(string | number | null)[]>): Promise<void>;
  /** Takes the indexes and keys of tables away; what it gives puts them back. */
  dropIndexes(...tables: string[]): Promise<() => Promise<void>>;
  stop(): Promise<void>;
};

const SETTINGS = {
  fsync: "off",
  full_page_writes: "off",
  autovacuum: "off",
  shared_buffers: "2GB",
  maintenance_work_mem: "1GB",
  work_mem: "256MB",
  max_wal_size: "16GB",
};

/**
 * A database of its own, migrated, in a temporary folder; `@/lib/db` uses it, when it is loaded after this.
 *
 * @param settings of PostgreSQL, beside those that let it be filled fast.
 */
export async function startBenchDatabase(
  settings: Record<string, string> = {},
): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "atlast-bench-"));
  // The database's own user reads the files there.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({
    folder: join(folder, "postgres"),
    fresh: true,
    settings: { ...SETTINGS, ...settings },
  });
  const url = server.urlOf("bench");
  await createDatabase(server.urlOf("postgres"), "bench");
  await deployMigrations(url);
  process.env.DATABASE_URL = url;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // No triggers and no foreign keys while it is filled.
  await client.query("SET session_replication_role = replica");
  let files = 0;

  return {
    client,
    async copy(table, columns, rows) {
      files += 1;
      const path = join(folder, `${files}.tsv`);
      const file = createWriteStream(path, { mode: 0o644 });
      let lines: string[] = [];
      for (const row of rows) {
        lines.push(row.map((value) => value ?? "\\N").join("\t"));
        if (lines.length < 10_000) continue;
        if (!file.write(`${lines.join("\n")}\n`)) await once(file, "drain");
        lines = [];
      }
      file.end(lines.length > 0 ? `${lines.join("\n")}\n` : "");
      await finished(file);
      await client.query(`COPY ${table} (${columns}) FROM '${path}'`);
      await rm(path);
    },
    async dropIndexes(...tables) {
      const constraints = await client.query<{ drop: string; add: string }>(
        `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname) AS drop,
           CASE WHEN contype <> 'f' THEN format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname,
             pg_get_constraintdef(oid)) END AS add
         FROM pg_constraint WHERE conrelid = ANY ($1::regclass[]) AND contype IN ('p', 'u', 'f')
         ORDER BY contype`,
        [tables],
      );
      const indexes = await client.query<{ drop: string; add: string }>(
        `SELECT format('DROP INDEX %I', indexname) AS drop, indexdef AS add FROM pg_indexes
         WHERE schemaname = 'public' AND tablename = ANY ($1) AND NOT EXISTS (
           SELECT FROM pg_constraint WHERE conname = indexname)`,
        [tables],
      );
      const all = [...constraints.rows, ...indexes.rows];
      for (const { drop } of all) await client.query(drop);
      return async () => {
        for (const { add } of all) if (add) await client.query(add);
        for (const table of tables) await client.query(`VACUUM ANALYZE ${table}`);
      };
    },
    async stop() {
      await client.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
