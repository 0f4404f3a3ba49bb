import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { pauseJob, resumeJob, runJob, runJobs } from ".";
import { closeRun, isDue, keepRun, openRun } from "./runs";

const never = new AbortController().signal;
const soon = () => new Date(Date.now() + 60_000);
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * 60_000);

beforeEach(async () => {
  await db.jobRun.deleteMany();
  await db.jobPause.deleteMany();
  await db.oauthState.deleteMany();
});

async function addExpiredStates(count: number) {
  await db.oauthState.createMany({
    data: Array.from({ length: count }, (_, n) => ({
      state: `old-${n}`,
      value: Buffer.from("x"),
      createdAt: hoursAgo(2),
    })),
  });
}

describe("a run", () => {
  test("is recorded with its beginning, its end and what was done", async () => {
    await addExpiredStates(3);
    const result = await runJob("cleanup", soon(), never);
    expect(result).toMatchObject({ status: "done", done: { oauth_states: 3 } });
    expect(await db.oauthState.count()).toBe(0);

    const [run, ...others] = await db.jobRun.findMany();
    expect(others).toEqual([]);
    expect(run).toMatchObject({ job: "cleanup", outcome: "done", error: null });
    expect(run?.done).toMatchObject({ oauth_states: 3 });
    expect(run?.endedAt?.getTime()).toBeGreaterThanOrEqual(run?.startedAt.getTime() ?? Infinity);
  });

  test("does nothing while another of its job goes on", async () => {
    await addExpiredStates(1);
    const other = await openRun("cleanup", { alone: true });
    expect(await runJob("cleanup", soon(), never)).toEqual({ status: "busy", done: {} });
    expect(await db.oauthState.count()).toBe(1);
    expect(await db.jobRun.count()).toBe(1);

    if (other) await closeRun(other, { done: {}, outcome: "done" });
    expect((await runJob("cleanup", soon(), never)).status).toBe("done");
    expect(await db.oauthState.count()).toBe(0);
  });

  test("is begun once by many that ask at the same moment", async () => {
    const runs = await Promise.all(
      Array.from({ length: 20 }, () => openRun("cleanup", { alone: true })),
    );
    expect(runs.filter(Boolean)).toHaveLength(1);
  });

  test("of a process that died is given up, and cannot come back", async () => {
    const dead = await openRun("cleanup", { alone: true });
    await db.jobRun.updateMany({ data: { leaseUntil: hoursAgo(1) } });
    expect((await runJob("cleanup", soon(), never)).status).toBe("done");
    expect(await db.jobRun.findMany({ orderBy: { id: "asc" } })).toMatchObject([
      { id: dead?.id, outcome: "lost" },
      { outcome: "done" },
    ]);
    expect(dead && (await keepRun(dead, { oauth_states: 9 }))).toBe(false);
  });

  test("that comes to its deadline says that more is left", async () => {
    expect((await runJob("cleanup", hoursAgo(1), never)).status).toBe("more");
    expect(await db.jobRun.findMany()).toMatchObject([{ outcome: "more" }]);
  });

  test("that fails is recorded, and the next one is free to run", async () => {
    await db.$executeRaw`ALTER FUNCTION cleanup_transient_data RENAME TO cleanup_elsewhere`;
    try {
      await expect(runJob("cleanup", soon(), never)).rejects.toThrow();
      const [run] = await db.jobRun.findMany();
      expect(run).toMatchObject({ outcome: "failed" });
      expect(run?.error).toContain("42883");
      expect(run?.endedAt).not.toBeNull();
    } finally {
      await db.$executeRaw`ALTER FUNCTION cleanup_elsewhere RENAME TO cleanup_transient_data`;
    }
    expect((await runJob("cleanup", soon(), never)).status).toBe("done");
  });
});

describe("a paused job", () => {
  test("does nothing until it is resumed", async () => {
    await addExpiredStates(1);
    await pauseJob("cleanup");
    await pauseJob("cleanup");
    expect(await runJob("cleanup", soon(), never)).toEqual({ status: "paused", done: {} });
    expect(await db.oauthState.count()).toBe(1);

    await resumeJob("cleanup");
    expect((await runJob("cleanup", soon(), never)).status).toBe("done");
    expect(await db.oauthState.count()).toBe(0);
  });
});

describe("the worker", () => {
  /** Runs the worker's loop until the condition holds. */
  async function workUntil(condition: () => Promise<boolean>) {
    const end = new AbortController();
    const working = runJobs(end.signal);
    try {
      for (const begun = Date.now(); !(await condition()); await sleep(50)) {
        if (Date.now() - begun > 50_000) throw new Error("it did not happen");
      }
    } finally {
      end.abort();
      await working;
    }
  }

  test("catches up on a day that it missed, and not on one that was done", async () => {
    await addExpiredStates(1);
    await db.jobRun.create({
      data: {
        job: "cleanup",
        alone: true,
        outcome: "done",
        startedAt: hoursAgo(25),
        endedAt: hoursAgo(25),
        leaseUntil: hoursAgo(25),
      },
    });
    const runs = () => db.jobRun.count({ where: { job: "cleanup", outcome: "done" } });
    await workUntil(async () => (await runs()) === 2);
    expect(await db.oauthState.count()).toBe(0);

    expect(await isDue("cleanup", 24 * 60 * 60_000)).toBe(false);
  });

  test("beside another does the daily work once", async () => {
    await addExpiredStates(1);
    const end = new AbortController();
    const working = [runJobs(end.signal), runJobs(end.signal)];
    while ((await db.oauthState.count()) > 0) await sleep(20);
    end.abort();
    await Promise.all(working);
    expect(await db.jobRun.count({ where: { job: "cleanup" } })).toBe(1);
  });
});
