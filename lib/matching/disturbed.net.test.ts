import { afterAll, beforeAll, expect, test } from "vitest";
import { type Faults, startFaults, tooManyRequests } from "@/e2e/network/faults";
import type { Network } from "@/e2e/network/network";
import { worldOf } from "@/e2e/network/people";
import { seedWorld } from "@/e2e/network/seed";
import { db } from "@/lib/db";
import type { PlatformId } from "@/lib/exports";
import { addUser, bringList, matchLists } from "@/test/bring-list";
import { startOwnNetwork } from "@/test/network";
import { matchNext } from ".";
import { SURE_SCORE } from "./score";

const world = worldOf({ people: 300, lookAlikes: 60 });
const platforms: PlatformId[] = ["instagram", "x"];
let network: Network;
let faults: Faults;
let dids: Map<string, string>;

beforeAll(async () => {
  network = await startOwnNetwork();
  faults = await startFaults({ target: network.appviewUrl });
  process.env.ATPROTO_APPVIEW_URL = faults.url;
  dids = await seedWorld(network, world);
}, 180_000);
afterAll(async () => {
  await faults.stop();
  await network.stop();
});

/** Somebody who uses the app for the first time, as nobody did before, with everybody's names from elsewhere. */
async function bringEverybody() {
  await db.user.deleteMany();
  await db.sourceAccount.deleteMany();
  const user = await addUser("ada.test");
  for (const platform of platforms) {
    const names = world.people.flatMap(({ elsewhere, profile }) =>
      elsewhere
        .filter((account) => account.platform === platform)
        // Instagram's export has names only here and there.
        .map(({ username }, place) =>
          platform === "x" || place % 2 ? `${username} ${profile?.displayName ?? ""}` : username,
        ),
    );
    await bringList(user, platform, [...new Set(names)]);
  }
}

/** All that the person sees: every name, what became of it, and every candidate with its score and its reasons. */
async function readResult() {
  const rows = await db.userSourceFollow.findMany({
    orderBy: [{ upload: { sourcePlatform: "asc" } }, { username: "asc" }],
    select: {
      username: true,
      state: true,
      bestScore: true,
      selected: true,
      matchCount: true,
      sourceAccount: {
        select: {
          sourcePlatform: true,
          matches: {
            orderBy: [{ atprotoDid: "asc" }, { privateTo: "asc" }],
            select: { atprotoDid: true, privateTo: true, matchScore: true, evidence: true },
          },
        },
      },
    },
  });
  return rows.map(({ sourceAccount: { sourcePlatform, matches }, ...row }) => ({
    ...row,
    platform: sourcePlatform,
    matches,
  }));
}

/** Background work by a process that is told to end after so many requests. */
async function matchUntilStopped(requests: number) {
  const stop = new AbortController();
  const watch = setInterval(() => {
    if (faults.count() >= requests) stop.abort();
  }, 1);
  const deadline = new Date(Date.now() + 60_000);
  await matchNext(deadline, stop.signal).finally(() => clearInterval(watch));
}

/** The times pass that servers asked for, and those after which what a dead process had claimed is free again. */
async function passTime() {
  const past = new Date(0);
  await db.servicePause.deleteMany();
  await db.sourceAccount.updateMany({
    where: { claimedUntil: { not: null } },
    data: { claimedUntil: past },
  });
  await db.userUpload.updateMany({
    where: { matchNextAt: { not: null } },
    data: { matchNextAt: past, matchLeaseUntil: null },
  });
}

test("a search through refusals, failures and interruptions comes to what an undisturbed one comes to", async () => {
  await bringEverybody();
  await matchLists();
  const undisturbed = await readResult();
  expect(undisturbed.length).toBeGreaterThan(300);
  expect(undisturbed.filter(({ state }) => state === "found").length).toBeGreaterThan(100);
  expect(undisturbed.filter(({ state }) => state === "not_checked")).toEqual([]);
  expect(strangersIn(undisturbed)).toEqual([]);

  await bringEverybody();
  const busy = tooManyRequests({ retryAfterSeconds: 60 });
  const troubles = [
    () => faults.failNext(1, busy),
    () => faults.failNext(12, { status: 503 }),
    () => faults.failNext(1, busy, "app.bsky.actor.searchActors"),
    () => faults.failNext(12, { status: 500 }, "app.bsky.actor.searchActors"),
    () => faults.failEvery(5, { status: 502 }),
    () => faults.failEvery(7, "reset"),
    () => faults.failEvery(11, "truncate"),
  ];
  const problems = new Set<string | null>();
  let failed = 0;
  for (let turn = 0; await db.userUpload.count({ where: { matchNextAt: { not: null } } }); turn++) {
    await passTime();
    faults.reset();
    troubles[turn]?.();
    // A little more each time, so that it comes to an end.
    await matchUntilStopped(60 + 20 * turn);
    failed += faults.requests.filter((request) => request.failed).length;
    const lists = await db.userUpload.findMany({ select: { matchProblem: true } });
    for (const { matchProblem } of lists) problems.add(matchProblem);
  }
  expect([...problems]).toEqual(expect.arrayContaining(["network-busy", "network-unreachable"]));
  expect(failed).toBeGreaterThan(30);
  expect(await readResult()).toEqual(undisturbed);
}, 300_000);

/** Names of which a stranger is ticked beforehand, instead of the person or another account of theirs. */
function strangersIn(rows: Awaited<ReturnType<typeof readResult>>) {
  return rows.flatMap(({ platform, username, bestScore, matches }) => {
    if (bestScore < SURE_SCORE) return [];
    const best = matches.filter(({ matchScore }) => matchScore === bestScore);
    const people = world.people.filter(({ elsewhere }) =>
      elsewhere.some((account) => account.platform === platform && account.username === username),
    );
    const right = people.map(({ handle }) => dids.get(handle));
    return best.some(({ atprotoDid }) => right.includes(atprotoDid))
      ? []
      : [`${platform}/${username}`];
  });
}
