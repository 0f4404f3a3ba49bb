import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { correctPoints, reservePoints } from "./ledger";

const user = "did:plc:abcdefghijklmnopqrstuvwx";
const HOUR_MS = 60 * 60_000;

beforeEach(async () => {
  await db.user.deleteMany();
  await db.user.create({ data: { did: user, handle: "wren.example.org" } });
});

const follow = (count: number, pace: "gentle" | "steady" | "fast" = "fast") =>
  reservePoints({ user, count, kind: "create", pace });
const remove = (count: number) => reservePoints({ user, count, kind: "delete" });
const ledger = () => db.writePoints.findUniqueOrThrow({ where: { userDid: user } });

test("a fifth of what the server allows in an hour is left for the person's own use", async () => {
  // 5,000 points an hour, 3 for a follow: 4,000 points are 1,333 follows.
  const reserved = await follow(5_000);
  expect(reserved.count).toBe(1_333);
  expect(await ledger()).toMatchObject({ hourPoints: 3_999, dayPoints: 3_999 });
  expect(reserved.wait?.for).toBe("points");
  expect(reserved.wait?.until).toEqual((await ledger()).hourEnds);
  expect((await follow(1)).count).toBe(0);
});

test("no more than 28,000 of a day's 35,000 points are spent, however many hours it has", async () => {
  let written = 0;
  for (let hour = 0; hour < 12; hour++) {
    written += (await follow(5_000)).count;
    await db.writePoints.updateMany({ data: { hourEnds: new Date(Date.now() - 1) } });
  }
  expect(written).toBe(Math.floor(28_000 / 3));
  expect((await follow(1)).wait).toEqual({ for: "points", until: (await ledger()).dayEnds });
});

test("processes side by side never spend the same points", async () => {
  const reserved = await Promise.all(Array.from({ length: 60 }, () => follow(50)));
  const total = reserved.reduce((sum, { count }) => sum + count, 0);
  expect(total).toBe(1_333);
  expect((await ledger()).hourPoints).toBe(3_999);
});

test("a removed record costs one point", async () => {
  await follow(1_000);
  expect(await remove(900)).toEqual({ count: 900, wait: null });
  expect((await ledger()).hourPoints).toBe(3_900);
  expect((await remove(200)).count).toBe(100);
});

test("the gentle pace follows 150 an hour and 300 a day", async () => {
  expect((await follow(100, "gentle")).count).toBe(100);
  const second = await follow(100, "gentle");
  expect(second).toEqual({
    count: 50,
    wait: { for: "pace", until: (await ledger()).hourFollowsEnds },
  });
  await db.writePoints.updateMany({ data: { hourFollowsEnds: new Date(Date.now() - 1) } });
  const third = await follow(200, "gentle");
  expect(third).toEqual({
    count: 150,
    wait: { for: "pace", until: (await ledger()).dayFollowsEnds },
  });
  // A removal is no follow: no pace holds it back.
  expect((await remove(100)).wait).toBeNull();
});

test("what the person wrote in their own apps counts, as their server says it", async () => {
  await follow(100);
  const resetsAt = new Date(Date.now() + HOUR_MS / 2);
  await correctPoints(user, { seconds: 3600, limit: 5_000, remaining: 1_300, resetsAt });
  expect(await ledger()).toMatchObject({ hourPoints: 3_700, hourEnds: resetsAt });
  expect(await follow(200)).toEqual({ count: 100, wait: { for: "points", until: resetsAt } });
});

test("a server with limits of its own is believed, less the same head-room", async () => {
  await follow(1);
  const resetsAt = new Date(Date.now() + HOUR_MS);
  await correctPoints(user, { seconds: 3600, limit: 1_000, remaining: 997, resetsAt });
  expect((await follow(1_000)).count).toBe(Math.floor((800 - 3) / 3));
});

test("a limit on requests says nothing of what is written", async () => {
  await follow(10);
  const before = await ledger();
  await correctPoints(user, { seconds: 300, limit: 3_000, remaining: 1, resetsAt: new Date() });
  expect(await ledger()).toEqual(before);
});

test("the window of an hour begins with the first follow after the one before has ended", async () => {
  await follow(1_333);
  await db.writePoints.updateMany({ data: { hourEnds: new Date(Date.now() - 1) } });
  const startedAt = Date.now();
  expect((await follow(10)).count).toBe(10);
  const { hourPoints, hourEnds, dayPoints } = await ledger();
  expect(hourPoints).toBe(30);
  expect(hourEnds.getTime()).toBeGreaterThan(startedAt + HOUR_MS - 60_000);
  expect(dayPoints).toBe(3_999 + 30);
});

test("somebody who has left reserves nothing", async () => {
  await db.user.deleteMany();
  expect((await follow(1)).count).toBe(0);
  expect(await db.writePoints.count()).toBe(0);
});

test("the first spending begins whole windows, however soon after the ledger it comes", async () => {
  const soon = new Date(Date.now() + HOUR_MS / 2);
  for (let turn = 0; turn < 200; turn++) {
    await db.writePoints.deleteMany();
    await follow(1);
    const { hourEnds, hourFollowsEnds } = await ledger();
    expect([hourEnds > soon, hourFollowsEnds > soon], `at turn ${turn}`).toEqual([true, true]);
  }
});
