import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startChild } from "./child";
import { createDatabase, deployMigrations } from "./database";
import { startEmbeddedPostgres } from "./embedded-postgres";
import { makeSecrets } from "./secrets";

/** The local AT Protocol network, as its process says that it is ready. */
export type LocalNetwork = {
  plcUrl: string;
  pdsUrl: string;
  appviewUrl: string;
  appviewDid: string;
  /** The person to sign in as, who also runs the app. */
  user: { handle: string; did: string; password: string };
  /** The DID behind every handle. */
  dids: Record<string, string>;
};

export type World = {
  appUrl: string;
  databaseUrl: string;
  network: LocalNetwork;
  /** What the app was started with. */
  settings: NodeJS.ProcessEnv;
};

export type WorldOptions = {
  /** Everything lies in here, and is made anew. */
  folder: string;
  port: number;
  /** What stops what was started; called in the opposite order. */
  stopLater(stop: () => Promise<unknown>): void;
  /** Told what is going on, with counts where there are any. */
  onProgress?(what: string, done: number, total: number): void;
  /** Settings of the app beside those of the world. */
  settings?: Record<string, string>;
  /** Use the build that is there. */
  isBuilt?: boolean;
};

const root = fileURLToPath(new URL("..", import.meta.url));
const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
const START_MS = 5 * 60_000;

/**
 * A whole world on this machine: a database, an AT Protocol network with people on it, and the app in front of both, as
 * it runs in production.
 */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { folder, port, stopLater, onProgress = () => {} } = options;
  onProgress("Database", 0, 1);
  const server = await startEmbeddedPostgres({ folder: join(folder, "postgres"), fresh: true });
  stopLater(server.stop);
  for (const name of ["atlast", "network"]) await createDatabase(server.urlOf("postgres"), name);
  const databaseUrl = server.urlOf("atlast");

  const [network] = await Promise.all([
    startLocalNetwork(server.urlOf("network"), stopLater, onProgress),
    deployMigrations(databaseUrl).then(() => onProgress("Database", 1, 1)),
    options.isBuilt ? undefined : buildApp(onProgress),
  ]);

  const appUrl = `http://127.0.0.1:${port}`;
  const settings: NodeJS.ProcessEnv = {
    ...process.env,
    ...(await makeSecrets()),
    NODE_ENV: "production",
    PUBLIC_URL: appUrl,
    DATABASE_URL: databaseUrl,
    ATPROTO_PLC_URL: network.plcUrl,
    ATPROTO_HANDLE_RESOLVER_URL: network.pdsUrl,
    ATPROTO_APPVIEW_URL: network.appviewUrl,
    ATPROTO_APPVIEW_DID: network.appviewDid,
    ATPROTO_IMAGE_ORIGIN: network.appviewUrl,
    ATPROTO_HANDLE_HOSTS: handleHosts(network).join(),
    ADMIN_DIDS: network.user.did,
    WATCH_SOURCE: "firehose",
    WATCH_URL: network.pdsUrl.replace("http", "ws"),
    ...options.settings,
  };
  stopLater(await startApp(settings, port, { onProgress }));
  return { appUrl, databaseUrl, network, settings };
}

/**
 * Starts the built app and waits until it answers. Gives what stops it.
 *
 * @param options.signal what it is stopped with, where it is not to end in order.
 */
export async function startApp(
  settings: NodeJS.ProcessEnv,
  port: number,
  options: Pick<WorldOptions, "onProgress"> & { signal?: NodeJS.Signals } = {},
): Promise<() => Promise<void>> {
  const { onProgress = () => {}, signal } = options;
  onProgress("App", 0, 1);
  // What it says of its start is of interest only when it fails.
  const atStart: string[] = [];
  let say: (line: string) => void = (line) => atStart.push(line);
  const app = startChild(process.execPath, [next, "start", "-H", "127.0.0.1", "-p", String(port)], {
    cwd: root,
    env: settings,
    signal,
    onLine: (line) => say(line),
  });
  let exitCode: number | undefined;
  void app.ended.then((code) => {
    exitCode = code;
  });
  for (const begun = Date.now(); ; await sleep(100)) {
    if (exitCode !== undefined) {
      throw new Error(`The app ended with exit code ${exitCode}.\n${atStart.join("\n")}`);
    }
    if (await isHealthy(port)) break;
    if (Date.now() - begun > START_MS)
      throw new Error("The app did not start within five minutes.");
  }
  say = console.log;
  onProgress("App", 1, 1);
  return app.stop;
}

async function startLocalNetwork(
  databaseUrl: string,
  stopLater: WorldOptions["stopLater"],
  onProgress: NonNullable<WorldOptions["onProgress"]>,
): Promise<LocalNetwork> {
  const { promise, resolve, reject } = Promise.withResolvers<LocalNetwork>();
  const rest: string[] = [];
  const child = startChild(
    process.execPath,
    ["--import", "tsx", join(root, "e2e/network/serve.ts")],
    {
      cwd: root,
      env: { ...process.env, NETWORK_DATABASE_URL: databaseUrl },
      onLine(line) {
        const said = readLine(line);
        if (said?.ready) resolve(said.ready);
        else if (said?.progress)
          onProgress(stages[said.progress] ?? said.progress, said.done, said.total);
        else rest.push(line);
      },
    },
  );
  stopLater(child.stop);
  void child.ended.then(() =>
    reject(new Error(`The local network did not start.\n${rest.slice(-20).join("\n")}`)),
  );
  return promise;
}

const stages: Record<string, string> = {
  network: "AT Protocol network",
  directory: "People in the PLC directory",
  people: "People on their server",
  index: "People in the AppView",
};

type Said = { ready?: LocalNetwork; progress?: string; done: number; total: number };

function readLine(line: string): Said | null {
  try {
    return JSON.parse(line) as Said;
  } catch {
    return null;
  }
}

async function buildApp(onProgress: NonNullable<WorldOptions["onProgress"]>) {
  onProgress("Build of the app", 0, 1);
  const lines: string[] = [];
  const build = startChild(process.execPath, [next, "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    onLine: (line) => lines.push(line),
  });
  if ((await build.ended) !== 0)
    throw new Error(`The app could not be built.\n${lines.join("\n")}`);
  onProgress("Build of the app", 1, 1);
}

/** The hosts that many people have their handle on: where a name from elsewhere is worth looking for. */
function handleHosts({ dids }: LocalNetwork) {
  const counts = new Map<string, number>();
  for (const handle of Object.keys(dids)) {
    const host = handle.slice(handle.indexOf(".") + 1);
    counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count >= 10).map(([host]) => host);
}

async function isHealthy(port: number) {
  return fetch(`http://127.0.0.1:${port}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}
