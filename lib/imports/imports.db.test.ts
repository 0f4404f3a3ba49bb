import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { bringList, createUser, partsOf } from "@/test/lists";
import { connect, somebodyWaitsFor } from "@/test/other-connection";
import { countStatements } from "@/test/statements";
import { addImportPart, beginImport, finishImport, indexNewNames } from ".";

beforeEach(async () => {
  await db.user.deleteMany();
  await db.sourceAccount.deleteMany();
});

const list = { platform: "instagram", name: "A list" } as const;

function rowsOf(uploadId: string) {
  return db.userSourceFollow.findMany({
    where: { uploadId },
    orderBy: { position: "asc" },
    include: { sourceAccount: true },
  });
}

async function namesOf(uploadId: string) {
  return (await rowsOf(uploadId)).map(({ username }) => username);
}

describe("a list", () => {
  test("has every account once, in the order and the spelling of the export", async () => {
    const user = await createUser();
    const { uploadId } = await bringList(user, [
      "john.doe",
      "Zoë",
      "john_doe",
      "JOHN.doe",
      "@amy",
      "amy",
    ]);

    const rows = await rowsOf(uploadId);
    expect(rows.map(({ username }) => username)).toEqual(["john.doe", "Zoë", "john_doe", "@amy"]);
    expect(rows.map(({ sourceAccount }) => sourceAccount.originalUsername)).toEqual([
      "john.doe",
      "zoë",
      "john_doe",
      "amy",
    ]);
    expect(await db.userUpload.findUnique({ where: { uploadId } })).toMatchObject({
      totalUsers: 4,
      matchedUsers: 0,
      unmatchedUsers: 0,
      userDid: user,
    });
    expect(await db.uploadPart.count()).toBe(0);
  });

  test("is filed under the keys by which its accounts are found when they turn up", async () => {
    const { idOf } = await bringList(await createUser(), [
      "jane.doe",
      { username: "zk_91", displayName: "Ada Lovelace" },
    ]);
    const filedUnder = (key: string) =>
      db.$queryRaw`SELECT source_account_id AS id FROM source_keys WHERE key = hashtextextended(${key}, 0)`;
    expect(await filedUnder("janedoe")).toEqual([{ id: idOf("jane.doe") }]);
    expect(await filedUnder("adalovelace")).toEqual([{ id: idOf("zk_91") }]);
  });

  test("keeps what the export says of an account, and how exact its dates are", async () => {
    const { uploadId } = await bringList(await createUser(), [
      { username: "a", followedAt: "2024-02-29T23:59:59Z", displayName: "Ann Example" },
      { username: "b", followedAt: "2024-02-29T23:59:59", profileUrl: "https://example.com/b" },
      { username: "c", followedAt: "2024-02-29" },
      { username: "d" },
    ]);
    const rows = await rowsOf(uploadId);
    expect(
      rows.map(({ dateFollowed, datePrecision }) => [dateFollowed?.toISOString(), datePrecision]),
    ).toEqual([
      ["2024-02-29T23:59:59.000Z", "instant"],
      ["2024-02-29T23:59:59.000Z", "local"],
      ["2024-02-29T00:00:00.000Z", "day"],
      [undefined, null],
    ]);
    expect(rows[0]).toMatchObject({ displayName: "Ann Example", searchText: "a ann example" });
    expect(rows[1]?.profileUrl).toBe("https://example.com/b");
  });

  test("identifies an account without a username by its number, and one without either by its name", async () => {
    const { uploadId } = await bringList(
      await createUser(),
      [
        { displayName: "A Channel", externalId: "UCabcdefghijklmnopqrstuv" },
        { displayName: "A Channel", externalId: "UCABCdefghijklmnopqrstuv" },
        { displayName: "Some Body" },
        { username: "@", displayName: "Named" },
      ],
      "youtube",
    );
    const rows = await rowsOf(uploadId);
    expect(rows.map((row) => [row.sourceAccount.originalUsername, row.username])).toEqual([
      ["UCabcdefghijklmnopqrstuv", "A Channel"],
      ["UCABCdefghijklmnopqrstuv", "A Channel"],
      ["some body", "Some Body"],
      ["named", "@"],
    ]);
  });

  test("is saved whatever text and dates it has in it", async () => {
    const { uploadId } = await bringList(await createUser(), [
      { username: "nul\0", displayName: "half \ud83d" },
      { username: `${"x".repeat(199)}😀`, followedAt: "2023-02-31" },
      { username: "year", followedAt: "0000-01-01T00:00:00Z" },
      { username: "url", profileUrl: "https://example.com/\ud800\0/x" },
      { username: 'quote"\\{},NULL', displayName: "NULL" },
    ]);
    expect(await rowsOf(uploadId)).toMatchObject([
      { username: "nul", displayName: "half \ufffd" },
      { username: `${"x".repeat(199)}\ufffd`, dateFollowed: null },
      { username: "year", dateFollowed: null },
      { username: "url", profileUrl: "https://example.com/%EF%BF%BD%00/x" },
      { username: 'quote"\\{},NULL', displayName: "NULL" },
    ]);
  });
});

describe("parts of a list", () => {
  const names = Array.from({ length: 60_000 }, (_, n) => `name_${n}`);

  test("may arrive in any order and more than once", async () => {
    const user = await createUser();
    const uploadId = await beginImport(user, list);
    const [first, second, third] = partsOf(names);
    if (!first || !second || !third) throw new Error("three parts");
    await addImportPart(user, uploadId, third);
    await addImportPart(user, uploadId, { part: 0, follows: second.follows });
    await addImportPart(user, uploadId, second);
    await addImportPart(user, uploadId, first);

    expect(await finishImport(user, uploadId, 3)).toEqual({ ok: true, total: 60_000 });
    expect(await namesOf(uploadId)).toEqual(names);
  }, 60_000);

  test("that are missing keep the list from being saved, and it can be completed", async () => {
    const user = await createUser();
    const uploadId = await beginImport(user, list);
    const [first, second] = partsOf(names.slice(0, 26_000));
    if (!first || !second) throw new Error("two parts");
    await addImportPart(user, uploadId, second);
    expect(await finishImport(user, uploadId, 2)).toEqual({ ok: false, problem: "parts-missing" });
    expect(await db.userSourceFollow.count()).toBe(0);
    expect(await db.sourceAccount.count()).toBe(0);

    await addImportPart(user, uploadId, first);
    expect(await finishImport(user, uploadId, 2)).toEqual({ ok: true, total: 26_000 });
  });

  test("that come when the list is saved change nothing", async () => {
    const user = await createUser();
    const { uploadId } = await bringList(user, ["a", "b"]);
    const [late] = partsOf(["c"]);
    if (!late) throw new Error("a part");
    expect(await addImportPart(user, uploadId, late)).toBe(false);
    expect(await finishImport(user, uploadId, 1)).toEqual({ ok: true, total: 2 });
    expect(await namesOf(uploadId)).toEqual(["a", "b"]);
  });

  test("that come while the list is being saved do not stay behind", async () => {
    const user = await createUser();
    const uploadId = await beginImport(user, list);
    const [late] = partsOf(["late"]);
    if (!late) throw new Error("a part");
    const saving = await connect();
    await saving.query("BEGIN");
    await saving.query("SELECT FROM user_uploads WHERE upload_id = $1 FOR UPDATE", [uploadId]);
    const adding = addImportPart(user, uploadId, late);
    await somebodyWaitsFor(saving);
    await saving.query("UPDATE user_uploads SET saved_at = now() WHERE upload_id = $1", [uploadId]);
    await saving.query("COMMIT");
    await saving.end();

    expect(await adding).toBe(false);
    expect(await db.uploadPart.count()).toBe(0);
  });

  test("of another person's list are refused", async () => {
    const [owner, stranger] = [await createUser(), await createUser()];
    const uploadId = await beginImport(owner, list);
    const [part] = partsOf(["mine"]);
    if (!part) throw new Error("a part");
    await addImportPart(owner, uploadId, part);
    expect(await addImportPart(stranger, uploadId, part)).toBe(false);
    expect(await finishImport(stranger, uploadId, 1)).toEqual({ ok: false, problem: "unknown" });
    expect(await db.userUpload.findUnique({ where: { uploadId } })).toMatchObject({
      savedAt: null,
    });
  });
});

describe("a save", () => {
  test("of 100,000 names takes at most six statements from its announcement on, and keeps every name", async () => {
    const user = await createUser();
    const names = Array.from({ length: 100_000 }, (_, n) => `person.${(n * 7919) % 100_000}`);
    const parts = partsOf(names);
    const rest = parts.pop()?.follows;

    let uploadId = "";
    const statements = await countStatements(async () => {
      uploadId = await beginImport(user, list);
      for (const part of parts) await addImportPart(user, uploadId, part);
      await finishImport(user, uploadId, parts.length, rest);
    });
    expect(statements).toBeLessThanOrEqual(6);
    const saved = await rowsOf(uploadId);
    expect(saved.map(({ sourceAccount }) => sourceAccount.originalUsername)).toEqual(names);
    await indexNewNames();
  }, 60_000);

  test("of a short list takes two statements, and files it nowhere but in its place", async () => {
    const user = await createUser();
    const [part] = partsOf(["b", "a", "B"]);
    let uploadId = "";
    const statements = await countStatements(async () => {
      uploadId = await beginImport(user, list);
      await finishImport(user, uploadId, 0, part?.follows);
    });
    expect(statements).toBe(2);
    expect(await namesOf(uploadId)).toEqual(["b", "a"]);
    expect(await db.uploadPart.count()).toBe(0);
  });

  test("by two people of the same new names at once gives both all of them", async () => {
    const [one, other] = [await createUser(), await createUser()];
    const names = Array.from({ length: 20_000 }, (_, n) => `new.${n}`);
    const [first, second] = await Promise.all([
      bringList(one, names),
      bringList(other, names.toReversed()),
    ]);
    expect(await namesOf(first.uploadId)).toEqual(names);
    expect(await namesOf(second.uploadId)).toEqual(names.toReversed());
    expect(await db.sourceAccount.count()).toBe(20_000);
  }, 60_000);

  test("twice at once saves the list once", async () => {
    const user = await createUser();
    const uploadId = await beginImport(user, list);
    for (const part of partsOf(["a", "b"])) await addImportPart(user, uploadId, part);
    const both = await Promise.all([
      finishImport(user, uploadId, 1),
      finishImport(user, uploadId, 1),
    ]);
    expect(both).toEqual([
      { ok: true, total: 2 },
      { ok: true, total: 2 },
    ]);
    expect(await namesOf(uploadId)).toEqual(["a", "b"]);
  });

  test("goes on when an account is swept before its row is written", async () => {
    const user = await createUser();
    await db.sourceAccount.create({
      data: {
        sourcePlatform: "instagram",
        originalUsername: "given.up",
        normalizedUsername: "givenup",
      },
    });
    const sweep = await connect();
    await sweep.query("BEGIN");
    // A new name of the list that somebody else is about to save: the save waits for it in its first statement.
    await sweep.query(
      `INSERT INTO source_accounts (source_platform, original_username, normalized_username)
       VALUES ('instagram', 'new', 'new')`,
    );
    const saving = bringList(user, ["given.up", "new"]);
    await somebodyWaitsFor(sweep);
    await sweep.query("DELETE FROM source_accounts WHERE original_username = 'given.up'");
    await sweep.query("COMMIT");
    await sweep.end();

    expect(await namesOf((await saving).uploadId)).toEqual(["given.up", "new"]);
  });

  test("goes on when an account is swept while its row is written", async () => {
    const user = await createUser();
    await db.sourceAccount.create({
      data: {
        sourcePlatform: "instagram",
        originalUsername: "given.up",
        normalizedUsername: "givenup",
      },
    });
    const sweep = await connect();
    await sweep.query("BEGIN");
    await sweep.query("DELETE FROM source_accounts WHERE original_username = 'given.up'");
    const saving = bringList(user, ["given.up"]);
    await somebodyWaitsFor(sweep);
    await sweep.query("COMMIT");
    await sweep.end();

    expect(await namesOf((await saving).uploadId)).toEqual(["given.up"]);
  });
});
