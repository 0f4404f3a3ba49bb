import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "./inspect";
import { revisit, signIn, visit } from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { query, world } from "./world";

const app = fileURLToPath(new URL("../app", import.meta.url));
/** As they lie in the file system: a page that is added is tried too. */
const pages = globSync("**/page.tsx", { cwd: join(app, "admin") })
  .map((file) => `/${file}`.replace(/\/page\.tsx$/, ""))
  .sort();
const { crons } = JSON.parse(readFileSync(join(app, "../vercel.json"), "utf8")) as {
  crons: { path: string }[];
};
const operator = world.network.user;

test("for everybody but operators there are no pages under /admin", async ({
  page,
  person,
  problems,
}) => {
  problems.expect(/404/);
  expect(pages.length).toBeGreaterThan(7);
  for (const path of pages) {
    expect((await visit(page, `/admin${path}`))?.status(), `nobody at ${path}`).toBe(404);
  }
  await signIn(page, person);
  for (const path of pages) {
    expect((await visit(page, `/admin${path}`))?.status(), `a person at ${path}`).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("errors.notFoundTitle"));
  }
});

test("cron, metrics and partner routes are closed without their keys", async ({ request }) => {
  const guarded = [
    ...crons.map(({ path }) => path),
    "/api/cron/anything",
    "/api/metrics",
    "/api/partner/v1/people",
    "/api/partner/v1/arrivals",
  ];
  for (const path of guarded) {
    for (const authorization of ["", "Bearer ", "Bearer undefined", "Bearer wrong"]) {
      const answer = await request.get(path, { headers: { authorization } });
      expect(answer.status(), `${path} with “${authorization}”`).toBe(401);
    }
  }
});

test("an operator sees how the service is, on every page", async ({ page }) => {
  await signIn(page, operator);
  await visit(page, "/admin");
  for (const path of pages) {
    await visit(page, `/admin${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await inspect(page, `admin${path.replace("/", "-")}`);
  }
});

test("an operator pauses a job, resumes it and runs one, and it is written down", async ({
  page,
}) => {
  await signIn(page, operator);
  await visit(page, "/admin/jobs");
  const job = words("admin.jobNames.share");
  const paused = () => query("SELECT FROM job_pauses WHERE job = 'share'");
  await page.getByRole("button", { name: words("admin.jobs.pauseJob", { job }) }).click();
  await expect(page.getByText(words("admin.jobs.states.paused"))).toBeVisible();
  expect(await paused()).toHaveLength(1);
  await page.getByRole("button", { name: words("admin.jobs.resumeJob", { job }) }).click();
  await expect(page.getByText(words("admin.jobs.states.paused"))).toBeHidden();
  expect(await paused()).toHaveLength(0);

  const runs = () => query("SELECT FROM job_runs WHERE job = 'cleanup' AND outcome = 'done'");
  const before = (await runs()).length;
  await visit(page, "/admin/cleanup");
  await page.getByRole("button", { name: words("admin.cleanup.run") }).click();
  await expect.poll(async () => (await runs()).length).toBeGreaterThan(before);

  await visit(page, "/admin/log");
  for (const action of ["pause-job", "resume-job", "run-job"] as const) {
    await expect(page.getByText(words(`admin.log.actions.${action}`)).first()).toBeVisible();
  }
});

test("a partner gets a key, a person connects it, and both can end it", async ({
  browser,
  page,
  person,
  request,
}) => {
  const name = `App of ${person.handle}`;
  const office = await browser.newContext();
  const desk = await office.newPage();
  await signIn(desk, operator);
  await visit(desk, "/admin/partners");
  await desk.getByLabel(words("admin.partners.name"), { exact: true }).fill(name);
  await desk.getByRole("button", { name: words("admin.partners.create") }).click();
  const section = desk.locator("section").filter({ has: desk.getByRole("heading", { name }) });
  await section.getByLabel(words("admin.partners.keyName")).fill("first key");
  await section
    .getByRole("button", { name: words("admin.partners.createKeyFor", { partner: name }) })
    .click();
  const key = await section.getByRole("status").locator("output").textContent();

  const people = async () => {
    const answer = await request.get("/api/partner/v1/people", {
      headers: { authorization: `Bearer ${key}` },
    });
    return { status: answer.status(), people: (await answer.json()).people };
  };
  expect(await people()).toEqual({ status: 200, people: [] });

  await signIn(page, person, "/settings");
  await page
    .getByRole("button", { name: words("partners.settings.connectApp", { app: name }) })
    .click();
  const disconnect = page.getByRole("button", {
    name: words("partners.settings.disconnectApp", { app: name }),
  });
  await expect(disconnect).toBeVisible();
  await inspect(page, "settings-partners");
  expect((await people()).people).toMatchObject([{ did: person.did }]);
  await disconnect.click();
  await expect(disconnect).toBeHidden();
  expect((await people()).people).toEqual([]);

  await revisit(desk);
  await expect(desk.getByText(key ?? "")).toBeHidden();
  await inspect(desk, "admin-partners-key");
  await section
    .getByRole("button", { name: words("admin.partners.revokeKey", { key: "first key" }) })
    .click();
  await expect(section.getByText(words("admin.partners.revoked"), { exact: true })).toBeVisible();
  expect((await people()).status).toBe(401);
  await office.close();
});

test("a person who does not want to be found says so, and takes it back", async ({
  page,
  person,
}) => {
  const optedOut = () => query("SELECT by FROM opt_outs WHERE did = $1", [person.did]);
  await signIn(page, person, "/settings");
  await page.getByRole("button", { name: words("partners.settings.hide") }).click();
  const show = page.getByRole("button", { name: words("partners.settings.show") });
  await expect(show).toBeVisible();
  expect(await optedOut()).toEqual([{ by: "self" }]);
  await show.click();
  await expect(show).toBeHidden();
  expect(await optedOut()).toEqual([]);
});

test("partners read how the API works, and tools read its description", async ({
  page,
  request,
}) => {
  await visit(page, "/developers");
  await inspect(page, "developers");
  const answer = await request.get("/api/partner/v1/openapi.json");
  expect(answer.status()).toBe(200);
  expect((await answer.json()).openapi).toBe("3.1.0");
});
