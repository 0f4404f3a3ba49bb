import { expect, test } from "vitest";
import { db } from "@/lib/db";

process.env.CRON_SECRET = "a secret that cron services send";
const { GET } = await import("./route");

function call(job: string, authorization?: string) {
  const headers = authorization ? { authorization } : undefined;
  const request = new Request(`http://127.0.0.1:3000/api/cron/${job}`, { headers });
  return GET(request, { params: Promise.resolve({ job }) });
}

test.each([
  undefined,
  "",
  "Bearer",
  "Bearer ",
  "Bearer wrong",
  "a secret that cron services send",
  "Basic a secret that cron services send",
])("a cron call with the authorization %j is refused and does nothing", async (authorization) => {
  for (const job of ["match", "follow", "cleanup", "unknown"]) {
    const answer = await call(job, authorization);
    expect(answer.status).toBe(401);
  }
  expect(await db.jobRun.count()).toBe(0);
});

test("a cron call with the secret runs the job that it names", async () => {
  const authorization = `Bearer ${process.env.CRON_SECRET}`;
  for (const job of ["match", "follow", "cleanup"]) {
    const answer = await call(job, authorization);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: "done" });
    expect(await db.jobRun.count({ where: { job, outcome: "done" } })).toBe(1);
  }
  expect((await call("unknown", authorization)).status).toBe(404);
});
