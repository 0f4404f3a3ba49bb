import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { readRows } from "@/lib/review";
import { deleteUpload } from "@/lib/uploads";
import type { UserDid } from "@/lib/users";
import { bringList, createUser, findMatches } from "@/test/lists";
import { decide, markViewed, restoreRow, tickRows } from ".";

const sure = 99;
const look = 70;

test("'not them' takes the next candidate, then leaves the row dismissed", async () => {
  const { user, list, accountId, matchIds } = await janeWith([sure, look]);
  await decide(user, matchIds[0] as bigint, "dismiss");
  expect(await rowOf(user, list.uploadId, accountId)).toMatchObject({
    state: "found",
    bestMatchId: matchIds[1],
    isSelected: false,
  });
  await decide(user, matchIds[1] as bigint, "dismiss");
  expect(await rowOf(user, list.uploadId, accountId)).toMatchObject({
    state: "dismissed",
    bestMatchId: null,
    isSelected: false,
  });
});

test("'not them' holds in every list, and when the same list is brought again", async () => {
  const { user, list, accountId, matchIds } = await janeWith([sure]);
  const second = await bringList(user, [{ username: "jane" }]);
  await findMatches(user, [], [accountId]);
  await decide(user, matchIds[0] as bigint, "dismiss");
  expect(await rowOf(user, second.uploadId, accountId)).toMatchObject({ state: "dismissed" });

  await deleteUpload(user, list.uploadId);
  await deleteUpload(user, second.uploadId);
  const third = await bringList(user, [{ username: "Jane" }]);
  await findMatches(user, [], [third.idOf("Jane")]);
  expect(await rowOf(user, third.uploadId, third.idOf("Jane"))).toMatchObject({
    state: "dismissed",
    isSelected: false,
  });
});

test("'this is them' stands above every score, also above one found later", async () => {
  const { user, list, accountId, matchIds } = await janeWith([sure, look]);
  await decide(user, matchIds[1] as bigint, "choose");
  await findMatches(user, [{ accountId, score: 100 }]);
  expect(await rowOf(user, list.uploadId, accountId)).toMatchObject({
    state: "found",
    bestMatchId: matchIds[1],
    bestScore: 100,
    isSelected: true,
  });
});

test("a row has one choice at most", async () => {
  const { user, list, accountId, matchIds } = await janeWith([sure, look]);
  for (const id of matchIds) await decide(user, id, "choose");
  const row = await rowOf(user, list.uploadId, accountId);
  expect(row?.candidates.filter(({ isChosen }) => isChosen).map(({ matchId }) => matchId)).toEqual([
    matchIds[1],
  ]);
});

test("nothing that one person decides changes another's list", async () => {
  const { user, accountId, matchIds } = await janeWith([sure]);
  const other = await createUser();
  const list = await bringList(other, [{ username: "jane" }]);
  await findMatches(other, [], [accountId]);
  const before = await rowOf(other, list.uploadId, accountId);
  await decide(user, matchIds[0] as bigint, "dismiss");
  expect(await rowOf(other, list.uploadId, accountId)).toEqual(before);
});

test.each(["dismiss", "choose", "undecide"] as const)(
  "to %s can be taken back exactly: decisions, candidate and ticks are as they were",
  async (decision) => {
    const { user, list, accountId, matchIds } = await janeWith([sure, look, 60]);
    const second = await bringList(user, [{ username: "jane" }]);
    await findMatches(user, [], [accountId]);
    await decide(user, matchIds[2] as bigint, "dismiss");
    await decide(user, matchIds[1] as bigint, "choose");
    await tickRows(user, list.uploadId, { accountIds: [accountId] }, false);
    const now = () =>
      Promise.all([list, second].map(({ uploadId }) => rowOf(user, uploadId, accountId)));
    const before = await now();

    for (const id of matchIds) {
      const undo = await decide(user, id, decision);
      expect(undo && (await restoreRow(user, undo))).toBe(true);
      expect(await now()).toEqual(before);
    }
  },
);

test("nobody can restore a row that is not theirs", async () => {
  const { user, list, accountId, matchIds } = await janeWith([sure]);
  const stranger = await createUser();
  const before = await rowOf(user, list.uploadId, accountId);
  const forged = { accountId, dismissed: matchIds, chosen: [], ticked: [], added: matchIds[0] };
  expect(await restoreRow(stranger, forged)).toBe(false);
  // Nor delete a match that others see too.
  await restoreRow(user, { ...forged, dismissed: [], ticked: [list.uploadId] });
  expect(await rowOf(user, list.uploadId, accountId)).toEqual(before);
});

test("only rows with a candidate to follow can be ticked", async () => {
  const user = await createUser();
  const list = await bringList(user, ["found", "nobody", "unchecked"].map(named));
  await findMatches(user, [{ accountId: list.idOf("found"), score: look }], [list.idOf("nobody")]);
  const accountIds = list.rows.map(({ sourceAccountId }) => sourceAccountId);
  expect(await tickRows(user, list.uploadId, { accountIds }, true)).toEqual({
    ok: true,
    accountIds: [list.idOf("found")],
  });
  expect(await tickedIn(list.uploadId)).toEqual(["found"]);
});

test("a view is ticked as a whole only when it is as many rows as was said", async () => {
  const user = await createUser();
  const list = await bringList(user, ["a", "b", "c"].map(named));
  const scores = [sure, look, look];
  const matches = list.rows.map((row, n) => ({
    accountId: row.sourceAccountId,
    score: scores[n] ?? 0,
  }));
  await findMatches(user, matches);
  const view = { show: "look", only: [], sort: "name", text: "" } as const;
  const tick = (expected: number) =>
    tickRows(user, list.uploadId, { view: { ...view, only: [] }, expected }, true);

  expect(await tick(3)).toEqual({ ok: false, count: 2 });
  expect(await tickedIn(list.uploadId)).toHaveLength(1);
  const ticked = await tick(2);
  expect(await tickedIn(list.uploadId)).toEqual(["a", "b", "c"]);

  // What it gives is what takes it back: the row that was ticked before stays.
  if (ticked.ok) await tickRows(user, list.uploadId, ticked, false);
  expect(await tickedIn(list.uploadId)).toHaveLength(1);
});

test("a tick that the person took away stays away when the row is settled again", async () => {
  const { user, list, accountId } = await janeWith([sure]);
  expect(await tickedIn(list.uploadId)).toEqual(["jane"]);
  await tickRows(user, list.uploadId, { accountIds: [accountId] }, false);
  await findMatches(user, [{ accountId, score: 60 }]);
  expect(await tickedIn(list.uploadId)).toEqual([]);
});

test("seen candidates are noted once, and only those of one's own lists", async () => {
  const { user, matchIds } = await janeWith([sure]);
  const stranger = await createUser();
  await markViewed(stranger, matchIds);
  await markViewed(user, matchIds);
  const first = await db.userMatchStatus.findMany({ where: { matchId: { in: matchIds } } });
  await markViewed(user, matchIds);
  expect(await db.userMatchStatus.findMany({ where: { matchId: { in: matchIds } } })).toEqual(
    first,
  );
  expect(first.map(({ userDid }) => userDid)).toEqual([user]);
});

let janes = 0;

/** A list with one account, which has candidates of these scores. */
async function janeWith(scores: number[]) {
  const user = await createUser();
  // Each test has a Jane of its own, on a platform that it shares with nobody.
  janes += 1;
  await db.sourceAccount.updateMany({
    where: { originalUsername: "jane" },
    data: { originalUsername: `jane${janes}` },
  });
  const list = await bringList(user, [{ username: "jane" }]);
  const accountId = list.idOf("jane");
  const matchIds = await findMatches(
    user,
    scores.map((score) => ({ accountId, score })),
  );
  return { user, list, accountId, matchIds };
}

async function rowOf(user: UserDid, uploadId: string, accountId: bigint) {
  const [row] = await readRows(user, uploadId, [accountId]);
  return row;
}

async function tickedIn(uploadId: string) {
  const rows = await db.userSourceFollow.findMany({ where: { uploadId, selected: true } });
  return rows.map(({ username }) => username).toSorted();
}

function named(username: string) {
  return { username };
}
