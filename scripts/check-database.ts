import pg from "pg";
import { findDrift, listFailedMigrations, listPendingMigrations } from "./database";
import { declaredNames } from "./declared";

export type CheckResult = {
  name: string;
  ok: boolean;
  /** What was found, one line each; where it failed, what to do. */
  details: string[];
};

type Check = (client: pg.Client) => Promise<Omit<CheckResult, "name">>;

const EXTENSIONS = ["pg_trgm", "uuid-ossp"];
const OLDEST_SERVER = 15;
const CONNECT_MS = 10_000;

/** Verifies a database, check by check. Nothing in it is changed. */
export async function* checkDatabase(url: string): AsyncGenerator<CheckResult> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  try {
    await client.connect();
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
    Connection: checkServer,
    Extensions: checkExtensions,
    Migrations: () => checkMigrations(url),
    Tables: (client) => checkNames(client, "table", TABLES),
    "Columns and keys": () => checkDrift(url),
    Indexes: (client) => checkNames(client, "index", INDEXES),
    Functions: (client) => checkNames(client, "function", FUNCTIONS),
    Triggers: (client) => checkNames(client, "trigger", TRIGGERS),
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
const FUNCTIONS =
  "SELECT proname AS name FROM pg_proc WHERE pronamespace = current_schema()::regnamespace";
const TRIGGERS = `
  SELECT tgname AS name FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
  WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal AND tgenabled <> 'D'`;

async function checkServer(client: pg.Client) {
  const { rows } = await client.query(
    "SELECT version(), current_setting('server_version_num')::int / 10000 AS major, current_schema() AS schema",
  );
  const { version, major, schema } = rows[0];
  if (schema === null) {
    return {
      ok: false,
      details: ['there is no schema to work in: GRANT USAGE ON SCHEMA "public"'],
    };
  }
  const details = [version];
  if (major < OLDEST_SERVER) details.push(`ATlast needs PostgreSQL ${OLDEST_SERVER} or newer`);
  return { ok: major >= OLDEST_SERVER, details };
}

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

async function checkMigrations(url: string) {
  const failed = await listFailedMigrations(url);
  const pending = await listPendingMigrations(url);
  const details = [
    ...failed.map(({ name, message }) => `${name} failed, and changed nothing: ${message}`),
    ...pending.map((name) => `${name} is pending: run npm run db:deploy`),
  ];
  return { ok: details.length === 0, details: details.length > 0 ? details : ["none pending"] };
}

async function checkDrift(url: string) {
  const drift = await findDrift(url);
  return { ok: drift === null, details: drift?.split("\n") ?? ["as prisma/schema.prisma says"] };
}

async function checkNames(
  client: pg.Client,
  kind: Parameters<typeof declaredNames>[0],
  sql: string,
) {
  const { rows } = await client.query(sql);
  const there = new Set(rows.map(({ name }) => name));
  const expected = declaredNames(kind);
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
  const { rows } = await client.query(
    `WITH needed (name, privilege) AS (
       SELECT name, privilege
       FROM unnest($1::text[]) AS name, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
       -- What operators did is added to and never changed.
       WHERE name <> 'admin_actions' OR privilege IN ('SELECT', 'INSERT')
       UNION ALL SELECT '_prisma_migrations', 'SELECT')
     SELECT format('GRANT %s ON %I TO %I;', string_agg(privilege, ', ' ORDER BY privilege), name, current_user) AS grant
     FROM needed
     WHERE to_regclass(quote_ident(name)) IS NOT NULL
       AND NOT has_table_privilege(quote_ident(name), privilege)
     GROUP BY name
     UNION ALL
     SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I;', oid::regprocedure, current_user)
     FROM pg_proc
     WHERE pronamespace = current_schema()::regnamespace AND proname = ANY ($2)
       AND NOT has_function_privilege(oid, 'EXECUTE')`,
    [declaredNames("table"), declaredNames("function")],
  );
  const grants = rows.map(({ grant }) => grant);
  const details = grants.length > 0 ? ["missing; as the owner, run:", ...grants] : ["complete"];
  return { ok: grants.length === 0, details };
}

async function countRecords(client: pg.Client) {
  const details: string[] = [];
  for (const table of declaredNames("table")) {
    const { rows } = await client.query(
      `SELECT count(*) AS count FROM ${pg.escapeIdentifier(table)}`,
    );
    details.push(`${table}: ${rows[0].count}`);
  }
  return { ok: true, details };
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
