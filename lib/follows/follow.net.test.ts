import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Network } from "@/e2e/network/network";
import { apps } from "@/lib/apps";
import { db } from "@/lib/db";
import { endSession } from "@/lib/oauth";
import type { UserDid } from "@/lib/users";
import { beginBatch, goOn, statesOf, work } from "@/test/follow-batch";
import { connectionBroken, countRequests, interceptNext } from "@/test/intercept";
import { startOwnNetwork } from "@/test/network";
import { followsOf, ownApp } from "@/test/repository";
import { signIn } from "@/test/sign-in";
import { addTickedList, newDids } from "@/test/ticked-list";
import {
  cancelBatch,
  confirmBatch,
  followNext,
  getBatch,
  planBatch,
  resumeBatch,
  stopBatch,
  syncFollowsQuietly,
  type Target,
  undoBatch,
} from "./index";

const APPLY = "com.atproto.repo.applyWrites";
let network: Network;
let people = 0;
let user: UserDid;
let login: { handle: string; password: string };

beforeAll(async () => {
  network = await startOwnNetwork();
});
afterAll(() => network?.stop());

// Everybody follows in a repository of their own.
beforeEach(async () => {
  login = { handle: `person${++people}.bsky.social`, password: "a long password" };
  await network.createPerson(login);
  ({ user } = await signIn(login));
});

const follows: Target = { kind: "follows", apps: ["bluesky"], onlyUsers: false };
const repository = (collection?: string) => followsOf(network.pdsUrl, user, collection);

async function plan(uploadId: string, target = follows) {
  const planned = await planBatch(user, uploadId, target);
  if (!planned.ok) throw new Error(planned.problem);
  return planned;
}

const begin = (dids: string[]) => beginBatch(user, dids);

async function batch(batchId: string) {
  const view = await getBatch(user, batchId);
  if (!view) throw new Error("the batch is gone");
  return view;
}

describe("a batch", () => {
  test("follows everybody in it, in a few requests, and each once", async () => {
    const dids = newDids(450);
    const requests = countRequests(APPLY);
    const batchId = await begin(dids);
    await work();

    expect(await repository()).toEqual([...dids].sort());
    expect(countRequests(APPLY) - requests).toBe(5);
    expect(await batch(batchId)).toMatchObject({ status: "done", problem: null });
    expect(await statesOf(batchId)).toEqual({ followed: 450 });
    const rows = await db.userSourceFollow.groupBy({
      by: ["state", "selected"],
      where: { userDid: user },
      _count: true,
    });
    expect(rows).toEqual([{ state: "followed", selected: false, _count: 450 }]);
    expect(
      await db.userMatchStatus.count({ where: { userDid: user, followedAt: { not: null } } }),
    ).toBe(450);
    expect(await db.knownFollow.count({ where: { userDid: user } })).toBe(450);
  });

  test("leaves alone who was followed before, also since the plan was made", async () => {
    const [early, late, ...rest] = newDids(12) as [string, string, ...string[]];
    const theirApp = await ownApp(network.pdsUrl, login);
    await theirApp.follow(early);
    const uploadId = await addTickedList({ user, dids: [early, late, ...rest] });
    const planned = await plan(uploadId);
    expect(planned).toMatchObject({ planned: 11, people: 11, already: 1 });

    await theirApp.follow(late);
    await confirmBatch(user, planned.batchId, "fast");
    await work();
    expect(await repository()).toEqual([early, late, ...rest].sort());
    expect(await statesOf(planned.batchId)).toEqual({ already: 1, followed: 10 });
  });

  test("says of every ticked name that it does not follow why", async () => {
    const [followed, double, one, ...rest] = newDids(9) as [string, string, string, ...string[]];
    const theirApp = await ownApp(network.pdsUrl, login);
    await theirApp.follow(followed);
    const uploadId = await addTickedList({ user, dids: [followed, double, one, ...rest] });
    // Two names, one account.
    await db.atprotoMatch.updateMany({ where: { atprotoDid: double }, data: { atprotoDid: one } });
    const why = { people: 7, already: 1, doubled: 1, leftOut: 0 };
    expect(await plan(uploadId)).toMatchObject(why);

    // Only people who are known to use an app that is not the list's own.
    await db.userUpload.update({ where: { uploadId }, data: { app: "spark" } });
    const collections = ["app.bsky.actor.profile"];
    await db.actorCollections.create({ data: { did: one, collections, readAt: new Date() } });
    const left = { people: 1, doubled: 1, leftOut: rest.length };
    expect(await plan(uploadId, { ...follows, onlyUsers: true })).toMatchObject(left);
  });

  test("follows exactly those who were ticked when it was planned", async () => {
    const dids = newDids(10);
    const uploadId = await addTickedList({ user, dids });
    await untick(uploadId, dids[0] as string, false);
    await untick(uploadId, dids[1] as string, false);
    const { batchId } = await plan(uploadId);
    await untick(uploadId, dids[1] as string, true);
    await untick(uploadId, dids[2] as string, false);
    await confirmBatch(user, batchId, "fast");
    await work();
    expect(await repository()).toEqual(dids.slice(2).sort());
  });

  test("follows somebody once who stands in two lists", async () => {
    const shared = newDids(5);
    const first = await addTickedList({ user, dids: [...shared, ...newDids(3)] });
    const second = await addTickedList({ user, dids: [...newDids(3), ...shared], platform: "x" });
    const plans = [await plan(first), await plan(second)];
    for (const { batchId } of plans) await confirmBatch(user, batchId, "fast");
    await work();
    const found = await repository();
    expect(found).toHaveLength(11);
    expect(new Set(found).size).toBe(11);
    expect(await statesOf((plans[1] as { batchId: string }).batchId)).toEqual({
      already: 5,
      followed: 3,
    });
  });

  test("that is confirmed in two tabs at once runs once", async () => {
    const dids = newDids(30);
    const uploadId = await addTickedList({ user, dids });
    const [one, two] = await Promise.all([plan(uploadId), plan(uploadId)]);
    await Promise.all([one, two].map(({ batchId }) => confirmBatch(user, batchId, "fast")));
    await Promise.all([work(), work(), work()]);
    expect(await repository()).toEqual([...dids].sort());
  });

  test("keeps its record of whom it could not follow, and tries them again when asked", async () => {
    const dids = newDids(9);
    const bad = "did:plc:a b";
    const batchId = await begin([...dids, bad]);
    await work();
    expect(await repository()).toEqual([...dids].sort());
    expect(await statesOf(batchId)).toEqual({ followed: 9, failed: 1 });
    const failed = await db.followWrite.findFirst({ where: { batchId, state: "failed" } });
    expect(failed).toMatchObject({ subjectDid: bad, problem: "InvalidRequest" });

    await resumeBatch(user, batchId);
    expect(await statesOf(batchId)).toEqual({ followed: 9, planned: 1 });
    await work();
    expect(await repository()).toHaveLength(9);
  });
});

describe("an answer that gets lost", () => {
  test.each([
    ["after the server has followed them", true],
    ["before the server has seen the request", false],
  ])("%s leaves nobody followed twice", async (_, isCarriedOut) => {
    const dids = newDids(150);
    const batchId = await begin(dids);
    interceptNext(APPLY, async (pass) => {
      if (isCarriedOut) await pass();
      return connectionBroken();
    });
    await work();
    expect(await batch(batchId)).toMatchObject({
      status: "running",
      problem: "network-unreachable",
      counts: { sending: 100, planned: 50 },
    });
    await goOn(batchId);
    expect(await repository()).toEqual([...dids].sort());
    expect(await statesOf(batchId)).toEqual({ followed: 150 });
  });

  test("and whose request arrives late is refused by the server", async () => {
    const dids = newDids(60);
    const batchId = await begin(dids);
    let late: (() => Promise<Response>) | undefined;
    interceptNext(APPLY, async (pass) => {
      late = pass;
      return connectionBroken();
    });
    await work();
    await goOn(batchId);
    const answer = await late?.();
    expect(answer?.status).toBe(400);
    expect(await answer?.json()).toMatchObject({ error: "InvalidSwap" });
    expect(await repository()).toEqual([...dids].sort());
  });

  test("and whose request arrives while the next one is made is not carried out twice", async () => {
    const dids = newDids(60);
    const batchId = await begin(dids);
    let late: (() => Promise<Response>) | undefined;
    interceptNext(APPLY, async (pass) => {
      late = pass;
      return connectionBroken();
    });
    await work();
    interceptNext(APPLY, async (pass) => {
      expect((await late?.())?.status).toBe(200);
      return pass();
    });
    await goOn(batchId);
    expect(await repository()).toEqual([...dids].sort());
    expect(await statesOf(batchId)).toEqual({ already: 60 });
  });

  test("is told to the person as a wait, which grows", async () => {
    const batchId = await begin(newDids(5));
    const waits: number[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      interceptNext(APPLY, async () => connectionBroken());
      await goOn(batchId);
      waits.push((await batch(batchId)).nextAt.getTime() - Date.now());
    }
    expect(waits[1]).toBeGreaterThan((waits[0] as number) * 1.5);
    expect(waits[2]).toBeGreaterThan((waits[1] as number) * 1.5);
    await goOn(batchId);
    expect((await batch(batchId)).status).toBe("done");
  });
});

describe("the person", () => {
  test("stops a batch, and lets it go on", async () => {
    const dids = newDids(250);
    const batchId = await begin(dids);
    interceptNext(APPLY, async (pass) => {
      await stopBatch(user, batchId);
      return pass();
    });
    await work();
    expect((await batch(batchId)).status).toBe("stopped");
    expect(await repository()).toHaveLength(100);
    await resumeBatch(user, batchId);
    await work();
    expect(await repository()).toEqual([...dids].sort());
  });

  test("cancels a batch: what was done stays, the rest is not done", async () => {
    const batchId = await begin(newDids(250));
    interceptNext(APPLY, async (pass) => {
      await cancelBatch(user, batchId);
      await pass();
      return connectionBroken();
    });
    await work();
    await goOn(batchId);
    expect((await batch(batchId)).status).toBe("cancelled");
    expect(await statesOf(batchId)).toEqual({ followed: 100, cancelled: 150 });
    expect(await repository()).toHaveLength(100);
    expect(await resumeBatch(user, batchId)).toBe(false);
  });

  test("undoes a batch: exactly the follows that it made are removed", async () => {
    const [before, meanwhile, removed, ...rest] = newDids(130) as [
      string,
      string,
      string,
      ...string[],
    ];
    const theirApp = await ownApp(network.pdsUrl, login);
    await theirApp.follow(before);
    const batchId = await begin([before, removed, ...rest]);
    await work();
    await theirApp.follow(meanwhile);
    const records = await db.followWrite.findFirstOrThrow({
      where: { batchId, subjectDid: removed },
    });
    await theirApp.call("com.atproto.repo.deleteRecord", {
      repo: user,
      collection: "app.bsky.graph.follow",
      rkey: records.rkey as string,
    });

    await undoBatch(user, batchId);
    interceptNext(APPLY, async (pass) => {
      await pass();
      return connectionBroken();
    });
    await work();
    await goOn(batchId);
    expect(await repository()).toEqual([before, meanwhile].sort());
    expect((await batch(batchId)).status).toBe("undone");
    expect(await statesOf(batchId)).toEqual({ undone: 128 });
    expect(await db.userSourceFollow.count({ where: { userDid: user, state: "found" } })).toBe(128);
    // Three points for each follow, one for each removal.
    const { hourPoints } = await db.writePoints.findUniqueOrThrow({ where: { userDid: user } });
    expect(hourPoints).toBe(128 * 3 + 127);
  });

  test("stops an undo, and what goes on then is the undo", async () => {
    const batchId = await begin(newDids(150));
    await work();
    await undoBatch(user, batchId);
    interceptNext(APPLY, async (pass) => {
      await stopBatch(user, batchId);
      return pass();
    });
    await work();
    expect((await batch(batchId)).status).toBe("undo_stopped");
    expect(await repository()).toHaveLength(50);
    await resumeBatch(user, batchId);
    await work();
    expect(await repository()).toEqual([]);
  });

  test("is told when the server has ended the sign-in, and goes on after a new one", async () => {
    const dids = newDids(120);
    const batchId = await begin(dids);
    await revokeElsewhere();
    await work();
    expect(await batch(batchId)).toMatchObject({ status: "stopped", problem: "signed-out" });

    await signIn(login);
    await resumeBatch(user, batchId);
    await work();
    expect(await repository()).toEqual([...dids].sort());
  });

  test("is told when their account is deactivated", async () => {
    const dids = newDids(20);
    const batchId = await begin(dids);
    const theirApp = await ownApp(network.pdsUrl, login);
    await theirApp.call("com.atproto.server.deactivateAccount", { deleteAfter: undefined });
    await work();
    expect(await batch(batchId)).toMatchObject({ status: "stopped", problem: "deactivated" });
    await theirApp.call("com.atproto.server.activateAccount");
    await resumeBatch(user, batchId);
    await work();
    expect(await repository()).toEqual([...dids].sort());
  });
});

describe("in the middle of a batch", () => {
  /** Lets one request of a batch for 250 people through, does something, and lets the batch go on into it. */
  async function interrupt(happening: () => Promise<unknown>, next?: () => Promise<Response>) {
    const dids = newDids(250);
    const batchId = await begin(dids);
    interceptNext(APPLY, async (pass) => {
      const answer = await pass();
      await happening();
      return answer;
    });
    if (next) interceptNext(APPLY, next);
    await work();
    expect((await batch(batchId)).counts).toMatchObject({ followed: 100, planned: 150 });
    return { dids, batchId };
  }

  test("a server that asks to slow down is left alone until it said, and the person is told", async () => {
    const resetsAt = new Date(Math.floor(Date.now() / 1000) * 1000 + 30 * 60_000);
    const { dids, batchId } = await interrupt(
      async () => {},
      async () =>
        Response.json(
          { error: "RateLimitExceeded", message: "Rate Limit Exceeded" },
          { status: 429, headers: limitReached(resetsAt) },
        ),
    );
    expect(await batch(batchId)).toMatchObject({
      status: "running",
      problem: "network-busy",
      nextAt: resetsAt,
    });
    // The ledger knows it too, for whatever else this person would write.
    const ledger = { where: { userDid: user } };
    expect(await db.writePoints.findUnique(ledger)).toMatchObject({
      hourPoints: 5_000,
      hourEnds: resetsAt,
    });
    const requests = countRequests(APPLY);
    await work();
    expect(countRequests(APPLY)).toBe(requests);

    await db.writePoints.update({ ...ledger, data: { hourEnds: new Date(0) } });
    await goOn(batchId);
    expect(await batch(batchId)).toMatchObject({ status: "done", problem: null });
    expect(await repository()).toEqual([...dids].sort());
  });

  test("a sign-in that the server has revoked stops it, and a new one lets it go on", async () => {
    const { dids, batchId } = await interrupt(revokeElsewhere);
    expect(await batch(batchId)).toMatchObject({ status: "stopped", problem: "signed-out" });
    await signIn(login);
    await resumeBatch(user, batchId);
    await work();
    expect(await repository()).toEqual([...dids].sort());
  });

  test("an account that is deactivated stops it, and goes on once it is active again", async () => {
    const theirApp = await ownApp(network.pdsUrl, login);
    const { dids, batchId } = await interrupt(() =>
      theirApp.call("com.atproto.server.deactivateAccount", { deleteAfter: undefined }),
    );
    expect(await batch(batchId)).toMatchObject({ status: "stopped", problem: "deactivated" });
    await theirApp.call("com.atproto.server.activateAccount");
    await resumeBatch(user, batchId);
    await work();
    expect(await repository()).toEqual([...dids].sort());
    expect(await statesOf(batchId)).toEqual({ followed: 250 });
  });
});

describe("what the repository holds", () => {
  test("is not read again while nobody else writes to it", async () => {
    const batchId = await begin(newDids(250));
    const lists = countRequests("com.atproto.repo.listRecords");
    for (let slice = 0; slice < 3; slice++) {
      // A deadline that has passed once a request is made: each slice makes one.
      await followNext(new Date(Date.now() + 50), new AbortController().signal);
    }
    await work();
    expect((await batch(batchId)).status).toBe("done");
    expect(countRequests("com.atproto.repo.listRecords") - lists).toBe(0);
  });

  test("shows in the person's lists, also what is gone from it", async () => {
    const [one, two] = newDids(2) as [string, string];
    const uploadId = await addTickedList({ user, dids: [one, two] });
    const theirApp = await ownApp(network.pdsUrl, login);
    await theirApp.follow(one);
    await syncFollowsQuietly(user, apps[0]);
    const states = async () =>
      (
        await db.userSourceFollow.findMany({ where: { uploadId }, orderBy: { position: "asc" } })
      ).map(({ state }) => state);
    expect(await states()).toEqual(["followed", "found"]);
    await theirApp.call("com.atproto.repo.deleteRecord", {
      repo: user,
      collection: "app.bsky.graph.follow",
      rkey: (await db.knownFollow.findFirstOrThrow({ where: { userDid: user } })).rkey,
    });
    await db.followSync.updateMany({ data: { readAt: new Date(0) } });
    await syncFollowsQuietly(user, apps[0]);
    expect(await states()).toEqual(["found", "found"]);
  });
});

async function untick(uploadId: string, did: string, selected: boolean) {
  await db.userSourceFollow.updateMany({ where: { uploadId, username: did }, data: { selected } });
}

/** Ends the sign-in at the person's server; here, nobody has heard of it. */
async function revokeElsewhere() {
  const tokens = await db.oauthSession.findUniqueOrThrow({ where: { did: user } });
  await endSession(user);
  await db.oauthSession.create({ data: tokens });
}

/** What a server says with its refusal when all that may be written in an hour is written. */
function limitReached(resetsAt: Date) {
  return {
    "ratelimit-limit": "5000",
    "ratelimit-remaining": "0",
    "ratelimit-reset": String(resetsAt.getTime() / 1000),
    "ratelimit-policy": "5000;w=3600",
  };
}
