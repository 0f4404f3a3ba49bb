import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Network } from "@/e2e/network/network";
import { db } from "@/lib/db";
import { tickRows } from "@/lib/decisions";
import { confirmBatch, planBatch } from "@/lib/follows";
import { getMessageSettings } from "@/lib/notifications";
import { bringList } from "@/test/bring-list";
import { startOwnNetwork } from "@/test/network";
import { followsOf } from "@/test/repository";
import { signIn } from "@/test/sign-in";
import { runJobs } from ".";

const login = { handle: "maya.bsky.social", password: "a long password" };
let network: Network;

beforeAll(async () => {
  network = await startOwnNetwork();
});
afterAll(() => network?.stop());

test("with no source of events, no bot and no partner, a list is matched and followed", async () => {
  await network.createPerson(login);
  const { did } = await network.createPerson({
    handle: "quillfeather.bsky.social",
    profile: { displayName: "Quill Feather" },
  });
  await network.indexed();
  const { user } = await signIn(login);
  const end = new AbortController();
  const working = runJobs(end.signal);
  try {
    const uploadId = await bringList(user, "instagram", [
      "quillfeather Quill Feather",
      "nobody.at.all",
    ]);
    const row = (username: string) =>
      db.userSourceFollow.findFirstOrThrow({ where: { userDid: user, username } });
    await until(async () => (await row("quillfeather")).state === "found");
    await until(async () => (await row("nobody.at.all")).state === "not_found");

    const { sourceAccountId } = await row("quillfeather");
    await tickRows(user, uploadId, { accountIds: [sourceAccountId] }, true);
    const planned = await planBatch(user, uploadId, {
      kind: "follows",
      apps: ["bluesky"],
      onlyUsers: false,
    });
    if (!planned.ok) throw new Error(planned.problem);
    await confirmBatch(user, planned.batchId, "fast");
    await until(async () => (await row("quillfeather")).state === "followed");
    expect(await followsOf(network.pdsUrl, user)).toEqual([did]);
  } finally {
    end.abort();
    await working;
  }
  expect(await getMessageSettings(user)).toBeNull();
  expect(await db.watchCursor.count()).toBe(0);
  expect(await db.notification.count()).toBe(0);
  expect(await db.jobRun.count({ where: { outcome: "failed" } })).toBe(0);
});

async function until(condition: () => Promise<boolean>) {
  for (const begun = Date.now(); !(await condition()); await sleep(50)) {
    if (Date.now() - begun > 50_000) throw new Error("it did not happen");
  }
}
