import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { fileNewNames, settle } from "@/lib/matching";
import { type Moved, moveOver } from "./move";

// As pg_dump 15 wrote it from a database of the original ten tables.
const dump = fileURLToPath(new URL("./fixtures/dump.sql", import.meta.url));
const url = process.env.DATABASE_URL ?? "";
let moved: Moved;

const move = (file: string) => moveOver(url, file, () => {});

async function writeDump(text: string) {
  const file = join(tmpdir(), `dump-${process.pid}.sql`);
  await writeFile(file, text);
  return file;
}

const namesOf = async (userDid: string) =>
  (
    await db.userSourceFollow.findMany({
      where: { userDid },
      include: { sourceAccount: true, upload: true },
      orderBy: [{ upload: { createdAt: "asc" } }, { position: "asc" }],
    })
  ).map(({ upload, username, sourceAccount }) => ({
    platform: upload.sourcePlatform,
    username,
    key: sourceAccount.originalUsername,
  }));

beforeAll(async () => {
  moved = await move(dump);
});

describe("a dump of the original's tables", () => {
  test("is moved whole, but for what nobody could use", async () => {
    expect(moved).toEqual({
      ...{ people: 2, lists: 3, names: 7, dismissed: 1, partnerKeys: 2 },
      // A list whose owner is no DID, and a name of nothing but an @.
      ...{ listsBefore: 0, unusable: 2 },
    });
  });

  test("keeps every list with its person, its date and its names as they were written", async () => {
    expect(await namesOf("did:plc:ada")).toEqual([
      { platform: "instagram", username: "Maria.Rossi", key: "maria.rossi" },
      { platform: "instagram", username: "back\\slash", key: "back\\slash" },
      { platform: "instagram", username: "tab\tand\nline", key: expect.any(String) },
      { platform: "instagram", username: "ёлка", key: "ёлка" },
    ]);
    expect(await namesOf("did:plc:bo")).toEqual([
      { platform: "x", username: "JohnDoe", key: "johndoe" },
      { platform: "x", username: "@jane_doe", key: "jane_doe" },
      { platform: "generic", username: "old.friend", key: "old.friend" },
    ]);
    const lists = await db.userUpload.findMany({ orderBy: { createdAt: "asc" } });
    expect(lists).toMatchObject([
      { name: "Instagram", totalUsers: 4, createdAt: new Date("2025-01-01T00:00:00Z") },
      {
        uploadId: "6f1e0f6e-8c0e-4a57-9a0e-0d1c2b3a4f5e",
        createdAt: new Date("2025-02-03T04:05:06.789Z"),
      },
      { name: "Orkut" },
    ]);
    const [first] = await db.userSourceFollow.findMany({ where: { username: "Maria.Rossi" } });
    expect(first).toMatchObject({
      dateFollowed: new Date("2023-05-06T07:08:09Z"),
      datePrecision: "instant",
    });
  });

  test("leaves nothing looked up: every list is due to be matched, and its names to be filed", async () => {
    for (const list of await db.userUpload.findMany()) {
      expect(list.savedAt).not.toBeNull();
      expect(list.matchNextAt?.getTime()).toBeLessThanOrEqual(Date.now());
    }
    expect(await db.userSourceFollow.count({ where: { state: "not_checked" } })).toBe(7);
    await fileNewNames(new Date(Date.now() + 60_000), new AbortController().signal);
    const filed = await db.$queryRaw`
      SELECT original_username AS name FROM source_keys JOIN source_accounts ON id = source_account_id
      WHERE key = hashtextextended('mariarossi', 0)`;
    expect(filed).toEqual([{ name: "maria.rossi" }]);
  });

  test("keeps “not them” for the person who said it, and for nobody else", async () => {
    const [match, ...others] = await db.atprotoMatch.findMany({ include: { statuses: true } });
    expect(others).toEqual([]);
    expect(match).toMatchObject({
      atprotoDid: "did:plc:maria",
      privateTo: "did:plc:ada",
      statuses: [{ userDid: "did:plc:ada", dismissedAt: new Date("2025-01-02T03:04:05Z") }],
    });
    // Once the network has been searched for the name, the row says so.
    const accountIds = [match?.sourceAccountId ?? 0n];
    await db.sourceAccount.updateMany({
      where: { id: { in: accountIds } },
      data: { searchedAt: new Date() },
    });
    await db.$transaction((tx) =>
      settle(tx, { user: "did:plc:ada", accountIds, areChecked: true }),
    );
    expect(
      await db.userSourceFollow.findMany({ where: { state: { not: "not_checked" } } }),
    ).toMatchObject([{ username: "Maria.Rossi", state: "dismissed" }]);
  });

  test("keeps partners and their keys, the revoked ones too", async () => {
    const keys = await db.partnerApiKey.findMany({
      include: { partner: true },
      orderBy: { active: "desc" },
    });
    expect(keys).toMatchObject([
      { active: true, partner: { name: "spark" }, lastUsed: new Date("2025-02-01T00:00:00Z") },
      { active: false, partner: { name: "spark" } },
    ]);
    expect(keys[0]?.keyHash).toMatch(/^e4a4d5be/);
  });

  test("brings no session and no token along", async () => {
    expect(await db.userSession.count()).toBe(0);
    expect(await db.oauthSession.count()).toBe(0);
    expect(await db.oauthState.count()).toBe(0);
    expect(await db.notification.count()).toBe(0);
  });

  test("is moved once, however often", async () => {
    expect(await move(dump)).toMatchObject({
      ...{ people: 0, lists: 0, names: 0, dismissed: 0, partnerKeys: 0, listsBefore: 3 },
    });
    expect(await db.userSourceFollow.count()).toBe(7);
  });
});

describe("a file that is no such dump", () => {
  test.each([
    ["holds no table", "PGDMP\u0001", "pg_restore"],
    ["ends too early", "COPY public.user_uploads (upload_id) FROM stdin;", "not complete"],
    [
      "is of other tables",
      "COPY public.user_uploads (upload_id) FROM stdin;\na\n\\.\n",
      "lacks user_did",
    ],
  ])("that %s is refused with what to do", async (_, text, sentence) => {
    await expect(writeDump(text).then(move)).rejects.toThrow(sentence);
  });
});
