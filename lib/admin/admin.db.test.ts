import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import {
  checkDatabase,
  countChecks,
  countQueue,
  listActions,
  listFollowing,
  listIndexes,
  listMatching,
  listStatements,
  listTables,
  listTroubles,
  listWatching,
  noteAction,
  retryFailed,
  retryFollowing,
  retryMatching,
} from ".";

const PERSON = "did:plc:person";
const inAnHour = () => new Date(Date.now() + 60 * 60_000);

beforeEach(async () => {
  await db.user.deleteMany();
  await db.sourceAccount.deleteMany();
  await db.user.create({ data: { did: PERSON, handle: "person.example" } });
});

function addList(data: object) {
  const list = { userDid: PERSON, sourcePlatform: "x", name: "My secret list" };
  return db.userUpload.create({ data: { ...list, savedAt: new Date(), ...data } });
}

describe("matching that waits after a problem", () => {
  test("is shown without its person and its names, and goes on when it is retried", async () => {
    const waiting = {
      totalUsers: 10,
      matchedUsers: 3,
      unmatchedUsers: 2,
      matchNextAt: inAnHour(),
      matchProblem: "unexpected",
      matchFailures: 5,
    };
    const { uploadId: id } = await addList(waiting);
    await addList({ matchNextAt: null });
    const [work, ...more] = await listMatching();
    expect(more).toEqual([]);
    expect(work).toMatchObject({
      id,
      checked: 5,
      found: 3,
      state: "waiting",
      problem: "unexpected",
    });
    expect(JSON.stringify(work)).not.toMatch(/person|secret/);

    expect(await retryMatching(id)).toBe(true);
    const [retried] = await listMatching();
    expect(retried).toMatchObject({ problem: null });
    expect(retried?.nextAt.getTime()).toBeLessThanOrEqual(Date.now());
    expect(await db.userUpload.findUnique({ where: { uploadId: id } })).toMatchObject({
      matchFailures: 0,
    });
  });

  test("that its person has paused stays paused", async () => {
    const { uploadId } = await addList({ matchNextAt: inAnHour(), matchPaused: true });
    await retryMatching(uploadId);
    expect(await listMatching()).toMatchObject([{ state: "paused" }]);
  });
});

test("a follow batch that waits goes on when it is retried; one that its person stopped does not", async () => {
  const batch = {
    userDid: PERSON,
    apps: ["bluesky"],
    problem: "network-unreachable",
    nextAt: inAnHour(),
  };
  const going = await db.followBatch.create({ data: { ...batch, status: "running" } });
  const stopped = await db.followBatch.create({ data: { ...batch, status: "stopped" } });
  const write = { batchId: going.id, collection: "app.bsky.graph.follow" };
  await db.followWrite.createMany({
    data: [
      { ...write, subjectDid: "did:plc:a", state: "followed", rkey: "a" },
      { ...write, subjectDid: "did:plc:b", state: "failed" },
      { ...write, subjectDid: "did:plc:c" },
    ],
  });
  expect(await listFollowing()).toMatchObject([
    { id: going.id, total: 3, settled: 1, failed: 1 },
    { id: stopped.id, status: "stopped" },
  ]);
  expect(await retryFollowing(going.id)).toBe(true);
  expect(await retryFollowing(stopped.id)).toBe(false);
  expect(await listFollowing()).toMatchObject([
    { id: going.id, problem: null },
    { id: stopped.id, problem: "network-unreachable" },
  ]);
});

test("failed notifications are counted by error, and go back into the queue when they are retried", async () => {
  const account = { sourcePlatform: "x", originalUsername: "a", normalizedUsername: "a" };
  const { id: sourceAccountId } = await db.sourceAccount.create({ data: account });
  const refused = "the person does not take messages";
  for (let n = 0; n < 4; n++) {
    const match = await db.atprotoMatch.create({
      data: {
        sourceAccountId,
        atprotoDid: `did:plc:${n}`,
        atprotoHandle: "a.example",
        matchScore: 90,
        evidence: [],
        modelVersion: 1,
      },
    });
    await db.notification.create({
      data: {
        userDid: PERSON,
        matchId: match.id,
        channel: "bluesky_dm",
        status: n < 3 ? "failed" : "sent",
        attempts: 5,
        errorMessage: n < 2 ? refused : n < 3 ? "no answer" : null,
      },
    });
  }
  expect(await countQueue()).toMatchObject([
    { channel: "bluesky_dm", status: "failed", count: 3 },
    { channel: "bluesky_dm", status: "sent", count: 1 },
  ]);
  expect(await listTroubles()).toMatchObject([
    { error: refused, count: 2, attempts: 5 },
    { error: "no answer", count: 1 },
  ]);
  expect(await retryFailed("in_app", refused)).toBe(0);
  expect(await retryFailed("bluesky_dm", refused)).toBe(2);
  expect(await db.notification.findMany({ where: { status: "pending" } })).toMatchObject([
    { attempts: 0, errorMessage: null },
    { attempts: 0, errorMessage: null },
  ]);
});

test("what is heard from the network is told, with who reads it and what of it waits", async () => {
  const heardAt = new Date("2026-01-01T00:00:00Z");
  await db.watchCursor.createMany({
    data: [
      { source: "read", readAt: heardAt, reader: "a", leaseUntil: inAnHour() },
      { source: "left", readAt: new Date("2025-01-01T00:00:00Z"), reader: null },
    ],
  });
  await db.actorCheck.createMany({
    data: [
      { did: "did:plc:a", step: "names", dueAt: heardAt },
      { did: "did:plc:b", step: "names" },
    ],
  });
  expect(await listWatching()).toEqual([
    { source: "read", heardAt, isRead: true },
    { source: "left", heardAt: new Date("2025-01-01T00:00:00Z"), isRead: false },
  ]);
  expect(await countChecks()).toEqual([{ step: "names", count: 2, oldest: heardAt }]);
});

test("what takes space and time in the database is listed", async () => {
  const tables = await listTables();
  expect(tables.map(({ name }) => name)).toContain("source_accounts");
  expect(tables.every(({ tableBytes, rows }) => tableBytes >= 0 && rows >= 0)).toBe(true);
  const indexes = await listIndexes();
  expect(indexes.find(({ name }) => name === "users_pkey")).toMatchObject({ keepsRule: true });
  expect(await listStatements(), "without pg_stat_statements").toBeNull();
});

test("the checks of db:check are made on the app's own database", async () => {
  const results = await checkDatabase();
  expect(results?.filter(({ ok }) => !ok)).toEqual([]);
  expect(results?.map(({ name }) => name)).toContain("Migrations");

  await db.$executeRaw`DROP INDEX oauth_states_created_at_idx`;
  const failed = (await checkDatabase())?.filter(({ ok }) => !ok);
  expect(JSON.stringify(failed)).toContain("oauth_states_created_at_idx");
}, 60_000);

test("what operators do is listed newest first, page by page", async () => {
  await noteAction("did:plc:operator", "pause-job", "match");
  await noteAction("did:plc:operator", "resume-job", "match");
  const [last, first] = await listActions();
  expect([last?.action, first?.action]).toEqual(["resume-job", "pause-job"]);
  expect(await listActions(last?.id)).toMatchObject([{ action: "pause-job", target: "match" }]);
});
