import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { listPendingMigrations } from "./database";

export type CheckResult = {
  name: string;
  ok: boolean;
  /** What was found, one line each; where it failed, what to do. */
  details: string[];
};

type Check = (client: pg.Client) => Promise<Omit<CheckResult, "name">>;

const EXTENSIONS = ["pg_trgm", "uuid-ossp"];
const migrations = fileURLToPath(new URL("../prisma/migrations/", import.meta.url));

/** Verifies a database, check by check. Nothing in it is changed. */
export async function* checkDatabase(url: string): AsyncGenerator<CheckResult> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query("SELECT version()");
    yield { name: "Connection", ok: true, details: [rows[0].version] };
  } catch (error) {
    yield { name: "Connection", ok: false, details: connectionHelp(error as Error, url) };
    return;
  }

  try {
    for (const [name, check] of Object.entries(checks(url))) {
      yield { name, ...(await check(client).catch(failure)) };
    }
  } finally {
    await client.end();
  }
}

function checks(url: string): Record<string, Check> {
  return {
    Extensions: checkExtensions,
    Migrations: async () => {
      const pending = await listPendingMigrations(url);
      const details = pending.map((name) => `${name} is pending: run npm run db:deploy`);
      return { ok: pending.length === 0, details: details.length > 0 ? details : ["none pending"] };
    },
    Tables: (client) => checkNames(client, "table", declared(/CREATE TABLE "(\w+)"/g), TABLES),
    Indexes: (client) =>
      checkNames(client, "index", declared(/CREATE (?:UNIQUE )?INDEX "(\w+)"/g), INDEXES),
    "Trigram index": checkPlan,
    "Fuzzy matching": checkSimilarity,
    "Cleanup function": checkCleanup,
    Privileges: checkPrivileges,
    Records: countRecords,
  };
}

const TABLES = "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()";
const INDEXES = `
  SELECT relname AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
  WHERE relnamespace = current_schema()::regnamespace AND indisvalid AND indisready`;

async function checkExtensions(client: pg.Client) {
  const { rows } = await client.query("SELECT extname, extversion FROM pg_extension");
  const versions = new Map(rows.map(({ extname, extversion }) => [extname, extversion]));
  const missing = EXTENSIONS.filter((name) => !versions.has(name));
  return {
    ok: missing.length === 0,
    details: EXTENSIONS.map((name) =>
      versions.has(name)
        ? `${name} ${versions.get(name)}`
        : `${name} is missing: CREATE EXTENSION IF NOT EXISTS "${name}";`,
    ),
  };
}

async function checkNames(client: pg.Client, kind: string, expected: string[], sql: string) {
  const { rows } = await client.query(sql);
  const there = new Set(rows.map(({ name }) => name));
  const missing = expected.filter((name) => !there.has(name));
  return {
    ok: missing.length === 0,
    details: [
      `${expected.length - missing.length} of ${expected.length}`,
      ...missing.map((name) => `${kind} ${name} is missing or not valid`),
    ],
  };
}

/** Whether a fuzzy look-up goes through the trigram index, were the table large. */
async function checkPlan(client: pg.Client) {
  await client.query("BEGIN");
  try {
    await client.query("SET LOCAL enable_seqscan = off");
    const { rows } = await client.query(
      "EXPLAIN SELECT id FROM source_accounts WHERE normalized_username % 'johndoe'",
    );
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    const ok = plan.includes("source_accounts_normalized_username_idx");
    return { ok, details: ok ? ["used by the planner"] : ["not used by the planner:", plan] };
  } finally {
    await client.query("ROLLBACK");
  }
}

async function checkSimilarity(client: pg.Client) {
  const { rows } = await client.query(`
    SELECT similarity('johndoe', 'john_doe') AS latin, cardinality(show_trgm('ёлка')) AS cyrillic,
           cardinality(show_trgm('さくら')) AS japanese`);
  const { latin, cyrillic, japanese } = rows[0];
  const seesLetters = cyrillic > 0 && japanese > 0;
  return {
    ok: latin > 0.3 && seesLetters,
    details: [
      `similarity('johndoe', 'john_doe') = ${latin}`,
      seesLetters
        ? "letters of other scripts are seen"
        : "letters outside ASCII are not seen: create the database with LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' (or an ICU locale)",
    ],
  };
}

async function checkCleanup(client: pg.Client) {
  await client.query("BEGIN");
  try {
    const { rows } = await client.query("SELECT what, removed FROM cleanup_transient_data()");
    return {
      ok: true,
      details: rows.map(({ what, removed }) => `would remove ${removed} ${what}`),
    };
  } finally {
    await client.query("ROLLBACK");
  }
}

async function checkPrivileges(client: pg.Client) {
  const tables = declared(/CREATE TABLE "(\w+)"/g);
  const { rows } = await client.query(
    `SELECT name, privilege, current_user AS role
     FROM unnest($1::text[]) AS name, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
     WHERE to_regclass(quote_ident(name)) IS NOT NULL
       AND NOT has_table_privilege(quote_ident(name), privilege)`,
    [tables],
  );
  const { rows: functions } = await client.query(
    `SELECT oid::regprocedure AS name, current_user AS role FROM pg_proc
     WHERE proname IN ('cleanup_transient_data', 'candidates', 'merge_pending_names')
       AND NOT has_function_privilege(oid, 'EXECUTE')`,
  );
  const grants = [
    ...rows.map(({ name, privilege, role }) => `GRANT ${privilege} ON "${name}" TO "${role}";`),
    ...functions.map(({ name, role }) => `GRANT EXECUTE ON FUNCTION ${name} TO "${role}";`),
  ];
  const details = grants.length > 0 ? ["missing; as the owner, run:", ...grants] : ["complete"];
  return { ok: grants.length === 0, details };
}

async function countRecords(client: pg.Client) {
  const details: string[] = [];
  for (const table of declared(/CREATE TABLE "(\w+)"/g)) {
    const { rows } = await client.query(
      `SELECT count(*) AS count FROM ${pg.escapeIdentifier(table)}`,
    );
    details.push(`${table}: ${rows[0].count}`);
  }
  return { ok: true, details };
}

/** Names that the migrations create. A later migration that drops one takes it off the list. */
function declared(pattern: RegExp) {
  const folders = readdirSync(migrations, { withFileTypes: true }).filter((e) => e.isDirectory());
  const sql = folders
    .map(({ name }) => readFileSync(`${migrations}${name}/migration.sql`, "utf8"))
    .join("\n");
  const dropped = new Set(
    [...sql.matchAll(/DROP (?:TABLE|INDEX) (?:IF EXISTS )?"(\w+)"/g)].map((m) => m[1]),
  );
  return [...sql.matchAll(pattern)]
    .map((match) => match[1] as string)
    .filter((n) => !dropped.has(n));
}

function connectionHelp(error: Error & { code?: string }, url: string) {
  const { hostname, port, username, pathname } = new URL(url);
  const where = `${hostname}:${port || 5432}`;
  switch (error.code) {
    case "ECONNREFUSED":
      return [
        `Nothing listens at ${where}. Is PostgreSQL running, and is its port the one in DATABASE_URL?`,
      ];
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return [`There is no host ${hostname}. Check DATABASE_URL.`];
    case "28P01":
    case "28000":
      return [
        `The server at ${where} does not let "${username}" in. Check user and password in DATABASE_URL.`,
      ];
    case "3D000":
      return [
        `There is no database "${pathname.slice(1)}". Run: CREATE DATABASE "${pathname.slice(1)}";`,
      ];
    default:
      return [error.message];
  }
}

function failure(error: Error & { code?: string }) {
  const isDenied = error.code === "42501";
  return { ok: false, details: [isDenied ? `permission denied: ${error.message}` : error.message] };
}
