import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { startEmbeddedPostgres } from "./embedded-postgres";

export type Database = {
  url: string;
  /** Stops the embedded server, where this process started one. */
  stop(): Promise<void>;
};

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The database of DATABASE_URL; else one of the embedded server, which keeps its data in `.atlast/postgres`. */
export async function openDatabase(): Promise<Database> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };

  const server = await startEmbeddedPostgres({ folder: here("../.atlast/postgres") });
  await createDatabase(server.urlOf("postgres"), "atlast");
  return { url: server.urlOf("atlast"), stop: server.stop };
}

/** Creates an empty database, unless it is there. */
export async function createDatabase(serverUrl: string, name: string): Promise<void> {
  const found = await query(serverUrl, "SELECT FROM pg_database WHERE datname = $1", [name]);
  if (found.length === 0) await query(serverUrl, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
}

/**
 * Brings a database up to date by `prisma migrate deploy`.
 *
 * @throws Error with what Prisma said, when a migration fails or the database cannot be reached.
 */
export async function deployMigrations(url: string): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [here("./prisma.mjs"), "migrate", "deploy"], {
      env: { ...process.env, DATABASE_URL: url },
      cwd: here(".."),
    });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`The migrations could not be applied.\n${stdout}${stderr}`.trim());
  }
}

/** Names of the migrations that a database still lacks, oldest first. */
export async function listPendingMigrations(url: string): Promise<string[]> {
  const all = readdirSync(here("../prisma/migrations"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const [table] = await query(url, "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there");
  if (!table?.there) return all;

  const applied = await query(
    url,
    `SELECT migration_name AS name FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  const names = new Set(applied.map(({ name }) => name));
  return all.filter((name) => !names.has(name));
}

/** Runs one statement on a connection of its own. */
export async function query(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}
