import { chown, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startChild } from "../../scripts/child";
import { freePort } from "../../scripts/port";
import { prepareProgram } from "../../scripts/system-program";

/** "nobody": pgbouncer refuses to run as root. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 };
const isRoot = process.getuid?.() === 0;
const START_MS = 30_000;

export type Pgbouncer = {
  /** The way to the same database through the pooler. */
  databaseUrl: string;
  /** What the pooler says of itself: `SHOW STATS`, `SHOW POOLS`, … */
  show(what: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
};

/**
 * Starts a pgbouncer with transaction pooling in front of a database's server. Installs it from the system's packages
 * where it is missing and that can be done.
 *
 * @param databaseUrl of the database, with user and password.
 * @param folder for its configuration; removed at the end.
 */
export async function startPgbouncer(databaseUrl: string, folder: string): Promise<Pgbouncer> {
  const binary = await prepareProgram("pgbouncer", {
    debian: "pgbouncer",
    homebrew: "pgbouncer",
  });
  const port = await freePort();
  const { hostname, port: serverPort, username, password, pathname } = new URL(databaseUrl);
  await mkdir(folder, { recursive: true });
  const users = join(folder, "users.txt");
  const configuration = join(folder, "pgbouncer.ini");
  await writeFile(users, `"${username}" "${decodeURIComponent(password)}"\n`, { mode: 0o600 });
  await writeFile(
    configuration,
    `[databases]
* = host=${hostname} port=${serverPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
admin_users = ${username}
pool_mode = transaction
max_client_conn = 200
default_pool_size = 20
`,
  );
  if (isRoot) {
    for (const path of [folder, users]) await chown(path, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  }

  const log: string[] = [];
  const child = startChild(binary, [configuration], {
    signal: "SIGINT",
    onLine: (line) => log.push(line),
    ...(isRoot ? UNPRIVILEGED : {}),
  });
  const urlOf = (path: string) => {
    const url = new URL(databaseUrl);
    Object.assign(url, { hostname: "127.0.0.1", port: String(port), pathname: path });
    return url.href;
  };
  const pooler: Pgbouncer = {
    databaseUrl: urlOf(pathname),
    show: (what) => ask(urlOf("/pgbouncer"), `SHOW ${what}`),
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await untilItAnswers(pooler, log);
  return pooler;
}

async function untilItAnswers(pooler: Pgbouncer, log: string[]) {
  for (const begun = Date.now(); ; await sleep(100)) {
    const answers = await pooler.show("VERSION").then(
      () => true,
      () => false,
    );
    if (answers) return;
    if (Date.now() - begun < START_MS) continue;
    await pooler.stop();
    throw new Error(`pgbouncer did not start:\n${log.slice(-20).join("\n")}`);
  }
}

/** The console speaks the simple protocol only: no parameters. */
async function ask(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
