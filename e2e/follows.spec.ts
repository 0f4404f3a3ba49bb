import type { Page } from "@playwright/test";
import { inspect } from "./inspect";
import { bring, matched, signIn } from "./story";
import { expect, test } from "./test";
import { words } from "./words";
import { listFollows, query } from "./world";

test("who is unticked is not followed, whatever is shown and in which order", async ({
  page,
  person,
}) => {
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);
  const before = await ticked(uploadId);

  await page.getByRole("checkbox", { checked: true }).first().click();
  await expect.poll(async () => (await ticked(uploadId)).length).toBe(before.length - 1);
  const wanted = await ticked(uploadId);

  // Another view hides most of those who are ticked; they stay so.
  await page.getByRole("button", { name: new RegExp(`^${words("review.not_found")}`) }).click();
  await expect(page).toHaveURL(/show=not_found/);
  await page.goto(`/uploads/${uploadId}?show=look&sort=name`);
  await follow(page, wanted.length, "Bluesky");
  expect(await listFollows(person.did)).toEqual(wanted);
  expect(await savedAs(uploadId, "followed")).toBe(wanted.length);

  await page.goto("/follows");
  await expect(page.getByRole("main").getByRole("link").first()).toContainText(
    String(wanted.length),
  );
  await inspect(page, "follows");
});

test("an undo takes back what a batch followed, and nothing else", async ({ page, person }) => {
  await signIn(page, person);
  const uploadId = await bring(page, "instagram-json-older/instagram");
  await matched(page, uploadId);
  const wanted = await ticked(uploadId);
  await follow(page, wanted.length, "Bluesky");
  await page.goto(`/uploads/${uploadId}?show=look`);
  const box = page.getByRole("checkbox", { checked: false }).first();
  await box.click();
  await expect.poll(async () => (await ticked(uploadId)).length).toBe(1);
  const [last] = await ticked(uploadId);
  await follow(page, 1, "Bluesky");
  expect(await listFollows(person.did)).toEqual([...wanted, last].sort());

  await page.goto("/follows");
  await page.getByRole("main").getByRole("link").last().click();
  await page.getByRole("button", { name: words("follows.undo"), exact: true }).click();
  await inspect(page, "follows-undo");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: words("follows.undoNow", { count: wanted.length }) })
    .click();
  await expect(page.getByRole("heading", { name: words("follows.status.undone") })).toBeVisible();
  await inspect(page, "follows-undone");
  expect(await listFollows(person.did)).toEqual([last]);
});

/** Follows everybody who is ticked, as the bar at the bottom offers it; ends when all are followed. */
async function follow(page: Page, count: number, app: string) {
  await page.getByRole("button", { name: words("review.bar.follow", { count, app }) }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: words("follows.plan.confirm", { count, app }) })
    .click();
  await page.waitForURL(/\/follows\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: words("follows.status.done") })).toBeVisible();
}

/** The DIDs of those who are ticked and not followed, in order. */
async function ticked(uploadId: string) {
  const found = await query<{ did: string }>(
    `SELECT match.atproto_did AS did FROM user_source_follows AS row
     JOIN atproto_matches AS match ON match.id = row.best_match_id
     WHERE row.upload_id = $1 AND row.selected`,
    [uploadId],
  );
  return found.map(({ did }) => did).sort();
}

async function savedAs(uploadId: string, state: string) {
  const sql = "SELECT FROM user_source_follows WHERE upload_id = $1 AND state::text = $2";
  return (await query(sql, [uploadId, state])).length;
}
