import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { decide, tickRows } from "@/lib/decisions";
import { traitBits } from "@/lib/matching";
import { checkAgain, deleteUpload } from "@/lib/uploads";
import type { UserDid } from "@/lib/users";
import { bringList, createUser, type Found, findMatches } from "@/test/lists";
import { arrangeRows, countRows, filters, readRows, sorts, traits, type View } from ".";

const everything: View = { show: "all", only: [], sort: "confidence", text: "" };
const SIZE = 2_000;

describe("a list of 2,000", () => {
  let user: UserDid;
  let uploadId: string;
  let matchIds: bigint[];
  let accountIds: bigint[];

  beforeAll(async () => {
    user = await createUser();
    const names = Array.from({ length: SIZE }, (_, n) => ({
      username: `name${(n * 7919) % SIZE}`,
      followedAt: n % 3 === 0 ? `20${10 + (n % 15)}-0${1 + (n % 9)}-11` : undefined,
    }));
    const list = await bringList(user, names);
    ({ uploadId } = list);
    accountIds = list.rows.map(({ sourceAccountId }) => sourceAccountId);
    // A quarter is not checked, another has nobody, the rest one candidate or two.
    const matches = accountIds.flatMap((accountId, n): Found[] => {
      if (n % 4 < 2) return [];
      const match = {
        accountId,
        score: 20 + ((n * 31) % 80),
        followers: n % 5 === 0 ? undefined : n % 100,
        lastActiveAt: n % 7 === 0 ? undefined : new Date(2_000_000_000_000 - (n % 50) * 86_400_000),
        traits: n % 32,
      };
      return n % 4 === 2 ? [match] : [match, { accountId, score: 30 }];
    });
    matchIds = await findMatches(
      user,
      matches,
      accountIds.filter((_, n) => n % 4 === 1),
    );
    for (const id of matchIds.slice(0, 40)) await decide(user, id, "dismiss");
    await db.userUpload.update({
      where: { uploadId },
      data: { newSince: new Date(Date.now() - 60_000) },
    });
  }, 60_000);

  test.each(sorts.flatMap((sort) => filters.map((show) => [sort, show] as const)))(
    "sorted by %s, filter %s gives each of its rows exactly once, and as many as it counts",
    async (sort, show) => {
      const ids = await arranged({ ...everything, sort, show });
      expect(new Set(ids).size).toBe(ids.length);
      const counts = await countRows(user, uploadId, { ...everything, show });
      expect(ids).toHaveLength(counts.filters[show]);
      expect(counts.filters.all).toBe(SIZE);
    },
  );

  test("every row is in exactly one of the filters", async () => {
    const shown = await Promise.all(
      filters.slice(1).map((show) => arranged({ ...everything, show })),
    );
    expect(shown.flat().toSorted()).toEqual((await arranged(everything)).toSorted());
  });

  test.each(traits)("as many rows are %s as is counted, under every filter", async (trait) => {
    for (const show of filters) {
      const counts = await countRows(user, uploadId, { ...everything, show });
      const ids = await arranged({ ...everything, show, only: [trait] });
      expect(ids, show).toHaveLength(counts.traits[trait]);
    }
  });

  test.each<[string, View]>([
    ["a filter", { ...everything, show: "look" }],
    ["two traits", { ...everything, only: ["avatar", "person"] }],
    ["what is new", { ...everything, show: "look", only: ["new", "avatar"] }],
    ["a text", { ...everything, text: "name12" }],
    ["all of it", { ...everything, show: "ready", only: ["new"], text: "name1" }],
  ])(
    "the rows of %s are counted: all, those that can be ticked, those that are",
    async (_, view) => {
      const ids = await arranged(view);
      const rows = await readRows(user, uploadId, ids);
      const { shown, ticked } = await countRows(user, uploadId, view);
      expect(shown).toEqual({
        rows: ids.length,
        tickable: rows.filter(({ state }) => state === "found").length,
        ticked: rows.filter(({ isSelected }) => isSelected).length,
      });
      expect(shown.rows).toBeGreaterThan(0);
      expect(ticked).toBe(await db.userSourceFollow.count({ where: { uploadId, selected: true } }));
    },
  );

  test("rows that must have two traits have both", async () => {
    const both = await arranged({ ...everything, only: ["avatar", "own_domain"] });
    const avatar = new Set(await arranged({ ...everything, only: ["avatar"] }));
    const domain = await arranged({ ...everything, only: ["own_domain"] });
    expect(both.toSorted()).toEqual(domain.filter((id) => avatar.has(id)).toSorted());
    expect(both.length).toBeGreaterThan(0);
  });

  test.each([
    ["confidence", (row: Sorted) => [-row.bestScore]],
    ["followers", (row: Sorted) => [row.followers === null ? 1 : 0, -(row.followers ?? 0)]],
    ["activity", (row: Sorted) => [row.lastActiveAt ? 0 : 1, -Number(row.lastActiveAt)]],
    ["followed", (row: Sorted) => [row.dateFollowed ? 0 : 1, -Number(row.dateFollowed)]],
    ["name", (row: Sorted) => [row.username]],
  ] as const)(
    "sorted by %s, no row stands before one that belongs before it",
    async (sort, key) => {
      const ids = await arranged({ ...everything, sort });
      const rows = await db.userSourceFollow.findMany({ where: { uploadId } });
      const byId = new Map(rows.map((row) => [row.sourceAccountId, row]));
      const keys = ids.map((id) => key(byId.get(id) as Sorted));
      expect(keys).toEqual(keys.toSorted(inOrder));
    },
  );

  test("pages give every row once, although rows change their places between them", async () => {
    const ids = await arranged(everything);
    const seen: bigint[] = [];
    for (let start = 0; start < ids.length; start += 50) {
      const page = await readRows(user, uploadId, ids.slice(start, start + 50));
      seen.push(...page.map(({ accountId }) => accountId));
      // The last row of the list becomes the first, and the first one the last.
      await db.userSourceFollow.updateMany({
        where: { uploadId, sourceAccountId: ids.at(-1 - start / 50) },
        data: { bestScore: 100 },
      });
      const match = matchIds[100 + start / 50];
      if (match) await decide(user, match, "dismiss");
    }
    expect(seen).toEqual(ids);
  });

  test("a page shows a row as it is now", async () => {
    const [first] = await arranged({ ...everything, show: "ready" });
    const id = first as bigint;
    const [before] = await readRows(user, uploadId, [id]);
    await decide(user, before?.bestMatchId as bigint, "dismiss");
    const [after] = await readRows(user, uploadId, [id]);
    expect(
      after?.candidates.find(({ matchId }) => matchId === before?.bestMatchId)?.isDismissed,
    ).toBe(true);
    expect(after?.bestMatchId).not.toBe(before?.bestMatchId);
  });

  test("what was found since the last visit is new, and nothing else", async () => {
    await db.userUpload.update({ where: { uploadId }, data: { newSince: new Date() } });
    expect(await arranged({ ...everything, only: ["new"] })).toEqual([]);
    const unchecked = (await arranged({ ...everything, show: "not_checked" }))[0] as bigint;
    await findMatches(user, [{ accountId: unchecked, score: 99 }]);
    expect(await arranged({ ...everything, only: ["new"] })).toEqual([unchecked]);
    const [row] = await readRows(user, uploadId, [unchecked]);
    expect(row?.isNew).toBe(true);
  });

  async function arranged(view: View) {
    return idsOf(await arrangeRows(user, uploadId, view));
  }
});

function idsOf(ids: string) {
  return ids === "" ? [] : ids.split(",").map(BigInt);
}

type Sorted = {
  username: string;
  bestScore: number;
  followers: number | null;
  lastActiveAt: Date | null;
  dateFollowed: Date | null;
};

function inOrder(a: readonly (string | number)[], b: readonly (string | number)[]) {
  const place = a.findIndex((value, index) => value !== b[index]);
  return place < 0 ? 0 : (a[place] as string) < (b[place] as string) ? -1 : 1;
}

test.each([
  ["mira", ["mira.k", "someone"]],
  ["MIRA", ["mira.k", "someone"]],
  ["mi", ["mira.k", "someone"]],
  ["İPEK", ["İpek"]],
  ["100%", ["100%_sure"]],
  ["%_", ["100%_sure"]],
  ["_sur", ["100%_sure"]],
  ["%", ["100%_sure"]],
  ["_", ["100%_sure", "under_score"]],
  ["a_b", []],
  ["back\\slash", ["over"]],
  ["\\", ["over"]],
  ["日本", ["kanji"]],
  ["日本語", ["kanji"]],
  ["göran", ["goran"]],
  ["no such text", []],
])("the text %j is found on both sides, and as it is written", async (text, expected) => {
  const user = await createUser();
  const list = await bringList(user, [
    { username: "mira.k" },
    { username: "someone", displayName: "Somebody" },
    { username: "100%_sure", displayName: "K" },
    { username: "under_score" },
    { username: "over", displayName: "back\\slash" },
    { username: "kanji", displayName: "日本語の先生" },
    { username: "goran", displayName: "Göran" },
    { username: "İpek" },
    { username: "axb" },
  ]);
  await findMatches(user, [
    { accountId: list.idOf("someone"), score: 80, handle: "mira.bsky.social" },
    { accountId: list.idOf("100%_sure"), score: 80, handle: "sure.bsky.social" },
  ]);
  const view: View = { ...everything, sort: "name", text };
  const ids = idsOf(await arrangeRows(user, list.uploadId, view));
  const rows = await readRows(user, list.uploadId, ids);
  expect(rows.map(({ username }) => username).toSorted()).toEqual(expected.toSorted());
  const counts = await countRows(user, list.uploadId, view);
  expect(counts.filters.all).toBe(expected.length);
});

test("nobody sees anything of somebody else's list", async () => {
  const [owner, stranger] = [await createUser(), await createUser()];
  const list = await bringList(owner, [{ username: "jane" }, { username: "joe" }]);
  const accountId = list.idOf("jane");
  const [matchId] = await findMatches(owner, [{ accountId, score: 99, privateTo: owner }]);
  expect(await arrangeRows(stranger, list.uploadId, everything)).toBe("");
  expect(await readRows(stranger, list.uploadId, [accountId])).toEqual([]);
  expect((await countRows(stranger, list.uploadId, everything)).filters.all).toBe(0);
  expect(await tickRows(stranger, list.uploadId, { accountIds: [accountId] }, false)).toEqual({
    ok: true,
    accountIds: [],
  });

  // Also where both have the same account on a list: what was found for one alone stays with them.
  const own = await bringList(stranger, [{ username: "jane" }]);
  const [row] = await readRows(stranger, own.uploadId, [accountId]);
  expect(row?.candidates).toEqual([]);
  expect(await decide(stranger, matchId as bigint, "choose")).toBeNull();
});

test("the counts that the database keeps stay right, whatever changes rows, and go with the list", async () => {
  const [user, other] = [await createUser(), await createUser()];
  const names = Array.from({ length: 300 }, (_, n) => ({ username: `counted${n}` }));
  const [list, second] = [await bringList(user, names), await bringList(other, names)];
  const accountIds = list.rows.map(({ sourceAccountId }) => sourceAccountId);
  const matches = accountIds.map((accountId, n) => ({ accountId, score: n % 100, traits: n % 8 }));
  const found = accountIds.filter((_, n) => n % 2 === 0);
  // Two people's lists at once, then ticks and decisions side by side.
  await Promise.all([findMatches(user, matches), findMatches(other, [], found)]);
  await Promise.all([
    ...[true, false, true].map((isTicked, n) =>
      tickRows(user, list.uploadId, { accountIds: accountIds.slice(n * 50, 200) }, isTicked),
    ),
    findMatches(user, [], found),
    checkAgain(user, list.uploadId),
  ]);
  expect(await keptCounts(list.uploadId)).toEqual(await realCounts(list.uploadId));
  expect(await keptCounts(second.uploadId)).toEqual(await realCounts(second.uploadId));

  await db.userSourceFollow.deleteMany({
    where: { uploadId: list.uploadId, position: { lt: 20 } },
  });
  expect(await keptCounts(list.uploadId)).toEqual(await realCounts(list.uploadId));
  await deleteUpload(user, list.uploadId);
  expect(await db.reviewCount.count({ where: { uploadId: list.uploadId } })).toBe(0);
});

function keptCounts(uploadId: string) {
  return db.$queryRaw`
    SELECT state::text, best_score, selected, traits, rows FROM review_counts
    WHERE upload_id = ${uploadId}::uuid AND rows <> 0 ORDER BY 1, 2, 3, 4`;
}

function realCounts(uploadId: string) {
  return db.$queryRaw`
    SELECT state::text, best_score, selected, traits, count(*)::int AS rows FROM user_source_follows
    WHERE upload_id = ${uploadId}::uuid GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
}

test("a trait of the candidate is a trait of the row", async () => {
  const user = await createUser();
  const list = await bringList(user, [{ username: "jane" }]);
  await findMatches(user, [
    { accountId: list.idOf("jane"), score: 60, traits: traitBits.automated },
    { accountId: list.idOf("jane"), score: 90, traits: traitBits.own_domain },
  ]);
  const { traits: counts } = await countRows(user, list.uploadId, {
    ...everything,
    show: "look",
  });
  expect(counts).toMatchObject({ own_domain: 1, automated: 0, person: 1 });
});
