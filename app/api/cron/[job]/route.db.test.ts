import { readFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { cronRoutes, jobNames } from "@/lib/jobs";

process.env.CRON_SECRET = "a secret that cron services send";
const { GET, maxDuration } = await import("./route");
const authorization = `Bearer ${process.env.CRON_SECRET}`;
const routes = Object.keys(cronRoutes);

function call(job: string, authorization?: string) {
  const headers = authorization ? { authorization } : undefined;
  const request = new Request(`http://127.0.0.1:3000/api/cron/${job}`, { headers });
  return GET(request, { params: Promise.resolve({ job }) });
}

beforeEach(async () => {
  await db.jobRun.deleteMany();
});

test.each([
  undefined,
  "",
  "Bearer",
  "Bearer ",
  "Bearer wrong",
  "a secret that cron services send",
  "Basic a secret that cron services send",
])("a cron call with the authorization %j is refused and does nothing", async (authorization) => {
  for (const route of [...routes, "unknown"]) {
    expect((await call(route, authorization)).status, route).toBe(401);
  }
  expect(await db.jobRun.count()).toBe(0);
});

test.each(routes)("the cron route %s runs its jobs, and records each run", async (route) => {
  const answer = await call(route, authorization);
  expect(answer.status).toBe(200);
  const { jobs } = await answer.json();
  for (const job of cronRoutes[route as keyof typeof cronRoutes]) {
    expect(jobs[job], job).toMatchObject({ status: "done" });
    expect(await db.jobRun.count({ where: { job, outcome: "done" } }), job).toBe(1);
  }
});

test("a job that fails is told and recorded, and the ones after it run", async () => {
  await db.$executeRaw`ALTER FUNCTION cleanup_transient_data RENAME TO cleanup_elsewhere`;
  try {
    const answer = await call("cleanup", authorization);
    expect(answer.status).toBe(500);
    expect((await answer.json()).jobs).toMatchObject({
      cleanup: { status: "failed" },
      count: { status: "done" },
    });
  } finally {
    await db.$executeRaw`ALTER FUNCTION cleanup_elsewhere RENAME TO cleanup_transient_data`;
  }
  expect(await db.jobRun.findMany({ where: { job: "cleanup" } })).toMatchObject([
    { outcome: "failed" },
  ]);
});

test("there is no route of another name", async () => {
  for (const route of ["unknown", "count", "toString", "constructor"]) {
    expect((await call(route, authorization)).status, route).toBe(404);
  }
});

test("every job is run by one cron route, and Vercel calls each within its time", () => {
  expect(Object.values(cronRoutes).flat().toSorted()).toEqual(jobNames.toSorted());
  const { crons } = JSON.parse(readFileSync("vercel.json", "utf8")) as {
    crons: { path: string; schedule: string }[];
  };
  const called = crons.map(({ path }) => path.replace("/api/cron/", ""));
  expect(called.toSorted()).toEqual(routes.toSorted());
  // What every plan of Vercel's allows a function.
  expect(maxDuration).toBeLessThanOrEqual(60);
});
