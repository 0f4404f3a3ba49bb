import { randomBytes } from "node:crypto";
import { createDatabase, deployMigrations } from "../scripts/database";
import { freePort } from "../scripts/port";
import { startApp } from "../scripts/world";
import { world } from "./world";

export type OwnApp = {
  url: string;
  databaseUrl: string;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * An app of a test's own, on the world's network and a database where nobody has searched for anybody yet: it can be
 * stopped and started. `settings` are beside those of the world's app; `signal` is what stops it.
 */
export async function startOwnApp(
  settings: Record<string, string> = {},
  signal?: NodeJS.Signals,
): Promise<OwnApp> {
  const name = `own_${randomBytes(6).toString("hex")}`;
  await createDatabase(world.databaseUrl, name);
  const database = new URL(world.databaseUrl);
  database.pathname = `/${name}`;
  await deployMigrations(database.href);

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let stop = async () => {};
  const own = {
    url,
    databaseUrl: database.href,
    async start() {
      stop = await startApp(
        { ...world.settings, PUBLIC_URL: url, DATABASE_URL: database.href, ...settings },
        port,
        { signal },
      );
    },
    stop: () => stop(),
  };
  await own.start();
  return own;
}
