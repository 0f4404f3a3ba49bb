import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { settle } from "@/lib/matching";
import { connect, somebodyWaitsFor } from "@/test/other-connection";
import { findOptedOut, listOptOuts, optIn, optOut } from ".";

const PERSON = "did:plc:person";
const SHY = "did:plc:shy";
const OTHER = "did:plc:other";

let uploadId: string;
let accountId: bigint;

beforeEach(async () => {
  await db.user.deleteMany();
  await db.optOut.deleteMany();
  await db.sourceAccount.deleteMany();
  await db.user.create({ data: { did: PERSON, handle: "person.example" } });
  const account = { sourcePlatform: "x", originalUsername: "shy", normalizedUsername: "shy" };
  accountId = (await db.sourceAccount.create({ data: { ...account, searchedAt: new Date() } })).id;
  const upload = { userDid: PERSON, sourcePlatform: "x", name: "list", totalUsers: 1 };
  uploadId = (await db.userUpload.create({ data: { ...upload, savedAt: new Date() } })).uploadId;
  await db.userSourceFollow.create({
    data: { uploadId, sourceAccountId: accountId, userDid: PERSON, position: 0, username: "shy" },
  });
});

/** As a search stores what it found. */
async function find(atprotoDid: string, matchScore: number, privateTo: string | null = null) {
  const match = { sourceAccountId: accountId, atprotoDid, matchScore, privateTo, evidence: [] };
  await db.atprotoMatch.createMany({
    data: { ...match, atprotoHandle: "found.example", modelVersion: 1 },
  });
  await db.$transaction((tx) =>
    settle(tx, { user: PERSON, accountIds: [accountId], areChecked: true }),
  );
}

async function shown() {
  const row = await db.userSourceFollow.findFirstOrThrow({ include: { bestMatch: true } });
  const upload = await db.userUpload.findFirstOrThrow();
  return { state: row.state, did: row.bestMatch?.atprotoDid, found: upload.matchedUsers };
}

test("a match that is being stored in that very moment goes too", async () => {
  const search = await connect();
  try {
    await search.query("BEGIN");
    await search.query(
      `INSERT INTO atproto_matches (source_account_id, atproto_did, atproto_handle, match_score, evidence, model_version)
       VALUES ($1, $2, 'shy.example', 95, '[]', 1)`,
      [accountId, SHY],
    );
    const leaving = optOut(SHY, "self");
    await somebodyWaitsFor(search);
    await search.query("COMMIT");
    expect(await leaving).toBe(1);
    expect(await db.atprotoMatch.count()).toBe(0);
  } finally {
    await search.end();
  }
});

test("whoever opts out is nobody's match any more, and the next best takes the place", async () => {
  await find(OTHER, 60);
  await find(SHY, 95);
  await find(SHY, 97, PERSON);
  expect(await shown()).toEqual({ state: "found", did: SHY, found: 1 });

  expect(await optOut(SHY, "self")).toBe(1);
  expect(await shown()).toEqual({ state: "found", did: OTHER, found: 1 });
  await optOut(OTHER, "operator");
  expect(await shown()).toEqual({ state: "not_found", did: undefined, found: 0 });
  expect(await db.atprotoMatch.count()).toBe(0);
  expect(await findOptedOut([SHY, PERSON])).toEqual(new Set([SHY]));
  expect(await listOptOuts()).toMatchObject([
    { did: OTHER, by: "operator" },
    { did: SHY, by: "self" },
  ]);
});

test("nobody who has opted out is found again, until they want it", async () => {
  await optOut(SHY, "self");
  await find(SHY, 95);
  await find(SHY, 95, PERSON);
  expect(await db.atprotoMatch.count()).toBe(0);
  expect((await shown()).state).toBe("not_found");

  expect(await optIn(SHY)).toBe(true);
  expect(await optIn(SHY)).toBe(false);
  await find(SHY, 95);
  expect(await shown()).toEqual({ state: "found", did: SHY, found: 1 });
});
