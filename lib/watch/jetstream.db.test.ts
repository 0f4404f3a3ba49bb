import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { startJetstream } from "@/e2e/streams/jetstream";
import { db } from "@/lib/db";
import { watch } from ".";

const DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const OTHER = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";
const HOUR_US = 3_600_000_000;
let jetstream: Awaited<ReturnType<typeof startJetstream>>;
let ending: AbortController;
let watching: Promise<void>[] = [];

beforeAll(async () => {
  jetstream = await startJetstream();
  Object.assign(process.env, { WATCH_SOURCE: "jetstream", WATCH_URL: jetstream.url });
});
beforeEach(async () => {
  await db.directoryAccount.deleteMany();
  await db.watchCursor.deleteMany();
  await db.actorCheck.deleteMany();
  jetstream.cursors.length = 0;
});
afterEach(stopWatching);
afterAll(() => jetstream.stop());

async function startWatching(count = 1, quietMs?: number) {
  ending = new AbortController();
  watching = Array.from({ length: count }, () => watch(ending.signal, quietMs));
  await until(() => jetstream.connections() > 0);
}

async function stopWatching() {
  ending.abort();
  await Promise.all(watching);
  await until(() => jetstream.connections() === 0);
}

let time = Date.now() * 1_000;
/** An event, a microsecond after the one before. */
function event(rest: object, did = DID) {
  time += 1;
  return { did, time_us: time, ...rest };
}

function profile(displayName: string, did = DID, more: object = {}) {
  const commit = {
    operation: "update",
    collection: "app.bsky.actor.profile",
    rkey: "self",
    rev: `3k${time}`,
    record: { displayName },
    ...more,
  };
  return event({ kind: "commit", commit }, did);
}

const named = (did: string) =>
  db.directoryAccount.findUnique({ where: { did } }).then((account) => account?.displayName);

async function until(condition: () => unknown) {
  for (const begun = Date.now(); !(await condition()); await sleep(20)) {
    if (Date.now() - begun > 50_000) throw new Error("it did not happen");
  }
}

test("a watch that ended goes on a few seconds before the last event that it kept", async () => {
  await startWatching();
  expect(jetstream.cursors).toEqual([null]);
  jetstream.say(profile("One"));
  await until(async () => (await named(DID)) === "One");
  const last = time;
  await stopWatching();

  jetstream.say(profile("Two"));
  await startWatching();
  await until(async () => (await named(DID)) === "Two");
  expect(jetstream.cursors).toEqual([null, String(last - 5_000_000)]);
});

test("a connection that breaks is opened again where it was", async () => {
  await startWatching();
  jetstream.say(profile("Before"));
  await until(async () => (await named(DID)) === "Before");
  jetstream.drop();
  jetstream.say(profile("Meanwhile"));
  await until(async () => (await named(DID)) === "Meanwhile");
  expect(jetstream.cursors).toHaveLength(2);
});

test("a connection that falls silent is given up, and another is made", async () => {
  // With a cursor, whichever connection there is then brings the event.
  const source = `jetstream ${jetstream.url}`;
  await db.watchCursor.create({ data: { source, cursor: String(time) } });
  await startWatching(1, 1);
  await until(() => jetstream.cursors.length > 1);
  jetstream.say(profile("After all"));
  await until(async () => (await named(DID)) === "After all");
});

test("of two processes one reads, and the other goes on when that ends", async () => {
  await startWatching(2);
  await until(() => db.watchCursor.count());
  expect(jetstream.connections()).toBe(1);
  await stopWatching();
  await startWatching(1);
  expect(jetstream.cursors).toHaveLength(2);
});

test("what cannot be read or kept as it is holds up nothing", async () => {
  await startWatching();
  jetstream.say("{ no JSON");
  jetstream.say("null");
  jetstream.say(event({ kind: "identity", identity: { handle: "a.test" } }, "no did"));
  jetstream.say(event({ kind: "commit", commit: { collection: "app.bsky.feed.post" } }));
  jetstream.say(event({ kind: "identity", identity: {} }));
  jetstream.say(profile("", DID, { record: { displayName: { no: "text" }, description: 3 } }));
  jetstream.say(profile("A\0 name \uD800".repeat(200), OTHER));
  await until(() => named(OTHER));
  expect(await named(OTHER)).toMatch(/^A name \uFFFDA name/);
  expect((await named(OTHER))?.length).toBeLessThanOrEqual(640);
  expect(await named(DID)).toBeNull();
  expect(await db.actorCheck.findMany()).toMatchObject([{ did: DID, step: "profile" }]);
});

test("an account that is away is away, whatever came before or is told late", async () => {
  await startWatching();
  const account = (active: boolean, second: number) =>
    event({ kind: "account", account: { active, time: `2026-01-01T00:00:0${second}Z` } });
  jetstream.say(profile("Somebody"));
  jetstream.say(account(false, 2));
  jetstream.say(account(true, 1));
  jetstream.say(profile("The end", OTHER));
  await until(() => named(OTHER));
  expect(await db.directoryAccount.findUnique({ where: { did: DID } })).toMatchObject({
    isActive: false,
    displayName: "Somebody",
  });
});

test("a cursor that is older than what Jetstream keeps is not asked for", async () => {
  await db.watchCursor.create({
    data: { source: `jetstream ${jetstream.url}`, cursor: String(time - 40 * HOUR_US) },
  });
  await startWatching();
  expect(jetstream.cursors).toEqual([null]);
});
