import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Network } from "@/e2e/network/network";
import { db } from "@/lib/db";
import type { UserDid } from "@/lib/users";
import { beginBatch, goOn, statesOf, work } from "@/test/follow-batch";
import { interceptNext } from "@/test/intercept";
import { startOwnNetwork } from "@/test/network";
import { followsOf } from "@/test/repository";
import { signIn } from "@/test/sign-in";
import { newDids } from "@/test/ticked-list";
import { followNext, undoBatch } from "./index";

// Processes that die, that run beside each other, and that come back from a long sleep.

const APPLY = "com.atproto.repo.applyWrites";
const script = fileURLToPath(new URL("../../test/follow-process.ts", import.meta.url));
const children: ChildProcess[] = [];
let network: Network;
let people = 0;
let user: UserDid;

beforeAll(async () => {
  network = await startOwnNetwork();
});
beforeEach(async () => {
  user = await addPerson();
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await network?.stop();
});

async function addPerson() {
  const login = { handle: `person${++people}.bsky.social`, password: "a long password" };
  await network.createPerson(login);
  return (await signIn(login)).user;
}

const repository = (did: string = user) => followsOf(network.pdsUrl, did);

function start(stage: "unseen" | "done" | "through") {
  const child = fork(script, [stage], {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
  });
  children.push(child);
  return child;
}

/** Lets a process come to a place in its next request to write, and kills it there. */
async function killAt(stage: "unseen" | "done") {
  const child = start(stage);
  const ended = once(child, "exit");
  const outcome = await Promise.race([once(child, "message"), ended]);
  expect(outcome).toEqual([stage, undefined]);
  child.kill("SIGKILL");
  expect(await ended).toEqual([null, "SIGKILL"]);
}

/** As if the minute were over for which a process that is gone has the person to itself. */
async function passLease() {
  await db.user.updateMany({ data: { followLeaseUntil: new Date(0) } });
}

/** Whom the lists and the record of the batch show as followed. */
async function shownAsFollowed(batchId: string) {
  const [rows, writes, known] = await Promise.all([
    db.userSourceFollow.findMany({ where: { userDid: user, state: "followed" } }),
    db.followWrite.findMany({ where: { batchId, state: "followed" } }),
    db.knownFollow.findMany({ where: { userDid: user } }),
  ]);
  const shown = rows.map(({ username }) => username).sort();
  expect(writes.map(({ subjectDid }) => subjectDid).sort()).toEqual(shown);
  expect(known.map(({ subjectDid }) => subjectDid).sort()).toEqual(shown);
  return shown;
}

test("a batch outlives processes that are killed in the middle of its requests", async () => {
  const dids = newDids(350);
  const batchId = await beginBatch(user, dids);
  // Each of them settles the request of the one before, and dies in one of its own.
  for (const [stage, written, settled] of [
    ["done", 100, 0],
    ["unseen", 100, 100],
    ["done", 200, 100],
    ["done", 300, 200],
  ] as const) {
    await killAt(stage);
    const there = await repository();
    expect([there.length, new Set(there).size]).toEqual([written, written]);
    const shown = await shownAsFollowed(batchId);
    expect(shown).toHaveLength(settled);
    expect(there).toEqual(expect.arrayContaining(shown));

    // Nobody else touches the person before it is certain that the process is gone.
    await work();
    expect(await repository()).toHaveLength(written);
    await passLease();
  }
  await work();
  expect(await repository()).toEqual([...dids].sort());
  expect(await shownAsFollowed(batchId)).toEqual([...dids].sort());
  expect(await statesOf(batchId)).toEqual({ followed: 350 });
});

test("an undo outlives them as well, and removes what the batch made and nothing else", async () => {
  const [kept, undone] = [newDids(20), newDids(250)];
  await beginBatch(user, kept);
  const batchId = await beginBatch(user, undone);
  await work();
  await undoBatch(user, batchId);
  for (const [stage, left] of [
    ["done", 150],
    ["unseen", 150],
    ["done", 50],
  ] as const) {
    await killAt(stage);
    expect(await repository()).toHaveLength(kept.length + left);
    await passLease();
  }
  await work();
  expect(await repository()).toEqual([...kept].sort());
  expect(await statesOf(batchId)).toEqual({ undone: 250 });
  expect(await db.userSourceFollow.count({ where: { userDid: user, state: "followed" } })).toBe(
    kept.length,
  );
});

test("three processes at once work on the same batches and follow nobody twice", async () => {
  const persons = [user, await addPerson(), await addPerson()];
  const shared = newDids(40);
  const batches = await Promise.all(
    persons.map(async (did, place) => {
      const dids = [...shared, ...newDids(200)];
      const batchIds = [await beginBatch(did, dids), await beginBatch(did, newDids(150 + place))];
      return { did, batchIds, count: dids.length + 150 + place };
    }),
  );
  const ends = [1, 2, 3].map(() => once(start("through"), "exit"));
  expect(await Promise.all(ends)).toEqual([1, 2, 3].map(() => [0, null]));
  // What one left while another had the person is done by whoever comes next.
  await work();
  for (const { did, batchIds, count } of batches) {
    const there = await repository(did);
    expect([there.length, new Set(there).size]).toEqual([count, count]);
    const states = await Promise.all(batchIds.map(statesOf));
    expect(states.reduce((sum, { followed = 0 }) => sum + followed, 0)).toBe(count);
  }
});

test("a process that slept while others did its work changes nothing when it wakes", async () => {
  const dids = newDids(150);
  const batchId = await beginBatch(user, dids);
  const [asleep, awake] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  interceptNext(APPLY, async (pass) => {
    const answer = await pass();
    asleep.resolve();
    await awake.promise;
    return answer;
  });
  const sleeper = followNext(new Date(Date.now() + 60_000), new AbortController().signal);
  await asleep.promise;
  await passLease();
  await work();
  expect(await repository()).toEqual([...dids].sort());
  await undoBatch(user, batchId);
  await work();

  awake.resolve();
  await sleeper;
  await goOn(batchId);
  expect(await repository()).toEqual([]);
  expect(await shownAsFollowed(batchId)).toEqual([]);
  expect(await statesOf(batchId)).toEqual({ undone: 150 });
  expect(
    await db.userMatchStatus.count({ where: { userDid: user, followedAt: { not: null } } }),
  ).toBe(0);
});
