import type { Page } from "@playwright/test";
import { inspect } from "./inspect";
import {
  bring,
  chooseFiles,
  loseChanges,
  matched,
  pasteNames,
  revisit,
  signIn,
  startButton,
  uploadIdOf,
  visit,
} from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { createPerson, query, sample, savedNames } from "./world";

test("pages of a person who has nothing yet say what to do", async ({ page, person }) => {
  await signIn(page, person, "/follows");
  await expect(page.getByText(words("follows.empty"))).toBeVisible();
  await inspect(page, "follows-empty");
  await visit(page, "/notifications");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await inspect(page, "arrivals-empty");
  await visit(page, "/uploads");
  await expect(page.getByRole("button", { name: words("bring.choose") })).toBeVisible();
  await inspect(page, "home-empty");
});

test("a list is renamed, checked again and deleted, and its rows go with it", async ({
  page,
  person,
  problems,
}) => {
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);
  await visit(page, "/uploads");
  const menu = (name: string) =>
    page.getByRole("button", { name: words("home.more", { list: name }) });

  await menu("Instagram").click();
  await page.getByRole("button", { name: words("home.rename") }).click();
  await inspect(page, "home-rename");
  await page.getByLabel(words("home.newName")).fill("Old friends");
  problems.expect(/net::ERR_FAILED/);
  await loseChanges(page, async () => {
    await page.getByRole("button", { name: words("home.save") }).click();
    await expect(page.getByRole("dialog").getByText(words("review.failed"))).toBeVisible();
  });
  await expect(page.getByLabel(words("home.newName"))).toHaveValue("Old friends");
  await page.getByRole("button", { name: words("home.save") }).click();
  await expect(page.getByRole("link", { name: "Old friends", exact: true })).toBeVisible();
  await revisit(page);
  await expect(page.getByRole("link", { name: "Old friends", exact: true })).toBeVisible();
  await inspect(page, "home");

  const count = await countNotFound(uploadId);
  const before = await freshAfter(uploadId);
  await menu("Old friends").click();
  await page.getByRole("button", { name: words("home.checkAgain", { count }) }).click();
  await expect.poll(() => freshAfter(uploadId)).toBeGreaterThan(before);
  await matched(page, uploadId);
  expect(await countNotFound(uploadId)).toBe(count);

  await visit(page, "/uploads");
  const total = (await savedNames(uploadId)).length;
  await menu("Old friends").click();
  await page.getByRole("button", { name: words("home.delete"), exact: true }).click();
  await inspect(page, "home-delete");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: words("home.deleteNow", { count: total }) })
    .click();
  await expect(page.getByRole("link", { name: "Old friends" })).toBeHidden();
  expect(await savedNames(uploadId)).toEqual([]);
  expect(await query("SELECT FROM user_uploads WHERE upload_id = $1", [uploadId])).toEqual([]);
});

test("a list of somebody else is not there, and neither is one that never was", async ({
  page,
  person,
  browser,
  request,
  problems,
}) => {
  problems.expect(/404/);
  await signIn(page, person);
  await pasteNames(page, "wren\nmaya.lindqvist");
  await startButton(page).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  const uploadId = uploadIdOf(page);

  const theirs = await browser.newContext();
  const other = await theirs.newPage();
  await signIn(other, await createPerson(request));
  for (const id of [uploadId, "00000000-0000-4000-8000-000000000000", "nonsense"]) {
    expect((await visit(other, `/uploads/${id}`))?.status(), id).toBe(404);
    await expect(other.getByRole("heading", { level: 1 })).toHaveText(
      words("errors.notFoundTitle"),
    );
    await expect(other).toHaveTitle(
      `${words("errors.notFoundTitle")} · ${words("common.appName")}`,
    );
    const told = await other.request.get(`/uploads/${id}/arrangement`);
    expect((await told.json()).ids ?? "", `the rows of ${id}`).toBe("");
    expect((await other.request.get(`/uploads/${id}/progress`)).status()).toBe(404);
  }
  await inspect(other, "not-found");
  await theirs.close();
});

test("a list of 5,000 is scrolled to its end and searched, and few of its rows are in the page", async ({
  page,
  person,
}) => {
  await signIn(page, person);
  await chooseFiles(page, sample("instagram-5000"));
  await startButton(page).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  const uploadId = uploadIdOf(page);
  await page.getByRole("button", { name: words("review.pause") }).click();
  await expect(page.getByRole("button", { name: words("review.resume") })).toBeVisible();

  await visit(page, `/uploads/${uploadId}?sort=name`);
  const names = await query<{ username: string }>(
    "SELECT username FROM user_source_follows WHERE upload_id = $1 ORDER BY lower(username)",
    [uploadId],
  );
  expect(names).toHaveLength(5_000);
  await expect(rowOf(page, names[0]?.username)).toBeVisible();
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await expect(rowOf(page, names.at(-1)?.username)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(rowOf(page, names.at(-1)?.username)).toBeInViewport();
  expect(await rows(page).count()).toBeLessThan(60);
  await inspect(page, "review-5000-end");

  const some = names[3_210]?.username ?? "";
  await page.getByRole("searchbox", { name: words("review.search") }).fill(some);
  await expect(rowOf(page, some)).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(10);
});

function rows(page: Page) {
  return page.getByRole("region", { name: words("review.rows") }).getByRole("listitem");
}

function rowOf(page: Page, username = "") {
  return rows(page).filter({ has: page.getByText(`@${username}`, { exact: true }) });
}

/** From when on a search counts as an answer for a list, in seconds: checking it again moves it, for good. */
async function freshAfter(uploadId: string) {
  const [row] = await query<{ time: number }>(
    `SELECT extract(epoch FROM fresh_after)::float8 AS time FROM user_uploads
     WHERE upload_id = $1`,
    [uploadId],
  );
  return row?.time ?? 0;
}

async function countNotFound(uploadId: string) {
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int AS count FROM user_source_follows
     WHERE upload_id = $1 AND state = 'not_found'`,
    [uploadId],
  );
  return row?.count ?? 0;
}
