import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { listMigrations } from "./declared";
import { startEmbeddedPostgres } from "./embedded-postgres";

export type Database = {
  url: string;
  /** Stops the embedded server, where this process started one. */
  stop(): Promise<void>;
};

/** The advisory lock that Prisma holds while it migrates. */
const PRISMA_LOCK = 72707369;
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
 * Brings a database up to date by `prisma migrate deploy`. A migration is applied whole or not at all: one that failed
 * before (for want of a right or of space, say) is tried again.
 *
 * @throws Error with what Prisma said, when a migration fails or the database cannot be reached.
 */
export async function deployMigrations(url: string): Promise<void> {
  await forgetFailedMigrations(url);
  const { code, output } = await prisma(url, "migrate", "deploy");
  if (code !== 0) throw new Error(`The migrations could not be applied.\n${output}`);
}

/** In what a database differs from prisma/schema.prisma; null when it does not. */
export async function findDrift(url: string): Promise<string | null> {
  const { code, output } = await prisma(
    url,
    ...["migrate", "diff", "--from-config-datasource"],
    ...["--to-schema", "prisma/schema.prisma", "--exit-code"],
  );
  return code === 0 ? null : output;
}

/** Names of the migrations that a database still lacks, oldest first. */
export async function listPendingMigrations(url: string): Promise<string[]> {
  if (!(await hasMigrations(url))) return listMigrations();
  const applied = await query(
    url,
    `SELECT migration_name AS name FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  const names = new Set(applied.map(({ name }) => name));
  return listMigrations().filter((name) => !names.has(name));
}

/** Migrations that failed the last time, and why. */
export async function listFailedMigrations(
  url: string,
): Promise<{ name: string; message: string }[]> {
  if (!(await hasMigrations(url))) return [];
  const rows = await query(
    url,
    `SELECT migration_name AS name, logs FROM _prisma_migrations
     WHERE finished_at IS NULL AND rolled_back_at IS NULL`,
  );
  return rows.map(({ name, logs }) => {
    const [message = "it did not finish"] = /ERROR: .*/.exec(String(logs)) ?? [];
    return { name: String(name), message };
  });
}

/** What `prisma migrate resolve --rolled-back` does, under the lock that keeps it from a deployment that goes on. */
async function forgetFailedMigrations(url: string) {
  if (!(await hasMigrations(url))) return;
  await query(
    url,
    `WITH lock AS MATERIALIZED (SELECT pg_advisory_xact_lock($1))
     UPDATE _prisma_migrations SET rolled_back_at = now()
     FROM lock WHERE finished_at IS NULL AND rolled_back_at IS NULL`,
    [PRISMA_LOCK],
  );
}

async function hasMigrations(url: string) {
  const [table] = await query(url, "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there");
  return table?.there === true;
}

async function prisma(url: string, ...args: string[]) {
  const options = { env: { ...process.env, DATABASE_URL: url }, cwd: here("..") };
  return promisify(execFile)(process.execPath, [here("./prisma.mjs"), ...args], options).then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stdout = "", stderr = "" }) => ({ code, output: `${stdout}${stderr}`.trim() }),
  );
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
