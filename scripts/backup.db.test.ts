import { execFile } from "node:child_process";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkDatabase } from "./check-database";
import { startChild } from "./child";
import { deployMigrations, query } from "./database";
import { freePort } from "./port";
import { prepareProgram } from "./system-program";

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
/** "nobody": PostgreSQL refuses to run as root. */
const unprivileged = isRoot ? { uid: 65534, gid: 65534 } : {};
const dump = fileURLToPath(new URL("./move-over/fixtures/dump.sql", import.meta.url));

// The system's own PostgreSQL, whose tools fit it; what npm installs brings none.
let folder: string;
let server: ReturnType<typeof startChild>;
let url: (database: string) => string;
let tool: (name: string) => string;

beforeAll(async () => {
  const initdb = await prepareProgram("initdb", {
    folders: ["/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin"],
    debian: "postgresql",
    homebrew: "postgresql",
  });
  tool = (name) => join(dirname(initdb), name);
  folder = await mkdtemp(join(tmpdir(), "atlast-backup-"));
  if (isRoot) await chown(folder, 65534, 65534);
  const data = join(folder, "data");
  const locale = ["--encoding=UTF8", "--locale=C.UTF-8"];
  await run(initdb, ["-D", data, "-U", "atlast", "--auth=trust", ...locale], {
    cwd: folder,
    ...unprivileged,
  });
  const port = await freePort();
  url = (database) => `postgresql://atlast@127.0.0.1:${port}/${database}`;
  const settings = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
  server = startChild(tool("postgres"), ["-D", data, "-p", String(port), ...settings], {
    cwd: folder,
    signal: "SIGINT",
    onLine: () => {},
    ...unprivileged,
  });
  while (!(await isThere())) await sleep(50);
  await query(url("postgres"), "CREATE DATABASE atlast TEMPLATE template0");
  await deployMigrations(url("atlast"));
}, 300_000);

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const isThere = () =>
  query(url("postgres"), "SELECT 1").then(
    () => true,
    () => false,
  );

const TABLES = ["users", "user_uploads", "user_source_follows", "source_accounts", "source_keys"];

async function countRows(database: string) {
  const counts: Record<string, unknown> = {};
  for (const table of TABLES) {
    [counts[table]] = await query(url(database), `SELECT count(*)::int AS rows FROM ${table}`);
  }
  return counts;
}

test("a backup by pg_dump is restored whole, on the PostgreSQL that this system has", async () => {
  await run(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "scripts/move-over.ts", dump],
    { env: { ...process.env, DATABASE_URL: url("atlast") } },
  );
  const before = await countRows("atlast");
  expect(before).toMatchObject({ user_source_follows: { rows: 7 } });

  const file = join(folder, "atlast.dump");
  await run(tool("pg_dump"), ["--format", "custom", "--file", file, url("atlast")]);
  await query(url("postgres"), "CREATE DATABASE restored TEMPLATE template0");
  const restored = ["--dbname", url("restored"), "--no-owner", "--exit-on-error", file];
  await run(tool("pg_restore"), restored);

  expect(await countRows("restored")).toEqual(before);
  for await (const { name, ok, details } of checkDatabase(url("restored"))) {
    expect(ok, `${name}: ${details}`).toBe(true);
  }
  // What keeps counts and leaves notes came along.
  await query(url("restored"), "DELETE FROM user_uploads WHERE user_did = 'did:plc:ada'");
  expect(await query(url("restored"), "SELECT FROM orphaned_accounts")).toHaveLength(4);
}, 120_000);
