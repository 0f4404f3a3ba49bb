import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, inject, test, vi } from "vitest";

const databaseUrl = process.env.DATABASE_URL ?? "";
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** What asks after the database, in an app whose database is at this address. */
async function healthWith(url: string) {
  vi.resetModules();
  delete (globalThis as { atlastDb?: unknown }).atlastDb;
  process.env.DATABASE_URL = url;
  const { isDatabaseReady } = await import(".");
  return isDatabaseReady;
}

function at(changes: Partial<Pick<URL, "port" | "pathname">>) {
  return Object.assign(new URL(databaseUrl), changes).href;
}

test("the app is healthy with its database, and again after that has restarted", async () => {
  const isReady = await healthWith(databaseUrl);
  expect(await isReady()).toBe(true);
  const { db } = await import("@/lib/db");
  await db.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;
  await vi.waitFor(async () => expect(await isReady()).toBe(true), { timeout: 50_000 });
});

test("the app is not healthy where nothing listens", async () => {
  const isReady = await healthWith(at({ port: "9" }));
  expect(await isReady()).toBe(false);
});

test("the app is not healthy with a database that has no tables", async () => {
  const isReady = await healthWith(inject("postgres"));
  expect(await isReady()).toBe(false);
});

test("the app is not healthy while its database hangs, and is when it goes on", async () => {
  const between = await startBetween();
  const isReady = await healthWith(at({ port: String(between.port) }));
  expect(await isReady()).toBe(true);
  between.hang();
  expect(await isReady()).toBe(false);
  between.goOn();
  await vi.waitFor(async () => expect(await isReady()).toBe(true), { timeout: 50_000 });
});

/** Stands between the app and its database, and lets nothing through when it is told so. */
async function startBetween() {
  const sockets: Socket[] = [];
  const target = Number(new URL(databaseUrl).port);
  const server = createServer((incoming) => {
    const outgoing = connect(target, "127.0.0.1");
    for (const socket of [incoming, outgoing]) socket.on("error", () => {});
    sockets.push(incoming, outgoing);
    incoming.on("data", (bytes) => outgoing.write(bytes)).on("close", () => outgoing.destroy());
    outgoing.on("data", (bytes) => incoming.write(bytes)).on("close", () => incoming.destroy());
  });
  servers.push(server);
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
  });
  return {
    port,
    hang: () => sockets.forEach((socket) => void socket.pause()),
    goOn: () => sockets.forEach((socket) => void socket.resume()),
  };
}
