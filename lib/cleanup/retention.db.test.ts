import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { cleanupTransientData, previewCleanup } from ".";

const PERSON = "did:plc:person";
const OTHER = "did:plc:other";
const soon = () => new Date(Date.now() + 60_000);
const days = (count: number) => new Date(Date.now() - count * 24 * 60 * 60_000);

beforeEach(async () => {
  await db.user.deleteMany();
  await db.sourceAccount.deleteMany();
  await db.orphanedAccount.deleteMany();
  await db.oauthSession.deleteMany();
  await db.jobRun.deleteMany();
  for (const did of [PERSON, OTHER]) await db.user.create({ data: { did, handle: "x.example" } });
});

async function bring(did: string, usernames: string[]) {
  const upload = await db.userUpload.create({
    data: { userDid: did, sourcePlatform: "x", name: "list", savedAt: new Date() },
  });
  for (const [position, username] of usernames.entries()) {
    const account = { sourcePlatform: "x", originalUsername: username };
    const { id } = await db.sourceAccount.upsert({
      where: { sourcePlatform_originalUsername: account },
      create: { ...account, normalizedUsername: username },
      update: {},
    });
    const key = { uploadId: upload.uploadId, sourceAccountId: id };
    await db.userSourceFollow.create({ data: { ...key, userDid: did, position, username } });
  }
}

async function accounts() {
  const rows = await db.sourceAccount.findMany({ orderBy: { originalUsername: "asc" } });
  return rows.map(({ originalUsername }) => originalUsername);
}

/** As if everything that is noted as given up had been given up that long ago. */
function ageNotes(count: number) {
  return db.orphanedAccount.updateMany({ data: { since: days(count) } });
}

test("what an account was seen to use goes after 90 days, and not before", async () => {
  await db.actorCollections.createMany({
    data: [
      { did: "did:plc:long-ago", collections: ["a.b.c"], readAt: days(91) },
      { did: "did:plc:lately", collections: ["a.b.c"], readAt: days(89) },
    ],
  });
  const { removed } = await cleanupTransientData(soon());
  expect(removed).toMatchObject({ actor_collections: 1 });
  expect(await db.actorCollections.findMany()).toMatchObject([{ did: "did:plc:lately" }]);
});

describe("an account elsewhere", () => {
  test("goes when nobody has followed it for 30 days, and not before", async () => {
    await bring(PERSON, ["alone", "shared"]);
    await bring(OTHER, ["shared"]);
    await db.user.delete({ where: { did: PERSON } });
    await ageNotes(29);
    await cleanupTransientData(soon());
    expect(await accounts()).toEqual(["alone", "shared"]);

    await ageNotes(31);
    const { removed, isFinished } = await cleanupTransientData(soon());
    expect(isFinished).toBe(true);
    expect(removed).toMatchObject({ source_accounts: 1, orphaned_accounts: 2 });
    expect(await accounts()).toEqual(["shared"]);
    expect(await db.orphanedAccount.count()).toBe(0);
  });

  test("stays when somebody brings it again in time", async () => {
    await bring(PERSON, ["back"]);
    await db.userUpload.deleteMany();
    await bring(OTHER, ["back"]);
    await ageNotes(31);
    await cleanupTransientData(soon());
    expect(await accounts()).toEqual(["back"]);
  });

  test("stays as long as somebody who is here has decided about it", async () => {
    await bring(PERSON, ["decided"]);
    const [account] = await db.sourceAccount.findMany();
    if (!account) throw new Error("no account");
    const match = await db.atprotoMatch.create({
      data: {
        sourceAccountId: account.id,
        atprotoDid: "did:plc:match",
        atprotoHandle: "match.example",
        matchScore: 90,
        evidence: [],
        modelVersion: 1,
      },
    });
    await db.userMatchStatus.create({
      data: { userDid: PERSON, matchId: match.id, dismissedAt: new Date() },
    });
    await db.userUpload.deleteMany();
    await ageNotes(31);
    await cleanupTransientData(soon());
    expect(await accounts()).toEqual(["decided"]);

    await db.user.delete({ where: { did: PERSON } });
    await ageNotes(31);
    await cleanupTransientData(soon());
    expect(await accounts()).toEqual([]);
    expect(await db.atprotoMatch.count()).toBe(0);
  });

  test("that is being saved at the moment is left for the next time", async () => {
    await bring(PERSON, ["busy"]);
    await db.userUpload.deleteMany();
    await ageNotes(31);
    const [account] = await db.sourceAccount.findMany();
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT FROM source_accounts WHERE id = ${account?.id} FOR KEY SHARE`;
      await cleanupTransientData(soon());
    });
    expect(await accounts()).toEqual(["busy"]);
    await cleanupTransientData(soon());
    expect(await accounts()).toEqual([]);
  });
});

describe("tokens", () => {
  const hold = (did: string, age: number) => db.$executeRaw`
    INSERT INTO oauth_sessions (did, value, key_id, updated_at)
    VALUES (${did}, '\\x00', 'a key', ${days(age)}::timestamptz)`;
  const held = async () => (await db.oauthSession.findMany()).map(({ did }) => did).sort();
  const signIn = (did: string, expiresAt: Date) =>
    db.userSession.create({
      data: { sessionId: randomBytes(32).toString("hex"), did, fingerprint: "", expiresAt },
    });

  test("go a week after their person was last signed in anywhere", async () => {
    await hold(PERSON, 8);
    await hold(OTHER, 6);
    await signIn(PERSON, days(1));
    await cleanupTransientData(soon());
    expect(await held()).toEqual([OTHER]);
  });

  test("stay while their person is signed in or is being followed for", async () => {
    await hold(PERSON, 100);
    await hold(OTHER, 100);
    await signIn(PERSON, days(-1));
    const batch = await db.followBatch.create({
      data: { userDid: OTHER, apps: ["bluesky"], status: "running" },
    });
    await cleanupTransientData(soon());
    expect(await held()).toEqual([OTHER, PERSON]);

    await db.followBatch.update({ where: { id: batch.id }, data: { status: "done" } });
    await cleanupTransientData(soon());
    expect(await held()).toEqual([PERSON]);
  });
});

test("plans that nobody confirmed and old records of runs go", async () => {
  const plan = { userDid: PERSON, apps: ["bluesky"] };
  await db.followBatch.createMany({
    data: [
      { ...plan, createdAt: days(2) },
      { ...plan, createdAt: days(0.5) },
      { ...plan, createdAt: days(2), status: "done" },
    ],
  });
  const run = { job: "match", alone: false, leaseUntil: days(0), outcome: "done" as const };
  await db.jobRun.createMany({
    data: [
      { ...run, startedAt: days(91), endedAt: days(91) },
      { ...run, startedAt: days(89), endedAt: days(89) },
    ],
  });
  const { removed } = await cleanupTransientData(soon());
  expect(removed).toMatchObject({ follow_batches: 1, job_runs: 1 });
  expect(await db.followBatch.count()).toBe(2);
  expect(await db.jobRun.count()).toBe(1);
});

test("a preview says what would go, and takes nothing away", async () => {
  await db.oauthState.createMany({
    data: [1, 2, 3].map((n) => ({ state: `old-${n}`, value: Buffer.of(0), createdAt: days(1) })),
  });
  expect(await previewCleanup()).toMatchObject({ oauth_states: 3, user_sessions: 0 });
  expect(await db.oauthState.count()).toBe(3);
  await cleanupTransientData(soon());
  expect(await previewCleanup()).toMatchObject({ oauth_states: 0 });
});
