import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { decide } from "@/lib/decisions";
import type { UserDid } from "@/lib/users";
import { bringList, createUser, findMatches } from "@/test/lists";
import { deleteUpload, holdOpen, removePassedLists, setKeepsLists } from ".";

const soon = () => new Date(Date.now() + 60_000);

beforeEach(async () => {
  await db.user.deleteMany();
  await db.sourceAccount.deleteMany();
});

test("a list of somebody who keeps nothing goes when no tab says that it is open, and nobody else's does", async () => {
  const [passing, keeping] = [await createUser(), await createUser()];
  await bringList(passing, ["kept"]);
  await setKeepsLists(passing, false);
  const { uploadId } = await bringList(passing, ["gone", "shared"]);
  await bringList(keeping, ["shared"]);

  await closeTabs(passing);
  await holdOpen(passing);
  expect(await removePassedLists(soon())).toBeNull();
  await closeTabs(passing);
  // Tabs of other people hold nothing open.
  await holdOpen(keeping);
  expect(await removePassedLists(soon())).toEqual({ passed: 1 });
  expect(await db.userUpload.findUnique({ where: { uploadId } })).toBeNull();

  const names = await db.sourceAccount.findMany({ orderBy: { originalUsername: "asc" } });
  expect(names.map(({ originalUsername }) => originalUsername)).toEqual(["kept", "shared"]);
  expect(await removePassedLists(soon())).toBeNull();
});

test("what was decided about a list goes with it, unless the name is on another list of theirs", async () => {
  const user = await createUser();
  const other = await bringList(user, ["both"]);
  await setKeepsLists(user, false);
  const { idOf } = await bringList(user, ["both", "only"]);
  await findMatches(user, [
    { accountId: idOf("both"), score: 90 },
    { accountId: idOf("only"), score: 90 },
  ]);
  for (const match of await db.atprotoMatch.findMany()) await decide(user, match.id, "dismiss");
  expect(await db.userMatchStatus.count()).toBe(2);

  await closeTabs(user);
  await removePassedLists(soon());
  const left = await db.userMatchStatus.findMany({ select: { match: true } });
  expect(left.map(({ match }) => match.sourceAccountId)).toEqual([idOf("both")]);
  // Who deletes a list that stays keeps their decisions.
  await deleteUpload(user, other.uploadId);
  expect(await db.userMatchStatus.count()).toBe(1);
});

test("who keeps lists again keeps those that are still there", async () => {
  const user = await createUser();
  await setKeepsLists(user, false);
  await bringList(user, ["saved"]);
  await setKeepsLists(user, true);
  await closeTabs(user);
  expect(await removePassedLists(soon())).toBeNull();
  expect(await db.userUpload.count()).toBe(1);
});

/** As if the person's last tab had been closed long enough ago. */
function closeTabs(user: UserDid) {
  return db.$executeRaw`
    UPDATE user_uploads SET open_until = now() - interval '1 second'
    WHERE user_did = ${user} AND open_until IS NOT NULL`;
}
