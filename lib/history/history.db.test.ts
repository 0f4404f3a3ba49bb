import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { decide } from "@/lib/decisions";
import { visitUpload } from "@/lib/uploads";
import type { UserDid } from "@/lib/users";
import { bringList, createUser, findMatches } from "@/test/lists";
import { compareLists, countNew, foundByDay } from ".";

let user: UserDid;

beforeEach(async () => {
  user = await createUser();
});

test("a comparison tells who is new, who has left and how many stayed, however names are written", async () => {
  const before = await bringList(user, ["gone.b", "Gone.A", "Mira.K", "jo_"]);
  const now = await bringList(user, ["mira.k", "jo_", "jo", "new.one"]);
  expect(await compareLists(user, now.uploadId, before.uploadId)).toEqual({
    added: { count: 2, first: ["jo", "new.one"] },
    left: { count: 2, first: ["Gone.A", "gone.b"] },
    stayed: 2,
  });
});

test("a long comparison counts everybody, and names the first", async () => {
  const names = Array.from({ length: 450 }, (_, n) => `name${String(n).padStart(3, "0")}`);
  const before = await bringList(user, ["other"]);
  const now = await bringList(user, names.toReversed());
  const compared = await compareLists(user, now.uploadId, before.uploadId);
  expect(compared?.added.count).toBe(450);
  expect(compared?.added.first).toEqual(names.slice(0, 200));
  expect(compared?.left).toEqual({ count: 1, first: ["other"] });
  expect(compared?.stayed).toBe(0);
});

test("lists of two platforms, or of two people, are not compared", async () => {
  const list = await bringList(user, ["mira"]);
  const elsewhere = await bringList(user, ["mira"]);
  await db.userUpload.update({
    where: { uploadId: elsewhere.uploadId },
    data: { sourcePlatform: "tiktok" },
  });
  const theirs = await bringList(await createUser(), ["mira"]);
  expect(await compareLists(user, list.uploadId, elsewhere.uploadId)).toBeNull();
  expect(await compareLists(user, list.uploadId, theirs.uploadId)).toBeNull();
  expect(await compareLists(user, theirs.uploadId, list.uploadId)).toBeNull();
});

test("what was found adds up day after day, also over days on which nobody was", async () => {
  const list = await bringList(user, ["one", "two", "three", "four"]);
  expect(await foundByDay(user, list.uploadId)).toEqual([]);
  const found = ["one", "two", "three"].map((name) => ({ accountId: list.idOf(name), score: 90 }));
  const matches = await findMatches(user, found, [list.idOf("four")]);
  const days = ["2026-02-27T23:59:59Z", "2026-03-01T00:00:00Z", "2026-03-01T12:00:00Z"];
  for (const [place, { accountId }] of found.entries()) {
    await db.userSourceFollow.updateMany({
      where: { uploadId: list.uploadId, sourceAccountId: accountId },
      data: { matchedAt: days[place] },
    });
  }
  const expected = [
    { day: "2026-02-27", found: 1 },
    { day: "2026-02-28", found: 1 },
    { day: "2026-03-01", found: 3 },
  ];
  expect(await foundByDay(user, list.uploadId)).toEqual(expected);
  // They were found, whatever the person then made of it.
  await decide(user, matches[0] as bigint, "dismiss");
  expect(await foundByDay(user, list.uploadId)).toEqual(expected);
});

test("only who was found since the person last looked is new, list by list", async () => {
  const seen = await bringList(user, ["old", "fresh", "wrong"]);
  const unseen = await bringList(user, ["other"]);
  await findMatches(user, [{ accountId: seen.idOf("old"), score: 90 }]);
  await visitUpload(user, seen.uploadId);
  expect(await countNew(user)).toEqual(new Map());

  const [, wrong] = await findMatches(
    user,
    ["fresh", "wrong"].map((name) => ({ accountId: seen.idOf(name), score: 90 })),
  );
  await decide(user, wrong as bigint, "dismiss");
  await findMatches(user, [{ accountId: unseen.idOf("other"), score: 90 }]);
  expect(await countNew(user)).toEqual(
    new Map([
      [seen.uploadId, 1],
      [unseen.uploadId, 1],
    ]),
  );
  expect(await countNew(await createUser())).toEqual(new Map());
});
