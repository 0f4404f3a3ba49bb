import type { Page } from "@playwright/test";
import { inspect } from "./inspect";
import { type OwnApp, startOwnApp } from "./own-app";
import { bring, revisit, signIn, visit } from "./story";
import { test as base, expect } from "./test";
import { words } from "./words";
import { query } from "./world";

// 5,000 names that nobody has searched for yet take minutes, which is long enough to do something in the middle.
const NAMES = 5_000;

const test = base.extend<{ app: OwnApp }>({
  app: async ({ browserName: _ }, use) => {
    const app = await startOwnApp();
    await use(app);
    await app.stop();
  },
  baseURL: ({ app }, use) => use(app.url),
});

test("matching goes on in a closed tab and after a restart, and says how far it is", async ({
  page,
  person,
  context,
  app,
}) => {
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-5000");
  await expect(
    page.getByRole("heading", { name: words("review.progressTitle", { total: NAMES }) }),
  ).toBeVisible();
  const bar = page.getByRole("progressbar");
  await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow"))).toBeGreaterThan(0);
  await inspect(page, "matching");
  await revisit(page);
  await expectSameAsDatabase(app, page, uploadId);

  await page.close();
  await expectMore(app, uploadId);

  await app.stop();
  const before = await countChecked(app, uploadId);
  expect(before).toBeLessThan(NAMES);
  await passTwoMinutes(app, uploadId);
  await app.start();
  await expectMore(app, uploadId);

  const again = await context.newPage();
  await visit(again, `/uploads/${uploadId}`);
  await expectSameAsDatabase(app, again, uploadId);

  // What was found since the page was opened is offered, and nothing moves by itself.
  const shown = again.getByRole("button", { name: /new results?: show them$/ });
  await shown.click();
  await expect(
    again
      .getByRole("region", { name: words("review.rows") })
      .getByRole("article")
      .first(),
  ).toBeVisible();

  await again.getByRole("button", { name: words("review.pause") }).click();
  await expect(again.getByRole("button", { name: words("review.resume") })).toBeVisible();
  await expect(again.getByRole("status").filter({ hasText: "Paused" })).toBeVisible();
  const [upload] = await query<{ paused: boolean }>(
    "SELECT match_paused AS paused FROM user_uploads WHERE upload_id = $1",
    [uploadId],
    app.databaseUrl,
  );
  expect(upload).toEqual({ paused: true });
  await inspect(again, "matching-paused");

  await again.getByRole("button", { name: words("review.resume") }).click();
  await expectMore(app, uploadId);
});

/** What the page says of the progress is what the database says, but for what happens in between. */
async function expectSameAsDatabase(app: OwnApp, page: Page, uploadId: string) {
  const before = await countChecked(app, uploadId);
  const status = page.getByRole("status").filter({ hasText: / of 5,000 checked/ });
  await expect
    .poll(async () => Number((await status.innerText()).split(" ")[0]?.replace(",", "")))
    .toBeGreaterThanOrEqual(before);
  const said = Number((await status.innerText()).split(" ")[0]?.replace(",", ""));
  expect(said).toBeLessThanOrEqual(await countChecked(app, uploadId));
}

/** What was being checked when the app stopped is free again after two minutes: as if they had passed. */
async function passTwoMinutes(app: OwnApp, uploadId: string) {
  await query(
    "UPDATE user_uploads SET match_lease_until = now() WHERE upload_id = $1",
    [uploadId],
    app.databaseUrl,
  );
  await query("UPDATE source_accounts SET claimed_until = now()", [], app.databaseUrl);
}

async function expectMore(app: OwnApp, uploadId: string) {
  const before = await countChecked(app, uploadId);
  await expect
    .poll(() => countChecked(app, uploadId), { message: "names that are checked" })
    .toBeGreaterThan(before);
}

async function countChecked(app: OwnApp, uploadId: string) {
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int AS count FROM user_source_follows
     WHERE upload_id = $1 AND state <> 'not_checked'`,
    [uploadId],
    app.databaseUrl,
  );
  return row?.count ?? 0;
}
