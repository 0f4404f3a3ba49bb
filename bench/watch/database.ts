import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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
  /** Fills a new database; of one that was kept, gives what filling it gave. That must be plain enough for JSON. */
  filled<T>(fill: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

const SETTINGS = {
  fsync: "off",
  full_page_writes: "off",
  autovacuum: "off",
  shared_buffers: "4GB",
  maintenance_work_mem: "1GB",
  work_mem: "256MB",
  max_wal_size: "16GB",
};

/**
 * A database of its own, migrated; `@/lib/db` uses it, when it is loaded after this.
 *
 * @param settings of PostgreSQL, beside those that let it be filled fast.
 * @param keep a folder to keep it in, filled, for the next run; without it, it is in a temporary one.
 */
export async function startBenchDatabase(
  settings: Record<string, string> = {},
  keep?: string,
): Promise<BenchDatabase> {
  const folder = keep ?? (await mkdtemp(join(tmpdir(), "atlast-bench-")));
  const filling = join(folder, "filled.json");
  const kept = keep ? await readFile(filling, "utf8").catch(() => null) : null;
  await mkdir(folder, { recursive: true });
  // The database's own user reads the files there.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({
    folder: join(folder, "postgres"),
    fresh: kept === null,
    settings: { ...SETTINGS, ...settings },
  });
  const url = server.urlOf("bench");
  if (kept === null) await createDatabase(server.urlOf("postgres"), "bench");
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
    async filled(fill) {
      if (kept !== null) return JSON.parse(kept);
      const result = await fill();
      await writeFile(filling, JSON.stringify(result));
      return result;
    },
    async stop() {
      await client.end();
      await server.stop();
      if (!keep) await rm(folder, { recursive: true, force: true });
    },
  };
}
