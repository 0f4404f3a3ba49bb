import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { decide } from "@/lib/decisions";
import { deleteUpload } from "@/lib/uploads";
import type { UserDid } from "@/lib/users";
import { bringList, createUser, findMatches } from "@/test/lists";
import { countUnread, listArrivals, markAllRead, markRead } from ".";

let user: UserDid;
beforeEach(async () => {
  user = await createUser();
});

/** Somebody on a list of the person who has turned up, so many seconds after midnight. */
async function arriveAs(username: string, second: number) {
  const list = await bringList(user, [{ username }]);
  const [matchId = 0n] = await findMatches(user, [{ accountId: list.idOf(username), score: 90 }]);
  const arrivedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, second));
  await db.userMatchStatus.create({ data: { userDid: user, matchId, arrivedAt } });
  return { matchId, list, arrivedAt };
}

const namesOf = async (page: { after?: string; take: number }) =>
  (await listArrivals(user, page)).arrivals.map(({ username }) => username);

describe("arrivals", () => {
  test("stand newest first, a page at a time, without a gap between those of one moment", async () => {
    for (const name of ["one", "two", "three"]) await arriveAs(name, 1);
    await arriveAs("four", 2);
    const first = await listArrivals(user, { take: 2 });
    expect(first.arrivals.map(({ username }) => username)).toEqual(["four", "three"]);
    expect(await namesOf({ after: first.next ?? "", take: 2 })).toEqual(["two", "one"]);
  });

  test("name the newest list that has the person", async () => {
    const { matchId, list } = await arriveAs("jane", 1);
    const later = await bringList(user, [{ username: "jane" }]);
    const { arrivals } = await listArrivals(user, { take: 10 });
    expect(arrivals).toMatchObject([{ matchId, uploadId: later.uploadId }]);
    expect(later.uploadId).not.toBe(list.uploadId);
  });

  test("leave out who was dismissed, who is gone, and who was on a list that is deleted", async () => {
    const [dismissed, gone, deleted] = [
      await arriveAs("dismissed", 1),
      await arriveAs("gone", 2),
      await arriveAs("deleted", 3),
    ];
    await decide(user, dismissed.matchId, "dismiss");
    await db.atprotoMatch.update({ where: { id: gone.matchId }, data: { goneAt: new Date() } });
    await deleteUpload(user, deleted.list.uploadId);
    await arriveAs("here", 4);
    expect(await namesOf({ take: 10 })).toEqual(["here"]);
    expect(await countUnread(user)).toBe(1);
  });
});

test("arrivals leave out whom the person blocks or has muted, as soon as that is known", async () => {
  for (const [username, seen] of [
    ["blocked", { isBlocked: true }],
    ["muted", { isMuted: true, isBlocked: false }],
    ["neither", { isBlocked: false }],
  ] as const) {
    const { matchId } = await arriveAs(username, 1);
    const { atprotoDid: did } = await db.atprotoMatch.findUniqueOrThrow({ where: { id: matchId } });
    await db.actorRelation.create({ data: { userDid: user, did, followsMe: false, ...seen } });
  }
  expect(await namesOf({ take: 10 })).toEqual(["neither"]);
  expect(await countUnread(user)).toBe(1);
});

describe("an arrival that was seen", () => {
  test("is no longer counted", async () => {
    const { matchId } = await arriveAs("jane", 1);
    await arriveAs("joe", 2);
    expect(await countUnread(user)).toBe(2);
    expect(await markRead(user, [matchId])).toBe(1);
    expect(await markRead(user, [matchId])).toBe(0);
    expect(await countUnread(user)).toBe(1);
  });

  test("is one that came before the page was drawn", async () => {
    const { arrivedAt } = await arriveAs("before", 1);
    await arriveAs("after", 2);
    expect(await markAllRead(user, arrivedAt)).toBe(1);
    expect((await listArrivals(user, { take: 10 })).arrivals).toMatchObject([
      { username: "after", isUnread: true },
      { username: "before", isUnread: false },
    ]);
  });
});
