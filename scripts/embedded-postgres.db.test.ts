import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { query } from "./database";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres";

const isRoot = process.getuid?.() === 0;
const root = fileURLToPath(new URL("..", import.meta.url));
const ORDINARY_USER = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
const servers: EmbeddedPostgres[] = [];
let base: string;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "atlast-embedded-"));
  // Where an ordinary user, or the one that stands in for root, comes through.
  await chmod(base, 0o755);
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});
afterAll(() => rm(base, { recursive: true, force: true }));

async function start(folder: string) {
  const server = await startEmbeddedPostgres({ folder, settings: { fsync: "off" } });
  servers.push(server);
  return server;
}

async function version(server: EmbeddedPostgres) {
  const [row] = await query(server.urlOf("postgres"), "SELECT version() AS version");
  return row?.version;
}

/** A process that starts the server and lives until it is killed. Gives its connection string. */
async function startInProcess(folder: string, command: string[] = []) {
  const script = `
    import { startEmbeddedPostgres } from "${root}scripts/embedded-postgres.ts";
    const server = await startEmbeddedPostgres({ folder: ${JSON.stringify(folder)} });
    console.log(server.urlOf("postgres"));
    setInterval(() => {}, 1000);`;
  const node = [process.execPath, "--import", "tsx", "--input-type=module", "-e", script];
  const [name = "", ...args] = [...command, ...node];
  const child = spawn(name, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const [url] = await Promise.race([
    once(child.stdout.setEncoding("utf8"), "data"),
    once(child, "exit").then(() => [""]),
  ]);
  return { child, url: String(url).trim() };
}

async function kill(child: ChildProcess) {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

async function isGone(url: string) {
  for (let waited = 0; waited < 50_000; waited += 100) {
    const answered = await query(url, "SELECT 1").then(
      () => true,
      () => false,
    );
    if (!answered) return true;
    await sleep(100);
  }
  return false;
}

describe("on one folder", () => {
  let folder: string;
  beforeAll(() => {
    folder = join(base, "a path with spaces, and ümläuts");
  });

  test("two starts at once share one server, on a path with spaces", async () => {
    const [first, second] = await Promise.all([start(folder), start(folder)]);
    expect(second.urlOf("postgres")).toBe(first.urlOf("postgres"));
    expect(await version(second)).toContain("PostgreSQL 18");
  });

  test("when its process is killed the server ends, and the data are there at the next start", async () => {
    const { child, url } = await startInProcess(folder);
    await query(url, "CREATE TABLE kept AS SELECT 42 AS answer");
    await kill(child);
    expect(await isGone(url)).toBe(true);

    const again = await start(folder);
    expect(await query(again.urlOf("postgres"), "SELECT answer FROM kept")).toEqual([
      { answer: 42 },
    ]);
  });

  test("a start right after its process was killed gets a server that stays", async () => {
    const { child } = await startInProcess(folder);
    await kill(child);
    const server = await start(folder);
    await sleep(1_000);
    expect(await version(server)).toContain("PostgreSQL 18");
  });

  test("a lock file that a killed server left does not hinder, though its number is another process's now", async () => {
    const pidFile = join(folder, "data", "postmaster.pid");
    await writeFile(pidFile, `${process.pid}\n${join(folder, "data")}\n1\n54321\n\n127.0.0.1\n`);
    await writeFile(join(folder, "starting"), "99999999");
    expect(await version(await start(folder))).toContain("PostgreSQL 18");
  });

  test("letters of every script are letters in it", async () => {
    const server = await start(folder);
    const url = server.urlOf("postgres");
    await query(url, "CREATE EXTENSION IF NOT EXISTS pg_trgm");
    const [row] = await query(
      url,
      "SELECT cardinality(show_trgm('ёлка')) AS cyrillic, lower('ÄÖÜЁ') AS lower",
    );
    expect(row).toEqual({ cyrillic: 5, lower: "äöüё" });
  });
});

test("a data folder that was only half made is made anew", async () => {
  const folder = join(base, "half");
  await mkdir(join(folder, "data.new", "base"), { recursive: true });
  await mkdir(join(folder, "data", "global"), { recursive: true });
  expect(await version(await start(folder))).toContain("PostgreSQL 18");
});

describe.runIf(isRoot)("as root", () => {
  test("in a folder that no other user can enter, the data lie under /var/lib/atlast", async () => {
    const before = await readdir("/var/lib/atlast").catch((): string[] => []);
    const closed = join(base, "closed");
    await mkdir(closed, { mode: 0o700 });
    const server = await start(join(closed, "postgres"));
    const added = (await readdir("/var/lib/atlast")).filter((name) => !before.includes(name));
    try {
      expect(await version(server)).toContain("PostgreSQL 18");
      expect(added).toHaveLength(1);
      const pidFile = await readFile(`/var/lib/atlast/${added[0]}/data/postmaster.pid`, "utf8");
      expect(pidFile).toContain(`/var/lib/atlast/${added[0]}/data`);
    } finally {
      await servers.pop()?.stop();
      for (const name of added) await rm(`/var/lib/atlast/${name}`, { recursive: true });
    }
  });

  test.runIf(canEnter(root))("an ordinary user can run it too", async () => {
    const folder = join(base, "ordinary");
    await mkdir(folder);
    await chown(folder, 65534, 65534);
    const { child, url } = await startInProcess(join(folder, "postgres"), ORDINARY_USER);
    expect(await query(url, "SELECT current_user AS name")).toEqual([{ name: "atlast" }]);
    await kill(child);
    expect(await isGone(url)).toBe(true);
  });
});

/** Whether an ordinary user can read this checkout. */
function canEnter(folder: string) {
  const [name = "", ...args] = ORDINARY_USER;
  return spawnSync(name, [...args, "ls", folder]).status === 0;
}
