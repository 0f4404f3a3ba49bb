import Papa from "papaparse";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { decide } from "@/lib/decisions";
import { exportRows } from "@/lib/review";
import type { UserDid } from "@/lib/users";
import { bringList, createUser, findMatches } from "@/test/lists";
import { createOwner, OWNER, STRANGER } from "@/test/owner";
import { textOf } from "@/test/text-of";
import { countAccount, deleteAccount, exportAccount } from ".";

describe("deleting an account", () => {
  beforeEach(async () => {
    await createOwner();
  });

  test("leaves nothing in the database that names the person", async () => {
    await db.oauthSession.create({
      data: { did: OWNER, value: Buffer.from("unreadable"), keyId: "a key" },
    });
    expect(await rowsThatName(OWNER)).not.toEqual([]);
    await deleteAccount(OWNER);
    expect(await rowsThatName(OWNER)).toEqual([]);
  });

  test("leaves other people's lists, and takes the accounts that were on no other list", async () => {
    await deleteAccount(OWNER);
    expect(await db.userSourceFollow.count({ where: { userDid: STRANGER } })).toBe(1);
    const accounts = await db.sourceAccount.findMany();
    expect(accounts.map(({ originalUsername }) => originalUsername)).toEqual(["shared"]);
    const matches = await db.atprotoMatch.findMany();
    expect(matches.map(({ privateTo }) => privateTo)).toEqual([null]);
  });

  test("takes what was kept of lists deleted before: accounts that the person had decided about", async () => {
    const user = await createUser();
    const list = await bringList(user, ["only.mine"]);
    const [match] = await findMatches(user, [{ accountId: list.idOf("only.mine"), score: 80 }]);
    await decide(user, match as bigint, "dismiss");
    await db.userUpload.delete({ where: { uploadId: list.uploadId } });
    await deleteAccount(user);
    expect(await db.sourceAccount.count({ where: { originalUsername: "only.mine" } })).toBe(0);
  });

  test("keeps a wish not to be found in force", async () => {
    await db.optOut.create({ data: { did: OWNER, by: "self" } });
    await deleteAccount(OWNER);
    expect(await db.optOut.count({ where: { did: OWNER } })).toBe(1);
    await db.optOut.deleteMany();
  });

  test("takes as much as is counted before", async () => {
    expect(await countAccount(OWNER)).toEqual({
      lists: 3,
      rows: 3,
      decisions: 1,
      followBatches: 4,
      notifications: 0,
    });
    await deleteAccount(OWNER);
    expect(Object.values(await countAccount(OWNER)).every((count) => count === 0)).toBe(true);
  });
});

test("an account's export holds every row, decision and setting, and nothing to sign in with", async () => {
  await createOwner();
  const list = await bringList(OWNER, ["mira", "jo", "nobody"]);
  const [match] = await findMatches(
    OWNER,
    [{ accountId: list.idOf("mira"), score: 95, handle: "mira.example" }],
    [list.idOf("nobody")],
  );
  await decide(OWNER, match as bigint, "dismiss");
  const text = await textOf(exportAccount(OWNER));
  const all = JSON.parse(text);
  expect(all.account).toMatchObject({
    did: OWNER,
    sessions: [{ fingerprint: "A test" }],
    awaitedLists: [{ sourcePlatform: "tiktok" }],
    messageSettings: [{ frequency: "daily" }],
    partnerConsents: [{ partner: { name: "A partner" } }],
  });
  expect(all.lists).toHaveLength(4);
  const states = all.lists
    .at(-1)
    .rows.map((row: Record<string, string>) => [row.username, row.state]);
  expect(Object.fromEntries(states)).toEqual({
    mira: "dismissed",
    jo: "not_checked",
    nobody: "not_found",
  });
  const decisions = all.decisions.map(({ match: { atprotoHandle } }: never) => atprotoHandle);
  expect(decisions).toContain("mira.example");
  expect(all.followBatches).toHaveLength(4);
  expect(all.followBatches[0].writes).toHaveLength(1);
  const [session] = await db.userSession.findMany({ where: { did: OWNER } });
  expect(text).not.toContain(session?.sessionId);
});

describe("a list's export", () => {
  let user: UserDid;
  let uploadId: string;

  beforeEach(async () => {
    user = await createUser();
    const list = await bringList(user, [
      {
        username: "ada.l",
        displayName: '=HYPERLINK("https://evil.example")',
        followedAt: "2019-04-05",
      },
      { username: "+jo", displayName: 'says "hi", twice', followedAt: "2020-01-02T03:04:05Z" },
      { username: "日本語", displayName: "-1+1" },
    ]);
    ({ uploadId } = list);
    await findMatches(
      user,
      [
        {
          accountId: list.idOf("ada.l"),
          score: 95,
          handle: "ada.example",
          displayName: "@SUM(A1)",
        },
      ],
      [list.idOf("+jo")],
    );
  });

  test("as CSV has no cell that a spreadsheet would run, and reads back as it was", async () => {
    const text = await exported("csv", ["ready", "look", "not_found", "not_checked"]);
    expect(text.startsWith("\uFEFF")).toBe(true);
    const { data, errors } = Papa.parse<Record<string, string>>(text.slice(1), { header: true });
    expect(errors).toEqual([]);
    for (const cell of data.flatMap((row) => Object.values(row))) {
      expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
    expect(data).toMatchObject([
      {
        username: "ada.l",
        display_name: `'=HYPERLINK("https://evil.example")`,
        followed_on: "2019-04-05",
        state: "found",
        handle: "ada.example",
        name: "'@SUM(A1)",
        confidence: "95",
      },
      {
        username: "'+jo",
        display_name: 'says "hi", twice',
        followed_on: "2020-01-02T03:04:05Z",
        state: "not_found",
        handle: "",
      },
      { username: "日本語", display_name: "'-1+1", followed_on: "", state: "not_checked" },
    ]);
  });

  test("as JSON has the cells as they are, and holds only the rows that were asked for", async () => {
    expect(JSON.parse(await exported("json", ["not_found"]))).toEqual([
      expect.objectContaining({ username: "+jo", state: "not_found", did: null, confidence: null }),
    ]);
    expect(JSON.parse(await exported("json", ["followed"]))).toEqual([]);
  });

  async function exported(format: "csv" | "json", show: Parameters<typeof exportRows>[2]["show"]) {
    return textOf(exportRows(user, uploadId, { show, format }));
  }
});

/** Where the database names somebody, whatever the table. */
async function rowsThatName(did: string) {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
  const rows = tables.map(
    ({ name }) => `SELECT '${name}' AS name, to_jsonb(t)::text AS row FROM "${name}" AS t`,
  );
  return db.$queryRawUnsafe<unknown[]>(
    `SELECT * FROM (${rows.join(" UNION ALL ")}) AS all_rows WHERE strpos(row, $1) > 0`,
    did,
  );
}
