import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { addUser } from "@/test/bring-list";
import { setPace } from ".";
import { endLease, takeLease } from "./lease";

test("a batch that was given another pace in the middle of its turn does not wait for the old one", async () => {
  const user = await addUser("ada.test");
  const { id: batchId } = await db.followBatch.create({
    data: { userDid: user, apps: ["bluesky"], status: "running", nextAt: new Date(0) },
  });
  const lease = await takeLease();
  if (!lease) throw new Error("nothing is due");
  await setPace(user, batchId, "steady");
  const nextAt = new Date(Date.now() + 3_600_000);
  await endLease(lease, { status: "running", nextAt, problem: "pace", failures: 0 });

  const batch = await db.followBatch.findUniqueOrThrow({ where: { id: batchId } });
  expect(batch).toMatchObject({ pace: "steady", problem: null });
  expect(batch.nextAt.getTime()).toBeLessThanOrEqual(Date.now());
  expect(await takeLease()).toMatchObject({ batchId, pace: "steady" });
});
