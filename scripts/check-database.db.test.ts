import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { copyDatabase } from "../test/postgres";
import { checkDatabase } from "./check-database";
import { query } from "./database";
import { listMigrations } from "./declared";

const server = inject("postgres");
const script = fileURLToPath(new URL("./db-check.ts", import.meta.url));
let url: string;

beforeEach(async () => {
  url = await copyDatabase(server, "checked");
});
afterAll(() => query(server, "DROP DATABASE checked WITH (FORCE)"));

/** The names of the checks that fail, with what they say. */
async function failures(of = url) {
  const failed: Record<string, string> = {};
  for await (const { name, ok, details } of checkDatabase(of)) {
    if (!ok) failed[name] = details.join("\n");
  }
  return failed;
}

/** `npm run db:check`. */
function run(of = url) {
  const env = { ...process.env, DATABASE_URL: of };
  return promisify(execFile)(process.execPath, ["--import", "tsx", script], { env }).then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stdout }) => ({ code, output: String(stdout) }),
  );
}

test("a database that is as the migrations leave it passes, and is not changed", async () => {
  await query(
    url,
    "INSERT INTO oauth_states (state, value, created_at) VALUES ('old', '', '2020-01-01')",
  );
  expect(await failures()).toEqual({});
  expect(await query(url, "SELECT state FROM oauth_states")).toEqual([{ state: "old" }]);
  const { code, output } = await run();
  expect(output).toContain("The database is ready.");
  expect(code).toBe(0);
});

describe("is found, and says what to do:", () => {
  const [first = ""] = listMigrations();

  test.each([
    [
      "a missing extension",
      'DROP EXTENSION "uuid-ossp" CASCADE',
      { Extensions: 'CREATE EXTENSION IF NOT EXISTS "uuid-ossp";' },
    ],
    [
      "a missing table",
      "DROP TABLE partner_api_keys CASCADE",
      { Tables: "table partner_api_keys" },
    ],
    ["a missing column", "ALTER TABLE users DROP COLUMN handle", { "Columns and keys": "handle" }],
    [
      "a missing foreign key",
      "ALTER TABLE user_sessions DROP CONSTRAINT user_sessions_did_fkey",
      { "Columns and keys": "did" },
    ],
    [
      "a missing partial index",
      "DROP INDEX notification_queue_pending_idx",
      { Indexes: "index notification_queue_pending_idx is missing or not valid" },
    ],
    [
      "an index that was not built to its end",
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'user_uploads_matching_idx'::regclass",
      { Indexes: "index user_uploads_matching_idx is missing or not valid" },
    ],
    [
      "a trigram index of another kind",
      `DROP INDEX source_accounts_normalized_username_idx;
       CREATE INDEX source_accounts_normalized_username_idx ON source_accounts (normalized_username)`,
      { "Trigram index": "not used by the planner" },
    ],
    [
      "a missing function",
      "DROP FUNCTION candidates",
      { Functions: "function candidates is missing or not valid" },
    ],
    [
      "a missing cleanup",
      "DROP FUNCTION cleanup_transient_data",
      { "Cleanup function": "cleanup_transient_data() does not exist" },
    ],
    [
      "a trigger that is off",
      "ALTER TABLE user_source_follows DISABLE TRIGGER ALL",
      { Triggers: "trigger user_source_follows_orphans is missing or not valid" },
    ],
    [
      "a pending migration",
      `DELETE FROM _prisma_migrations WHERE migration_name = '${first}'`,
      { Migrations: `${first} is pending: run npm run db:deploy` },
    ],
    [
      "a migration that failed",
      `UPDATE _prisma_migrations SET finished_at = NULL, logs = 'Database error:\n\nERROR: disk full'
       WHERE migration_name = '${first}'`,
      { Migrations: "failed, and changed nothing: ERROR: disk full" },
    ],
  ])("%s", async (_, damage, expected) => {
    await query(url, damage);
    const { code, output } = await run();
    expect(code).toBe(1);
    for (const [name, text] of Object.entries(expected)) {
      expect(output).toContain(`FAILED  ${name}`);
      expect(output).toContain(text);
    }
  });
});

test("the grants that a role lacks are printed, and are those that help", async () => {
  await query(server, "DROP ROLE IF EXISTS checked_app");
  await query(server, "CREATE ROLE checked_app LOGIN PASSWORD 'app'");
  try {
    await query(url, "REVOKE EXECUTE ON FUNCTION cleanup_transient_data FROM PUBLIC");
    await query(url, "GRANT SELECT, INSERT ON users TO checked_app");
    const asApp = Object.assign(new URL(url), { username: "checked_app", password: "app" }).href;

    const { Privileges = "" } = await failures(asApp);
    const [heading, ...grants] = Privileges.split("\n");
    expect(heading).toBe("missing; as the owner, run:");
    expect(grants).toContain("GRANT DELETE, UPDATE ON users TO checked_app;");
    for (const grant of grants) await query(url, grant);
    expect(await failures(asApp)).toEqual({});
  } finally {
    await query(url, "DROP OWNED BY checked_app");
    await query(server, "DROP ROLE checked_app");
  }
});

test.each([
  ["nothing listens", { port: "9" }, "Nothing listens at 127.0.0.1:9"],
  ["there is no such host", { hostname: "nowhere.invalid" }, "There is no host nowhere.invalid"],
  ["the password is another", { password: "wrong" }, "does not let"],
  ["there is no such database", { pathname: "/nothing" }, 'CREATE DATABASE "nothing";'],
])("where %s, it says so and ends with 1", async (_, wrong, text) => {
  const { code, output } = await run(Object.assign(new URL(url), wrong).href);
  expect(output).toContain(text);
  expect(code).toBe(1);
});
