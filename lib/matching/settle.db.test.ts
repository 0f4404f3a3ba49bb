import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { addUser, bringList } from "@/test/bring-list";
import { MODEL_VERSION, SURE_SCORE } from "./score";
import { settle } from "./settle";
import { storeMatches } from "./store";

test("a name whose match others know already is ticked once it is checked, whatever was settled before", async () => {
  const user = await addUser("ada.test");
  await bringList(user, "instagram", ["zorvanelli"]);
  const { id } = await db.sourceAccount.findFirstOrThrow();
  const actor = { did: "did:plc:zorvanelli", handle: "zorvanelli.bsky.social" };
  const known = { accountId: id, actor, score: SURE_SCORE, evidence: [] };
  await db.$transaction((tx) =>
    storeMatches(tx, [{ ...known, modelVersion: MODEL_VERSION }], null),
  );
  const settleNow = (areChecked: boolean) =>
    db.$transaction((tx) => settle(tx, { user, accountIds: [id], areChecked }));
  const row = () =>
    db.userSourceFollow.findFirstOrThrow({ select: { state: true, selected: true } });

  await settleNow(false);
  expect(await row()).toEqual({ state: "not_checked", selected: false });
  await db.sourceAccount.update({ where: { id }, data: { searchedAt: new Date() } });
  await settleNow(true);
  expect(await row()).toEqual({ state: "found", selected: true });

  // What the person unticks stays so.
  await db.userSourceFollow.updateMany({ data: { selected: false } });
  await settleNow(true);
  expect(await row()).toEqual({ state: "found", selected: false });
});
