import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST } from "@/app/api/tap/route";
import { startTap, type TapIdentity, type TapRecord } from "@/e2e/streams/tap";
import { db } from "@/lib/db";
import { watch } from ".";

const PASSWORD = "a password of the test";
const AUTHORIZATION = `Basic ${btoa(`admin:${PASSWORD}`)}`;
let tap: Awaited<ReturnType<typeof startTap>>;
let ending: AbortController;
let watching: Promise<void>;

beforeAll(async () => {
  tap = await startTap({ password: PASSWORD, retryMs: 50 });
  Object.assign(process.env, {
    WATCH_SOURCE: "tap",
    WATCH_URL: tap.url,
    TAP_ADMIN_PASSWORD: PASSWORD,
  });
});
beforeEach(async () => {
  await db.directoryAccount.deleteMany();
  await db.actorCheck.deleteMany();
  ending = new AbortController();
  watching = watch(ending.signal);
});
afterEach(async () => {
  ending.abort();
  await watching;
});
afterAll(() => tap.stop());

const didOf = (place: number) => `did:plc:${String(place).padStart(24, "a")}`;
const profile = (did: string, rev: number, displayName?: string): TapRecord => ({
  did,
  rev: `3k${String(rev).padStart(11, "a")}`,
  collection: "app.bsky.actor.profile",
  rkey: "self",
  action: "update",
  record: displayName === undefined ? undefined : { displayName },
  live: true,
});
const identity = (did: string, fields: Partial<TapIdentity> = {}) => ({
  type: "identity",
  identity: { did, is_active: true, status: "active", ...fields },
});

async function allTaken() {
  for (const begun = Date.now(); tap.left() > 0; await sleep(20)) {
    if (Date.now() - begun > 50_000) throw new Error(`${tap.left()} events are left`);
  }
}

const accounts = () =>
  db.directoryAccount.findMany({
    orderBy: { did: "asc" },
    select: { did: true, handle: true, displayName: true, isActive: true },
  });

describe("Tap", () => {
  test("loses and mixes up nothing while connections drop, events come again and ids begin anew", async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let place = 0; place < 40; place += 1) {
        const did = didOf(place);
        tap.push(identity(did, { handle: `round${round}.name${place}.test` }));
        tap.push({ type: "record", record: profile(did, round, `${place} in round ${round}`) });
        if (place % 15 === 7) tap.drop();
        if (place % 15 === 11) tap.close();
        await sleep(5);
      }
      await allTaken();
      tap.restart();
    }
    expect(await accounts()).toEqual(
      Array.from({ length: 40 }, (_, place) => ({
        did: didOf(place),
        handle: `round2.name${place}.test`,
        displayName: `${place} in round 2`,
        isActive: true,
      })).sort((a, b) => (a.did < b.did ? -1 : 1)),
    );
    expect(tap.counts.sent).toBeGreaterThan(tap.counts.acknowledged);
  });

  test("is not told again and again of what nobody can read", async () => {
    const [unresolved, invalid, cut] = [didOf(1), didOf(2), didOf(3)];
    tap.push(identity(unresolved, { handle: "" }));
    tap.push(identity(invalid, { handle: "handle.invalid" }));
    tap.push({ type: "record", record: profile(cut, 1) });
    tap.push({
      type: "record",
      record: { ...profile(didOf(4), 1, "A post"), collection: "x.y.z" },
    });
    tap.push({ type: "something.new" });
    tap.push(identity("no did", { handle: "somebody.test" }));
    await allTaken();
    expect(await db.actorCheck.findMany({ orderBy: { did: "asc" } })).toMatchObject([
      { did: unresolved, step: "profile" },
      { did: cut, step: "profile" },
    ]);
    expect(await accounts()).toEqual([
      { did: unresolved, handle: null, displayName: null, isActive: true },
      { did: invalid, handle: null, displayName: null, isActive: true },
    ]);
  });

  test("tells of accounts that are deactivated or taken down, and of profiles that are deleted", async () => {
    const [gone, plain] = [didOf(1), didOf(2)];
    for (const did of [gone, plain]) {
      tap.push(identity(did, { handle: "somebody.test" }));
      tap.push({ type: "record", record: profile(did, 1, "A name") });
    }
    tap.push(identity(gone, { handle: "handle.invalid", is_active: false, status: "takendown" }));
    tap.push({ type: "record", record: { ...profile(plain, 2), action: "delete" } });
    await allTaken();
    expect(await accounts()).toEqual([
      { did: gone, handle: "somebody.test", displayName: "A name", isActive: false },
      { did: plain, handle: "somebody.test", displayName: null, isActive: true },
    ]);
  });
});

describe("the webhook", () => {
  const post = (event: unknown, authorization?: string) =>
    POST(
      new Request("http://127.0.0.1/api/tap", {
        method: "POST",
        headers: authorization ? { authorization } : {},
        body: JSON.stringify(event),
      }),
    );

  test("is closed to whoever does not know the password", async () => {
    const event = { id: 1, ...identity(didOf(1), { handle: "somebody.test" }) };
    for (const given of [undefined, "Basic x", AUTHORIZATION.slice(0, -2)]) {
      expect((await post(event, given)).status).toBe(401);
    }
    expect(await accounts()).toEqual([]);
  });

  test("answers when the event is kept, and also when it says nothing", async () => {
    const event = { id: 1, ...identity(didOf(1), { handle: "Somebody.Test" }) };
    expect((await post(event, AUTHORIZATION)).status).toBe(204);
    expect((await post(event, AUTHORIZATION)).status).toBe(204);
    expect(await accounts()).toMatchObject([{ handle: "somebody.test" }]);
    expect((await post("nothing", AUTHORIZATION)).status).toBe(204);
  });
});
