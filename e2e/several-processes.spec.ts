import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startChild } from "../scripts/child";
import { createDatabase, deployMigrations } from "../scripts/database";
import { freePort } from "../scripts/port";
import { startApp } from "../scripts/world";
import { type Balancer, startBalancer } from "./several/balancer";
import { type Pgbouncer, startPgbouncer } from "./several/pgbouncer";
import { bring, signIn, visit } from "./story";
import { test as base, expect } from "./test";
import { words } from "./words";
import { listFollows, query, world } from "./world";

type Several = {
  balancer: Balancer;
  pooler: Pgbouncer;
  databaseUrl: string;
  stopApps: (() => Promise<void>)[];
  stopWorkers: (() => Promise<void>)[];
};

const root = fileURLToPath(new URL("..", import.meta.url));

const test = base.extend<{ several: Several }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  several: async ({}, use) => {
    const stops: (() => Promise<void>)[] = [];
    try {
      await use(await startSeveral((stop) => stops.push(stop)));
    } finally {
      for (const stop of stops.reverse()) await stop();
    }
  },
  baseURL: ({ several }, use) => use(several.balancer.url),
});

/** Two apps that do no background work, behind one address, and two workers: all reach one database through a pooler. */
async function startSeveral(stopLater: (stop: () => Promise<void>) => void): Promise<Several> {
  const name = `several_${randomBytes(6).toString("hex")}`;
  await createDatabase(world.databaseUrl, name);
  const database = new URL(world.databaseUrl);
  database.pathname = `/${name}`;
  await deployMigrations(database.href);
  const pooler = await startPgbouncer(database.href, join(tmpdir(), `atlast-${name}`));
  stopLater(pooler.stop);

  const ports = [await freePort(), await freePort()];
  const balancer = await startBalancer(ports);
  stopLater(balancer.stop);
  const settings = {
    ...world.settings,
    PUBLIC_URL: balancer.url,
    DATABASE_URL: pooler.databaseUrl,
  };
  const stopApps: Several["stopApps"] = [];
  for (const port of ports) {
    stopApps.push(await startApp({ ...settings, RUN_JOBS: "false" }, port));
    stopLater(() => stopApps[ports.indexOf(port)]?.() ?? Promise.resolve());
  }
  const stopWorkers = [1, 2].map(() => {
    const command = ["--conditions=react-server", "--import", "tsx", "scripts/worker.ts"];
    const worker = startChild(process.execPath, command, { cwd: root, env: settings });
    stopLater(worker.stop);
    return worker.stop;
  });
  return { balancer, pooler, databaseUrl: database.href, stopApps, stopWorkers };
}

test("two apps and two workers share one database through pgbouncer, and one of each can end", async ({
  page,
  person,
  several,
}) => {
  const { balancer, pooler, databaseUrl, stopApps, stopWorkers } = several;
  // One app begins the sign-in, and another may end it.
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  const ask = <Row>(sql: string) => query<Row>(sql, [uploadId], databaseUrl);
  const unchecked =
    "SELECT FROM user_source_follows WHERE upload_id = $1 AND state = 'not_checked'";
  await expect.poll(async () => (await ask(unchecked)).length, { timeout: 90_000 }).toBe(0);
  expect(Math.min(...balancer.answered), "requests answered by each app").toBeGreaterThan(0);

  await stopApps[0]?.();
  await stopWorkers[0]?.();
  const ticked = await ask<{ did: string }>(
    `SELECT match.atproto_did AS did FROM user_source_follows AS row
     JOIN atproto_matches AS match ON match.id = row.best_match_id
     WHERE row.upload_id = $1 AND row.selected`,
  );
  const count = ticked.length;
  expect(count).toBeGreaterThan(5);
  await visit(page, `/uploads/${uploadId}`);
  await page
    .getByRole("button", { name: words("review.bar.follow", { count, app: "Bluesky" }) })
    .click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: words("follows.plan.confirm", { count, app: "Bluesky" }) })
    .click();
  await page.waitForURL(/\/follows\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: words("follows.status.done") })).toBeVisible({
    timeout: 60_000,
  });
  expect(await listFollows(person.did)).toEqual(ticked.map(({ did }) => did).sort());

  // It all went through the pooler, which gives connections out by transaction.
  const config = await pooler.show("CONFIG");
  expect(config.find(({ key }) => key === "pool_mode")).toMatchObject({ value: "transaction" });
  const [here] = await query<{ name: string }>(
    "SELECT current_database() AS name",
    [],
    databaseUrl,
  );
  const stats = (await pooler.show("STATS")).find(({ database }) => database === here?.name);
  expect(Number(stats?.total_xact_count)).toBeGreaterThan(100);
});
